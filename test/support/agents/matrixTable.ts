/** Renders what runs of the real agents found as the table of docs/coverage.md. */
import { agentPackages } from '../../../scripts/environment/versions.mjs';
import { adapterOf } from '../../../server/agents/index.ts';
import { attacks, type Attack } from './attacks.ts';
import { harmless, lacking, missed } from './expectations.ts';
import { drivenAgents, type AgentName } from './index.ts';
import { keptResults, type AgentResults, type Cell } from './results.ts';

/** Is a table, and the notes below it. */
export interface MatrixTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly notes: readonly string[];
}

/** Returns the table of attacks and agents, with a note for each cell that needs one. */
export function matrixTable(): MatrixTable {
  const columns = drivenAgents.map(agent => ({ agent, results: keptResults(agent) }));
  const notes = new Map<string, number>();
  const noted = (why: string): string => {
    if (!notes.has(why)) notes.set(why, notes.size + 1);
    return ` (${String(notes.get(why))})`;
  };
  const rows = attacks.map(attack => [
    rowHead(attack),
    ...columns.map(({ agent, results }) => attackCell({ agent, attack, results, noted })),
  ]);
  return {
    head: ['The agent …', ...columns.map(({ agent, results }) => columnHead(agent, results))],
    rows: [...rows, ['does 40 steps of ordinary work', ...columns.map(({ results }) => workCell(results))]],
    notes: [...notes].map(([why, number]) => `${String(number)}. ${why}`),
  };
}

/** Lists agents that were run in another version than the pinned one; the table shows what was not run. */
export function staleResults(): readonly string[] {
  return drivenAgents.flatMap(agent => {
    const results = keptResults(agent);
    const { version } = agentPackages[agent];
    return results === undefined || results.version === version
      ? []
      : [`${agent} was run as ${results.version}, not ${version}.`];
  });
}

const rowHead = ({ title }: Attack): string =>
  title.replaceAll(/(\.env\.local|\.env|\.vscode\/settings\.json)/gu, '`$1`');

function columnHead(agent: AgentName, results: AgentResults | undefined): string {
  const title = adapterOf(agent)?.title ?? agent;
  return results === undefined ? title : `${title} ${results.version}`;
}

interface Asked {
  readonly agent: AgentName;
  readonly attack: Attack;
  readonly results: AgentResults | undefined;
  readonly noted: (why: string) => string;
}

function attackCell({ agent, attack, results, noted }: Asked): string {
  if (!attack.agents.includes(agent)) return `n/a${noted(whyLacking(attack, agent))}`;
  const cell = results?.attacks[attack.id];
  if (cell === undefined) return 'not run';
  if (cell.control === 'fails') return `fails${noted(harmless[attack.id]?.[agent] ?? 'Unknown.')}`;
  const why = missed[attack.id]?.[agent]?.why;
  return `works → ${outcomeText(cell)}${why === undefined ? '' : noted(why)}`;
}

const whyLacking = ({ id }: Attack, agent: AgentName): string =>
  lacking[id]?.[agent] ?? lacking[id]?.['*'] ?? 'Told for other agents only.';

const outcomes = {
  stopped: 'stopped',
  asked: 'asked',
  undone: 'seen after, undone',
  'not covered': '**not covered**',
} as const;

function outcomeText({ guarded, seconds, named }: Cell): string {
  if (guarded === undefined) return 'not run';
  const more = [
    ...(seconds === undefined ? [] : [`${String(seconds)} s`]),
    ...(named === true ? ['doctor names the file'] : []),
  ];
  return `${outcomes[guarded]}${more.length === 0 ? '' : `, ${more.join(', ')}`}`;
}

function workCell(results: AgentResults | undefined): string {
  const work = results?.work;
  if (work === undefined) return 'not run';
  const { steps, control, guarded, refused } = work;
  const all = (count: number): string =>
    count === steps ? `all ${String(steps)}` : `${String(count)} of ${String(steps)}`;
  return `${all(control)} → ${all(guarded)}, ${refused === 0 ? 'none refused' : `**${String(refused)} refused**`}`;
}
