/** A block of patterns in a file like `.gitignore`, put in and taken out again; every other byte stays. Pure. */

const opening =
  '# >>> Ringfence: secrets that agents are not to read; "ringfence exclude --undo" takes this out';
const closing = '# <<< Ringfence';

/** Appends the block, in the place of an earlier one of ours; what the user has a line about already is left to them. */
export function addBlock(text: string | undefined, patterns: readonly string[]): string {
  const clean = removeBlock(text ?? '');
  const eol = clean.includes('\r\n') ? '\r\n' : '\n';
  const said = new Set(clean.split(/\r?\n/u).map(line => line.trim().replace(/^!?\/?/u, '')));
  const ours = patterns.filter(pattern => !said.has(pattern) && !said.has(pattern.replace(/\/$/u, '')));
  if (ours.length === 0) return clean;
  const gap = clean === '' || clean.endsWith('\n') ? '' : eol;
  return `${clean}${gap}${[opening, ...ours, closing, ''].join(eol)}`;
}

/** Takes the block out; a text without it is returned as it is. */
export function removeBlock(text: string): string {
  const start = text.indexOf(opening);
  const end = start === -1 ? -1 : text.indexOf(closing, start);
  if (end === -1) return text;
  return text.slice(0, start) + text.slice(end + closing.length).replace(/^\r?\n/u, '');
}
