/** Renders what doctor found as text. Pure. */
import type { AgentReport } from './agents.ts';
import type { DoctorReport } from './doctor.ts';
import type { FolderReport, GuardReport } from './inspect.ts';
import { describeLock } from './lock.ts';
import { canaryMark, type Coverage } from './proof.ts';

/** Renders a report; a cross marks what needs attention. */
export function renderReport(report: DoctorReport): string {
  const { version, runtime, folders, guards, launcher, agents, quarantine, ledger, policy } = report;
  const present = agents.filter(agent => agent.present);
  const missing = agents.filter(agent => !agent.present).map(({ title }) => title);
  return [
    `Ringfence ${version}, Node ${runtime.node} on ${runtime.platform} (${runtime.path})`,
    '',
    'Agents',
    ...(present.length === 0 ? ['  none found'] : present.flatMap(agentLines)),
    ...(missing.length === 0 ? [] : [`  not found here: ${missing.join(', ')}`]),
    ...report.uncoverable.map(({ title, why }) => `  not coverable: ${title}. ${why}`),
    ...proving(present),
    '',
    'MCP servers',
    `  ${report.mcp.detail}`,
    '',
    'Read shield',
    `  ${report.readShield.detail}`,
    '',
    'Guards',
    ...(guards.length === 0 ? ['  none runs; a hook starts one when it is asked'] : guards.map(guardLine)),
    `  ${report.onUnavailable}`,
    '',
    'Parts',
    ...[
      ['launcher', launcher] as const,
      ['policy', policy] as const,
      ['quarantine', quarantine] as const,
      ['ledger', ledger] as const,
    ].map(([name, { ok, detail }]) => `  ${sign(ok)} ${name.padEnd(10)}  ${detail}`),
    '',
    'Folders',
    ...folders.map(folderLine),
    '',
    'Limits',
    `  ${report.limits}`,
    '',
    verdict(report, present),
    '',
  ].join('\n');
}

const sign = (ok: boolean): string => (ok ? '✓' : '✗');

const agentLines = (agent: AgentReport): readonly string[] => {
  const { title, status, lock, detail, remedy, failure, coverage, canary, evidence } = agent;
  const doubt = evidence === 'measured' ? '' : ' (not verified on the agent itself)';
  return [
    `  ${sign(status.kind === 'installed')} ${title}: ${detail}${remedy === undefined ? '' : ` ${remedy}`}${doubt}`,
    ...(canary === undefined ? [] : [`      ${sign(canary.answered)} canary: ${canary.detail}`]),
    ...coverageLines(coverage),
    `      lock: ${describeLock(lock)}`,
    `      ${failure}`,
  ];
};

/** Kinds of which the same is to be said share a line. */
function coverageLines(coverage: readonly Coverage[]): readonly string[] {
  const lines = new Map<string, string[]>();
  for (const covered of coverage) {
    const text = covering(covered);
    lines.set(text, [...(lines.get(text) ?? []), covered.kind]);
  }
  return Array.from(lines, ([text, kinds]) => `      ${kinds.join(', ')}: ${text}`);
}

function covering({ state, by, at, proof }: Coverage): string {
  switch (state) {
    case 'proven':
      return `proven by ${proof === 'canary' ? 'the canary' : 'a real call'} on ${at ?? ''} (${by ?? ''})`;
    case 'configured':
      return `configured (${by ?? ''}), not seen yet`;
    case 'switched-off':
      return 'switched off, see above';
    case 'not-covered':
      return by === undefined ? 'not covered: it has no hook for it' : 'not covered';
  }
}

/** Says how to prove what is only configured. */
function proving(present: readonly AgentReport[]): readonly string[] {
  const open = present.some(({ coverage }) => coverage.some(({ state }) => state === 'configured'));
  return open
    ? [
        `  To prove what is not seen yet, ask the agent: “Read the file .${canaryMark}, then run: true < .${canaryMark}”. Both may fail.`,
      ]
    : [];
}

const guardLine = ({ pid, alive, roots, since }: GuardReport): string =>
  `  ${sign(alive)} process ${pid} since ${since}: ${roots.length === 0 ? 'hooks of any folder' : roots.join(', ')}${alive ? '' : ' (has ended; the next guard clears it away)'}`;

const folderLine = ({ name, path, exists, mode, wrong }: FolderReport): string =>
  `  ${sign(wrong === undefined)} ${name.padEnd(10)}  ${path}${exists ? '' : ' (not made yet)'}${mode === undefined ? '' : ` ${mode}`}${wrong === undefined ? '' : ` ${wrong}`}`;

function verdict({ covered }: DoctorReport, present: readonly AgentReport[]): string {
  if (!covered) return 'Not everything is covered; the crosses above say what and how to mend it.';
  return present.length === 0
    ? 'No agent was found here; nothing needs covering.'
    : `Every agent that was found is covered: ${present.map(({ title }) => title).join(', ')}.`;
}
