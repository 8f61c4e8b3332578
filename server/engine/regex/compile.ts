/**
 * Regexes of rules, run so that none can hang: by JavaScript's own engine where the cost on the text at hand is bounded,
 * else by a machine that takes time in proportion to the text and stops when its budget of steps is spent.
 */
import { failure, success } from '../../../common/result.ts';
import type { Result } from '../../../common/result.ts';
import type { ParsedRegex } from './ast.ts';
import { emitRegex } from './emit.ts';
import { beginning } from './first.ts';
import { startMachine } from './machine.ts';
import { parseRegex } from './parse.ts';
import { compileProgram } from './program.ts';
import type { Program } from './program.ts';
import { costOf, measureStretches } from './risk.ts';
import type { Cost } from './risk.ts';

/** Is one match: offsets in UTF-16 units. Groups count from 1; the first entry is the whole match. */
export interface RegexMatch {
  readonly start: number;
  readonly end: number;
  readonly groups: readonly (string | undefined)[];
  /** Where each group starts, or -1. */
  readonly groupStarts: readonly number[];
  /** Groups that have a name, by it: their numbers. */
  readonly named: ReadonlyMap<string, number>;
}

/** Holds all matches; not `complete` when the budget ended the search before the text did. */
export interface RegexScan {
  readonly matches: readonly RegexMatch[];
  readonly complete: boolean;
  /** Is the work that the search was, by its bound, in steps of a rule's budget. */
  readonly effort: number;
}

/** Is a regex that always comes back. */
export interface SafeRegex {
  readonly source: string;
  /** Returns every match, from left to right, and whether the whole text was searched. */
  readonly scan: (text: string, most?: number) => RegexScan;
  /** Returns every match, from left to right. */
  readonly matchAll: (text: string) => readonly RegexMatch[];
  /** Says whether there is a match. */
  readonly test: (text: string) => boolean;
}

/** Says how a regex is used. */
export interface RegexOptions {
  /** True when it must match at the start of the text, as in metavariable-regex. */
  readonly anchored?: boolean;
  /** True when `^` and `$` match at lines, as in pattern-regex. By default it is so unless it is anchored. */
  readonly multiline?: boolean;
}

/** Is how many steps JavaScript's engine may be let do, by the bound; it does a thousand million a second. */
const nativeSteps = 2e8;
/** Is the machine's budget: some, and some more for each character. */
const machineSteps = (length: number): number => 1_000_000 + 20 * length;
/** Is how many steps of either engine take about as long as one step of a rule's budget; bounds are seldom reached. */
const nativePerStep = 2_000;
const machinePerStep = 20;
/** Is how many matches one text may have. */
const mostMatches = 100_000;

/** Compiles a regex of a rule. A regex that can't be honoured whole is a problem. */
export function compileRegex(source: string, options: RegexOptions = {}): Result<SafeRegex> {
  const anchored = options.anchored ?? false;
  const parsed = parseRegex(source, { multiline: options.multiline ?? !anchored });
  if (!parsed.ok) return parsed;
  const native = compileNative(parsed.value, anchored);
  const program = once(() => compileProgram(parsed.value, source));
  // Most regexes never need the machine, and making it takes most of the time of compiling one.
  if (native === undefined || !isAlwaysCheap(native.cost)) {
    const made = program();
    if (!made.ok) return native === undefined ? made : failure(...made.problems);
  }
  const machineOf = once(() => {
    const made = program();
    return made.ok ? machineScan(parsed.value, made.value, anchored) : undefined;
  });
  const scan = (text: string, most = mostMatches): RegexScan => {
    const bound = native === undefined ? Infinity : boundOf(native, text, anchored);
    const machine = bound <= nativeSteps ? undefined : machineOf();
    if (native !== undefined && machine === undefined) {
      const matches = nativeScan(native.regex, parsed.value, { text, most });
      return { matches, complete: true, effort: Math.min(bound, nativeSteps) / nativePerStep };
    }
    return machine?.(text, most) ?? { matches: [], complete: false, effort: 0 };
  };
  return success({
    source,
    scan,
    matchAll: text => scan(text).matches,
    test: text => scan(text, 1).matches.length > 0,
  });
}

