/** Titles of fixes: what a fix changes, on one short line. Pure. */

/** Is how much of a text a title quotes. */
const longest = 60;

/** Says what replacing a text by another changes: all of it where that is short, else the part in which they differ. */
export function titleOf(before: string, after: string): string {
  if (after.trim() === '') return `Remove ${quote(before)}`;
  if (isShort(after)) return `Replace with ${quote(after)}`;
  const { removed, added } = difference(before, after);
  if (removed.trim() === '') return `Insert ${quote(added)}`;
  if (added.trim() === '') return `Remove ${quote(removed)}`;
  return `Replace ${quote(removed)} with ${quote(added)}`;
}

const isShort = (text: string): boolean => text.length <= longest && !text.trim().includes('\n');

function quote(text: string): string {
  const line = text.trim().replace(/\s+/gu, ' ');
  return `“${line.length > longest ? `${line.slice(0, longest - 1).trimEnd()}…` : line}”`;
}

/** Returns the parts in which two texts differ, between what they have in common at both ends, in whole words. */
function difference(before: string, after: string): { readonly removed: string; readonly added: string } {
  const a = before.match(words) ?? [];
  const b = after.match(words) ?? [];
  const least = Math.min(a.length, b.length);
  let start = 0;
  while (start < least && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < least - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end += 1;
  return {
    removed: a.slice(start, a.length - end).join(''),
    added: b.slice(start, b.length - end).join(''),
  };
}

const words = /[\p{L}\p{N}_]+|\s+|[^\p{L}\p{N}_\s]/gu;
