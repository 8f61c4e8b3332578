/**
 * Measures how the pinned agents take a hook's answer. The product's encoders rest on this table: when a row
 * changes with a new version of an agent, the encoder has to change with it.
 */
import { describe, expect, test } from 'vitest';
import { developmentNode } from '../../../scripts/environment/dependencies.mjs';
import { attacks } from '../../support/agents/attacks.ts';
import type { Attack } from '../../support/agents/attacks.ts';
import { harmless } from '../../support/agents/expectations.ts';
import { testedAgents } from '../../support/agents/index.ts';
import type { AgentName } from '../../support/agents/index.ts';
import { playAttack } from '../../support/agents/play.ts';
import type { Played } from '../../support/agents/play.ts';
import { blockingEvent, installProbe } from '../../support/agents/probe.ts';
import type { ProbeAnswer, ProbeCall } from '../../support/agents/probe.ts';

const reason = 'Ringfence: this file holds secrets.';
const nested = {
  hookSpecificOutput: {
    hookEventName: 'PreToolUse',
    permissionDecision: 'deny',
    permissionDecisionReason: reason,
  },
};
const flat = { decision: 'deny', reason };

type Measured = Extract<AgentName, 'codex' | 'gemini' | 'claude-code'>;
const all: readonly Measured[] = ['codex', 'gemini', 'claude-code'];
const measured = all.filter(agent => testedAgents().includes(agent));

/** The output with which each agent denies a call and tells its model why. */
const denials: Readonly<Record<Measured, object>> = { codex: nested, 'claude-code': nested, gemini: flat };
const denial = (agent: Measured): string => JSON.stringify(denials[agent]);
const withoutReason = (agent: Measured): string =>
  JSON.stringify(denials[agent], (key, value: unknown) => (/reason/iu.test(key) ? undefined : value));

/** What the hook does: an answer, or a command that never comes to give one. */
type Says = ProbeAnswer & { readonly command?: string };

interface Row {
  readonly answer: string;
  readonly says: (agent: Measured) => Says;
  /** The agents that let the call through all the same. */
  readonly open: readonly Measured[];
  /** The agents whose model learns the reason. */
  readonly told: readonly Measured[];
}

