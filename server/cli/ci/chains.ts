/** Finds chains over several files that a change closes: it looks at the whole tree, before and after. */
import type { Finding } from '../../../common/finding.ts';
import type { Span } from '../../ci/base.ts';
import { sizesOf, type Change } from '../../ci/changes.ts';
import type { Git } from '../../ci/git.ts';
import { chainsAtRest, type FileText } from '../../detect/settings/index.ts';
import { decodeText } from '../../platform/text.ts';
import { isConfig } from '../scan/choose.ts';

const largestFile = 1_000_000;
const mostFiles = 2_000;

/** Lists the chains that are there after a change and were not before. */
export async function newChains(
  git: Git,
  { base, head }: Span,
  changes: readonly Change[],
): Promise<readonly Finding[]> {
  if (!changes.some(({ path, after }) => after !== undefined && isConfig(path))) return [];
  const present = chainsAtRest(await configurations(git, head));
  if (present.length === 0) return [];
  const past = new Set(chainsAtRest(await configurations(git, base)).map(keyOf));
  return present.filter(finding => !past.has(keyOf(finding)));
}

const keyOf = ({ ruleId, path }: Finding): string => `${ruleId} ${path}`;

async function configurations(git: Git, tree: string): Promise<readonly FileText[]> {
  const { stdout } = await git.run(['ls-tree', '-r', '-z', tree]);
  const files = stdout
    .toString('utf8')
    .split('\0')
    .flatMap(line => {
      const [, id, path] = /^100\d+ blob ([0-9a-f]+)\t([^]+)$/u.exec(line) ?? [];
      return id !== undefined && path !== undefined && isConfig(path) ? [{ id, path }] : [];
    })
    .slice(0, mostFiles);
  const sizes = await sizesOf(
    git,
    files.map(({ id }) => id),
  );
  const objects = git.objects();
  try {
    const texts: FileText[] = [];
    for (const { id, path } of files) {
      if ((sizes.get(id) ?? 0) > largestFile) continue;
      const bytes = await objects.read(id);
      const text = bytes === undefined ? undefined : decodeText(bytes)?.text;
      if (text?.includes('chema') === true) texts.push({ path, relative: path, text });
    }
    return texts;
  } finally {
    objects.close();
  }
}
