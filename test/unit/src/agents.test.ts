import { describe, expect, test } from 'vitest';
import {
  agentChildren,
  agentRoots,
  parseAgents,
  parsePlan,
  planAddress,
  planText,
} from '../../../src/models/agents.ts';
import { then } from './samples.ts';

const agent = (over: object): object => ({
  name: 'codex',
  title: 'Codex',
  present: true,
  status: { kind: 'installed' },
  detail: 'The hooks are installed.',
  failure: 'It runs the call after a time-out.',
  coverage: [
    { kind: 'read', state: 'configured', by: 'PreToolUse' },
    { kind: 'shell', state: 'configured', by: 'PreToolUse' },
    { kind: 'result', state: 'not-covered' },
  ],
  evidence: 'measured',
  ...over,
});
const proven = {
  kind: 'read',
  state: 'proven',
  by: 'PreToolUse',
  at: new Date(then - 120_000).toISOString(),
  proof: 'event',
};
const report = (...agents: readonly object[]) => parseAgents(JSON.stringify({ agents, uncoverable: [] }));

describe('an agent', () => {
  test.each<readonly [string, object, string, string, string]>([
    ['is configured', agent({}), 'configured, not seen yet', 'ringfence.held', 'agent.installed'],
    [
      'is proven',
      agent({ coverage: [proven, { kind: 'shell', state: 'configured', by: 'x' }, { kind: 'result' }] }),
      'proven for 1 of 2',
      'ringfence.settled',
      'agent.installed',
    ],
    ['is open', agent({ status: { kind: 'absent' } }), 'not protected', 'ringfence.denied', 'agent.absent'],
    [
      'is switched off',
      agent({ status: { kind: 'switched-off', by: [] } }),
      'switched off',
      'ringfence.denied',
      'agent.switched-off',
    ],
    ['is altered', agent({ status: { kind: 'altered' } }), 'altered', 'ringfence.denied', 'agent.altered'],
    [
      'comes with the editor',
      agent({ name: 'vscode' }),
      'configured, not seen yet',
      'ringfence.held',
      'agent.own',
    ],
  ])('%s', (_name, raw, description, color, context) =>
    expect(agentRoots(report(raw))[0]?.line).toMatchObject({ description, context, icon: { color } }),
  );

  test('tells for each kind of acts how it is covered, and what becomes of a failing hook', () => {
    const [node] = agentRoots(
      report(
        agent({
          coverage: [
            proven,
            { ...proven, kind: 'shell', proof: 'canary' },
            { kind: 'result', state: 'not-covered' },
          ],
        }),
      ),
    );
    expect(agentChildren(node!, then).map(({ line }) => [line.label, line.description])).toEqual([
      ['Reading files', 'proven 2 min ago by a real call'],
      ['Running commands', 'proven 2 min ago by the marked call'],
      ['Results of calls', 'not covered: it has no hook for it'],
      ['If a hook fails', 'It runs the call after a time-out.'],
    ]);
  });

  test('that is switched off names file and line, and leads there', () => {
    const by = [{ file: '/work/app/.codex/config.toml', line: 3, key: 'features.hooks' }];
    const [node] = agentRoots(report(agent({ status: { kind: 'switched-off', by } })));
    const [first] = agentChildren(node!, then);
    expect(first).toMatchObject({
      at: by[0],
      line: { label: 'Switched off by /work/app/.codex/config.toml:3', description: 'features.hooks' },
    });
  });

  test('that is not protected says how to mend it', () => {
    const [node] = agentRoots(
      report(agent({ status: { kind: 'absent' }, detail: 'None.', remedy: 'Run it.' })),
    );
    expect(agentChildren(node!, then)[0]?.line).toMatchObject({ label: 'None.', description: 'Run it.' });
  });
});

test('agents that are not here stand in a fold, with those that no hook can guard', () => {
  const parsed = parseAgents(
    JSON.stringify({
      agents: [agent({ present: false, status: { kind: 'absent' } })],
      uncoverable: [{ title: 'Continue', why: 'It calls none.' }],
    }),
  );
  const [others, ...rest] = agentRoots(parsed);
  expect(rest).toEqual([]);
  expect(others?.line).toMatchObject({ label: 'Not Found Here', description: '1' });
  expect(agentChildren(others!, then).map(({ line }) => [line.label, line.description])).toEqual([
    ['Codex', 'not found here'],
    ['Continue', 'It calls none.'],
  ]);
});

test.each(['', 'null', '{}', '[]', '{"agents":1}'])('%j is no report', text =>
  expect(() => parseAgents(text)).toThrow(),
);

test('fields of a report that are missing or wrong leave gaps, not failures', () =>
  expect(agentRoots(parseAgents('{"agents":[{"present":true,"coverage":[null,7]}]}'))).toHaveLength(1));

describe('the address of a plan', () => {
  test('leads back to it, and is coloured as a diff', () => {
    const { path, query } = planAddress({ verb: 'install', agent: 'claude-code' }, 'Claude Code');
    expect(path).toBe('/Protect Claude Code.diff');
    expect(parsePlan(query)).toEqual({ verb: 'install', agent: 'claude-code' });
  });

  test.each([
    '',
    'null',
    '{"verb":"run","agent":"x"}',
    '{"verb":"install","agent":"--x"}',
    '{"verb":"install"}',
  ])('%j is none', query => expect(parsePlan(query)).toBeUndefined());
});

test('a plan says first that it is all', () =>
  expect(planText({ verb: 'install', agent: 'codex' }, '--- a')).toMatch(
    /^Exactly this is written;[^]*\n\n--- a$/u,
  ));
