/**
 * Makes rules/packages/popular.json out of lists of popular packages: `node scripts/popularPackages.mjs FOLDER`. The
 * folder holds rows of JSON with `package`, `lang` and `expect.rank`, made of npm-high-impact and top-pypi-packages.
 * What those lists lack (other ecosystems, names of projects that are no package) stands in rules/packages/more.json.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('Usage: node scripts/popularPackages.mjs FOLDER');

/** Are the last ranks of the tiers; the last tier holds the rest. */
const tiers = [50, 200, 1_000, 5_000, Infinity];

/** @type {Record<string, Map<string, number>>} */
const ranks = { npm: new Map(), pypi: new Map() };
for (const file of readdirSync(folder).filter(name => /^popular-.*\.jsonl$/u.test(name)))
  for (const line of readFileSync(path.join(folder, file), 'utf8').split('\n').filter(Boolean)) {
    const row = JSON.parse(line);
    const name = row.package.toLowerCase();
    ranks[row.lang]?.set(row.lang === 'pypi' ? name.replace(/[-_.]+/gu, '-') : name, row.expect.rank);
  }
const sorted = Object.fromEntries(
  Object.entries(ranks).map(([ecosystem, names]) => [
    ecosystem,
    // Sorted names compress best, and splitting them again is quick.
    tiers.map((last, at) =>
      [...names]
        .filter(([, rank]) => rank <= last && rank > (tiers[at - 1] ?? 0))
        .map(([name]) => name)
        .toSorted()
        .join(' '),
    ),
  ]),
);
writeFileSync(path.join(root, 'rules/packages/popular.json'), `${JSON.stringify(sorted)}\n`);
