import { describe, expect, it } from 'vitest';
import type { GuardEvent } from '../../../common/event.ts';
import { riskTag, wholeFile, type Finding } from '../../../common/finding.ts';
import type { LedgerBody } from '../../../common/ledger.ts';
import type { Verdict } from '../../../common/verdict.ts';
import { createPipeline, type PipelineParts } from '../../../server/pipeline/pipeline.ts';

const event: GuardEvent = {
  v: 1,
  id: 'e',
  agent: 'codex',
  surface: 'hook',
  sessionId: 's',
  ts: 1,
  cwd: '/w',
  roots: ['/w'],
  phase: 'pre',
  kind: 'fs.read',
  origin: 'agent',
  paths: [{ path: '.env', op: 'read' }],
};
const finding: Finding = {
  ruleId: 'files/env',
  severity: 'high',
  confidence: 'high',
  path: '.env',
  ...wholeFile,
  message: 'secret',
  tags: [riskTag('SECRET')],
};

function pipelineWith(changes: Partial<PipelineParts>) {
  const recorded: LedgerBody[] = [];
  const failures: string[] = [];
  const pipeline = createPipeline({
    observer: {
      observe: e =>
        Promise.resolve({ event: e, paths: [], contents: [], commands: [], urls: [], opaque: [] }),
    },
    detectors: [{ id: 'files', detect: () => [finding] }],
    decider: {
      decide: (_o, findings) => ({
        verdict: findings.length > 0 ? 'deny' : 'pass',
        policies: [{ id: 'p', effect: 'deny', principle: 'No.' }],
      }),
    },
    recorder: {
      record: body => {
        recorded.push(body);
        return Promise.resolve();
      },
    },
    reason: () => 'because',
    clock: { now: () => 1, monotonic: () => 1 },
    failed: stage => failures.push(stage),
    ...changes,
  });
  return { pipeline, recorded, failures };
}

const boom = () => {
  throw new Error('boom');
};

describe('pipeline', () => {
  it('returns the decision with findings and reason, and records it', async () => {
    const { pipeline, recorded } = pipelineWith({});
    expect(await pipeline.judge(event)).toMatchObject({
      verdict: 'deny',
      reason: 'because',
      findings: [finding],
    });
    expect(recorded).toEqual([
      expect.objectContaining({
        type: 'verdict',
        eventId: 'e',
        verdict: 'deny',
        policies: ['p'],
        paths: ['.env'],
        findings: [{ ruleId: 'files/env', severity: 'high', path: '.env', risks: ['SECRET'] }],
      }),
    ]);
  });

  it.each([
    ['observe', { observer: { observe: () => Promise.reject(new Error('boom')) } }],
    ['decide', { decider: { decide: boom } }],
  ] as const)('turns a failure to %s into a recorded deny', async (stage, changes) => {
    const { pipeline, recorded, failures } = pipelineWith(changes);
    const verdict = await pipeline.judge(event);
    expect(verdict.verdict).toBe('deny');
    expect(verdict.policies.map(p => p.id)).toEqual(['internal-error']);
    expect(verdict.reason).toContain(stage);
    expect(failures).toEqual([stage]);
    expect(recorded).toHaveLength(1);
  });

  it('shows policy that a detector failed, and keeps the findings of the others', async () => {
    const { pipeline, failures } = pipelineWith({
      detectors: [
        { id: 'broken', detect: boom },
        { id: 'files', detect: () => [finding] },
      ],
    });
    const verdict = await pipeline.judge(event);
    expect(verdict.findings.map(f => f.ruleId)).toEqual(['guard/unexamined', 'files/env']);
    expect(failures).toEqual(['detect broken']);
  });

  it('keeps the verdict when the record fails, and says so', async () => {
    const { pipeline, failures } = pipelineWith({
      recorder: { record: () => Promise.reject(new Error('full')) },
    });
    expect((await pipeline.judge(event)).verdict).toBe('deny');
    expect(failures).toEqual(['record']);
  });
});

describe('an emergency stop', () => {
  const approvals = {
    stopped: () => ({ v: 1 as const, ts: 1, by: 'cli' }),
    answer: (_: unknown, verdict: Verdict) => verdict,
  };

  it.each(['hook', 'mcp'])('denies everything that an agent asks by %s, and records it', async surface => {
    const { pipeline, recorded } = pipelineWith({ approvals, detectors: [] });
    const verdict = await pipeline.judge({ ...event, surface });
    expect(verdict).toMatchObject({ verdict: 'deny', policies: [{ id: 'emergency-stop' }] });
    expect(recorded).toHaveLength(1);
  });

  it('leaves people alone', async () => {
    const { pipeline } = pipelineWith({ approvals, detectors: [] });
    expect((await pipeline.judge({ ...event, origin: 'user' })).verdict).toBe('pass');
  });

  it('denies when nobody can tell whether it is in force', async () => {
    const { pipeline, failures } = pipelineWith({
      approvals: { ...approvals, stopped: boom },
      detectors: [],
    });
    expect((await pipeline.judge(event)).verdict).toBe('deny');
    expect(failures).toEqual(['observe']);
  });
});
