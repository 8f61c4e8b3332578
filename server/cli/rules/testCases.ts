/** Tests rules with the engine, which only `ringfence rules` runs in its own thread; loaded when it is asked for. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createEngine } from '../../engine/engine.ts';
import { testRuleFile, type RuleTestResult } from '../../engine/testing/testRules.ts';
import type { RuleCase } from './folder.ts';

/** Returns what each rule of the cases did on each target; `assets` is the folder of the grammars. */
export async function testCases(
  cases: readonly RuleCase[],
  assets: string,
): Promise<readonly RuleTestResult[]> {
  const engine = await createEngine({
    runtimeWasm: readFileSync(path.join(assets, 'web-tree-sitter.wasm')),
    wasmOf: grammar => readFileSync(path.join(assets, path.basename(grammar))),
  });
  return cases.flatMap(each => testRuleFile(engine, each.rules, each.targets));
}
