/** Turns bytes of a file into text, as editors do: by byte-order mark, else UTF-8. Pure. */

/** Is decoded text, with what is needed to write it back the same way. */
export interface DecodedText {
  readonly text: string;
  readonly encoding: 'utf8' | 'utf8-bom' | 'utf16le' | 'utf16be';
}

/** Returns the text of a file, without its byte-order mark, or undefined when it is binary (holds a NUL). */
export function decodeText(bytes: Uint8Array): DecodedText | undefined {
  const encoding = encodingOf(bytes);
  const text = new TextDecoder(labels[encoding]).decode(bytes);
  return text.includes('\0') ? undefined : { text, encoding };
}

/**
 * Returns the text of a source file, whose encoding nobody states: as `decodeText` where that is possible, UTF-16 also
 * without its mark, and Windows' Latin-1 where the bytes are no UTF-8. Undefined when the file is binary.
 */
export function decodeSource(bytes: Uint8Array): string | undefined {
  if (encodingOf(bytes) !== 'utf8') return decodeText(bytes)?.text;
  const wide = bytes.includes(0) ? wideOf(bytes) : undefined;
  if (bytes.includes(0) && wide === undefined) return undefined;
  try {
    const text = new TextDecoder(wide ?? 'utf-8', { fatal: true }).decode(bytes);
    return text.includes('\0') ? undefined : text;
  } catch {
    return wide === undefined ? new TextDecoder('windows-1252').decode(bytes) : undefined;
  }
}

/** Code is mostly ASCII, so in UTF-16 most of its bytes at even or at odd places are 0, and none at the others. */
function wideOf(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const zeros = [0, 0];
  const start = bytes.subarray(0, 2_000);
  for (const [at, byte] of start.entries()) if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  const most = start.length * 0.35;
  if (odd >= most && even === 0) return 'utf-16le';
  return even >= most && odd === 0 ? 'utf-16be' : undefined;
}

/** Returns the bytes of a text in an encoding, with its byte-order mark. */
export function encodeText({ text, encoding }: DecodedText): Buffer {
  if (encoding === 'utf8') return Buffer.from(text, 'utf8');
  if (encoding === 'utf8-bom') return Buffer.from(`\uFEFF${text}`, 'utf8');
  const bytes = Buffer.from(`\uFEFF${text}`, 'utf16le');
  return encoding === 'utf16le' ? bytes : bytes.swap16();
}

const labels = { utf8: 'utf-8', 'utf8-bom': 'utf-8', utf16le: 'utf-16le', utf16be: 'utf-16be' } as const;

function encodingOf(bytes: Uint8Array): DecodedText['encoding'] {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf8-bom';
  if (a === 0xff && b === 0xfe) return 'utf16le';
  return a === 0xfe && b === 0xff ? 'utf16be' : 'utf8';
}
