/** Builds the bundled packs when the product is built: rules are loaded and compiled, and any that can't be honoured ends the build. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describeProblem } from '../../common/result.ts';
import { createEngine } from '../engine/engine.ts';
import { loadRules } from '../engine/load/load.ts';
import type { Rule } from '../engine/rule.ts';
import type { Pack } from './ruleSet.ts';

/** Returns the packs below a folder, one a subfolder, by name; throws when a rule is not sound. */
export async function buildPacks(folder: string, assets: string): Promise<ReadonlyMap<string, Pack>> {
  const packs = new Map<string, Pack>();
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (!entry.isDirectory()) continue;
    const rules = readRules(path.join(folder, entry.name));
    // An engine for each pack: what it has compiled is what the pack needs.
    const engine = await createEngine({
      runtimeWasm: readFileSync(path.join(assets, 'web-tree-sitter.wasm')),
      wasmOf: grammar => readFileSync(path.join(assets, path.basename(grammar))),
    });
    const { refused } = engine.compile(rules);
    const problems = refused.flatMap(({ rule, problems: found }) =>
      found.map(problem => `${rule.id}: ${describeProblem(problem)}`),
    );
    if (problems.length > 0)
      throw new Error(`The pack ${entry.name} has rules that do not compile:\n${problems.join('\n')}`);
    packs.set(entry.name, { rules, patterns: engine.patterns() });
  }
  return packs;
}

function readRules(folder: string): readonly Rule[] {
  const files = readdirSync(folder).filter(name => /(?<!\.test)\.ya?ml$/.test(name));
  const rules = files.toSorted().flatMap(name => {
    // Findings name a bundled rule's file as it lies in the repository.
    const loaded = loadRules(
      readFileSync(path.join(folder, name), 'utf8'),
      `${path.basename(folder)}/${name}`,
    );
    if (loaded.problems.length + loaded.skipped.length > 0)
      throw new Error(`${name}:\n${loaded.problems.map(describeProblem).join('\n')}`);
    return loaded.rules;
  });
  const ids = rules.map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) throw new Error(`Two bundled rules have the id ${twice}.`);
  return rules;
}
