/** Tests rules with the engine, which only `ringfence rules` runs in its own thread; loaded when it is asked for. */
import { testRuleFile, type RuleTestResult } from '../../engine/testing/testRules.ts';
import { startEngine } from '../engineHost.ts';
import type { RuleCase } from './folder.ts';

/** Returns what each rule of the cases did on each target; `assets` is the folder of the grammars. */
export async function testCases(
  cases: readonly RuleCase[],
  assets: string,
): Promise<readonly RuleTestResult[]> {
  const engine = await startEngine(assets);
  return cases.flatMap(each => testRuleFile(engine, each.rules, each.targets));
}
