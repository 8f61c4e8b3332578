/** Stories of ledgers and machines that the tests of the report share. */
import type { LedgerBody, LedgerEntry } from '../../../common/ledger.ts';
import type { RuleInfo } from '../../../server/detect/rule.ts';
import {
  planOf,
  reportOf,
  type EvidenceFacts,
  type EvidenceReport,
} from '../../../server/evidence/report.ts';
import { createTally, type Period, type Tally } from '../../../server/evidence/tally.ts';
import type { Policy } from '../../../server/policy/policy.ts';

/** Is 1 March 2026, the first day of every story's period. */
export const start = Date.parse('2026-03-01T00:00:00Z');
/** Is one day in milliseconds. */
export const day = 86_400_000;
/** Is March. */
export const march: Period = { since: start, until: start + 31 * day };

/** Returns an entry; its chain does not matter here. */
export const entry = (ts: number, body: LedgerBody): LedgerEntry => ({
  v: 1,
  seq: 1,
  ts,
  prev: '0'.repeat(64),
  body,
});

type VerdictBody = Extract<LedgerBody, { type: 'verdict' }>;

/** Returns the verdict on an agent's act. */
export const verdict = (more: Partial<VerdictBody> = {}): VerdictBody => ({
  ...{ type: 'verdict', eventId: 'e', agent: 'codex', surface: 'hook', sessionId: 's', phase: 'pre' },
  ...{ kind: 'shell.exec', origin: 'agent', paths: [], verdict: 'deny', policies: ['agent/shell'], ms: 1 },
  findings: [{ ruleId: 'commands/x', severity: 'high', risks: ['SHELL'], path: '' }],
  ...more,
});

const rule = (id: string, more: Partial<RuleInfo> = {}): RuleInfo => ({
  ...{ id, title: `Title of ${id}`, why: '', remedy: '', severity: 'high', confidence: 'high' },
  risks: [],
  tags: [],
  ...more,
});
const policy = (id: string, more: Partial<Policy> = {}): Policy => ({
  ...{ id, effect: 'deny', principle: `Principle of ${id}.`, tags: [], advice: '', layer: 'built-in' },
  ...{ source: 'x.cedar', line: 1, text: '', kind: 'forbid', words: new Set() },
  ...more,
});

/** Is a machine with two rules, one of which a policy acts on. */
export const machine: EvidenceFacts = {
  version: '1.2.3',
  now: march.until,
  period: march,
  inForce: {
    rules: [
      rule('commands/x', { risks: ['SHELL'] }),
      rule('mcp/y', { tags: [{ scheme: 'OWASP-ASI', edition: '2026', id: 'ASI07' }] }),
    ],
    policies: [
      policy('agent/shell', { tags: ['SHELL'] }),
      policy('some/question', { effect: 'ask', tags: ['LOOP'] }),
    ],
  },
  policy: { digest: 'd'.repeat(64), policies: 2, byLayer: { 'built-in': 2 }, problems: [] },
  floor: { status: 'none', problems: [] },
  verified: { ok: true, files: 1, entries: 9, problems: [], notes: [] },
  level: undefined,
  team: { retentionDays: undefined, exports: 0, mcpList: undefined, level: false },
  agents: [
    { name: 'codex', title: 'Codex', present: true, covered: true, detail: 'The hooks are installed.' },
    {
      name: 'gemini',
      title: 'Gemini CLI',
      present: true,
      covered: false,
      detail: 'The hooks are not installed.',
    },
    { name: 'amp', title: 'Amp', present: false, covered: false, detail: 'The hooks are not installed.' },
  ],
  uncoverable: [{ title: 'Continue', why: 'It calls none.' }],
};

/** Tallies a ledger of a machine. */
export function tallyOf(entries: Iterable<LedgerEntry>, facts: EvidenceFacts = machine): Tally {
  const tally = createTally(facts.period, planOf(facts.inForce).index);
  for (const each of entries) tally.add(each);
  return tally.end();
}

/** Reports on a ledger of a machine. */
export const reportOn = (
  entries: readonly LedgerEntry[],
  more: Partial<EvidenceFacts> = {},
): EvidenceReport => {
  const facts = { ...machine, ...more };
  return reportOf(facts, planOf(facts.inForce), tallyOf(entries, facts));
};

/** Finds a control of a report. */
export function controlIn({ frameworks }: EvidenceReport, framework: string, id: string) {
  const found = frameworks.find(each => each.id === framework)?.controls.find(each => each.id === id);
  if (found === undefined) throw new Error(`${framework} has no ${id}`);
  return found;
}
