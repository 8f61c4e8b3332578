import { describe, expect, it } from 'vitest';
import { allRules } from '../../../server/detect/detectors.ts';
import { frameworks, tagName } from '../../../server/evidence/frameworks.ts';
import { renderHtml } from '../../../server/evidence/html.ts';
import { renderMarkdown } from '../../../server/evidence/markdown.ts';
import type { EvidenceFacts } from '../../../server/evidence/report.ts';
import { controlIn, day, entry, machine, reportOn, start, verdict } from './stories.ts';

const blocked = entry(start, verdict());
const started = (level: 'observe' | 'balanced') =>
  entry(start, { type: 'guard', action: 'started', detail: '', level });

describe('the frameworks', () => {
  it('are those that teams ask for, each with its controls', () => {
    expect(frameworks().map(({ id, controls }) => [id, controls.length])).toEqual([
      ['owasp-asi', 10],
      ['owasp-llm', 10],
      ['mitre-atlas', expect.any(Number)],
      ['nist-ai-rmf', 17],
      ['iso-42001', 38],
      ['csa-aicm', 18],
      ['eu-ai-act', 13],
    ]);
  });

  it('hold every entry of OWASP and ATLAS that a rule carries in their edition', () => {
    const known = new Set(frameworks().flatMap(({ controls }) => controls.flatMap(({ tag }) => tag ?? [])));
    const carried = allRules().flatMap(({ tags }) => tags.map(tagName));
    expect(carried.filter(tag => /^(?:OWASP-ASI@2026|MITRE-ATLAS@5)/u.test(tag) && !known.has(tag))).toEqual(
      [],
    );
  });
});

describe('the state of a control', () => {
  it.each<[string, Parameters<typeof reportOn>, string, string]>([
    ['is enforced once a policy acted on it', [[blocked]], 'ASI02', 'enforced'],
    ['is configured where nothing came up', [[]], 'ASI02', 'configured, not observed'],
    [
      'is configured where only other things came up',
      [[entry(start, verdict({ findings: [], policies: [] }))]],
      'ASI02',
      'configured, not observed',
    ],
    [
      'is monitor only at level observe',
      [[started('observe'), entry(start, verdict({ verdict: 'pass' }))]],
      'ASI02',
      'monitor only',
    ],
    ['is monitor only where no policy acts', [[]], 'ASI07', 'monitor only'],
    ['is not covered where nothing bears on it', [[blocked]], 'ASI03', 'not covered'],
  ])('%s', (_, [entries, more], id, state) => {
    expect(controlIn(reportOn(entries, more), 'owasp-asi', id)).toMatchObject({ state });
  });

  it('of a record is enforced while the chain holds, and monitor only when it is broken', () => {
    expect(controlIn(reportOn([blocked]), 'eu-ai-act', 'Art. 19').state).toBe('enforced');
    const broken = {
      ...machine.verified,
      ok: false,
      problems: [{ file: 'a.jsonl', line: 3, kind: 'edited', message: 'Edited.' }],
    } as const;
    const report = reportOn([blocked], { verified: broken, team: { ...machine.team, retentionDays: 10 } });
    expect(controlIn(report, 'eu-ai-act', 'Art. 19')).toMatchObject({
      state: 'monitor only',
      why: expect.stringContaining('chain of the ledger is broken'),
    });
  });

  it.each<[string, Partial<EvidenceFacts['floor']>, string]>([
    ['no signed policy', {}, 'not covered'],
    ['one in force', { status: 'in force', serial: 3, signer: 'K' }, 'enforced'],
    ['one that expired', { status: 'expired', serial: 3, signer: 'K' }, 'monitor only'],
  ])('of governance with %s', (_, floor, state) => {
    const report = reportOn([blocked], { floor: { ...machine.floor, ...floor } });
    expect(controlIn(report, 'nist-ai-rmf', 'GOVERN 1.4').state).toBe(state);
  });

  it('is never better for what was allowed or only waived', () => {
    const passed = entry(start, verdict({ verdict: 'pass', policies: ['approval/once'] }));
    expect(controlIn(reportOn([passed]), 'owasp-asi', 'ASI02').state).toBe('configured, not observed');
  });
});

describe('the report', () => {
  it('tells agents that are here and not covered, first; those that are neither here nor seen not at all', () => {
    const { agents } = reportOn([blocked, entry(start, verdict({ agent: 'stranger' }))]);
    expect(agents.map(({ name, covered, events }) => [name, covered, events])).toEqual([
      ['gemini', false, 0],
      ['codex', true, 1],
      ['stranger', false, 1],
    ]);
  });

  it('counts requests that nobody answered', () => {
    const common = { type: 'approval', agent: 'codex', sessionId: 's', policies: [] } as const;
    const { decisions } = reportOn([
      entry(start, { ...common, requestId: '1', action: 'requested' }),
      entry(start, { ...common, requestId: '2', action: 'requested' }),
      entry(start, { ...common, requestId: '1', action: 'denied', waited: 4000 }),
      entry(start, { ...common, requestId: '2', action: 'expired' }),
    ]);
    expect(decisions.approvals).toMatchObject({ requested: 2, denied: 1, unanswered: 1, expired: 1 });
    expect(decisions.approvals.waited.count).toBe(1);
  });

  it('is the same JSON again when it is read', () => {
    const report = reportOn([blocked]);
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
    expect(report.version).toBe(1);
  });
});

