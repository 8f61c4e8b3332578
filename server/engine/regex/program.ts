/** Compiles a parsed regex to the instructions of the machine, which runs what JavaScript can't run or not safely. */
import { failure, success } from '../../../common/result.ts';
import type { Result } from '../../../common/result.ts';
import { nullable, somePart } from './ast.ts';
import type { Anchor, Ast, ParsedRegex } from './ast.ts';
import { compileSet } from './charSet.ts';

/** Is one instruction. `join` numbers those that several paths reach: their failures are remembered. */
export type Instruction =
  | { readonly op: 'char'; readonly test: (point: number) => boolean }
  | {
      readonly op: 'run';
      readonly test: (point: number) => boolean;
      readonly min: number;
      readonly max: number;
      readonly lazy: boolean;
      /** Number among the runs of the program. */
      readonly run: number;
      readonly join: number;
    }
  | { op: 'split'; first: number; second: number; readonly join: number }
  | { op: 'jump'; to: number }
  | { readonly op: 'save'; readonly register: number }
  | { readonly op: 'anchor'; readonly anchor: Anchor }
  | {
      op: 'look';
      next: number;
      readonly ahead: boolean;
      readonly negative: boolean;
      /** How far back a body of a lookbehind may begin. */
      readonly width: readonly [number, number];
      runs: readonly [number, number];
    }
  | { op: 'atomic'; next: number; runs: readonly [number, number] }
  | { readonly op: 'backref'; readonly group: number; readonly fold: boolean }
  | { op: 'condition'; readonly group: number; no: number }
  /** Leaves a loop whose round was empty. */
  | { op: 'unlessEmpty'; readonly register: number; to: number }
  | { readonly op: 'keep' }
  | { readonly op: 'accept' };

/** Is a regex as instructions. */
export interface Program {
  readonly code: readonly Instruction[];
  readonly groups: number;
  readonly registers: number;
  readonly joins: number;
  readonly runs: number;
  readonly points: boolean;
  /** False when what happens next depends on more than the place: backreferences, conditions, `\G`. */
  readonly remembers: boolean;
}

/** Is how long a program may grow by unrolling counted loops. */
const longest = 20_000;
/** Is how far back a lookbehind may reach; PCRE's own bound. */
const farthest = 255;

/** Is thrown while compiling, and caught by its entry. */
class Refusal extends Error {
  readonly remedy: string;
  constructor(message: string, remedy: string) {
    super(message);
    this.remedy = remedy;
  }
}

interface Draft {
  readonly code: Instruction[];
  readonly points: boolean;
  registers: number;
  joins: number;
  runs: number;
}

/** Compiles a regex. */
export function compileProgram(regex: ParsedRegex, source: string): Result<Program> {
  const draft: Draft = {
    code: [],
    points: regex.points,
    registers: 2 * (regex.groups + 1),
    joins: 0,
    runs: 0,
  };
  try {
    write(draft, regex.ast);
    put(draft, { op: 'accept' });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return failure({ source, message: error.message, remedy: error.remedy });
  }
  const remembers = !somePart(
    regex.ast,
    part =>
      part.kind === 'backref' ||
      part.kind === 'condition' ||
      (part.kind === 'anchor' && part.anchor === 'searchStart'),
  );
  return success({ ...draft, groups: regex.groups, remembers });
}

function put<T extends Instruction>(draft: Draft, instruction: T): T {
  if (draft.code.length >= longest)
    throw new Refusal('The regex is too large.', 'Lower the bounds of its quantifiers.');
  draft.code.push(instruction);
  return instruction;
}

function write(draft: Draft, ast: Ast): void {
  switch (ast.kind) {
    case 'set':
      put(draft, { op: 'char', test: compileSet(ast.set) });
      return;
    case 'seq':
      for (const part of ast.parts) write(draft, part);
      return;
    case 'alt':
      writeAlternatives(draft, ast.parts);
      return;
    case 'loop':
      if (ast.mode === 'possessive') writeAtomic(draft, { ...ast, mode: 'greedy' });
      else writeLoop(draft, ast);
      return;
    case 'group':
      put(draft, { op: 'save', register: 2 * ast.index });
      write(draft, ast.body);
      put(draft, { op: 'save', register: 2 * ast.index + 1 });
      return;
    case 'atomic':
      writeAtomic(draft, ast.body);
      return;
    default:
      writeAssertion(draft, ast);
  }
}

type Assertion = Exclude<Ast, { kind: 'set' | 'seq' | 'alt' | 'loop' | 'group' | 'atomic' }>;

