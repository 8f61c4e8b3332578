/** Finds a rule's regex in a text as `pattern-regex` does, with its groups as metavariables. */
import type { Bound, Match } from '../match/match.ts';
import type { RegexMatch, SafeRegex } from './compile.ts';

/**
 * Returns every match, and whether the whole text was searched: group 1 is `$1`, and a group named NAME is `$NAME` too.
 * Groups that took no part are unbound.
 */
export function scanRegex(
  regex: SafeRegex,
  text: string,
): { readonly matches: readonly Match[]; readonly complete: boolean; readonly steps: number } {
  const { matches, complete, effort } = regex.scan(text);
  return { matches: matches.map(bindGroups), complete, steps: effort };
}

/** Returns a match of a regex with its groups as metavariables. */
export function bindGroups(match: RegexMatch): Match {
  const bindings = new Map<string, Bound>();
  const bind = (name: string, group: number): void => {
    const text = match.groups[group];
    const start = match.groupStarts[group] ?? -1;
    if (text !== undefined && start >= 0)
      bindings.set(name, { kind: 'text', text, start, end: start + text.length });
  };
  for (let group = 1; group < match.groups.length; group++) bind(`$${group}`, group);
  for (const [name, group] of match.named) bind(`$${name}`, group);
  return { start: match.start, end: match.end, bindings };
}