const hostile = '<script>alert(1)</script>"\'&|](http://evil.example)\u202e\u0000`';
const ledgers = {
  empty: [],
  usual: Array.from({ length: 300 }, (_, at) =>
    entry(start + at * (day / 10), verdict({ verdict: at % 2 === 0 ? 'pass' : 'quarantine' })),
  ),
  hostile: [
    entry(
      start,
      verdict({
        agent: hostile,
        policies: [hostile],
        findings: [{ ruleId: hostile, severity: 'low', risks: [], path: hostile }],
      }),
    ),
  ],
};
const broken: Partial<EvidenceFacts> = {
  verified: {
    ...machine.verified,
    ok: false,
    problems: [{ file: hostile, line: 1, kind: 'edited', message: hostile }],
  },
  floor: {
    status: 'last good',
    name: hostile,
    serial: 2,
    signer: hostile,
    digest: 'x',
    expires: '2026-01-01T00:00:00Z',
    source: hostile,
    problems: [hostile],
  },
  policy: { ...machine.policy, problems: [hostile] },
};

describe.each(Object.entries(ledgers))('of a ledger that is %s', (_, entries) => {
  const report = reportOn(entries, broken);
  const [html, markdown] = [renderHtml(report), renderMarkdown(report)];

  it('no format attests anything', () => {
    for (const text of [html, markdown, JSON.stringify(report)]) expect(text).not.toMatch(/complian/iu);
  });

  it('the page is whole, runs nothing and fetches nothing', () => {
    expect(html).not.toMatch(/\u202e|\u0000|url\(|@import|href="[^#]/iu);
    const tags = tagsOf(html);
    expect(tags.map(({ name }) => name)).not.toContain('script');
    expect(tags.flatMap(({ attributes }) => attributes.filter(name => !harmless.has(name)))).toEqual([]);
    expect(html).toContain("default-src 'none'");
    expect(unbalanced(html)).toEqual([]);
    const ids = Array.from(html.matchAll(/ id="([^"]+)"/gu), ([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, target] of html.matchAll(/href="#([^"]+)"/gu)) expect(ids).toContain(target);
  });

  it('every chart has its numbers as a table, every table a caption and heads', () => {
    expect(html.match(/<svg /gu)?.length).toBe(html.match(/class="unseen"/gu)?.length);
    expect(html.match(/<table/gu)?.length).toBe(html.match(/<caption>[^<]+<\/caption>/gu)?.length);
  });

  it('the Markdown holds no markup of others', () => {
    expect(markdown).not.toMatch(/<script|(?<!\\)\]\(http|https?:\/\/|\u202e/iu);
    for (const row of markdown.split('\n').filter(line => line.startsWith('|')))
      expect(row.endsWith(' |')).toBe(true);
  });
});

/** Is every attribute that the page needs: none runs or fetches anything, as links stay on the page. */
const harmless = new Set(
  'lang charset http-equiv content name class id href scope viewBox role aria-label aria-hidden x y x1 x2 y1 y2 width height text-anchor'.split(
    ' ',
  ),
);

interface TagOfPage {
  readonly name: string;
  readonly kind: 'opens' | 'closes' | 'both';
  readonly attributes: readonly string[];
}

function tagsOf(html: string): readonly TagOfPage[] {
  const shape = /<(\/?)([a-z][a-z0-9]*)((?:[^>"]|"[^"]*")*)>/gu;
  return Array.from(html.matchAll(shape), ([, closes, name = '', rest = '']) => ({
    name,
    kind: closes === '/' ? 'closes' : rest.endsWith('/') || isVoid.has(name) ? 'both' : 'opens',
    attributes: Array.from(rest.matchAll(/\s([\w-]+)(?:="[^"]*")?/gu), ([, attribute = '']) => attribute),
  }));
}

const isVoid = new Set(['meta', 'br']);

/** Lists tags that are not closed, or close nothing. */
function unbalanced(html: string): readonly string[] {
  const open: string[] = [];
  const wrong: string[] = [];
  for (const { name, kind } of tagsOf(html)) {
    if (kind === 'opens') open.push(name);
    else if (kind === 'closes' && open.pop() !== name) wrong.push(name);
  }
  return [...wrong, ...open];
}
