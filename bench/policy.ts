/** Measures decisions: time to load the policy, the first decision, then p50 and p99 of typical events. */
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { EventKind, PathOp } from '../common/event.ts';
import { riskTag, wholeFile, type Finding, type RiskClass } from '../common/finding.ts';
import type { Observation } from '../server/pipeline/types.ts';
import { findCedarWasm } from '../server/policy/cedar.ts';
import { createDecider } from '../server/policy/decide.ts';
import { openPolicy } from '../server/policy/open.ts';
import { quantile, report, type Measurement } from './report.ts';

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

function timed(act: () => void): number {
  const started = performance.now();
  act();
  return performance.now() - started;
}

const started = performance.now();
const set = await openPolicy({ rules: path.join(root, 'rules/policy'), wasm: findCedarWasm(root) });
if (!set.ok) throw new Error(JSON.stringify(set.problems));
const loadMs = performance.now() - started;
const decider = createDecider(set.value, { profile: 'balanced' });
const firstMs = timed(() => decider.decide(write, []));
const decisions = Object.entries(stories).flatMap(([name, [asked, findings]]): readonly Measurement[] => {
  const times = Array.from({ length: rounds }, () => timed(() => decider.decide(asked, findings)));
  const typical = name === 'secret read';
  return [
    {
      what: `${name}, p50`,
      value: quantile(times, 0.5),
      unit: 'ms',
      ...(typical ? { budget: budgetMs.p50 } : {}),
    },
    {
      what: `${name}, p99`,
      value: quantile(times, 0.99),
      unit: 'ms',
      ...(typical ? { budget: budgetMs.p99 } : {}),
    },
  ];
});
process.exitCode = report('policy', [
  { what: 'policy loaded', value: loadMs, unit: 'ms' },
  { what: 'first decision', value: firstMs, unit: 'ms' },
  ...decisions,
]);
