/** Renders what doctor found as text. Pure. */
import type { AgentReport } from './agents.ts';
import type { DoctorReport } from './doctor.ts';
import type { FolderReport, GuardReport } from './inspect.ts';

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
    '',
    'MCP servers',
    `  ${report.mcp.detail}`,
    '',
    'Guards',
    ...(guards.length === 0 ? ['  none runs; a hook starts one when it is asked'] : guards.map(guardLine)),
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

const agentLines = ({ title, status, detail, remedy, failure }: AgentReport): readonly string[] => [
  `  ${sign(status.kind === 'installed')} ${title}: ${detail}${remedy === undefined ? '' : ` ${remedy}`}`,
  `      ${failure}`,
];

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
