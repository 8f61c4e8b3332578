/** The ledger's signing key: made at first use, kept beside the ledger. Reads and writes files. */
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  verify,
  type KeyObject,
} from 'node:crypto';
import { link, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { readPlainText } from '../platform/plainFile.ts';

/** Signs checkpoints. */
export interface Signer {
  readonly keyId: string;
  /** Returns an Ed25519 signature, base64. */
  sign(text: Uint8Array): string;
}

/** Checks signatures of one key. */
export interface SignatureCheck {
  readonly keyId: string;
  verify(text: Uint8Array, signature: string): boolean;
}

const keyName = 'signing.key';

/** Opens the key of a ledger folder, making one when there is none; several processes end up with the same. */
export async function openSigner(folder: string): Promise<Signer> {
  const file = path.join(folder, keyName);
  const existing = await readOrUndefined(file);
  const key = createPrivateKey(existing ?? (await makeKey(folder, file)));
  return { keyId: keyIdOf(createPublicKey(key)), sign: text => sign(null, text, key).toString('base64') };
}

/** Opens the check for a ledger folder's own key, or for a public key in PEM; undefined without a usable key. */
export async function openCheck(folder: string, publicKey?: string): Promise<SignatureCheck | undefined> {
  const pem = publicKey ?? (await readOrUndefined(path.join(folder, keyName)));
  if (pem === undefined) return undefined;
  try {
    const key = createPublicKey(pem);
    return {
      keyId: keyIdOf(key),
      verify: (text, signature) => verify(null, text, key, Buffer.from(signature, 'base64')),
    };
  } catch {
    return undefined;
  }
}

/** Tells whether a text holds a key that signatures of a ledger can be checked with. */
export function isPublicKey(pem: string): boolean {
  try {
    return createPublicKey(pem).asymmetricKeyType === 'ed25519';
  } catch {
    return false;
  }
}

/** Returns the public half of a folder's key in PEM, to be kept on another machine; undefined when there is none. */
export async function publicKeyOf(folder: string): Promise<string | undefined> {
  const pem = await readOrUndefined(path.join(folder, keyName));
  return pem === undefined
    ? undefined
    : createPublicKey(pem).export({ type: 'spki', format: 'pem' }).toString();
}

const keyIdOf = (key: KeyObject): string =>
  createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex')
    .slice(0, 16);

/** Linking never replaces, so of two processes that make a key at once one wins and both read the winner's. */
async function makeKey(folder: string, file: string): Promise<string> {
  const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const temporary = path.join(folder, `.${keyName}.${process.pid}.${Math.random().toString(36).slice(2)}`);
  await writeFile(temporary, pem, { mode: 0o600, flag: 'wx', flush: true });
  try {
    await link(temporary, file);
  } catch (error) {
    if (!isCode(error, 'EEXIST')) await rename(temporary, file);
  } finally {
    await rm(temporary, { force: true });
  }
  return readPlainText(file);
}

async function readOrUndefined(file: string): Promise<string | undefined> {
  try {
    return await readPlainText(file);
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

/** Tells whether an error carries a system error code. */
export const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;
