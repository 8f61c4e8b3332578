/** Decides thousands of times with the engine beside the bundle; run as a program of its own. */
import path from 'node:path';
import { findCedarWasm } from '../../../server/policy/cedar.ts';
import { createDecider } from '../../../server/policy/decide.ts';
import { openPolicy } from '../../../server/policy/open.ts';
import type { Finding } from '../../../common/finding.ts';
import type { Observation } from '../../../server/pipeline/types.ts';

const [, script = '', rules = '', count = '0'] = process.argv;

const observation: Observation = {
  event: {
    v: 1,
    id: '1',
    agent: 'codex',
    surface: 'hook',
    sessionId: '',
    ts: 0,
    cwd: '/w',
    roots: ['/w'],
    phase: 'pre',
    kind: 'fs.read',
    origin: 'agent',
    paths: [{ path: '.env', op: 'read' }],
  },
  paths: [{ path: '/w/.env', named: '/w/.env', op: 'read', relative: '.env', via: 'tool' }],
  contents: [],
  commands: [],
  urls: [],
  opaque: [],
};

const finding = (index: number): Finding => ({
  ruleId: `rule/${index}`,
  severity: 'high',
  confidence: 'high',
  path: '.env',
  start: { line: 1, column: 1 },
  end: { line: 1, column: 1 },
  message: '',
  tags: [{ scheme: 'ringfence', edition: '1', id: index % 2 === 0 ? 'SECRET' : 'BUILD' }],
});

async function main(): Promise<void> {
  const set = await openPolicy({ rules, wasm: findCedarWasm(path.dirname(script)) });
  if (!set.ok) throw new Error(JSON.stringify(set.problems));
  const decider = createDecider(set.value, { profile: 'balanced' });
  let denied = 0;
  for (let call = 0; call < Number(count); call += 1) {
    if (decider.decide(observation, [finding(call)]).verdict === 'deny') denied += 1;
  }
  process.stdout.write(JSON.stringify({ calls: Number(count), denied }));
}

void main();
