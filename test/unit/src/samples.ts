/** Sample findings, items and entries for the stories of the editor side. */
import type { Finding } from '../../../common/finding.ts';
import { riskTag, wholeFile } from '../../../common/finding.ts';
import type { LedgerBody, LedgerEntry } from '../../../common/ledger.ts';
import type { KeyChange, QuarantineItem } from '../../../common/quarantine.ts';
import type { ApprovalRequest, Grant, SessionLabel, SessionRecord } from '../../../common/session.ts';

/** Is when every sample happened. */
export const then = Date.UTC(2026, 0, 2, 3, 4, 5);

/** Makes a finding. */
export const finding = (over: Partial<Finding> = {}): Finding => ({
  ruleId: 'settings/auto',
  severity: 'critical',
  confidence: 'high',
  path: '.vscode/settings.json',
  ...wholeFile,
  message: 'Agents act without asking.',
  remedy: 'Leave it out.',
  tags: [riskTag('AUTO')],
  ...over,
});

/** Makes a key change that was taken back. */
export const key = (name: string, over: Partial<KeyChange> = {}): KeyChange => ({
  keyPath: [name],
  kind: 'changed',
  restored: true,
  before: '"default"',
  after: '"autopilot"',
  ...over,
});

/** Makes an item that is held. */
export const item = (over: Partial<QuarantineItem> = {}): QuarantineItem => ({
  id: 'i1',
  path: '/work/app/.vscode/settings.json',
  root: '/work/app',
  ts: then,
  state: 'held',
  origin: 'agent',
  agent: 'codex',
  attemptedAbsent: false,
  restoredAbsent: false,
  keys: [key('chat.permissions.default')],
  findings: [finding()],
  policies: [{ id: 'hold-auto', effect: 'quarantine', principle: 'Only a person removes approval.' }],
  reason: 'The change removes approval.',
  ...over,
});

/** Makes a ledger entry. */
export const entry = (seq: number, body: LedgerBody): LedgerEntry => ({
  v: 1,
  seq,
  ts: then,
  prev: '0'.repeat(64),
  body,
});

/** Makes the body of a verdict. */
export const verdict = (over: Partial<Extract<LedgerBody, { type: 'verdict' }>> = {}): LedgerBody => ({
  type: 'verdict',
  eventId: 'e1',
  agent: 'vscode',
  surface: 'hook',
  sessionId: 's1',
  phase: 'pre',
  kind: 'fs.read',
  origin: 'agent',
  paths: ['/work/app/.env'],
  verdict: 'deny',
  policies: ['deny-secrets'],
  findings: [{ ruleId: 'files/secret', severity: 'high', risks: ['SECRET'], path: '.env' }],
  ms: 1,
  ...over,
});

/** Plays timers by hand. */
export interface HandTimers {
  readonly after: (delayMs: number, task: () => void) => () => void;
  /** Returns the delays of waiting tasks. */
  readonly waiting: () => readonly number[];
  /** Runs the oldest waiting task. */
  readonly fire: () => void;
  now: number;
}

/** Creates timers that run nothing by themselves. */
export function handTimers(): HandTimers {
  const tasks: { readonly delayMs: number; readonly task: () => void }[] = [];
  return {
    now: 0,
    after: (delayMs, task) => {
      const entry = { delayMs, task };
      tasks.push(entry);
      return () => {
        const at = tasks.indexOf(entry);
        if (at !== -1) tasks.splice(at, 1);
      };
    },
    waiting: () => tasks.map(({ delayMs }) => delayMs),
    fire: () => {
      const next = tasks.shift();
      if (next === undefined) throw new Error('No task waits.');
      next.task();
    },
  };
}

/** Makes a request that waits. */
export const request = (over: Partial<ApprovalRequest> = {}): ApprovalRequest => ({
  v: 1,
  id: 'a1b2c3d4',
  ts: then,
  expires: then + 15 * 60_000,
  agent: 'codex',
  sessionId: 's1',
  cwd: '/work/app',
  kind: 'shell.exec',
  subject: 'git reset --hard',
  reason: 'It throws work away.',
  policies: [{ id: 'commands/lost-work', principle: 'Work is thrown away by people only.', digest: 'd' }],
  rules: ['commands/lost-work'],
  labels: ['secret', 'untrusted'],
  attempts: 3,
  exact: 'e',
  alike: 'a',
  ...over,
});

/** Makes something that a person allowed. */
export const grant = (over: Partial<Grant> = {}): Grant => ({
  v: 1,
  id: 'e5f60718',
  ts: then,
  expires: then + 24 * 3_600_000,
  scope: 'session',
  agent: 'claude-code',
  sessionId: 's2',
  cwd: '/work/app',
  kind: 'shell.exec',
  subject: 'npm publish',
  policies: ['commands/publish'],
  bound: ['commands/publish d'],
  fingerprint: 'f',
  ...over,
});

/** Makes a session with labels. */
export const session = (labels: readonly SessionLabel[]): SessionRecord => ({
  v: 1,
  id: '0a1b2c3d',
  agent: 'codex',
  sessionId: 's1',
  cwd: '/work/app',
  ts: then,
  labels: labels.map(label => ({ label, ts: then, eventId: 'e1', kind: 'fs.read', source: '.env' })),
});
