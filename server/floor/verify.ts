/** Verifies a floor: the signature first, then the manifest, then every file. Pure. */
import { createHash } from 'node:crypto';
import { failure, success, type Problem, type Result } from '../../common/result.ts';
import type { Bundle } from './bundle.ts';
import { utf8Text } from './json.ts';
import { limits, sizeText } from './limits.ts';
import { parseManifest, type Manifest } from './manifest.ts';
import type { PublicKey } from './minisign/publicKey.ts';
import { parseSignature, verifySignature, type Signature } from './minisign/signature.ts';
import { FormatError } from './minisign/text.ts';
import { manifestName, signatureName } from './paths.ts';

/** Is a floor of which every byte is vouched for by a key. */
export interface VerifiedFloor {
  readonly manifest: Manifest;
  /** SHA-256 of the manifest, hex. */
  readonly digest: string;
  readonly signer: PublicKey;
  readonly trustedComment: string;
  readonly files: ReadonlyMap<string, string>;
}

/** Is a manifest that a key vouches for. */
export type VerifiedManifest = Omit<VerifiedFloor, 'files'>;

/** Names a file of a source for people. */
export type Place = (path: string) => string;

const askLead = 'Ask whoever signs the floor for a correct copy.';
const signAgain = 'Whoever changed it must sign again ("ringfence policy sign"); else restore the file.';

/** Returns the hex SHA-256 of bytes. */
export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Returns a verified floor, or every fault that was found. */
export function verifyBundle(
  bundle: Bundle,
  keys: readonly PublicKey[],
  place: Place,
): Result<VerifiedFloor> {
  const verified = verifyManifest(bundle, keys, place);
  if (!verified.ok) return verified;
  const files = verifyFiles(bundle.files, verified.value.manifest, place);
  return files.ok ? success({ ...verified.value, files: files.value }) : files;
}

/** Returns a verified manifest, without a look at the files it lists. */
export function verifyManifest(
  { manifest, signature }: Pick<Bundle, 'manifest' | 'signature'>,
  keys: readonly PublicKey[],
  place: Place,
): Result<VerifiedManifest> {
  if (manifest.length > limits.manifest)
    return failure({
      source: place(manifestName),
      message: `It has ${sizeText(manifest.length)}; ${sizeText(limits.manifest)} is the most.`,
      remedy: askLead,
    });
  if (signature === undefined)
    return failure({
      source: place(signatureName),
      message: 'The floor is not signed: there is no such file.',
      remedy: 'Sign it with "ringfence policy sign", or with minisign.',
    });
  const signed = signerOf(manifest, signature, keys);
  if (typeof signed === 'string' || signed instanceof FormatError)
    return failure(problemOf(place(signatureName), signed));
  try {
    const read = parseManifest(utf8Text(manifest));
    if (!read.keyIds.includes(signed.key.id))
      throw new FormatError(`It is signed with key ${signed.key.id}, which "keyIds" does not name.`);
    const { trustedComment } = signed.signature;
    return success({ manifest: read, digest: sha256Of(manifest), signer: signed.key, trustedComment });
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    return failure(problemOf(place(manifestName), error));
  }
}

const problemOf = (source: string, fault: FormatError | string): Problem =>
  typeof fault === 'string'
    ? { source, message: fault, remedy: askLead }
    : {
        source,
        message: fault.message,
        remedy: askLead,
        ...(fault.line === undefined ? {} : { line: fault.line }),
      };

interface Signed {
  readonly key: PublicKey;
  readonly signature: Signature;
}

/** Returns the key that signed, or what is wrong. */
function signerOf(
  manifest: Uint8Array,
  text: string,
  keys: readonly PublicKey[],
): Signed | FormatError | string {
  try {
    const signature = parseSignature(text);
    const key = keys.find(({ id }) => id === signature.keyId);
    if (key === undefined)
      return `It is signed with key ${signature.keyId}; trusted: ${keys.map(({ id }) => id).join(', ')}.`;
    const outcome = verifySignature(manifest, signature, key);
    if (outcome === 'valid') return { key, signature };
    return outcome === 'comment changed'
      ? 'The trusted comment was changed after it was signed.'
      : `The signature does not fit ${manifestName}: one of the two was changed, or cut short.`;
  } catch (error) {
    if (error instanceof FormatError) return error;
    throw error;
  }
}

function verifyFiles(
  files: ReadonlyMap<string, Uint8Array>,
  { files: listed }: Manifest,
  place: Place,
): Result<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>();
  const problems: Problem[] = [];
  const wrong = (path: string, message: string): number =>
    problems.push({ source: place(path), message, remedy: signAgain });
  for (const path of files.keys()) {
    if (!listed.has(path)) wrong(path, `The file is not listed in the signed ${manifestName}.`);
  }
  for (const [path, { sha256, size }] of listed) {
    const bytes = files.get(path);
    if (bytes === undefined) wrong(path, `The file is listed in the signed ${manifestName}, but missing.`);
    else if (bytes.length !== size)
      wrong(path, `The file has ${bytes.length} bytes, signed were ${size}: it was changed or cut short.`);
    else if (sha256Of(bytes) !== sha256) wrong(path, 'The file was changed after it was signed.');
    else {
      const text = textOf(bytes);
      if (text === undefined) wrong(path, 'The file is not a UTF-8 text.');
      else texts.set(path, text);
    }
  }
  return problems.length === 0 ? success(texts) : failure(...problems);
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return utf8Text(bytes);
  } catch {
    return undefined;
  }
}
