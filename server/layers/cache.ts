/** A small memory: what was asked for longest ago gives way. */

/** Remembers values by name. */
export interface Cache<T> {
  get(name: string): T | undefined;
  /** Remembers a value and returns it. */
  set(name: string, value: T): T;
}

/** Creates a memory of so many values. */
export function createCache<T>(most: number): Cache<T> {
  // A Map keeps insertion order: the first is the one that was asked for longest ago.
  const values = new Map<string, T>();
  return {
    get(name) {
      const value = values.get(name);
      if (value === undefined) return undefined;
      values.delete(name);
      values.set(name, value);
      return value;
    },
    set(name, value) {
      values.delete(name);
      values.set(name, value);
      const [oldest] = values.keys();
      if (values.size > most && oldest !== undefined) values.delete(oldest);
      return value;
    },
  };
}