const rows: readonly Row[] = [
  { answer: 'a denial', says: agent => ({ stdout: denial(agent) }), open: [], told: all },
  {
    answer: 'a denial and a newline',
    says: agent => ({ stdout: `${denial(agent)}\n` }),
    open: [],
    told: all,
  },
  {
    answer: 'a denial beside noise on standard error',
    says: agent => ({ stdout: denial(agent), stderr: 'A warning.' }),
    open: [],
    told: all,
  },
  {
    answer: 'a denial after other text',
    says: agent => ({ stdout: `note\n${denial(agent)}` }),
    open: all,
    told: [],
  },
  { answer: 'half a denial', says: agent => ({ stdout: denial(agent).slice(0, -5) }), open: all, told: [] },
  {
    answer: 'a denial with an unknown field',
    says: agent => ({ stdout: JSON.stringify({ ...denials[agent], more: 1 }) }),
    open: ['codex'],
    told: ['gemini', 'claude-code'],
  },
  {
    answer: 'a denial without a reason',
    says: agent => ({ stdout: withoutReason(agent) }),
    open: ['codex'],
    told: [],
  },
  {
    answer: "another agent's form of a denial",
    says: agent => ({ stdout: denial(agent === 'gemini' ? 'codex' : 'gemini') }),
    open: all,
    told: [],
  },
  {
    // Gemini CLI ends the run; Claude Code refuses when nobody is there to ask.
    answer: 'a question',
    says: agent => ({ stdout: denial(agent).replace('"deny"', '"ask"') }),
    open: ['codex'],
    told: ['claude-code'],
  },
  { answer: 'no opinion', says: () => ({ stdout: '{}' }), open: all, told: [] },
  { answer: 'nothing at all', says: () => ({ stdout: '' }), open: all, told: [] },
  { answer: 'what is no JSON', says: () => ({ stdout: '<html>' }), open: all, told: [] },
  {
    answer: 'exit 2 and the reason on standard error',
    says: () => ({ stdout: '', stderr: reason, exitCode: 2 }),
    open: [],
    told: all,
  },
  {
    answer: 'exit 2 and nothing else',
    says: () => ({ stdout: '', exitCode: 2 }),
    open: ['codex', 'gemini'],
    told: [],
  },
  {
    answer: 'exit 2 with a denial',
    says: agent => ({ stdout: denial(agent), exitCode: 2 }),
    open: ['codex'],
    told: ['gemini', 'claude-code'],
  },
  {
    answer: 'exit 2 with a denial, and the reason on standard error',
    says: agent => ({ stdout: denial(agent), stderr: reason, exitCode: 2 }),
    open: [],
    told: all,
  },
  { answer: 'exit 1', says: () => ({ stdout: '', stderr: reason, exitCode: 1 }), open: all, told: [] },
  {
    answer: 'exit 1 with a denial',
    says: agent => ({ stdout: denial(agent), exitCode: 1 }),
    open: ['codex'],
    told: ['gemini', 'claude-code'],
  },
  { answer: 'a hook that is killed', says: () => ({ command: "sh -c 'kill -9 $$'" }), open: all, told: [] },
  {
    answer: 'exit 3 and the reason on standard error',
    says: () => ({ stdout: '', stderr: reason, exitCode: 3 }),
    open: ['codex', 'claude-code'],
    told: ['gemini'],
  },
  {
    // Gemini CLI takes the shell's complaint with its exit code 127 for a denial.
    answer: 'a command that is not there',
    says: () => ({ command: '/missing/hook' }),
    open: ['codex', 'claude-code'],
    told: [],
  },
];

interface Probed extends Played {
  readonly calls: readonly ProbeCall[];
}

async function play(agent: Measured, attack: Attack, says: Says): Promise<Probed> {
  const { command, ...answer } = says;
  const node = await developmentNode();
  const answers = { [blockingEvent[agent]]: answer };
  let calls: readonly ProbeCall[] = [];
  const played = await playAttack({
    agent,
    attack,
    prepare: ({ home }) => {
      const probe = installProbe({
        agent,
        home,
        node,
        answers,
        ...(command === undefined ? {} : { command }),
      });
      return { env: {}, inspect: () => void (calls = probe.calls()) };
    },
  });
  return { ...played, calls: calls.filter(({ event }) => event === blockingEvent[agent]) };
}

const byShell = attacks.filter(({ id }) => id === 'read-env-shell');

describe.each(measured)('%s is answered', agent => {
  test.each(rows.flatMap(row => byShell.map(attack => ({ ...row, attack }))))('$answer', async row => {
    const says = row.says(agent);
    const { succeeded, results, calls } = await play(agent, row.attack, says);
    expect(succeeded).toBe(row.open.includes(agent));
    expect(results.some(({ output }) => output.includes(reason))).toBe(row.told.includes(agent));
    expect(calls).toHaveLength(says.command === undefined ? 1 : 0);
  });
});

/** Attacks by a tool call that work at once; the others are played by the matrix alone. */
const byCall = (agent: Measured): readonly Attack[] =>
  attacks.filter(
    ({ id, agents, alone, notes, guard }) =>
      agents.includes(agent) &&
      harmless[id]?.[agent] === undefined &&
      (alone ?? notes ?? guard) === undefined &&
      !id.startsWith('hooks-off'),
  );

describe.each(measured)('a denial stops %s where it', agent => {
  test.each(byCall(agent))('$title', async attack => {
    const { succeeded, results, unexpected } = await play(agent, attack, { stdout: denial(agent) });
    expect(unexpected).toEqual([]);
    expect(succeeded).toBe(false);
    expect(results[0]?.output).toContain(reason);
  });
});
