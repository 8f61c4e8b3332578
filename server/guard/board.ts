/** Keeps the guard's state as people see it: what is held, what was there already, and what is wrong. Pure but for its listener. */
import { describeProblem, type Problem } from '../../common/result.ts';
import type { GuardState, RulesState } from '../../common/protocol.ts';

/** Collects the parts of the state and tells its listener of every change. */
export interface Board {
  /** Notes a problem under its source; the guard is degraded until the source is well again. */
  wrong(source: string, problem: Problem): void;
  well(source: string): void;
  held(count: number): void;
  atRest(count: number): void;
  /** Notes which layers are in force. */
  rules(rules: RulesState): void;
  started(): void;
  stopped(): void;
  readonly state: GuardState;
}

/** Creates a board in the state `starting`; its listener hears only real changes. */
export function createBoard(listener: (state: GuardState) => void): Board {
  const problems = new Map<string, Problem>();
  let phase: 'starting' | 'running' | 'stopped' = 'starting';
  let counts = { held: 0, atRest: 0 };
  let rules: RulesState | undefined;
  let last = '';
  const current = (): GuardState => ({
    ...standing(phase, [...problems.values()], counts),
    ...counts,
    ...(rules === undefined ? {} : { rules }),
  });
  const tell = (): void => {
    const state = current();
    const text = JSON.stringify(state);
    if (text === last) return;
    last = text;
    listener(state);
  };
  const change = (work: () => void) => (): void => {
    work();
    tell();
  };
  return {
    wrong: (source, problem) => change(() => problems.set(source, problem))(),
    well: source => change(() => problems.delete(source))(),
    held: held => change(() => (counts = { ...counts, held }))(),
    atRest: atRest => change(() => (counts = { ...counts, atRest }))(),
    rules: next => change(() => (rules = next))(),
    started: change(() => (phase = 'running')),
    stopped: change(() => (phase = 'stopped')),
    get state() {
      return current();
    },
  };
}

function standing(
  phase: 'starting' | 'running' | 'stopped',
  problems: readonly Problem[],
  { held, atRest }: Pick<GuardState, 'held' | 'atRest'>,
): Pick<GuardState, 'status' | 'detail'> {
  if (phase === 'stopped') return { status: 'stopped', detail: 'Ringfence is not guarding this window.' };
  const [first] = problems;
  if (first !== undefined) {
    const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
    return { status: 'degraded', detail: `${describeProblem(first)}${more}` };
  }
  if (phase === 'starting') return { status: 'starting', detail: 'Ringfence is starting.' };
  return { status: 'guarding', detail: guardingDetail(held, atRest) };
}

function guardingDetail(held: number, atRest: number): string {
  if (held > 0) return `${held} change${held === 1 ? '' : 's'} held back, waiting for you.`;
  if (atRest > 0) return `Guarding. ${atRest} risky setting${atRest === 1 ? ' was' : 's were'} already here.`;
  return 'Guarding. Nothing is held back.';
}
