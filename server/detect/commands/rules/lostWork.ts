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
    'Put the work aside first with `git stash push --include-untracked`; use `git push --force-with-lease` and `git branch -d merged`.',
  severity: 'medium',
  confidence: 'high',
  risks: ['VCS'],
  tags: tags('OWASP-ASI@2026:ASI02', 'MITRE-ATLAS@5.6.0:AML.T0101'),
  matches: ({ commands }) => commands.some(discards),
};

function discards({ program, args }: ObservedCommand): boolean {
  if (program === 'hg')
    return (
      /^(?:purge|strip)$/u.test(args[0] ?? '') || /^(?:up|update) .*(?:-C|--clean)/u.test(args.join(' '))
    );
  if (program === 'svn') return args[0] === 'revert' && has(args, /^(?:-R|--recursive)$/u);
  if (program === 'bfg') return has(args, /^(?:-D|-b|--delete-\w+|--strip-blobs-\S+)(?:=|$)/u);
  if (program === 'jj') return args[0] === 'abandon' && args.length > 1;
  if (program !== 'git') return false;
  const { name, rest } = subcommand(args);
  return losses[name]?.(rest) === true;
}

/** What stands before `--`: options have no meaning behind it. */
const beforeDashes = (args: readonly string[]): readonly string[] => {
  const end = args.indexOf('--');
  return end < 0 ? args : args.slice(0, end);
};

/** Files that are checked out over the work in them: behind `--`, or behind the name of a commit. */
function checksOutFiles(args: readonly string[]): boolean {
  const before = beforeDashes(args);
  if (has(before, /^-[a-z]*[bBdt]|^--(?:orphan|detach|track(?:=.*)?|patch)$|^-p$/u)) return false;
  if (args.length - before.length > 1 || has(args, /^--(?:pathspec-from-file|ours|theirs)/u)) return true;
  const valued = /^(?:--conflict|--unified|-U|--inter-hunk-context)$/u;
  return before.filter((arg, at) => !arg.startsWith('-') && !valued.test(before[at - 1] ?? '')).length > 1;
}

const stagedOnly = (args: readonly string[]): boolean =>
  has(args, /^(?:--staged|-[a-z]*S[a-z]*)$/u) && !has(args, /^(?:--worktree|-[a-z]*W[a-z]*)$/u);

/** Skips the options of git itself. */
function subcommand(args: readonly string[]): { readonly name: string; readonly rest: readonly string[] } {
  let at = 0;
  while (at < args.length && (args[at] ?? '').startsWith('-'))
    at += /^(?:-C|-c|--git-dir|--work-tree|--namespace|--exec-path|--config-env|--super-prefix)$/u.test(
      args[at] ?? '',
    )
      ? 2
      : 1;
  return { name: (args[at] ?? '').toLowerCase(), rest: args.slice(at + 1) };
}

const has = (args: readonly string[], pattern: RegExp): boolean => args.some(arg => pattern.test(arg));
const wholeTree = /^(?:\.|:\/|\*|:\(top\))$/u;

const losses: Readonly<Record<string, (args: readonly string[]) => boolean>> = {
  reset: args => has(args, /^--(?:hard|merge)$/u),
  clean: args => has(args, /^(?:-\w*f\w*|--force)$/u) && !has(args, /^(?:-\w*n\w*|--dry-run)$/u),
  checkout: args =>
    has(beforeDashes(args), /^(?:-(?![a-z]*[bB])[a-z]*f[a-z]*|--force)$/u) ||
    has(args, wholeTree) ||
    checksOutFiles(args),
  switch: args => has(beforeDashes(args), /^(?:-(?![a-z]*[cC])[a-z]*f[a-z]*|--force|--discard-changes)$/u),
  restore: args =>
    !stagedOnly(args) && !has(args, /^(?:-p|--patch)$/u) && has(args, /^[^-]|^--pathspec-from-file/u),
  stash: args => has(args.slice(0, 1), /^(?:drop|clear)$/u),
  branch: args =>
    has(args, /^-\w*D\w*$/u) || (has(args, /^(?:-d|--delete)$/u) && has(args, /^(?:-f|--force)$/u)),
  push: args => has(args, /^(?:-\w*f\w*|--force(?:=.*)?|--mirror|--prune|--delete|-d|\+.+|:.+)$/u),
  reflog: args => has(args.slice(0, 1), /^(?:expire|delete)$/u),
  gc: args => has(args, /^--prune=(?:now|all)$/u),
  worktree: args => has(args.slice(0, 1), /^remove$/u) && has(beforeDashes(args), /^(?:-f|--force)$/u),
  'filter-branch': () => true,
  'filter-repo': () => true,
  'update-ref': args => has(args, /^(?:-d|--delete)$/u),
  submodule: args => args[0] === 'deinit' && has(args, /^(?:-f|--force|--all)$/u),
  rm: args => has(args, /^-\w*f\w*$|^--force$/u) && has(args, wholeTree),
  notes: args => has(args.slice(0, 1), /^(?:remove|prune)$/u),
  tag: args => has(args, /^(?:-d|--delete)$/u) && has(args, /^\uFFFC/u),
};
