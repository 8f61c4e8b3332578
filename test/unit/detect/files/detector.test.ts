import { describe, expect, test } from 'vitest';
import type { PathOp } from '../../../../common/event.ts';
import { risksOf } from '../../../../common/finding.ts';
import { filesDetector } from '../../../../server/detect/files/detector.ts';
import type { Observation, ObservedPath } from '../../../../server/pipeline/types.ts';

const event = {
  v: 1,
  id: '1',
  agent: 'test',
  surface: 'hook',
  sessionId: 's',
  ts: 0,
  cwd: '/w',
  roots: ['/w'],
  phase: 'pre',
  kind: 'unknown',
  origin: 'agent',
  paths: [],
} as const;

const inWorkspace = (relative: string, op: PathOp, more: Partial<ObservedPath> = {}): ObservedPath => ({
  path: `/w/${relative}`,
  named: `/w/${relative}`,
  relative,
  op,
  via: 'tool',
  ...more,
});

function observe(path: ObservedPath, after?: string): Observation {
  const contents = after === undefined ? [] : [{ path, before: undefined, after }];
  return { event, paths: [path], contents, commands: [], urls: [], opaque: [] };
}

const found = (observation: Observation) =>
  filesDetector.detect(observation).map(({ ruleId, severity, path }) => [ruleId, severity, path]);

describe('files', () => {
  test('a look at a secret names the rule, the harm and a way out', () => {
    const [finding] = filesDetector.detect(observe(inWorkspace('.env', 'read')));
    expect(finding).toMatchObject({
      ruleId: 'files/env',
      severity: 'high',
      path: '/w/.env',
      message: 'Reads a protected file. Environment files hold passwords and keys.',
    });
    expect(finding && risksOf(finding)).toEqual(['SECRET']);
    expect(finding?.remedy).toContain('example file');
  });

  test('ordinary files are no finding', () => {
    expect(found(observe(inWorkspace('src/app.ts', 'write'), 'x'))).toEqual([]);
  });

  test('a disguised name is a finding beside what it hides', () => {
    const path = inWorkspace('.env', 'read', { named: '/w/.env::$DATA', disguise: 'it names a data stream' });
    expect(found(observe(path))).toEqual([
      ['files/disguised-name', 'high', '/w/.env'],
      ['files/env', 'high', '/w/.env'],
    ]);
  });

  test('configuration with known content is left to the detection that reads its keys', () => {
    const path = inWorkspace('.vscode/settings.json', 'write');
    expect(found(observe(path, '{}'))).toEqual([]);
    expect(found(observe(path))).toEqual([['files/vscode-settings', 'critical', '/w/.vscode/settings.json']]);
  });

  test('what no agent may write stays a finding whatever its content', () => {
    expect(found(observe(inWorkspace('.git/config', 'write'), '[core]'))[0]).toEqual([
      'files/git-control',
      'critical',
      '/w/.git/config',
    ]);
  });

  test('files that nobody judges by content stay a finding', () => {
    expect(found(observe(inWorkspace('.github/agents/a.md', 'write'), 'x'))).toEqual([
      ['files/copilot-agents', 'high', '/w/.github/agents/a.md'],
    ]);
  });

  test('the same use twice is one finding', () => {
    const path = inWorkspace('.env', 'read');
    expect(filesDetector.detect({ ...observe(path), paths: [path, { ...path }] })).toHaveLength(1);
  });
});
