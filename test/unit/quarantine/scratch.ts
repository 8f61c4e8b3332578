/** Scratch folders, clocks and attempts for quarantine and sentinel tests. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { Finding } from '../../../common/finding.ts';
import { wholeFile } from '../../../common/finding.ts';
import type { Content } from '../../../server/quarantine/content.ts';
import type { Attempt } from '../../../server/quarantine/store.ts';
import type { Clock } from '../../../server/ports/clock.ts';

/** Creates a folder that goes away with the test; its real path. */
export function scratchFolder(): string {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'ringfence-test-')));
  onTestFinished(() => fs.rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Is a clock that the test moves. */
export function handClock(start = 1_700_000_000_000): Clock & { tick(ms: number): void } {
  let now = start;
  return { now: () => now, monotonic: () => now, tick: ms => void (now += ms) };
}

/** Makes file content. */
export const file = (text: string | Buffer, mode = 0o644): Content => ({
  kind: 'file',
  bytes: Buffer.from(text),
  mode,
});

/** Makes a finding on a key, or on the whole file. */
export const finding = (ruleId: string, keyPath?: readonly (string | number)[]): Finding => ({
  ruleId,
  severity: 'high',
  confidence: 'high',
  path: 'f',
  ...wholeFile,
  message: 'm',
  remedy: 'r',
  tags: [{ scheme: 'ringfence', edition: '1', id: 'AUTO' }],
  ...(keyPath ? { keyPath } : {}),
});

/** Makes an attempt on a path. */
export const attempt = (over: Partial<Attempt> = {}): Attempt => ({
  path: '/w/.vscode/settings.json',
  root: '/w',
  origin: 'external',
  agent: '',
  keys: [{ keyPath: ['a', 0], kind: 'added', restored: true, after: '1' }],
  findings: [finding('settings.auto', ['a'])],
  policies: [{ id: 'P1', effect: 'quarantine', principle: 'Nobody loosens approval.' }],
  reason: 'because',
  attempted: file('{"a":1}'),
  restored: file('{}'),
  ...over,
});
