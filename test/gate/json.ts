/** Reads one place of a JSON text, for assertions. */

/** Returns what stands at a place; undefined when there is nothing. */
export function jsonAt(text: string, ...keys: readonly (string | number)[]): unknown {
  let value: unknown = JSON.parse(text);
  for (const key of keys)
    value = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
  return value;
}
