/** Git commands that throw away work that is nowhere else. */
import { tags } from '../../rule.ts';
import type { ObservedCommand } from '../../../pipeline/types.ts';
import type { CommandRule } from '../rule.ts';

/** Reports git commands that discard uncommitted work, unmerged branches, stashes or the remote's history. */
export const lostWork: CommandRule = {
  id: 'commands/lost-work',
  title: 'Work is thrown away that git keeps nowhere else',
  why: 'Uncommitted changes, stashes, unmerged branches or published history are gone for good.',
  remedy:
    'Commit or stash first; use `git push --force-with-lease`, `git branch -d`, or name the single file to restore.',
  severity: 'medium',
  confidence: 'high',
  risks: ['VCS'],
  tags: tags('OWASP-ASI@2026:ASI02', 'MITRE-ATLAS@5.6.0:AML.T0101'),
  matches: ({ commands }) => commands.some(discards),
};

function discards({ program, args }: ObservedCommand): boolean {
  if (program !== 'git') return false;
  const { name, rest } = subcommand(args);
  return losses[name]?.(rest) === true;
}

/** Skips the options of git itself. */
function subcommand(args: readonly string[]): { readonly name: string; readonly rest: readonly string[] } {
  let at = 0;
  while (at < args.length && (args[at] ?? '').startsWith('-'))
    at += /^(?:-C|-c|--git-dir|--work-tree|--namespace)$/u.test(args[at] ?? '') ? 2 : 1;
  return { name: (args[at] ?? '').toLowerCase(), rest: args.slice(at + 1) };
}

const has = (args: readonly string[], pattern: RegExp): boolean => args.some(arg => pattern.test(arg));
const wholeTree = /^(?:\.|:\/|\*|:\(top\))$/u;

const losses: Readonly<Record<string, (args: readonly string[]) => boolean>> = {
  reset: args => has(args, /^--(?:hard|merge)$/u),
  clean: args => has(args, /^(?:-\w*f\w*|--force)$/u) && !has(args, /^(?:-\w*n\w*|--dry-run)$/u),
  checkout: args => has(args, /^(?:-[a-z]*f[a-z]*|--force)$/u) || has(args, wholeTree),
  switch: args => has(args, /^(?:-f|--force|--discard-changes)$/u),
  restore: args =>
    has(args, wholeTree) && !(has(args, /^(?:--staged|-S)$/u) && !has(args, /^(?:--worktree|-W)$/u)),
  stash: args => has(args.slice(0, 1), /^(?:drop|clear)$/u),
  branch: args =>
    has(args, /^-\w*D\w*$/u) || (has(args, /^(?:-d|--delete)$/u) && has(args, /^(?:-f|--force)$/u)),
  push: args => has(args, /^(?:-\w*f\w*|--force(?:=.*)?|--mirror|--delete|-d|\+.+|:.+)$/u),
  reflog: args => has(args.slice(0, 1), /^(?:expire|delete)$/u),
  gc: args => has(args, /^--prune=(?:now|all)$/u),
  worktree: args => has(args.slice(0, 1), /^remove$/u) && has(args, /^(?:-f|--force)$/u),
  'filter-branch': () => true,
  'filter-repo': () => true,
  'update-ref': args => has(args, /^-d$/u),
};
