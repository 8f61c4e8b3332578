/**
 * Reads fields out of JSON that came over the wire. Every reader has a harmless answer for a wrong shape,
 * because a fake model must answer whatever an agent sends.
 */

/** A JSON object whose fields are not known yet. */
export type JsonObject = Record<string, unknown>;

/** Tells whether a value is a JSON object. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads a value as an object, empty when it is none. */
export function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

/** Reads the objects of a list, none when it is no list. */
export function objectsOf(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** Reads a value as text: strings as they are, content parts joined, anything else as JSON. */
export function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(part => partText(part)).join('\n');
  return JSON.stringify(value);
}

function partText(part: unknown): string {
  if (isObject(part) && typeof part['text'] === 'string') return part['text'];
  return typeof part === 'string' ? part : JSON.stringify(part);
}

/** Reads a field that should be a string, undefined when it is not or is empty. */
export function stringField(object: JsonObject, key: string): string | undefined {
  const value = object[key];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
