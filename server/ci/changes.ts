/** Lists the files that differ between two commits. */
import type { Git } from './git.ts';
import type { Span } from './base.ts';

/** Is a file that a change touches. */
export interface Change {
  readonly kind: 'added' | 'modified' | 'deleted' | 'renamed';
  /** Path from the top of the repository, with `/`. */
  readonly path: string;
  /** Path before a rename. */
  readonly from?: string;
  /** Object before and after; absent where there is no file. */
  readonly before?: string;
  readonly after?: string;
  readonly is: 'file' | 'link' | 'submodule';
}

/** Lists changes; rejects when git cannot compare. */
export async function changesOf(git: Git, { base, head }: Span): Promise<readonly Change[]> {
  const args = ['diff-tree', '-r', '--raw', '-z', '-M', '--no-abbrev', '--no-ext-diff', '--no-textconv'];
  const { code, stdout, stderr } = await git.run([...args, base, head]);
  if (code !== 0) throw new Error(`git diff-tree failed: ${stderr.trim()}`);
  return parseRaw(stdout.toString('utf8'));
}

const header = /^:\d+ (\d+) ([0-9a-f]+) ([0-9a-f]+) ([A-Z])/u;

/** Parses `--raw -z`: a header, one path, and for renames and copies a second one. */
function parseRaw(text: string): readonly Change[] {
  const fields = text.split('\0').values();
  const changes: Change[] = [];
  for (const field of fields) {
    const match = header.exec(field);
    if (match === null) break;
    const [mode, before, after, letter] = match.slice(1) as [string, string, string, string];
    const moved = letter === 'R' || letter === 'C';
    const [first, second] = [textOf(fields.next()), moved ? textOf(fields.next()) : ''];
    changes.push({
      kind: kinds[letter] ?? 'modified',
      path: moved ? second : first,
      ...(moved ? { from: first } : {}),
      ...(isNone(before) ? {} : { before }),
      ...(isNone(after) ? {} : { after }),
      is: fileKind(mode),
    });
  }
  return changes;
}

const textOf = (step: IteratorResult<string, unknown>): string => (step.done === true ? '' : step.value);

const fileKind = (mode: string): Change['is'] =>
  mode === '120000' ? 'link' : mode === '160000' ? 'submodule' : 'file';

const kinds: Readonly<Record<string, Change['kind']>> = {
  A: 'added',
  C: 'added',
  D: 'deleted',
  M: 'modified',
  R: 'renamed',
  T: 'modified',
};
const isNone = (id: string): boolean => /^0+$/u.test(id);

/** Returns the sizes of objects, by name; an object that is missing has none. */
export async function sizesOf(git: Git, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (ids.length === 0) return new Map();
  const { stdout } = await git.run(['cat-file', '--batch-check'], `${ids.join('\n')}\n`);
  return new Map(
    stdout
      .toString('utf8')
      .split('\n')
      .flatMap(line => {
        const [, id, size] = /^(\S+) blob (\d+)$/u.exec(line) ?? [];
        return id === undefined ? [] : [[id, Number(size)] as const];
      }),
  );
}
