/** Tells a session as a person would: what it did, one line each, with runs of the same put together. Pure. */
import type { EventKind } from '../../common/event.ts';
import { riskClasses } from '../../common/finding.ts';
import type { LedgerBody, LedgerEntry } from '../../common/ledger.ts';
import { sessionLabels, type TimelineLine } from '../../common/session.ts';
import type { VerdictKind } from '../../common/verdict.ts';
import { sessionName } from './fingerprint.ts';

const did: Readonly<Record<EventKind, string>> = {
  'fs.read': 'read',
  'fs.search': 'searched',
  'fs.write': 'wrote',
  'fs.edit': 'edited',
  'fs.patch': 'patched',
  'fs.delete': 'deleted',
  'shell.exec': 'ran a command',
  'shell.input': 'typed into a shell',
  'net.fetch': 'fetched from the network',
  'mcp.call': 'called an MCP tool',
  'mcp.tools': 'was offered MCP tools',
  'agent.spawn': 'started another agent',
  'prompt.submit': 'got a prompt',
  'context.attach': 'took in text',
  'config.change': 'changed a configuration',
  'session.start': 'began',
  'session.end': 'ended',
  unknown: 'used a tool that Ringfence does not know',
};

const ended: Readonly<Record<VerdictKind, string>> = {
  pass: '',
  redact: 'masked: ',
  ask: 'asked: ',
  quarantine: 'held: ',
  deny: 'denied: ',
};

/** Returns the timeline of a session, oldest first, from ledger entries in any order. */
export function timelineOf(id: string, entries: readonly LedgerEntry[]): readonly TimelineLine[] {
  const lines: TimelineLine[] = [];
  for (const { ts, body } of entries.toSorted((a, b) => a.ts - b.ts)) {
    const line = isOf(id, body) ? lineOf(body) : undefined;
    if (line === undefined) continue;
    const last = lines.at(-1);
    if (last?.text === line.text) lines[lines.length - 1] = { ...last, count: last.count + 1 };
    else lines.push({ ts, count: 1, ...line });
  }
  return lines.map(line =>
    line.count === 1 ? line : { ...line, text: `${line.text} (${line.count} times)` },
  );
}

const isOf = (id: string, body: LedgerBody): boolean =>
  'sessionId' in body && body.sessionId !== '' && sessionName(body.agent, body.sessionId) === id;

function lineOf(body: LedgerBody): Omit<TimelineLine, 'ts' | 'count'> | undefined {
  switch (body.type) {
    case 'verdict':
      return { text: verdictText(body), verdict: body.verdict };
    case 'session':
      return body.action === 'labelled'
        ? { text: `→ the session ${sessionLabels[body.label]}`, label: body.label }
        : { text: `→ a person cleared the label "${body.label}"`, label: body.label };
    case 'approval':
      return { text: approvalText(body) };
    default:
      return undefined;
  }
}

type ApprovalBody = Extract<LedgerBody, { type: 'approval' }>;

const approvals: Readonly<Record<ApprovalBody['action'], string>> = {
  requested: 'a person was asked',
  allowed: 'a person allowed it',
  denied: 'a person denied it',
  expired: 'nobody decided in time, so it stays denied',
  used: 'a person had allowed this',
  revoked: 'a person took the approval back',
};

const approvalText = ({ action, scope }: ApprovalBody): string =>
  action === 'expired' && scope !== undefined ? 'an approval ran out' : approvals[action];

const mostNames = 3;

function verdictText(body: Extract<LedgerBody, { type: 'verdict' }>): string {
  const names = body.paths.slice(0, mostNames).join(', ');
  const more = body.paths.length > mostNames ? ` and ${body.paths.length - mostNames} more` : '';
  const risks = [...new Set(body.findings.flatMap(finding => finding.risks))];
  const why =
    body.verdict === 'pass' || risks.length === 0
      ? ''
      : `; it ${risks
          .slice(0, 2)
          .map(risk => riskClasses[risk])
          .join(' and ')}`;
  return `${ended[body.verdict]}${did[body.kind]}${names === '' ? '' : ` ${names}`}${more}${why}`;
}
