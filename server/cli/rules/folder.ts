/** Finds rule files with their targets below a folder: `x.yaml` with every `x.*` beside it. */
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { decodeText } from '../../platform/text.ts';
import type { TestFile } from '../../engine/testing/testRules.ts';

/** Is a rule file with its targets. */
export interface RuleCase {
  readonly rules: TestFile;
  readonly targets: readonly TestFile[];
}

const ruleFile = /^(?!\.)(?<name>.+)\.ya?ml$/;
const notTarget = /\.(?:fixed\.[^.]+|md|rst)$/;

/** Lists the cases below a folder in order of path; links are not followed. */
export async function findCases(folder: string): Promise<readonly RuleCase[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter(entry => entry.isFile()).map(entry => entry.name);
  const cases: RuleCase[] = [];
  for (const name of names.toSorted()) {
    const base = ruleFile.exec(name)?.groups?.['name'];
    if (base === undefined || base.endsWith('.test')) continue;
    const targets = names.filter(
      other => other !== name && other.startsWith(`${base}.`) && !notTarget.test(other),
    );
    const rules = await readTest(folder, name);
    if (rules === undefined || (targets.length === 0 && !/^\s*rules\s*:/m.test(rules.text))) continue;
    const read = await Promise.all(targets.toSorted().map(target => readTest(folder, target)));
    cases.push({ rules, targets: read.filter(file => file !== undefined) });
  }
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1)))
    if (entry.isDirectory() && entry.name !== 'node_modules')
      cases.push(...(await findCases(path.join(folder, entry.name))));
  return cases;
}

async function readTest(folder: string, name: string): Promise<TestFile | undefined> {
  const file = path.join(folder, name);
  const text = decodeText(await readFile(file))?.text;
  return text === undefined ? undefined : { path: file, text };
}
