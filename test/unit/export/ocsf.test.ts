import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import type { LedgerBody } from '../../../common/ledger.ts';
import { verdictKinds } from '../../../common/verdict.ts';
import { ocsfEvent, type OcsfEvent } from '../../../server/export/ocsf.ts';
import type { ExportRecord } from '../../../server/export/record.ts';
import { redactRecord } from '../../../server/export/redact.ts';
import schema from '../../support/export/detectionFinding.schema.json' with { type: 'json' };
import { verdict } from '../ledger/stories.ts';
import { everyBody, recordOf } from './bodies.ts';
import { key, source } from './stage.ts';

const validate = new Ajv({ allErrors: true }).compile(schema);

function valid(event: OcsfEvent): OcsfEvent {
  validate(event);
  expect(validate.errors ?? []).toEqual([]);
  expect(event['type_uid']).toBe(event.class_uid * 100 + Number(event['activity_id']));
  return event;
}
const mapped = (body: LedgerBody): OcsfEvent => valid(ocsfEvent(recordOf(body), source));

describe('the mapping to OCSF', () => {
  it.each(
    everyBody.map(
      body =>
        [
          body.type === 'verdict'
            ? `verdict ${body.verdict}`
            : `${body.type} ${'action' in body ? body.action : ''}`,
          body,
        ] as const,
    ),
  )('fulfils the schema of 1.8.0: %s', (_story, body) => void mapped(body));

  it('fulfils it for the ledger’s own lines and for heads', () => {
    const lines = [
      { type: 'opened', segment: 's', pid: 1, heads: [{ segment: 't', seq: 9, hash: 'a'.repeat(64) }] },
      { type: 'checkpoint', key: 'k', final: true, signature: 'c2ln' },
    ] as const;
    for (const body of lines) valid(ocsfEvent(recordOf(body), source));
    const head = { segment: 's', seq: 3, hash: 'b'.repeat(64) };
    const others: readonly ExportRecord[] = [
      { kind: 'heads', uid: 'heads:1', ts: 1, heads: [head], removed: [] },
      { kind: 'broken', uid: 'broken:s:3', ts: 1, sent: head, detail: 'cut off' },
    ];
    for (const record of others) valid(ocsfEvent(record, source));
    expect(ocsfEvent(others[1] as ExportRecord, source)).toMatchObject({
      severity: 'Critical',
      is_alert: true,
    });
  });

  it('names the disposition of each verdict', () => {
    const found = verdictKinds.map(kind => {
      const { action_id, disposition_id, disposition } = mapped(verdict('e', kind));
      return [kind, action_id, disposition_id, disposition];
    });
    expect(found).toEqual([
      ['pass', 1, 1, 'Allowed'],
      ['redact', 1, 11, 'Corrected'],
      ['ask', 0, 99, 'Asked'],
      ['quarantine', 2, 3, 'Quarantined'],
      ['deny', 2, 2, 'Blocked'],
    ]);
  });

  it('says who, what, by which rule and policy, and where in the chain', () => {
    expect(mapped(verdict('call-1', 'deny'))).toMatchObject({
      severity_id: 4,
      is_alert: true,
      policy: { uid: 'agent/oversight' },
      metadata: {
        uid: '20261101T000000000Z-00000001:7',
        sequence: 7,
        original_event_uid: 'call-1',
        correlation_uid: 's',
        profiles: ['security_control', 'host', 'ai_operation'],
      },
      finding_info: {
        analytic: { uid: 'r', category: 'Rule' },
        related_analytics: [{ uid: 'agent/oversight', category: 'Policy' }],
        types: ['AUTO'],
      },
      evidences: [{ file: { name: 'settings.json', path: '.vscode/settings.json' } }],
      actor: { app_name: 'codex', session: { uid: 's' }, user: { name: 'ada' } },
      device: { hostname: 'build-7', os: { type_id: 200 } },
      unmapped: {
        'gen_ai.agent.name': 'codex',
        'gen_ai.conversation.id': 's',
        'gen_ai.operation.name': 'execute_tool',
        message_context: { ai_role_id: 4, application: { name: 'codex' } },
        attestation: {
          chain_uid: '20261101T000000000Z-00000001',
          fingerprint: { algorithm_id: 3, value: 'f'.repeat(64) },
          prev_event: { uid: '20261101T000000000Z-00000001:6', fingerprint: { value: 'e'.repeat(64) } },
        },
        ringfence: { verdict: 'deny', kind: 'fs.write', risks: ['AUTO'] },
      },
    });
  });

  it('weighs what is waived as nothing, names it so, and calls an event suppressed that holds nothing else', () => {
    const body = verdict('e') as Extract<LedgerBody, { type: 'verdict' }>;
    const [found] = body.findings;
    const plain = found as (typeof body.findings)[number];
    const known = { ...plain, ruleId: 'w', waived: true } as const;
    expect(mapped({ ...body, findings: [known] })).toMatchObject({
      severity_id: 1,
      status_id: 3,
      status: 'Suppressed',
      is_alert: false,
      finding_info: { analytic: { uid: 'w' } },
      unmapped: { ringfence: { findings: [{ ruleId: 'w', severity: 'high', waived: true }] } },
    });
    const light = { ...plain, ruleId: 'l', severity: 'low' } as const;
    expect(mapped({ ...body, findings: [known, light] })).toMatchObject({ severity_id: 2, status_id: 4 });
    // A policy can refuse for other reasons than findings.
    expect(mapped({ ...body, verdict: 'deny', findings: [known] })).toMatchObject({
      severity_id: 3,
      status_id: 4,
      is_alert: true,
    });
  });

  it('ties the events about one item and one request together', () => {
    const uid = (body: LedgerBody): unknown => (mapped(body)['finding_info'] as { readonly uid: string }).uid;
    const item = { type: 'item', itemId: 'i1', path: 'p', action: 'held', by: 'user', keys: [] } as const;
    expect(uid(item)).toBe(uid({ ...item, action: 'approved' }));
  });

  it('refuses what the standard does not hold', () => {
    expect(validate({ ...mapped(verdict('e')), invented: 1 })).toBe(false);
    expect(validate({ ...mapped(verdict('e')), severity_id: 7 })).toBe(false);
  });
});

