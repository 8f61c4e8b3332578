/** What the machine keeps while it searches: place, groups, ways not yet tried, and failures. */
import type { Program } from './program.ts';

/** Names the kinds of frames on the stack; each is four numbers. */
export const frame = { resume: 0, restore: 1, greedy: 2, lazy: 3, tried: 4, keep: 5 } as const;
/** Is how many numbers make a frame. */
export const frameSize = 4;

/** Is the state of a search. */
export interface State {
  readonly program: Program;
  readonly text: string;
  readonly registers: Int32Array;
  /** One bit for each join and place: set once the way on from there was tried. Undefined where nothing can be remembered. */
  readonly failed: Uint32Array | undefined;
  /** For each run, the stretch of places from which what follows it was tried in vain. */
  readonly tried: Int32Array;
  /** For each run, the stretch that it was last seen to cover. */
  readonly covered: Int32Array;
  readonly stack: number[];
  /** Bits set inside lookarounds and atomic groups. */
  readonly marks: number[];
  depth: number;
  /** Above zero while a body must end at a given place, so that its failures hold for that place only. */
  blind: number;
  steps: number;
  kept: number;
  searchStart: number;
  pc: number;
  at: number;
}

/** Returns the state before a search. */
export const createState = (program: Program, text: string, steps: number): State => ({
  program,
  text,
  registers: new Int32Array(program.registers).fill(-1),
  failed: program.remembers
    ? new Uint32Array(Math.ceil(((text.length + 1) * program.joins + 1) / 32))
    : undefined,
  tried: new Int32Array(2 * program.runs).fill(-1),
  covered: new Int32Array(2 * program.runs).fill(-1),
  stack: [],
  marks: [],
  depth: 0,
  blind: 0,
  steps,
  kept: 0,
  searchStart: 0,
  pc: 0,
  at: 0,
});

/** Pushes a frame. */
export function push(state: State, kind: number, first: number, second: number): void {
  state.stack.push(kind, first, second, 0);
}

/** Pushes a frame that holds a stretch. */
export function pushStretch(
  state: State,
  kind: number,
  first: number,
  stretch: readonly [number, number],
): void {
  state.stack.push(kind, first, stretch[0], stretch[1]);
}

/** Returns the code point or unit at a place. */
export const pointAt = (state: State, at: number): number =>
  state.program.points ? (state.text.codePointAt(at) ?? -1) : state.text.charCodeAt(at);

/** Returns how many units a code point takes. */
export const widthOf = (point: number): number => (point > 0xffff ? 2 : 1);

/** Says whether the way on from a join was tried before at a place, and notes that it is tried now. */
export function isSeen(state: State, join: number, at: number): boolean {
  const { failed } = state;
  if (failed === undefined || state.blind > 0) return false;
  const bit = at * state.program.joins + join;
  const word = failed[bit >>> 5] ?? 0;
  const mask = 1 << (bit & 31);
  if ((word & mask) !== 0) return true;
  failed[bit >>> 5] = word | mask;
  if (state.depth > 0) state.marks.push(bit);
  return false;
}

/** Notes that what follows a run has failed from every place of a stretch. */
export function noteTried(state: State, run: number, stretch: readonly [number, number]): void {
  const [low, high] = stretch;
  const from = state.tried[2 * run] ?? -1;
  const to = state.tried[2 * run + 1] ?? -1;
  const meets = from !== -1 && low <= to + 1 && high >= from - 1;
  state.tried[2 * run] = meets ? Math.min(from, low) : low;
  state.tried[2 * run + 1] = meets ? Math.max(to, high) : high;
}
