/** Finds the texts inside of a JSON value. Pure, and safe however deep the value is. */

/** Lists every text of a value in its order, with keys that say something by themselves. */
export function stringsIn(value: unknown): readonly string[] {
  const found: string[] = [];
  const stack: unknown[] = [value];
  while (stack.length > 0) {
    const item = stack.pop();
    if (typeof item === 'string') found.push(item);
    else if (Array.isArray(item)) for (let at = item.length - 1; at >= 0; at -= 1) stack.push(item[at]);
    else if (typeof item === 'object' && item !== null) pushFields(item, stack);
  }
  return found;
}

function pushFields(fields: object, stack: unknown[]): void {
  for (const [key, value] of Object.entries(fields).reverse()) {
    stack.push(value);
    if (speaks(key)) stack.push(key);
  }
}

/** The names of fields are grammar; a sentence or hidden characters in the place of one are not. */
const speaks = (key: string): boolean => key.length > 60 || /[^\u0021-\u007e]/u.test(key);
