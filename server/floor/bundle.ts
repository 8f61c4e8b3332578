/** A floor as bytes that nobody has verified yet, and the one file that can carry it. Pure. */
import { parseJson, utf8Text } from './json.ts';
import { limits, sizeText } from './limits.ts';
import { FormatError } from './minisign/text.ts';
import { manifestName, pathFault, signatureName } from './paths.ts';

/** Is a floor as its source has it. */
export interface Bundle {
  readonly manifest: Uint8Array;
  /** Text of the signature; undefined when there is none. */
  readonly signature: string | undefined;
  /** Bytes by path. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

const bundleType = 'ringfence-bundle';
const bundleVersion = 1;

/** Returns the bundle of a bundle file's bytes; throws FormatError. */
export function parseBundle(bytes: Uint8Array): Bundle {
  if (bytes.length > limits.bundle)
    throw new FormatError(`It has ${sizeText(bytes.length)}; ${sizeText(limits.bundle)} is the most.`);
  const raw = parseJson(utf8Text(bytes));
  if (raw['type'] !== bundleType) throw new FormatError(`"type" must be "${bundleType}".`);
  if (raw['version'] !== bundleVersion)
    throw new FormatError(
      `"version" is ${JSON.stringify(raw['version'])}; this Ringfence knows ${bundleVersion}.`,
    );
  const { [manifestName]: manifest, [signatureName]: signature, files } = raw;
  if (typeof manifest !== 'string') throw new FormatError(`"${manifestName}" must be a text.`);
  if (typeof signature !== 'string') throw new FormatError(`"${signatureName}" must be a text.`);
  if (typeof files !== 'object' || files === null || Array.isArray(files))
    throw new FormatError('"files" must be an object of texts.');
  return { manifest: Buffer.from(manifest, 'utf8'), signature, files: filesOf(files) };
}

function filesOf(raw: object): ReadonlyMap<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  for (const [path, text] of Object.entries(raw)) {
    const fault = pathFault(path);
    if (fault !== undefined) throw new FormatError(`The path ${JSON.stringify(path)} ${fault}.`);
    if (typeof text !== 'string') throw new FormatError(`The file ${JSON.stringify(path)} must be a text.`);
    files.set(path, Buffer.from(text, 'utf8'));
  }
  return files;
}

/** Returns the text of a bundle file; throws FormatError when a file is no text. */
export function writeBundle({ manifest, signature, files }: Bundle): string {
  const texts = [...files].map(([path, bytes]): [string, string] => [path, textOf(path, bytes)]);
  const bundle = {
    type: bundleType,
    version: bundleVersion,
    [manifestName]: textOf(manifestName, manifest),
    [signatureName]: signature,
    files: Object.fromEntries(texts.toSorted(([a], [b]) => (a < b ? -1 : 1))),
  };
  return `${JSON.stringify(bundle, undefined, 2)}\n`;
}

function textOf(path: string, bytes: Uint8Array): string {
  try {
    return utf8Text(bytes);
  } catch {
    throw new FormatError(`${path} is not a UTF-8 text.`);
  }
}
