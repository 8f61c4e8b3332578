/**
 * Runs a program over a text by backtracking that remembers its failures: what failed once at a place fails there again,
 * so that time grows with the text and not with the ways to split it. Where nothing can be remembered (backreferences)
 * the budget of steps ends the search, and the machine says so.
 */
import { atAnchor, sameText } from './places.ts';
import type { Instruction, Program } from './program.ts';
import { enterRun, resumeGreedy, resumeLazy } from './runs.ts';
import { createState, frame, frameSize, isSeen, noteTried, pointAt, push, widthOf } from './state.ts';
import type { State } from './state.ts';

/** Is one search through one text. */
export interface Machine {
  /** Searches at one place. The registers then hold the groups. */
  readonly matchAt: (start: number) => { readonly start: number; readonly end: number } | undefined;
  readonly registers: Int32Array;
  /** Is true once the budget is spent: then a place without a match may have one. */
  readonly exhausted: () => boolean;
  /** Returns what is left of the budget. */
  readonly left: () => number;
}

/** Starts a search through a text with a budget of steps. */
export function startMachine(program: Program, text: string, budget: number): Machine {
  const state = createState(program, text, budget);
  return {
    registers: state.registers,
    exhausted: () => state.steps < 0,
    left: () => Math.max(0, state.steps),
    matchAt(start) {
      state.registers.fill(-1);
      state.stack.length = 0;
      state.marks.length = 0;
      state.kept = start;
      state.searchStart = start;
      const end = run(state, 0, start, -1);
      if (end === -1) return undefined;
      forgetColumn(state, end);
      return { start: Math.min(state.kept, end), end };
    },
  };
}

/** Forgets what was tried at the end of a match: the winning path passed there, and the next search begins there. */
function forgetColumn(state: State, at: number): void {
  const { failed, program } = state;
  state.tried.fill(-1);
  if (failed === undefined) return;
  for (let bit = at * program.joins; bit < (at + 1) * program.joins; bit++)
    failed[bit >>> 5] = (failed[bit >>> 5] ?? 0) & ~(1 << (bit & 31));
}

/** Runs from an instruction to `accept`, which must be at `need` unless that is -1. Returns the end, or -1. */
function run(state: State, entry: number, start: number, need: number): number {
  const { code } = state.program;
  const base = state.stack.length;
  state.pc = entry;
  state.at = start;
  for (;;) {
    const instruction = code[state.pc];
    if (instruction === undefined || --state.steps < 0) return -1;
    if (instruction.op === 'accept') {
      if (need === -1 || state.at === need) return state.at;
      if (!backtrack(state, base)) return -1;
    } else if (!step(state, instruction) && !backtrack(state, base)) return -1;
  }
}

function step(state: State, instruction: Instruction): boolean {
  switch (instruction.op) {
    case 'char': {
      if (state.at >= state.text.length) return false;
      const point = pointAt(state, state.at);
      if (!instruction.test(point)) return false;
      state.at += widthOf(point);
      state.pc++;
      return true;
    }
    case 'run':
      return enterRun(state, instruction);
    case 'split':
      if (isSeen(state, instruction.join, state.at)) return false;
      push(state, frame.resume, instruction.second, state.at);
      state.pc = instruction.first;
      return true;
    case 'jump':
      state.pc = instruction.to;
      return true;
    case 'save':
      setRegister(state, instruction.register, state.at);
      state.pc++;
      return true;
    case 'unlessEmpty':
      state.pc = state.registers[instruction.register] === state.at ? state.pc + 1 : instruction.to;
      return true;
    default:
      return assertion(state, instruction);
  }
}

function assertion(state: State, instruction: Instruction): boolean {
  switch (instruction.op) {
    case 'anchor':
      if (!atAnchor(instruction.anchor, state)) return false;
      state.pc++;
      return true;
    case 'look':
      return look(state, instruction);
    case 'atomic': {
      const end = within(state, { at: state.at, need: -1, runs: instruction.runs });
      if (end === -1) return false;
      state.pc = instruction.next;
      state.at = end;
      return true;
    }
    case 'backref': {
      const length = sameText(state, instruction.group, instruction.fold);
      if (length === -1) return false;
      state.at += length;
      state.pc++;
      return true;
    }
    case 'condition':
      state.pc = (state.registers[2 * instruction.group + 1] ?? -1) === -1 ? instruction.no : state.pc + 1;
      return true;
    case 'keep':
      push(state, frame.keep, state.kept, 0);
      state.kept = state.at;
      state.pc++;
      return true;
    default:
      return false;
  }
}

function setRegister(state: State, register: number, value: number): void {
  push(state, frame.restore, register, state.registers[register] ?? -1);
  state.registers[register] = value;
}

function look(state: State, instruction: Instruction & { readonly op: 'look' }): boolean {
  const { pc, at } = state;
  const { runs, width, ahead } = instruction;
  const base = state.stack.length;
  let found = false;
  if (ahead) found = within(state, { at, need: -1, runs }) !== -1;
  else {
    state.blind++;
    for (let back = width[0]; back <= width[1] && back <= at && !found; back++) {
      state.pc = pc;
      found = within(state, { at: at - back, need: at, runs }) !== -1;
    }
    state.blind--;
  }
  if (state.steps < 0) return false;
  if (instruction.negative) unwind(state, base);
  state.pc = instruction.next;
  state.at = at;
  return found !== instruction.negative;
}

/** Runs the body after an instruction by itself; when it succeeds its other ways are dropped, its groups stay. */
function within(
  state: State,
  place: { readonly at: number; readonly need: number; readonly runs: readonly [number, number] },
): number {
  const base = state.stack.length;
  const marked = state.marks.length;
  state.depth++;
  const end = run(state, state.pc + 1, place.at, place.need);
  state.depth--;
  if (end === -1) return -1;
  // What was marked lies on the way that succeeded, or may: only failures may be remembered.
  for (const bit of state.marks.splice(marked))
    if (state.failed !== undefined)
      state.failed[bit >>> 5] = (state.failed[bit >>> 5] ?? 0) & ~(1 << (bit & 31));
  state.tried.fill(-1, 2 * place.runs[0], 2 * place.runs[1]);
  keepRestores(state, base);
  return end;
}

function keepRestores(state: State, base: number): void {
  const { stack } = state;
  let to = base;
  for (let from = base; from < stack.length; from += frameSize) {
    if (stack[from] !== frame.restore && stack[from] !== frame.keep) continue;
    for (let part = 0; part < frameSize; part++) stack[to + part] = stack[from + part] ?? 0;
    to += frameSize;
  }
  stack.length = to;
}

/** Takes back every change since a place of the stack. */
function unwind(state: State, base: number): void {
  while (state.stack.length > base) undo(state);
}

/** Takes the newest frame; returns true when it set a place to go on from. */
function undo(state: State): boolean {
  const { stack } = state;
  const third = stack.pop() ?? 0;
  const second = stack.pop() ?? 0;
  const first = stack.pop() ?? 0;
  switch (stack.pop()) {
    case frame.restore:
      state.registers[first] = second;
      return false;
    case frame.keep:
      state.kept = first;
      return false;
    case frame.resume:
      state.pc = first;
      state.at = second;
      return true;
    case frame.greedy:
      return resumeGreedy(state, first, [second, third]);
    case frame.lazy:
      return resumeLazy(state, first, [second, third]);
    default:
      noteTried(state, first, [second, third]);
      return false;
  }
}

function backtrack(state: State, base: number): boolean {
  while (state.stack.length > base) if (undo(state)) return true;
  return false;
}
