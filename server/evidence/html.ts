/** Renders an evidence report as one HTML file: no script, nothing fetched, everything escaped. Pure. */
import { columnChart, shareChart, type Column } from './charts.ts';
import { escape, table } from './markup.ts';
import {
  statesOf,
  sumOf,
  type ControlReport,
  type EvidenceReport,
  type Fired,
  type FrameworkReport,
} from './report.ts';
import { actedOn, controlStates, type ControlState } from './state.ts';
import { style } from './style.ts';
import {
  counted,
  disclaimer,
  dispositionOrder,
  dispositionWords,
  duration,
  moment,
  number,
} from './words.ts';

/** Renders the report. */
export function renderHtml(report: EvidenceReport): string {
  const { period, frameworks } = report;
  const title = `Evidence of guarded agents, ${period.since.slice(0, 10)} to ${lastDay(period.until)}`;
  const policy = "default-src 'none'; style-src 'unsafe-inline'";
  return [
    '<!doctype html>',
    '<html lang="en"><head><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escape(title)}</title><style>${style}</style></head><body>`,
    `<header><h1>${escape(title)}</h1><p class="soft">Written ${moment(report.generated)} UTC by ringfence ${escape(report.tool.version)}. All times are UTC.</p>`,
    navigation(frameworks),
    '</header><main>',
    ...alarms(report),
    tiles(report),
    frameworkChart(frameworks),
    activity(report),
    decisions(report),
    policyPart(report),
    ledgerPart(report),
    agentsPart(report),
    ...frameworks.map(frameworkPart),
    mechanismsPart(report),
    `</main><footer><p>${escape(disclaimer)}</p></footer></body></html>`,
    '',
  ].join('\n');
}

/** The end of a period is the first moment that is no part of it. */
const lastDay = (until: string): string => new Date(Date.parse(until) - 1).toISOString().slice(0, 10);

const navigation = (frameworks: readonly FrameworkReport[]): string =>
  `<nav aria-label="Parts"><ul>${[
    ['activity', 'What happened'],
    ['decisions', 'Decisions'],
    ['policy', 'Policy'],
    ['ledger', 'Ledger'],
    ['agents', 'Agents'],
    ...frameworks.map(({ id, name }) => [id, name]),
    ['mechanisms', 'Mechanisms'],
  ]
    .map(([id = '', name = '']) => `<li><a href="#${escape(id)}">${escape(name)}</a></li>`)
    .join('')}</ul></nav>`;

function alarms({ ledger, floor, level, agents, policy }: EvidenceReport): readonly string[] {
  const uncovered = agents.filter(({ covered, present }) => present && !covered);
  const told = [
    ...(ledger.whole
      ? []
      : ['The chain of the ledger is broken: what follows rests on a record that was changed.']),
    ...(ledger.inPeriod === 0
      ? ['The ledger has no entry in this period, so that nothing was observed.']
      : []),
    ...(['none', 'in force'].includes(floor.status) ? [] : [`The signed policy is ${floor.status}.`]),
    ...(level.current === 'observe'
      ? ['The level is observe: everything is recorded and nothing is held up.']
      : []),
    ...(uncovered.length === 0
      ? []
      : [`Not covered by hooks: ${uncovered.map(({ title }) => title).join(', ')}.`]),
    ...policy.problems,
  ];
  return told.map(text => `<p class="note alarm"><strong>${escape(text)}</strong></p>`);
}

function tiles(report: EvidenceReport): string {
  const { dispositions, decisions, level, floor, ledger } = report;
  const all = sumOf(dispositions);
  const decided = decisions.approvals.allowed + decisions.approvals.denied;
  const list = [
    [number(all), 'events judged'],
    [number(actedOn(dispositions)), `held up: ${dispositionList(dispositions)}`],
    [number(decided), `requests decided by people, median ${duration(decisions.approvals.waited.median)}`],
    [level.current ?? 'not known', `level${level.seen.length > 1 ? `; seen: ${level.seen.join(', ')}` : ''}`],
    [floor.status, floor.serial === undefined ? 'signed policy' : `signed policy, serial ${floor.serial}`],
    [ledger.whole ? 'whole' : 'broken', `chain of ${number(ledger.entries)} entries`],
  ];
  return `<ul class="tiles">${list.map(([value = '', what = '']) => `<li><b>${escape(value)}</b>${escape(what)}</li>`).join('')}</ul>`;
}

