/** Stories of sessions: events, observations and folders that several tests share. */
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { GuardEvent } from '../../../common/event.ts';
import { riskTag, wholeFile, type Finding, type RiskClass } from '../../../common/finding.ts';
import type { Verdict, VerdictKind } from '../../../common/verdict.ts';
import type { Observation } from '../../../server/pipeline/types.ts';
import type { Folders } from '../../../server/platform/folders.ts';
import { ringfenceFolders } from '../../../server/platform/folders.ts';

/** Returns the folders of a user whose home is empty; it is removed after the test. */
export function newUser(): Folders {
  const home = mkdtempSync(path.join(os.tmpdir(), 'ringfence-session-'));
  onTestFinished(() => rmSync(home, { recursive: true, force: true }));
  return ringfenceFolders({ env: {}, home, platform: 'linux' });
}

/** Returns an event of Codex in /w, session s. */
export const event = (more: Partial<GuardEvent> = {}): GuardEvent => ({
  v: 1,
  id: 'e1',
  agent: 'codex',
  surface: 'hook',
  sessionId: 's',
  ts: 1,
  cwd: '/w',
  roots: ['/w'],
  phase: 'pre',
  kind: 'shell.exec',
  origin: 'agent',
  paths: [],
  command: 'make deploy',
  ...more,
});

/** Returns an observation of an event that touches nothing. */
export const observation = (
  more: Partial<GuardEvent> = {},
  observed: Partial<Observation> = {},
): Observation => ({
  event: event(more),
  paths: [],
  contents: [],
  commands: [],
  urls: more.urls ?? [],
  opaque: [],
  ...observed,
});

/** Returns a finding of one risk class. */
export const finding = (risk: RiskClass, more: Partial<Finding> = {}): Finding => ({
  ruleId: 'some/rule',
  severity: 'high',
  confidence: 'high',
  path: '',
  ...wholeFile,
  message: 'found',
  tags: [riskTag(risk)],
  ...more,
});

/** Returns a verdict by one policy. */
export const verdict = (
  kind: VerdictKind,
  findings: readonly Finding[] = [],
  policy = 'agent/some-policy',
  text = 'forbid (principal, action, resource);',
): Verdict => ({
  verdict: kind,
  reason: 'Ringfence asks a person.',
  policies:
    kind === 'pass'
      ? []
      : [{ id: policy, effect: kind, principle: 'A person looks.', digest: `digest of ${text}` }],
  findings,
});

/** Takes a field from the usual event. */
export const without = (name: 'command'): object => ({ [name]: undefined });
