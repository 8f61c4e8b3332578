/** Tells which bracket a place in a pattern is in, for adapters that spell patterns themselves. Must import nothing. */

/** Matches a closed string, which is passed over, or one bracket; a quote that is never closed is an apostrophe. */
const piece = /"(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*'|[([{]|[)\]}]/g;

/** Returns, for each place of a text, where the innermost bracket that is open there stands, or -1. */
export function openBrackets(text: string): Int32Array {
  const open = new Int32Array(text.length + 1).fill(-1);
  const stack: number[] = [];
  let at = 0;
  for (const { 0: found, index } of text.matchAll(piece)) {
    open.fill(stack.at(-1) ?? -1, at, index + 1);
    at = index + 1;
    if (/^[([{]$/.test(found)) stack.push(index);
    else if (/^[)\]}]$/.test(found)) stack.pop();
  }
  return open.fill(stack.at(-1) ?? -1, at);
}

/** Returns what stands before a place, as much as spelling may ask for. */
export const leadUp = (text: string, at: number): string => text.slice(Math.max(0, at - longestLeadUp), at);
const longestLeadUp = 400;