const dispositionList = (counts: EvidenceReport['dispositions']): string =>
  dispositionOrder
    .filter(kind => kind !== 'pass' && counts[kind] > 0)
    .map(kind => `${number(counts[kind])} ${dispositionWords[kind].toLowerCase()}`)
    .join(', ') || 'none';

const stateCss: Readonly<Record<ControlState, string>> = {
  enforced: 'good',
  'configured, not observed': 'ready',
  'monitor only': 'watch',
  'not covered': 'none',
};
const stateNames = Object.keys(controlStates) as readonly ControlState[];

const frameworkChart = (frameworks: readonly FrameworkReport[]): string =>
  shareChart({
    title: 'Controls by state',
    note: 'Each state is derived from what is in force and what was seen, never set by hand.',
    heading: 'Framework',
    series: stateNames.map(name => ({ name, css: stateCss[name] })),
    columns: frameworks.map(framework => {
      const states = statesOf(framework);
      return { label: shortName(framework.name), counts: stateNames.map(name => states.get(name) ?? 0) };
    }),
  });

const shortName = (name: string): string =>
  name
    .replace(' for Agentic Applications', ', agents')
    .replace(' for LLM Applications', ', LLM')
    .replace('Risk Management Framework', 'RMF');

const mostColumns = 92;

/** More days than a page is wide are put together. */
function columnsOf(
  days: EvidenceReport['days'],
  kinds: readonly (keyof typeof dispositionWords)[],
): readonly Column[] {
  const size = Math.max(1, Math.ceil(days.length / mostColumns));
  const columns: Column[] = [];
  for (let at = 0; at < days.length; at += size) {
    const part = days.slice(at, at + size);
    const counts = kinds.map(kind => part.reduce((sum, day) => sum + day.counts[kind], 0));
    columns.push({ label: part[0]?.day.slice(size > 30 ? 0 : 5) ?? '', counts });
  }
  return columns;
}

const kindCss = { deny: 'deny', quarantine: 'hold', ask: 'ask', redact: 'mask', pass: 'pass' } as const;

function activity({ days, dispositions, fired, monitored }: EvidenceReport): string {
  const acting = dispositionOrder.filter(kind => kind !== 'pass');
  const series = (kinds: readonly (keyof typeof kindCss)[]) =>
    kinds.map(kind => ({ name: dispositionWords[kind].toLowerCase(), css: kindCss[kind] }));
  const charts =
    days.length === 0
      ? ['<p class="note">No event was recorded in this period.</p>']
      : [
          columnChart({
            title: 'Held up, by day',
            note: 'Attempts that were refused, held back, left to a person or masked.',
            heading: 'Day',
            series: series(acting),
            columns: columnsOf(days, acting),
          }),
          columnChart({
            title: 'Let through, by day',
            note: 'Everything else that agents and programs did and Ringfence saw.',
            heading: 'Day',
            series: series(['pass']),
            columns: columnsOf(days, ['pass']),
          }),
        ];
  const watched =
    monitored === 0
      ? ''
      : `<p>${number(monitored)} events went through only because the level was observe.</p>`;
  return `<h2 id="activity">What happened</h2><p>${number(sumOf(dispositions))} events: ${escape(dispositionList(dispositions))}; ${number(dispositions.pass)} let through.</p>${watched}${charts.join('')}${firedTable('Principles that fired most', 'Principle', fired.policies)}${firedTable('Rules that found most', 'Rule', fired.rules)}`;
}

