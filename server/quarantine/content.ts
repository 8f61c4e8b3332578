/** What stood, or was to stand, at a path: bytes, a link, a folder or nothing. */
import { createHash } from 'node:crypto';

/** Holds the content of one side of an item. A tree (a folder, or a file too large to copy) lies beside the item's description. */
export type Content =
  | { readonly kind: 'file'; readonly bytes: Buffer; readonly mode: number }
  | { readonly kind: 'link'; readonly target: string }
  | { readonly kind: 'tree' }
  | { readonly kind: 'absent' };

/** Is the content of no file. */
export const absent: Content = { kind: 'absent' };

/** Returns the SHA-256 of bytes in lower-case hex. */
export const sha256 = (bytes: string | Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex');

/** Identifies content: equal fingerprints mean the same kind and bytes. Permission bits do not count. */
export const fingerprint = (content: Content): string => `${content.kind}:${sha256(bytesOf(content))}`;

/** Returns what is stored for a content: its bytes, the target of a link, or nothing. */
export function bytesOf(content: Content): Buffer {
  if (content.kind === 'file') return content.bytes;
  return Buffer.from(content.kind === 'link' ? content.target : '');
}

/** Is bytes as text, and whether turning the text back gives the same bytes. */
export interface Decoded {
  readonly text: string;
  readonly exact: boolean;
}

/** Decodes as the byte order mark says, else as UTF-16 when every other byte is zero, else as UTF-8. */
export function decode(bytes: Buffer): Decoded {
  const encoding = sniff(bytes);
  const text = new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes);
  return { text, exact: encoding === 'utf-8' && Buffer.from(text).equals(bytes) };
}

function sniff(bytes: Buffer): string {
  const [a = 0, b = 0] = bytes;
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  const head = bytes.subarray(0, 64);
  const zeros = (odd: number): number => head.filter((byte, index) => index % 2 === odd && byte === 0).length;
  if (head.length >= 4 && zeros(1) * 4 > head.length) return 'utf-16le';
  return head.length >= 4 && zeros(0) * 4 > head.length ? 'utf-16be' : 'utf-8';
}
