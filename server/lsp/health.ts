/**
 * The state that the extension shows: the guard's own, made worse by problems of this process. A failed handler stays
 * visible until the same work succeeds again. Pure.
 */
import type { GuardState } from '../../common/protocol.ts';

/** Collects what is wrong and tells the resulting state when it changes. */
export interface Health {
  guard(state: GuardState): void;
  problem(task: string, message: string): void;
  solved(task: string): void;
}

/** Creates a health board that starts with a guard that is starting. */
export function createHealth(send: (state: GuardState) => void): Health {
  const problems = new Map<string, string>();
  let guard: GuardState = { status: 'starting', detail: 'The guard is starting.', held: 0, atRest: 0 };
  let told = '';

  const tell = (): void => {
    const state = combined(guard, [...problems.values()]);
    const text = JSON.stringify(state);
    if (text === told) return;
    told = text;
    send(state);
  };

  return {
    guard: state => {
      guard = state;
      tell();
    },
    problem: (task, message) => {
      problems.set(task, message);
      tell();
    },
    solved: task => {
      if (problems.delete(task)) tell();
    },
  };
}

function combined(guard: GuardState, problems: readonly string[]): GuardState {
  const [first] = problems;
  if (first === undefined) return guard;
  const more = problems.length === 1 ? '' : ` (and ${problems.length - 1} more; see the Ringfence log)`;
  const own = guard.status === 'guarding' || guard.status === 'starting' ? [] : [guard.detail];
  return { ...guard, status: 'degraded', detail: [...own, `${first}${more}`].join(' ') };
}