const mostFired = 15;

function firedTable(caption: string, head: string, fired: readonly Fired[]): string {
  if (fired.length === 0) return '';
  return table({
    caption: fired.length > mostFired ? `${caption} (${mostFired} of ${fired.length})` : caption,
    head: [head, ...dispositionOrder.map(kind => dispositionWords[kind])],
    rows: fired
      .slice(0, mostFired)
      .map(({ id, title, counts }) => [
        `${escape(title || id)}${title === '' ? '' : `<span class="id">${escape(id)}</span>`}`,
        ...dispositionOrder.map(kind => number(counts[kind])),
      ]),
    css: 'figures',
  });
}

function decisions({ decisions: { approvals, held, stops } }: EvidenceReport): string {
  const chart =
    approvals.waited.count + held.waited.count === 0
      ? ''
      : columnChart({
          title: 'Time to decide',
          note: 'From the question, or from holding back, to a person’s answer.',
          heading: 'Within',
          series: [
            { name: 'requests of agents', css: 'ask' },
            { name: 'held changes', css: 'hold' },
          ],
          columns: approvals.waited.bars.map(({ upTo, count }, at) => ({
            label: upTo,
            counts: [count, held.waited.bars[at]?.count ?? 0],
          })),
        });
  const rows = [
    [
      'Requests of agents',
      approvals.requested,
      approvals.allowed,
      approvals.denied,
      approvals.expired,
      approvals.unanswered,
      approvals.waited,
    ],
    [
      'Held changes',
      held.held,
      held.approved,
      held.kept + held.discarded,
      0,
      Math.max(0, held.held - held.approved - held.kept - held.discarded - held.reapplied),
      held.waited,
    ],
  ] as const;
  const numbers = table({
    caption: 'Decisions by people',
    head: ['What', 'Asked', 'Allowed', 'Refused', 'Expired', 'Not answered', 'Median', 'Nine of ten within'],
    rows: rows.map(([name, asked, yes, no, late, open, waited]) => [
      name,
      ...[asked, yes, no, late, open].map(number),
      duration(waited.median),
      duration(waited.ninetieth),
    ]),
    css: 'figures quiet',
  });
  return `<h2 id="decisions">Decisions by people</h2>${numbers}<p>${counted(held.reapplied, 'held change')} put back by policy. The emergency stop was used ${counted(stops, 'time')}; ${counted(approvals.revoked, 'approval')} taken back, ${number(approvals.lapsed)} ran out. Who does not answer in time has not decided: “Not answered” counts what expired as well.</p>${chart}`;
}

const facts = (caption: string, rows: readonly (readonly [string, string])[]): string =>
  table({
    caption,
    head: ['What', 'Value'],
    rows: rows.map(([name, value]) => [escape(name), value]),
    css: 'facts',
  });

function policyPart({ policy, floor, level }: EvidenceReport): string {
  const layers = Object.entries(policy.byLayer)
    .map(([layer, count]) => `${count} ${layer}`)
    .join(', ');
  return `<h2 id="policy">Policy</h2>${facts('Policy in force when this was written', [
    ['Policies', `${number(policy.policies)} (${escape(layers)})`],
    ['Digest (SHA-256)', `<code>${escape(policy.digest)}</code>`],
    ['Level', escape(level.current ?? 'not known')],
    ['Signed policy', escape(floor.status)],
    ...(floor.signer === undefined
      ? []
      : ([
          ['Signed with key', `<code>${escape(floor.signer)}</code>`],
          ['Name and serial', escape(`${floor.name ?? ''} ${floor.serial ?? ''}`)],
          ['Digest of its manifest', `<code>${escape(floor.digest ?? '')}</code>`],
          ['Expires', moment(floor.expires)],
          ['Source', `<code>${escape(floor.source ?? '')}</code>`],
        ] as const)),
  ])}${list(floor.problems)}`;
}

