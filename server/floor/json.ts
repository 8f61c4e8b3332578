/** Reads JSON objects, and says where a text stops being JSON. Pure. */
import { parse, type ParseError } from 'jsonc-parser';
import { FormatError } from './minisign/text.ts';

/** Returns the object that a text is; throws FormatError with the line. */
export function parseJson(text: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new FormatError('This is not JSON, or not all of it.', faultyLine(text));
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new FormatError('It must be a JSON object.', 1);
  return Object.fromEntries(Object.entries(value));
}

/** JavaScript's own parser tells the place of some faults only. */
function faultyLine(text: string): number | undefined {
  const errors: ParseError[] = [];
  try {
    parse(text, errors, { disallowComments: true });
  } catch {
    // Too deeply nested for a parser that calls itself.
    return undefined;
  }
  const offset = errors[0]?.offset;
  return offset === undefined ? undefined : text.slice(0, offset).split('\n').length;
}

/** Returns the text of bytes that are UTF-8, byte-order mark and all; throws FormatError for others. */
export function utf8Text(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new FormatError('It is not a UTF-8 text.');
  }
}