/** Returns what a function returns, worked out when it is first asked for. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

interface Native {
  readonly regex: RegExp;
  readonly cost: Cost;
  readonly begins: (text: string, at: number) => boolean;
}

function compileNative(parsed: ParsedRegex, anchored: boolean): Native | undefined {
  const source = emitRegex(parsed);
  if (source === undefined) return undefined;
  const flags = `${anchored ? 'y' : 'g'}${parsed.points ? 'u' : ''}${parsed.groups > 0 ? 'd' : ''}`;
  try {
    return { regex: new RegExp(source, flags), cost: costOf(parsed.ast), begins: lazily(parsed) };
  } catch {
    // A lookbehind or a property that this JavaScript lacks: the machine has it.
    return undefined;
  }
}

/** Working out where a match can begin takes longer than most searches. */
function lazily({ ast }: ParsedRegex): Native['begins'] {
  const begins = once(() => beginning(ast));
  return (text, at) => begins()(text, at);
}

const isAlwaysCheap = (cost: Cost): boolean => Number.isFinite(cost(() => 1_000));

/** Is a bound so small that a better one is not worth finding. */
const smallBound = 200_000;

/** Returns how many steps JavaScript's engine takes at most. */
function boundOf(native: Native, text: string, anchored: boolean): number {
  const { cost, begins } = native;
  const loose = (anchored ? 1 : text.length + 1) * cost(() => text.length);
  if (loose <= smallBound || cost(() => 1) === Infinity) return loose;
  let starts = 1;
  if (!anchored) for (let at = 0; at < text.length; at++) if (begins(text, at)) starts++;
  return Math.min(loose, text.length + starts * cost(measureStretches(text)));
}

function nativeScan(
  regex: RegExp,
  parsed: ParsedRegex,
  search: { readonly text: string; readonly most: number },
): readonly RegexMatch[] {
  const matches: RegexMatch[] = [];
  regex.lastIndex = 0;
  while (matches.length < search.most) {
    const found = regex.exec(search.text);
    if (found === null) break;
    const groupStarts = Array.from(
      found,
      (_, group) => found.indices?.[group]?.[0] ?? (group === 0 ? found.index : -1),
    );
    const end = found.index + found[0].length;
    matches.push({ start: found.index, end, groups: [...found], groupStarts, named: parsed.names });
    if (regex.sticky) break;
    if (end === found.index) regex.lastIndex = end + 1;
    if (regex.lastIndex > search.text.length) break;
  }
  regex.lastIndex = 0;
  return matches;
}

function machineScan(
  parsed: ParsedRegex,
  program: Program,
  anchored: boolean,
): (text: string, most: number) => RegexScan {
  const begins = beginning(parsed.ast);
  return (text, most) => {
    const budget = machineSteps(text.length);
    const machine = startMachine(program, text, budget);
    const matches: RegexMatch[] = [];
    let at = 0;
    while (at <= text.length && matches.length < most && !machine.exhausted()) {
      const found = begins(text, at) ? machine.matchAt(at) : undefined;
      if (found !== undefined)
        matches.push(toMatch(parsed, text, { ...found, registers: machine.registers }));
      if (anchored) break;
      at = found === undefined || found.end === at ? at + 1 : found.end;
    }
    const effort = (budget - machine.left()) / machinePerStep;
    return { matches, complete: !machine.exhausted(), effort };
  };
}

function toMatch(
  parsed: ParsedRegex,
  text: string,
  found: { readonly start: number; readonly end: number; readonly registers: Int32Array },
): RegexMatch {
  const { start, end, registers } = found;
  const groups: (string | undefined)[] = [text.slice(start, end)];
  const groupStarts = [start];
  for (let group = 1; group <= parsed.groups; group++) {
    const from = registers[2 * group] ?? -1;
    const to = registers[2 * group + 1] ?? -1;
    const set = from !== -1 && to >= from;
    groups.push(set ? text.slice(from, to) : undefined);
    groupStarts.push(set ? from : -1);
  }
  return { start, end, groups, groupStarts, named: parsed.names };
}
