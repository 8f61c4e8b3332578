/** Loops over one set of characters, the commonest of all: covered in one stride, and never tried twice. */
import type { Instruction } from './program.ts';
import { frame, isSeen, pointAt, pushStretch, widthOf } from './state.ts';
import type { State } from './state.ts';

type Run = Instruction & { readonly op: 'run' };

/** Is what one character of a stride costs of the budget. */
const strideCost = 0.1;

/** Enters a loop; the other lengths that it may have wait on the stack. */
export function enterRun(state: State, run: Run): boolean {
  const low = stride(state, run, { at: state.at, most: run.min, least: run.min });
  if (low === -1) return false;
  const high = reach(state, run, low);
  const untried = remembersRun(state, run) ? narrow(state, run, [low, high]) : ([low, high] as const);
  if (untried === undefined) return false;
  return run.lazy ? resumeLazy(state, state.pc, untried) : resumeGreedy(state, state.pc, untried);
}

const remembersRun = (state: State, run: Run): boolean =>
  state.failed !== undefined && state.blind === 0 && run.max === Infinity;

/** Leaves out of a stretch what was tried in vain, and has the rest noted once it failed too. */
function narrow(
  state: State,
  run: Run,
  stretch: readonly [number, number],
): readonly [number, number] | undefined {
  let [from, to] = stretch;
  const lowest = state.tried[2 * run.run] ?? -1;
  const highest = state.tried[2 * run.run + 1] ?? -1;
  if (from >= lowest && from <= highest) from = highest + 1;
  if (to >= lowest && to <= highest) to = lowest - 1;
  if (from > to) return undefined;
  pushStretch(state, frame.tried, run.run, stretch);
  return [from, to];
}

function stride(
  state: State,
  run: Run,
  bounds: { readonly at: number; readonly most: number; readonly least: number },
): number {
  const { text } = state;
  let { at } = bounds;
  let count = 0;
  for (; count < bounds.most && at < text.length; count++) {
    const point = pointAt(state, at);
    if (!run.test(point)) break;
    at += widthOf(point);
  }
  state.steps -= count * strideCost;
  return count < bounds.least ? -1 : at;
}

/** Returns how far a loop can go, from memory where it was there before. */
function reach(state: State, run: Run, at: number): number {
  if (run.max !== Infinity) return stride(state, run, { at, most: run.max - run.min, least: 0 });
  const slot = 2 * run.run;
  const from = state.covered[slot] ?? -1;
  const to = state.covered[slot + 1] ?? -1;
  if (from !== -1 && at >= from && at <= to) return to;
  let end = at;
  // Backtracking enters ever further left: what was covered there already is taken over.
  while (end < state.text.length && end !== from) {
    const point = pointAt(state, end);
    if (!run.test(point)) break;
    end += widthOf(point);
    state.steps -= strideCost;
  }
  if (end === from) end = to;
  state.covered[slot] = at;
  state.covered[slot + 1] = end;
  return end;
}

function runAt(state: State, pc: number): Run | undefined {
  const instruction = state.program.code[pc];
  return instruction?.op === 'run' ? instruction : undefined;
}

/** Goes on after the longest length not yet tried. */
export function resumeGreedy(state: State, pc: number, stretch: readonly [number, number]): boolean {
  const run = runAt(state, pc);
  const [low] = stretch;
  let [, at] = stretch;
  if (run === undefined) return false;
  for (; at >= low; at = before(state, at)) {
    state.steps -= strideCost;
    if (isSeen(state, run.join, at)) continue;
    if (at > low) pushStretch(state, frame.greedy, pc, [low, before(state, at)]);
    state.pc = pc + 1;
    state.at = at;
    return true;
  }
  return false;
}

function before(state: State, at: number): number {
  if (!state.program.points || at < 2) return at - 1;
  return (state.text.codePointAt(at - 2) ?? 0) > 0xffff ? at - 2 : at - 1;
}

/** Goes on after the shortest length not yet tried. */
export function resumeLazy(state: State, pc: number, stretch: readonly [number, number]): boolean {
  const run = runAt(state, pc);
  let [at] = stretch;
  const [, high] = stretch;
  if (run === undefined) return false;
  while (at <= high) {
    state.steps -= strideCost;
    const next = at < state.text.length ? at + widthOf(pointAt(state, at)) : at + 1;
    if (!isSeen(state, run.join, at)) {
      if (next <= high) pushStretch(state, frame.lazy, pc, [next, high]);
      state.pc = pc + 1;
      state.at = at;
      return true;
    }
    at = next;
  }
  return false;
}
