/**
 * Makes rules/packages/popular.json: `node scripts/popularPackages.mjs FOLDER…`. The folders hold any of
 * - `popular-*.jsonl`: rows with `package`, `lang` and `expect.rank`, made of npm-high-impact and top-pypi-packages;
 * - `npm.tsv`: name, version, downloads a month; `pypi.tsv`: name, version, month, rank among the most downloaded.
 * Names that no table ranks (other ecosystems, projects that are no package) stand in rules/packages/more.json.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const target = path.join(
  path.dirname(path.dirname(fileURLToPath(import.meta.url))),
  'rules/packages/popular.json',
);
const folders = process.argv.slice(2);
if (folders.length === 0) throw new Error('Usage: node scripts/popularPackages.mjs FOLDER…');

/** Are the last ranks of the tiers; the last tier holds the rest. */
const tiers = [50, 200, 1_000, 5_000, Infinity];
/** Of a table this many names count as popular. */
const mostRanked = 15_000;
/** A name that is downloaded so often, and this share of what it resembles, is used and no slip of the keyboard. */
const leastUsed = { downloads: 1_000, share: 0.0005 };

/** @param {string} name */
const pypiName = name => name.toLowerCase().replace(/[-_.]+/gu, '-');
/** @param {string} name */
const linesOf = name =>
  folders
    .flatMap(folder => readdirSync(folder).map(each => path.join(folder, each)))
    .filter(file => path.basename(file) === name && existsSync(file))
    .flatMap(file => readFileSync(file, 'utf8').split('\n').slice(1).filter(Boolean))
    .map(line => line.split('\t'));

const counts = linesOf('npm.tsv')
  // A name that the registry holds back is nobody's package.
  .filter(([, version = '']) => !version.includes('-security'))
  .map(([name = '', , downloads]) => ({ name, downloads: Number(downloads) }))
  .toSorted((a, b) => b.downloads - a.downloads);

/** @type {{ npm: Map<string, number>, pypi: Map<string, number> }} */
const ranks = { npm: new Map(), pypi: new Map() };
for (const [at, { name }] of counts.slice(0, mostRanked).entries()) ranks.npm.set(name.toLowerCase(), at + 1);
for (const [name = '', , , rank] of linesOf('pypi.tsv'))
  if (Number(rank) > 0) ranks.pypi.set(pypiName(name), Number(rank));
for (const lang of /** @type {const} */ (['npm', 'pypi']))
  for (const folder of folders.filter(each => existsSync(path.join(each, `popular-${lang}.jsonl`))))
    for (const line of readFileSync(path.join(folder, `popular-${lang}.jsonl`), 'utf8')
      .split('\n')
      .filter(Boolean)) {
      const row = JSON.parse(line);
      const name = lang === 'pypi' ? pypiName(row.package) : row.package.toLowerCase();
      // A list that is ordered by more than downloads ranks nothing above the table.
      if (!ranks[lang].has(name)) ranks[lang].set(name, ranks[lang].size > 0 ? Infinity : row.expect.rank);
    }

/**
 * Sorted names compress best, and splitting them again is quick.
 * @param {readonly string[]} names
 */
const sorted = names => names.toSorted().join(' ');
/** @param {Map<string, number>} names */
const inTiers = names =>
  tiers.map((last, at) =>
    sorted(
      [...names].filter(([, rank]) => rank <= last && rank > (tiers[at - 1] ?? 0)).map(([name]) => name),
    ),
  );
/** @param {readonly string[]} used */
const write = used =>
  writeFileSync(
    target,
    `${JSON.stringify({ npm: inTiers(ranks.npm), pypi: inTiers(ranks.pypi), used: { npm: sorted(used) } })}\n`,
  );

write([]);
// What the guard would take for a look-alike is asked of the guard itself, which reads the file written above.
const { judgeName } = await import('../server/detect/packages/lookAlike.ts');
const downloadsOf = new Map(counts.map(({ name, downloads }) => [name, downloads]));
const used = counts.slice(mostRanked).filter(({ name, downloads }) => {
  if (downloads < leastUsed.downloads) return false;
  const judged = judgeName(name, 'npm');
  return judged.kind === 'look-alike' && downloads >= leastUsed.share * (downloadsOf.get(judged.target) ?? 0);
});
write(used.map(({ name }) => name.toLowerCase()));
console.log(
  `${ranks.npm.size} names of npm, ${ranks.pypi.size} of PyPI, ${used.length} used although they look alike`,
);
