/** Runs the bundled code rules on code rows. */
import path from 'node:path';
import type { Finding } from '../../common/finding.ts';
import { startEngine } from '../../server/cli/engineHost.ts';
import { languageOf } from '../../server/engine/languages/registry.ts';
import { buildPacks } from '../../server/scan/packBuilder.ts';
import { loadRuleSet } from '../../server/scan/ruleSet.ts';
import { scanOne } from '../../server/scan/scanOne.ts';
import { repository } from './assets.ts';
import type { Task } from './row.ts';

/** Returns the findings of a code row, or undefined when no bundled rule reads its language. */
export type ScanCode = (task: Extract<Task, { kind: 'code' }>) => readonly Finding[] | undefined;

/** Compiles the bundled packs. */
export async function startCodeScan(assets: string): Promise<ScanCode> {
  const engine = await startEngine(assets);
  const packs = [...(await buildPacks(path.join(repository, 'rules/code'), assets)).values()];
  const covered = new Set(packs.flatMap(({ rules }) => rules.flatMap(({ languages }) => languages)));
  const { byLanguage } = loadRuleSet(engine, packs, { packs: [], texts: [], disabled: [] });
  const job = { engine, rules: byLanguage, cancelled: () => false, setAside: new Set<string>() };
  return ({ path: name, text }) => {
    const language = languageOf(name, text.slice(0, 200).split('\n')[0]);
    if (language === undefined || !covered.has(language)) return undefined;
    return scanOne({ path: name, display: name, language, text }, job).findings;
  };
}