function writeAssertion(draft: Draft, ast: Assertion): void {
  switch (ast.kind) {
    case 'look':
      writeLook(draft, ast);
      return;
    case 'anchor':
      put(draft, { op: 'anchor', anchor: ast.anchor });
      return;
    case 'backref':
      put(draft, { op: 'backref', group: ast.group, fold: ast.fold });
      return;
    case 'condition': {
      const test = put(draft, { op: 'condition' as const, group: ast.group, no: 0 });
      write(draft, ast.yes);
      const skip = put(draft, { op: 'jump' as const, to: 0 });
      test.no = draft.code.length;
      write(draft, ast.no);
      skip.to = draft.code.length;
      return;
    }
    case 'keep':
      put(draft, { op: 'keep' });
  }
}

function writeAlternatives(draft: Draft, parts: readonly Ast[]): void {
  const ends: { to: number }[] = [];
  parts.forEach((part, index) => {
    if (index === parts.length - 1) {
      write(draft, part);
      return;
    }
    const at = draft.code.length;
    const split = put(draft, { op: 'split' as const, first: at + 1, second: 0, join: draft.joins++ });
    write(draft, part);
    ends.push(put(draft, { op: 'jump' as const, to: 0 }));
    split.second = draft.code.length;
  });
  for (const end of ends) end.to = draft.code.length;
}

function writeAtomic(draft: Draft, body: Ast): void {
  const first = draft.runs;
  const atomic = put(draft, { op: 'atomic' as const, next: 0, runs: [0, 0] as readonly [number, number] });
  write(draft, body);
  put(draft, { op: 'accept' });
  atomic.next = draft.code.length;
  atomic.runs = [first, draft.runs];
}

function writeLook(draft: Draft, ast: Ast & { readonly kind: 'look' }): void {
  const width = ast.ahead ? ([0, 0] as const) : widthOf(ast.body, draft.points);
  if (width[1] > farthest)
    throw new Refusal('The regex looks back too far.', 'Give the lookbehind a length of at most 255.');
  const first = draft.runs;
  const { ahead, negative } = ast;
  const look = put(draft, {
    op: 'look' as const,
    next: 0,
    ahead,
    negative,
    width,
    runs: [0, 0] as readonly [number, number],
  });
  write(draft, ast.body);
  put(draft, { op: 'accept' });
  look.next = draft.code.length;
  look.runs = [first, draft.runs];
}

function writeLoop(draft: Draft, ast: Ast & { readonly kind: 'loop' }): void {
  const { body, min, max } = ast;
  const lazy = ast.mode === 'lazy';
  if (body.kind === 'set') {
    const run = { op: 'run' as const, test: compileSet(body.set), min, max, lazy };
    put(draft, { ...run, run: draft.runs++, join: draft.joins++ });
    return;
  }
  for (let round = 0; round < min; round++) write(draft, body);
  if (max === Infinity) {
    writeRounds(draft, body, lazy, true);
    return;
  }
  const splits: Instruction[] = [];
  for (let round = min; round < max; round++) splits.push(...writeRounds(draft, body, lazy, false));
  // A round that is left out leaves out those after it.
  for (const split of splits) if (split.op === 'split') split[lazy ? 'first' : 'second'] = draft.code.length;
}

function writeRounds(draft: Draft, body: Ast, lazy: boolean, again: boolean): readonly Instruction[] {
  const head = draft.code.length;
  const split = put(draft, { op: 'split' as const, first: head + 1, second: head + 1, join: draft.joins++ });
  const register = again && nullable(body) ? draft.registers++ : undefined;
  if (register !== undefined) put(draft, { op: 'save', register });
  write(draft, body);
  if (register !== undefined) put(draft, { op: 'unlessEmpty', register, to: head });
  else if (again) put(draft, { op: 'jump', to: head });
  if (again) split[lazy ? 'first' : 'second'] = draft.code.length;
  return [split];
}

/** Returns how few and how many units a piece can span. */
function widthOf(ast: Ast, points: boolean): readonly [number, number] {
  switch (ast.kind) {
    case 'set':
      return [1, points ? 2 : 1];
    case 'seq':
      return ast.parts
        .map(part => widthOf(part, points))
        .reduce((a, b) => [a[0] + b[0], a[1] + b[1]], [0, 0]);
    case 'alt':
      return ast.parts
        .map(part => widthOf(part, points))
        .reduce((a, b) => [Math.min(a[0], b[0]), Math.max(a[1], b[1])]);
    case 'loop': {
      const [low, high] = widthOf(ast.body, points);
      return [low * ast.min, high === 0 ? 0 : high * ast.max];
    }
    case 'group':
    case 'atomic':
      return widthOf(ast.body, points);
    case 'backref':
    case 'condition':
      return [0, Infinity];
    default:
      return [0, 0];
  }
}
