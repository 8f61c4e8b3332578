/** Finds rule files with their targets below a folder: `x.yaml` with every `x.*` beside it. */
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { readPlain } from '../../platform/plainFile.ts';
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
  const files = new Map<string, TestFile>();
  for (const name of names.toSorted()) {
    const file = ruleFile.test(name) ? await readTest(folder, name) : undefined;
    if (file !== undefined) files.set(name, file);
  }
  const rules = ruleNames(files, names);
  const cases: RuleCase[] = [];
  for (const [name, file] of files) {
    if (!rules.has(name)) continue;
    const targets = targetsOf(name, names, rules).toSorted();
    const read = await Promise.all(
      targets.map(async target => files.get(target) ?? (await readTest(folder, target))),
    );
    cases.push({ rules: file, targets: read.filter(each => each !== undefined) });
  }
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1)))
    if (entry.isDirectory() && entry.name !== 'node_modules')
      cases.push(...(await findCases(path.join(folder, entry.name))));
  return cases;
}

const baseOf = (name: string): string => ruleFile.exec(name)?.groups?.['name'] ?? '';

/** Returns the files that hold rules: `x.test.yaml` is a target of `x.yaml`, and so is `x.yml` when it holds none. */
function ruleNames(files: ReadonlyMap<string, TestFile>, names: readonly string[]): ReadonlySet<string> {
  const holdsRules = (name: string): boolean => /^\s*["']?rules["']?\s*:/m.test(files.get(name)?.text ?? '');
  const holdsLanguages = (name: string): boolean =>
    /^[\s-]*["']?languages["']?\s*:/m.test(files.get(name)?.text ?? '');
  const isRule = (name: string): boolean => {
    const base = baseOf(name);
    if (base.endsWith('.test')) return false;
    const twin = [`${base}.yaml`, `${base}.yml`].find(other => other !== name && files.has(other));
    if (twin !== undefined && holdsRules(twin) && holdsLanguages(twin))
      return name.endsWith('.yaml') && holdsRules(name) && holdsLanguages(name);
    return holdsRules(name) || names.some(other => isTarget(other, name));
  };
  return new Set([...files.keys()].filter(isRule));
}

const isTarget = (name: string, rule: string): boolean =>
  name !== rule && name.startsWith(`${baseOf(rule)}.`) && !notTarget.test(name);

/** Returns the targets of a rule file: those that no other rule file with a longer name claims. */
function targetsOf(rule: string, names: readonly string[], rules: ReadonlySet<string>): readonly string[] {
  const longer = [...rules].filter(other => other !== rule && baseOf(other).startsWith(`${baseOf(rule)}.`));
  return names.filter(
    name => isTarget(name, rule) && !longer.some(other => name === other || isTarget(name, other)),
  );
}

async function readTest(folder: string, name: string): Promise<TestFile | undefined> {
  const file = path.join(folder, name);
  const text = decodeText(await readPlain(file))?.text;
  return text === undefined ? undefined : { path: file, text };
}
