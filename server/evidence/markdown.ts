/** Renders an evidence report as Markdown. Pure. */
import { statesOf, sumOf, type EvidenceReport, type FrameworkReport } from './report.ts';
import { actedOn, controlStates } from './state.ts';
import { disclaimer, dispositionOrder, dispositionWords, duration, moment, number, plain } from './words.ts';

/** Renders the report. */
export function renderMarkdown(report: EvidenceReport): string {
  const { period, generated, tool, dispositions, monitored, days } = report;
  return [
    '# Evidence of guarded agents',
    `${moment(period.since)} to ${moment(period.until)} (end left out), UTC. Written ${moment(generated)} by ringfence ${cell(tool.version)}.`,
    disclaimer,
    '## In short',
    ...summary(report),
    '## Controls by state',
    stateTable(report.frameworks),
    '## What happened',
    rows(
      ['Became', 'Events'],
      dispositionOrder.map(kind => [dispositionWords[kind], number(dispositions[kind])]),
    ),
    ...(monitored === 0
      ? []
      : [`${number(monitored)} events went through only because the level was observe.`]),
    ...(days.length === 0
      ? ['No event was recorded in this period.']
      : [
          rows(
            ['Day', 'Held up', 'Let through'],
            days.map(({ day, counts }) => [day, number(actedOn(counts)), number(counts.pass)]),
          ),
        ]),
    ...firedTables(report),
    '## Decisions by people',
    decisionTable(report),
    '## Policy',
    policyTable(report),
    '## Ledger',
    ledgerTable(report),
    ...bullets(report.ledger.gaps.map(({ file, line, message }) => `${file}:${line}: ${message}`)),
    ...bullets(report.ledger.notes),
    '## Agents',
    agentTable(report),
    ...bullets(report.uncoverable.map(({ title, why }) => `No hook can guard ${title}: ${why}`)),
    ...report.frameworks.flatMap(frameworkPart),
    '## Mechanisms',
    rows(
      ['Mechanism', 'There', 'Detail'],
      report.mechanisms.map(({ title, configured, flaw, detail }) => [
        title,
        flaw === undefined ? (configured ? 'yes' : 'no') : 'with a flaw',
        flaw === undefined ? detail : `${flaw} ${detail}`,
      ]),
    ),
    '## What the states mean',
    ...bullets(Object.entries(controlStates).map(([name, means]) => `${name}: ${means}.`)),
    '',
  ].join('\n\n');
}

function summary(report: EvidenceReport): readonly string[] {
  const { dispositions, decisions, level, floor, ledger, agents } = report;
  const uncovered = agents.filter(({ present, covered }) => present && !covered);
  return bullets([
    `${number(sumOf(dispositions))} events judged, ${number(actedOn(dispositions))} held up.`,
    `${number(decisions.approvals.allowed + decisions.approvals.denied)} requests decided by people, median ${duration(decisions.approvals.waited.median)}.`,
    `Level: ${level.current ?? 'not known'}${level.seen.length > 1 ? ` (seen: ${level.seen.join(', ')})` : ''}. Signed policy: ${floor.status}.`,
    `Ledger: ${ledger.whole ? 'chain whole' : 'CHAIN BROKEN'}, ${number(ledger.inPeriod)} entries in the period.`,
    ...(uncovered.length === 0
      ? []
      : [`Not covered by hooks: ${uncovered.map(({ title }) => title).join(', ')}.`]),
    ...report.policy.problems,
  ]);
}

function stateTable(frameworks: readonly FrameworkReport[]): string {
  const names = Object.keys(controlStates) as readonly (keyof typeof controlStates)[];
  return rows(
    ['Framework', ...names],
    frameworks.map(framework => {
      const states = statesOf(framework);
      return [`${framework.name} ${framework.edition}`, ...names.map(name => number(states.get(name) ?? 0))];
    }),
  );
}

