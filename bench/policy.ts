/** Measures decisions: time to load the policy, the first decision, then p50 and p99 of typical events. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { EventKind, PathOp } from '../common/event.ts';
import { riskTag, wholeFile, type Finding, type RiskClass } from '../common/finding.ts';
import type { Observation } from '../server/pipeline/types.ts';
import { findCedarWasm } from '../server/policy/cedar.ts';
import { createDecider } from '../server/policy/decide.ts';
import { openPolicy } from '../server/policy/open.ts';

const rounds = Number(process.argv[2] ?? 3000);
const budgetMs = { p50: 1.5, p99: 10 };
const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

function observation(kind: EventKind, file: string, op: PathOp): Observation {
  return {
    event: {
      v: 1,
      id: '1',
      agent: 'codex',
      surface: 'hook',
      sessionId: 's',
      ts: 0,
      cwd: '/w',
      roots: ['/w'],
      phase: 'pre',
      kind,
      origin: 'agent',
      paths: [{ path: file, op }],
    },
    paths: [{ path: `/w/${file}`, named: `/w/${file}`, op, relative: file, via: 'tool' }],
    contents: [],
    commands: [],
    urls: [],
    opaque: [],
  };
}

const finding = (file: string, risk: RiskClass, index = 0): Finding => ({
  ruleId: `bench/${index}`,
  severity: 'high',
  confidence: 'high',
  path: file,
  ...wholeFile,
  message: '',
  tags: [riskTag(risk)],
});

const write = observation('fs.write', '.vscode/settings.json', 'write');
const stories: Readonly<Record<string, readonly [Observation, readonly Finding[]]>> = {
  'ordinary read': [observation('fs.read', 'src/index.ts', 'read'), []],
  'secret read': [observation('fs.read', '.env', 'read'), [finding('.env', 'SECRET')]],
  'ten findings': [
    write,
    Array.from({ length: 10 }, (_, index) => finding('.vscode/settings.json', 'AUTO', index)),
  ],
};

const rounded = (value: number): number => Math.round(value * 1000) / 1000;
const at = (values: readonly number[], share: number): number =>
  rounded(values[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0);

function timed(act: () => void): number {
  const started = performance.now();
  act();
  return performance.now() - started;
}

const started = performance.now();
const set = await openPolicy({ rules: path.join(root, 'rules/policy'), wasm: findCedarWasm(root) });
if (!set.ok) throw new Error(JSON.stringify(set.problems));
const loadMs = rounded(performance.now() - started);
const decider = createDecider(set.value, { profile: 'balanced' });
const firstMs = rounded(timed(() => decider.decide(write, [])));
const decisions = Object.fromEntries(
  Object.entries(stories).map(([name, [asked, findings]]) => {
    const times = Array.from({ length: rounds }, () => timed(() => decider.decide(asked, findings)));
    times.sort((a, b) => a - b);
    return [name, { p50Ms: at(times, 0.5), p99Ms: at(times, 0.99) }];
  }),
);
const typical = decisions['secret read'] ?? { p50Ms: Infinity, p99Ms: Infinity };
const result = { name: 'policy decisions', rounds, loadMs, firstMs, decisions, budgetMs };
const results = path.join(root, 'bench/results');
mkdirSync(results, { recursive: true });
writeFileSync(path.join(results, 'policy.json'), `${JSON.stringify(result, null, 2)}\n`);
console.log(`policy loaded in ${loadMs} ms, first decision ${firstMs} ms`);
for (const [name, { p50Ms, p99Ms }] of Object.entries(decisions)) {
  console.log(`${name}: p50 ${p50Ms} ms, p99 ${p99Ms} ms`);
}
console.log(`budget for one finding: p50 ${budgetMs.p50} ms, p99 ${budgetMs.p99} ms`);
process.exitCode = typical.p50Ms <= budgetMs.p50 && typical.p99Ms <= budgetMs.p99 ? 0 : 1;
