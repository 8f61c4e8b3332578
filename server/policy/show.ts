/** Shows names that an attacker may have chosen: short, in one line, of plain characters. Pure. */

const longestSegment = 40;
const longestName = 100;

/** Shows a path with `/`; long segments and long paths are shortened in the middle and at the start. */
export function showPath(name: string): string {
  const segments = plain(name.replaceAll('\\', '/')).split('/').map(shortened);
  return endOf(segments.join('/'));
}

/** Shows a key path joined by dots, places in lists as `[0]`; a key that could be a sentence loses its spaces. */
export function showKey(keyPath: readonly (string | number)[]): string {
  const shown = keyPath.map((part, at) => {
    if (typeof part === 'number') return `[${part}]`;
    return `${at === 0 ? '' : '.'}${shortened(plain(part).replaceAll(' ', '_'))}`;
  });
  return endOf(shown.join(''));
}

const longestSentence = 400;
const longestCode = 200;

/** Shows what a bundled rule says, which may name parts of the code it is about. */
export function showSentence(text: string): string {
  const line = text
    .replace(/[\p{Z}\s]+/gu, ' ')
    .replace(/\p{C}/gu, '')
    .trim();
  return line.length <= longestSentence ? line : `${line.slice(0, longestSentence - 1)}…`;
}

/** Shows a line of code that an agent is to write instead of its own; one that is too long is not shown in part. */
export function showCode(text: string): string {
  const line = text.replace(/\p{C}/gu, '').trim();
  return line.length <= longestCode ? `\`${line}\`` : 'the safe form that the rule names.';
}

/** Control, format and unassigned characters go; quotes and other marks that could end the quotation become `?`. */
const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\p{Z}\s]+/gu, ' ')
    .replace(/\p{C}/gu, '')
    .replace(/[^\p{L}\p{M}\p{N} ./:@$~*+_\-[\]()#,=%&]/gu, '?');

/** A name with many words reads like a sentence, so only its start and end are shown. */
function shortened(segment: string): string {
  const letters = Array.from(segment);
  const wordy = segment.split(' ').length > 4;
  if (letters.length <= longestSegment && !wordy) return segment;
  return `${letters.slice(0, 12).join('')}…${letters.slice(-8).join('')}`;
}

function endOf(text: string): string {
  const letters = Array.from(text);
  return letters.length <= longestName ? text : `…${letters.slice(1 - longestName).join('')}`;
}
