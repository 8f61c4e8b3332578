/** Reads fields of unknown values at the border. Pure. */

/** Is an object whose fields are not known yet. */
export type Fields = Readonly<Record<string, unknown>>;

/** Returns a value's fields; undefined when it is no plain object. */
export const fieldsOf = (value: unknown): Fields | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;

/** Returns the first of the named fields that holds a text. */
export function textAt(fields: Fields, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const value = fields[name];
    if (typeof value === 'string') return value;
  }
  return undefined;
}

/**
 * Returns the text that a call gives under one of several names for the same thing. Undefined when it gives two that
 * differ, or something that is no text: nobody knows which of them the agent would follow.
 */
export function soleText(fields: Fields, ...names: readonly string[]): string | undefined {
  const stated = statedValues(fields, names);
  const [first] = stated;
  return typeof first === 'string' && stated.every(value => value === first) ? first : undefined;
}

/** Lists what a call gives under several names. */
export const statedValues = (fields: Fields, names: readonly string[]): readonly unknown[] =>
  names.map(name => fields[name]).filter(value => value !== undefined && value !== null);

/** Returns the texts of a list; a single text counts as a list of one, anything else as an empty list. */
export const textsOf = (value: unknown): readonly string[] =>
  typeof value === 'string'
    ? [value]
    : Array.isArray(value)
      ? value.filter((item): item is string => typeof item === 'string')
      : [];

/** Returns the objects of a list. */
export const objectsOf = (value: unknown): readonly Fields[] =>
  Array.isArray(value) ? value.map(fieldsOf).filter(item => item !== undefined) : [];
