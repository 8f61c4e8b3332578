/** Tests of a place in a text that consume nothing, and of repeated text. */
import type { Anchor } from './ast.ts';
import type { State } from './state.ts';

const isWord = (code: number): boolean =>
  (code >= 0x30 && code <= 0x39) ||
  (code >= 0x41 && code <= 0x5a) ||
  code === 0x5f ||
  (code >= 0x61 && code <= 0x7a);

const isBoundary = ({ text, at }: State): boolean =>
  isWord(text.charCodeAt(at - 1)) !== isWord(text.charCodeAt(at));

const tests: Readonly<Record<Anchor, (state: State) => boolean>> = {
  textStart: ({ at }) => at === 0,
  textEnd: ({ text, at }) => at === text.length,
  textEndOrNewline: ({ text, at }) => at === text.length || (at === text.length - 1 && text[at] === '\n'),
  lineStart: ({ text, at }) => at === 0 || (text[at - 1] === '\n' && at < text.length),
  lineEnd: ({ text, at }) => at === text.length || text[at] === '\n',
  boundary: isBoundary,
  notBoundary: state => !isBoundary(state),
  searchStart: ({ at, searchStart }) => at === searchStart,
};

/** Says whether a search stands at an anchor. */
export const atAnchor = (anchor: Anchor, state: State): boolean => tests[anchor](state);

/** Returns the length of a group's text when it stands at the search's place again, or -1. A group that is not set fails. */
export function sameText(state: State, group: number, fold: boolean): number {
  const start = state.registers[2 * group] ?? -1;
  const end = state.registers[2 * group + 1] ?? -1;
  if (start === -1 || end < start) return -1;
  state.steps -= (end - start) * 0.1;
  if (!fold) return state.text.startsWith(state.text.slice(start, end), state.at) ? end - start : -1;
  const again = state.text.slice(state.at, state.at + end - start);
  return again.toLowerCase() === state.text.slice(start, end).toLowerCase() ? end - start : -1;
}
