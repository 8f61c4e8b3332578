import { describe, expect, it } from 'vitest';
import type { LedgerBody, LedgerEntry } from '../../../common/ledger.ts';
import { spread } from '../../../server/evidence/spread.ts';
import { day, entry, march, start, tallyOf, verdict } from './stories.ts';

const item = (action: 'held' | 'approved' | 'kept', by: 'user' | 'guard', itemId = 'i') =>
  ({ type: 'item', itemId, path: '/w/a', action, by, keys: [] }) as const;
const common = { type: 'approval', requestId: 'r', agent: 'codex', sessionId: 's', policies: [] } as const;
const approval = (action: 'requested' | 'allowed' | 'denied' | 'expired', waited?: number): LedgerBody => ({
  ...{ ...common, action },
  ...(waited === undefined ? {} : { waited }),
});

describe('a tally', () => {
  it('counts what lies in the period, its first moment with it and its end not', () => {
    const at = [start - 1, start, march.until - 1, march.until];
    expect(tallyOf(at.map(ts => entry(ts, verdict()))).dispositions).toMatchObject({ deny: 2, pass: 0 });
  });

  it('counts by day, and shows a day without events as one', () => {
    const tally = tallyOf([entry(start, verdict()), entry(start + 2 * day, verdict({ verdict: 'ask' }))]);
    expect(tally.days.map(({ day: name, counts }) => [name, counts.deny, counts.ask])).toEqual([
      ['2026-03-01', 1, 0],
      ['2026-03-02', 0, 0],
      ['2026-03-03', 0, 1],
    ]);
  });

  it('tells what went through only because nothing was enforced from what a person allowed', () => {
    const tally = tallyOf([
      entry(start, verdict({ verdict: 'pass' })),
      entry(start, verdict({ verdict: 'pass', policies: ['approval/once'] })),
      entry(start, verdict({ verdict: 'pass', policies: [], findings: [] })),
    ]);
    expect(tally.monitored).toBe(1);
  });

  it('takes how long people took, also over a change that was held before the period', () => {
    const tally = tallyOf([
      entry(start - 1000, item('held', 'guard')),
      entry(start + 1000, item('approved', 'user')),
      entry(start + 2000, approval('requested')),
      entry(start + 3000, approval('allowed', 60_000)),
      entry(start + 3000, approval('denied', 60_000)),
    ]);
    expect(tally.items).toMatchObject({ held: 0, approved: 1 });
    expect(tally.items.waited.at(0.5)).toBeCloseTo(2000, -3);
    expect(tally.approvals).toMatchObject({ requested: 1, allowed: 1, denied: 1 });
    expect(tally.approvals.waited.count()).toBe(2);
  });

  it('tells what expired from what people decided', () => {
    const ofGrant = { ...common, action: 'expired', scope: 'session' } as const;
    const tally = tallyOf([
      entry(start, approval('requested')),
      entry(start + 1000, approval('expired')),
      entry(start + 2000, ofGrant),
    ]);
    expect(tally.approvals).toMatchObject({ requested: 1, allowed: 0, denied: 0, expired: 1, lapsed: 1 });
    expect(tally.approvals.waited.count()).toBe(0);
  });

  it('knows the level of a guard that started before the period', () => {
    const guard = (level: 'observe' | 'locked') =>
      ({ type: 'guard', action: 'started', detail: '', level }) as const;
    const before = tallyOf([entry(start - day, guard('observe'))]).guard;
    expect(before).toMatchObject({ level: 'observe', levels: [], started: 0 });
    const after = tallyOf([
      entry(start - day, guard('observe')),
      entry(start, guard('locked')),
      entry(march.until, guard('observe')),
    ]);
    expect(after.guard).toMatchObject({ level: 'locked', levels: ['locked'], started: 1 });
  });

  it('needs no more memory for names that an agent makes up', () => {
    function* flood(): Generator<LedgerEntry> {
      for (let at = 0; at < 20_000; at += 1)
        yield entry(
          start,
          verdict({
            agent: `agent ${at}`,
            policies: [`policy ${at}`],
            findings: [{ ruleId: `r/${at}`, severity: 'low', risks: [], path: '' }],
          }),
        );
    }
    const { agents, policies, rules } = tallyOf(flood());
    for (const map of [agents, policies, rules]) expect(map.size).toBeLessThanOrEqual(1_001);
    expect(agents.get('(others)')?.events).toBe(19_000);
  });
});

describe('a spread of durations', () => {
  it('tells the median and the ninetieth to about a tenth, whatever the clock did', () => {
    const times = spread();
    for (let at = 1; at <= 1000; at += 1) times.add(at * 1000);
    times.add(-5);
    expect(times.at(0.5)).toBeGreaterThan(440_000);
    expect(times.at(0.5)).toBeLessThan(570_000);
    expect(times.at(0.9)).toBeGreaterThan(780_000);
    expect(times.count()).toBe(1001);
    expect(times.bars().reduce((sum, { count }) => sum + count, 0)).toBe(1001);
  });

  it('of nothing has no median', () => {
    expect(spread().at(0.5)).toBeUndefined();
  });
});
