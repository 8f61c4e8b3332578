/** Keys as the verbs of the floor take and show them. */
import path from 'node:path';
import { parsePublicKey, type PublicKey } from '../../floor/minisign/publicKey.ts';
import { parseSecretKey, PasswordError, type SecretKey } from '../../floor/minisign/secretKey.ts';
import { FormatError } from '../../floor/minisign/text.ts';
import { ringfenceFolders } from '../../platform/folders.ts';
import { readPlainTextSync } from '../../platform/plainFile.ts';
import { UsageError, type CommandContext } from '../command.ts';

/** Holds the password of the secret key; there is no prompt, so that scripts and people do the same. */
export const passwordVariable = 'RINGFENCE_KEY_PASSWORD';

/** Returns where a secret key is unless another file is named. */
export const defaultSecretKey = ({ surroundings }: Pick<CommandContext, 'surroundings'>): string =>
  path.join(ringfenceFolders(surroundings).config, 'floor-signing.key');

/** Returns the public keys that options name, each a file or base64; throws UsageError. */
export function publicKeys(named: readonly string[], cwd: string): readonly PublicKey[] {
  const keys = named.map(name => publicKey(name, cwd));
  if (keys.length > 2) throw new UsageError('Two public keys are the most: the one in use and a spare.');
  if (new Set(keys.map(({ base64 }) => base64)).size !== keys.length)
    throw new UsageError('The same public key is named twice.');
  return keys;
}

/** A key in base64 is 56 letters and signs that no file name has by chance. */
const base64Key = /^RW[A-Za-z0-9+/]{54}$/u;

function publicKey(named: string, cwd: string): PublicKey {
  const inline = base64Key.test(named);
  const file = path.resolve(cwd, named);
  try {
    return parsePublicKey(inline ? named : readPlainTextSync(file));
  } catch (error) {
    const what = inline ? `The public key ${named}` : `The public key in ${file}`;
    throw new UsageError(`${what} cannot be read: ${reasonOf(error)}`);
  }
}

/** Returns the secret key of a file, opened with the password of the environment; throws UsageError. */
export function secretKey(file: string, { surroundings }: CommandContext): SecretKey {
  try {
    return parseSecretKey(readPlainTextSync(file), surroundings.env[passwordVariable]);
  } catch (error) {
    const remedy = error instanceof PasswordError ? ` Put its password into ${passwordVariable}.` : '';
    throw new UsageError(`The secret key in ${file} cannot be opened: ${reasonOf(error)}${remedy}`);
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof FormatError || error instanceof PasswordError) return error.message;
  if (!(error instanceof Error)) return String(error);
  return 'code' in error && error.code === 'ENOENT' ? 'There is no such file.' : `${error.message}.`;
}

/** Describes a key for people who compare it with what their team told them. */
export const describeKey = ({ id, base64, fingerprint }: PublicKey): string =>
  `key ${id}  ${base64}\n  fingerprint SHA-256 ${fingerprint.match(/.{1,8}/gu)?.join(' ') ?? fingerprint}`;
