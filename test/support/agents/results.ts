/**
 * What became of the attacks on each agent, as a run of the real agents found it. `npm run test:agents` writes it to
 * out/agents; what docs/coverage.md is made of lies in test/agents/results.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { agentPackages } from '../../../scripts/environment/versions.mjs';
import type { Outcome } from './guarded.ts';
import type { AgentName } from './launch.ts';

/** Is what a run found of one agent and attack. */
export interface Cell {
  /** Whether the attack works without a guard. */
  readonly control: 'works' | 'fails';
  /** Absent where the attack does not even work without a guard. */
  readonly guarded?: Outcome;
  /** Whole seconds until the agent was answered, where the guard could not. */
  readonly seconds?: number;
  /** Whether doctor names the file that switches hooks off. */
  readonly named?: boolean;
}

/** Is what a run found of an agent's ordinary work. */
export interface WorkCell {
  readonly steps: number;
  /** Steps that showed what they should, without and with a guard. */
  readonly control: number;
  readonly guarded: number;
  readonly refused: number;
}

/** Is what a run found of one agent. */
export interface AgentResults {
  readonly agent: AgentName;
  readonly version: string;
  readonly attacks: Readonly<Record<string, Cell>>;
  readonly work?: WorkCell;
}

const measured = fileURLToPath(new URL('../../../out/agents', import.meta.url));
const kept = fileURLToPath(new URL('../../agents/results', import.meta.url));

/** Writes what a run found of an agent; what an earlier run of the same version found of other attacks stays. */
export function writeResults({ agent, attacks, work }: Omit<AgentResults, 'version'>): void {
  mkdirSync(measured, { recursive: true });
  const { version } = agentPackages[agent];
  const before = readIn(measured, agent);
  const earlier = before?.version === version ? before : undefined;
  const day = work ?? earlier?.work;
  const results = {
    agent,
    version,
    attacks: { ...earlier?.attacks, ...attacks },
    ...(day === undefined ? {} : { work: day }),
  };
  writeFileSync(path.join(measured, `${agent}.json`), `${JSON.stringify(results, undefined, 2)}\n`);
}

/** Returns what is kept of an agent, undefined where it was never run. */
export const keptResults = (agent: AgentName): AgentResults | undefined => readIn(kept, agent);

/** Keeps what the last runs found. */
export function keepResults(): void {
  mkdirSync(kept, { recursive: true });
  for (const agent of Object.keys(agentPackages)) {
    const file = path.join(measured, `${agent}.json`);
    if (existsSync(file)) writeFileSync(path.join(kept, `${agent}.json`), readFileSync(file));
  }
}

function readIn(folder: string, agent: AgentName): AgentResults | undefined {
  const file = path.join(folder, `${agent}.json`);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}