const list = (texts: readonly string[]): string =>
  texts.length === 0 ? '' : `<ul>${texts.map(text => `<li>${escape(text)}</li>`).join('')}</ul>`;

function ledgerPart({ ledger, guard }: EvidenceReport): string {
  const gaps = ledger.gaps.map(
    ({ file, line, message }) => `${file}${line === 0 ? '' : `:${line}`}: ${message}`,
  );
  return `<h2 id="ledger">Ledger</h2>${facts('Verification of the whole ledger', [
    ['Chain', ledger.whole ? 'whole' : '<strong>broken</strong>'],
    [
      'Entries',
      `${number(ledger.entries)} in ${number(ledger.files)} files; ${number(ledger.inPeriod)} in the period`,
    ],
    ['First and last of the period', `${moment(ledger.first)} – ${moment(ledger.last)}`],
    ['Longest time without an entry', duration(guard.quiet)],
    [
      'Guards',
      `${number(guard.started)} started, ${number(guard.stopped)} ended in good order, ${number(guard.degraded)} times degraded`,
    ],
  ])}${gaps.length === 0 ? '' : `<h3>Gaps and changes</h3>${list(gaps)}`}${list(ledger.notes)}<p class="soft">A chain shows edits. That its end was cut off shows only where its heads were sent elsewhere.</p>`;
}

function agentsPart({ agents, uncoverable }: EvidenceReport): string {
  const rows = agents.map(({ title, present, covered, detail, events, refused, last }) => [
    escape(title),
    present
      ? state(covered ? 'good' : 'watch', covered ? 'covered' : 'not covered')
      : state('none', 'not here now'),
    number(events),
    number(refused),
    moment(last),
    escape(detail),
  ]);
  const shown =
    rows.length === 0
      ? '<p>No agent is on this machine, and none was seen.</p>'
      : table({
          caption: 'Agents on this machine or seen in the period',
          head: ['Agent', 'Hooks', 'Events', 'Held up', 'Last seen', 'Detail'],
          rows,
          css: 'figures',
        });
  const others = uncoverable.map(({ title, why }) => `${title}: ${why}`);
  return `<h2 id="agents">Agents</h2>${shown}<h3>Agents that no hook can guard</h3>${list(others)}`;
}

const state = (css: string, name: string): string => `<span class="state s-${css}">${escape(name)}</span>`;

function frameworkPart(framework: FrameworkReport): string {
  const { id, name, edition, controls, source, licence } = framework;
  return `<h2 id="${escape(id)}">${escape(name)} <span class="soft">${escape(edition)}</span></h2><p class="soft">${escape(source)}. Licence: ${escape(licence)}.</p>${table(
    {
      caption: `${name}: controls and the evidence of each`,
      head: ['Control', 'State', 'Held up', 'Let through', 'Evidence'],
      rows: controls.map(controlRow),
      css: 'controls figures quiet',
    },
  )}`;
}

const controlRow = ({ id, name, state: stands, counts, why }: ControlReport): readonly string[] => [
  `${escape(name)}<span class="id">${escape(id)}</span>`,
  state(stateCss[stands], stands),
  number(actedOn(counts)),
  number(counts.pass),
  escape(why),
];

const mechanismsPart = ({ mechanisms }: EvidenceReport): string =>
  `<h2 id="mechanisms">Mechanisms</h2><p>What gives evidence beside rules, read off the machine and the ledger.</p>${table(
    {
      css: 'quiet',
      caption: 'Mechanisms',
      head: ['Mechanism', 'There', 'Detail'],
      rows: mechanisms.map(({ title, configured, flaw, detail }) => [
        escape(title),
        flaw === undefined
          ? configured
            ? state('good', 'yes')
            : state('none', 'no')
          : state('watch', 'with a flaw'),
        escape(flaw === undefined ? detail : `${flaw} ${detail}`),
      ]),
    },
  )}<h3>What the states mean</h3>${list(stateNames.map(name => `${name}: ${controlStates[name]}.`))}`;
