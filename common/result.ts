/** Results: a value or what went wrong, returned instead of thrown. Must import nothing. */

/** Says what is wrong with an input, where, and how to mend it. */
export interface Problem {
  /** File, field or source that is wrong. */
  readonly source: string;
  readonly message: string;
  readonly remedy: string;
  readonly line?: number;
  readonly column?: number;
}

/** Holds a value, or the problems that prevent one. */
export type Result<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problems: readonly Problem[] };

/** Wraps a value as a success. */
export const success = <T>(value: T): Result<T> => ({ ok: true, value });

/** Wraps problems as a failure. */
export const failure = (...problems: readonly Problem[]): Result<never> => ({ ok: false, problems });

/** Renders a problem as one line: source, place, message, remedy. */
export function describeProblem(problem: Problem): string {
  const place =
    problem.line === undefined
      ? ''
      : `:${problem.line}${problem.column === undefined ? '' : `:${problem.column}`}`;
  return `${problem.source}${place}: ${problem.message} ${problem.remedy}`.trim();
}
