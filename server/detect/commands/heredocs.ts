/**
 * Sets the bodies of here-documents aside before parsing: they are data, often large, and the grammar's time and memory
 * grow with what it reads. Pure.
 */

const mark = '\uE0F0';
const opening = /<<(?<dash>-?)[ \t]*(?<quote>['"]?)\\?(?<word>[A-Za-z_][\w.-]*)\k<quote>/gu;

/** Replaces each here-document's body by a mark; the bodies are added to a list. */
export function setBodiesAside(text: string, bodies: string[]): string {
  let rest = text;
  let out = '';
  for (let round = 0; round < 100; round += 1) {
    opening.lastIndex = 0;
    const start = opening.exec(rest);
    const line = start === null ? -1 : rest.indexOf('\n', start.index);
    if (start?.groups === undefined || line < 0) break;
    const end = endOf(rest, line, start.groups['word'] ?? '', start.groups['dash'] === '-');
    if (end === undefined) break;
    out += `${rest.slice(0, line + 1)}${mark}${bodies.push(rest.slice(line + 1, end)) - 1}${mark}\n`;
    rest = rest.slice(end);
  }
  return out + rest;
}

/** Puts bodies back. */
export const restoreBodies = (text: string, bodies: readonly string[]): string =>
  text.replace(/\uE0F0(\d+)\uE0F0\n?/gu, (_whole, index: string) => bodies[Number(index)] ?? '');

/** Finds where the line with the end word begins. */
function endOf(text: string, from: number, word: string, tabs: boolean): number | undefined {
  for (let at = from; at >= 0; at = text.indexOf('\n', at + 1)) {
    const next = text.indexOf('\n', at + 1);
    const line = text.slice(at + 1, next < 0 ? undefined : next);
    if ((tabs ? line.replace(/^\t+/u, '') : line) === word) return at + 1;
  }
  return undefined;
}