describe('what leaves', () => {
  const token = ['ghp', 'aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1dE3fG5'].join('_');
  const secret: LedgerBody = {
    ...(verdict('e', 'deny') as Extract<LedgerBody, { type: 'verdict' }>),
    paths: [`/home/ada/${token}/notes.md`],
    findings: [{ ruleId: 'r', severity: 'high', risks: ['SECRET'], path: `/home/ada/${token}/notes.md` }],
  };
  const text = (body: LedgerBody, paths: boolean): string =>
    JSON.stringify(valid(ocsfEvent(redactRecord(recordOf(body), { key, paths }), source)));

  it.each([
    ['a path', secret],
    [
      'the detail of a guard',
      { type: 'guard', action: 'degraded', detail: `curl -H "Authorization: token ${token}" failed` },
    ],
    [
      'the shape of an approval',
      {
        type: 'approval',
        requestId: '1',
        agent: 'codex',
        sessionId: 's',
        action: 'requested',
        policies: [],
        shape: `git push https://x:${token}@github.com/a/b`,
      },
    ],
  ] as const)('holds no secret: %s', (_story, body) => {
    for (const paths of [false, true]) expect(text(body, paths)).not.toContain(token);
  });

  it('holds no path where the profile masks them, yet tells equal ones', () => {
    const plain = verdict('e', 'deny');
    const first = text(plain, true);
    expect(first).not.toContain('settings');
    expect(first).not.toContain('.vscode');
    expect(first).toMatch(/masked:[0-9a-f]{16}[.]json/u);
    expect(text(plain, true)).toBe(first);
    expect(
      text({ type: 'guard', action: 'degraded', detail: 'cannot read /home/ada/x.json now' }, true),
    ).not.toContain('/home/ada');
  });
});