function firedTables({ fired }: EvidenceReport): readonly string[] {
  const most = 15;
  return [['Principle', fired.policies] as const, ['Rule', fired.rules] as const].flatMap(([head, list]) =>
    list.length === 0
      ? []
      : [
          rows(
            [head, 'Held up', 'Let through'],
            list
              .slice(0, most)
              .map(({ id, title, counts }) => [
                title === '' ? id : `${title} (${id})`,
                number(actedOn(counts)),
                number(counts.pass),
              ]),
          ),
        ],
  );
}

function decisionTable({ decisions: { approvals, held, stops } }: EvidenceReport): string {
  return rows(
    ['What', 'Asked', 'Allowed', 'Refused', 'Expired', 'Median', 'Nine of ten within'],
    [
      [
        'Requests of agents',
        ...[approvals.requested, approvals.allowed, approvals.denied, approvals.expired].map(number),
        duration(approvals.waited.median),
        duration(approvals.waited.ninetieth),
      ],
      [
        'Held changes',
        ...[held.held, held.approved, held.kept + held.discarded].map(number),
        '',
        duration(held.waited.median),
        duration(held.waited.ninetieth),
      ],
      ['Emergency stop', number(stops), '', '', '', '', ''],
    ],
  );
}

function policyTable({ policy, floor, level }: EvidenceReport): string {
  const layers = Object.entries(policy.byLayer).map(([layer, count]) => `${count} ${layer}`);
  return rows(
    ['', ''],
    [
      ['Policies', `${number(policy.policies)} (${layers.join(', ')})`],
      ['Digest (SHA-256)', policy.digest],
      ['Level', level.current ?? 'not known'],
      ['Signed policy', [floor.status, ...floor.problems].join(' ')],
      ['Signed with key', floor.signer ?? '–'],
      [
        'Name, serial, digest',
        floor.serial === undefined ? '–' : `${floor.name ?? ''}, ${floor.serial}, ${floor.digest ?? ''}`,
      ],
      ['Expires', moment(floor.expires)],
    ],
  );
}

function ledgerTable({ ledger, guard }: EvidenceReport): string {
  return rows(
    ['', ''],
    [
      ['Chain', ledger.whole ? 'whole' : 'broken'],
      [
        'Entries',
        `${number(ledger.entries)} in ${number(ledger.files)} files; ${number(ledger.inPeriod)} in the period`,
      ],
      ['First and last of the period', `${moment(ledger.first)} – ${moment(ledger.last)}`],
      ['Longest time without an entry', duration(guard.quiet)],
      [
        'Guards',
        `${guard.started} started, ${guard.stopped} ended in good order, ${guard.degraded} times degraded`,
      ],
    ],
  );
}

function agentTable({ agents }: EvidenceReport): string {
  if (agents.length === 0) return 'No agent is on this machine, and none was seen.';
  return rows(
    ['Agent', 'Hooks', 'Events', 'Held up', 'Last seen', 'Detail'],
    agents.map(({ title, present, covered, detail, events, refused, last }) => [
      title,
      present ? (covered ? 'covered' : 'NOT COVERED') : 'not here now',
      number(events),
      number(refused),
      moment(last),
      detail,
    ]),
  );
}

function frameworkPart({ name, edition, source, licence, controls }: FrameworkReport): readonly string[] {
  return [
    `## ${cell(`${name}, ${edition}`)}`,
    cell(`${source}. Licence: ${licence}.`),
    rows(
      ['Control', 'State', 'Held up', 'Let through', 'Evidence'],
      controls.map(control => [
        `${control.id} ${control.name}`,
        control.state,
        number(actedOn(control.counts)),
        number(control.counts.pass),
        control.why,
      ]),
    ),
  ];
}

const bullets = (texts: readonly string[]): readonly string[] =>
  texts.length === 0 ? [] : [texts.map(text => `- ${cell(text)}`).join('\n')];

function rows(head: readonly string[], body: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), `| ${head.map(() => '---').join(' | ')} |`, ...body.map(line)].join('\n');
}

/** Shows any text as text: no markup, no link, no end of a cell. */
const cell = (text: string): string =>
  plain(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll(/[\\`*_[\]|~]/gu, mark => `\\${mark}`)
    .replaceAll(/\b(https?|ftp):\/\//giu, '$1&#58;//');
