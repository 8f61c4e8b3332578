/** Reads JSON objects, and says where a text stops being JSON. Pure. */
import { FormatError } from './minisign/text.ts';

/** Returns the object that a text is; throws FormatError with the line. */
export function parseJson(text: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    const position = / at position (\d+)/u.exec(message)?.[1];
    // Without a position the text ended too early.
    const before = position === undefined ? text : text.slice(0, Number(position));
    throw new FormatError('This is not JSON, or not all of it.', before.split('\n').length);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new FormatError('It must be a JSON object.', 1);
  return Object.fromEntries(Object.entries(value));
}

/** Returns the text of bytes that are UTF-8, byte-order mark and all; throws FormatError for others. */
export function utf8Text(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new FormatError('It is not a UTF-8 text.');
  }
}
