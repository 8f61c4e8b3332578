/**
 * Plays attacks on an agent that nothing guards: many in one run, each in a workspace that is emptied for it, as starting
 * an agent is what takes most of the time.
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startFakeModel } from '../model/fakeModel.ts';
import type { ScriptStep, ToolResult } from '../model/fakeModel.ts';
import { layOutAttack, type Attack } from './attacks.ts';
import { runAgent } from './index.ts';
import type { AgentName } from './launch.ts';
import { playAttack, setUp, stageIn } from './play.ts';

/** Tells how an attack went without a guard. */
export interface Control {
  readonly succeeded: boolean;
  /** What the agent said of it. */
  readonly told: string;
}

/** Plays attacks without a guard and returns how each went, by id. */
export async function playControls(
  agent: AgentName,
  attacks: readonly Attack[],
): Promise<ReadonlyMap<string, Control>> {
  const controls = new Map<string, Control>();
  // A tool that is not offered after all would end the run.
  const apart = attacks.filter(({ patches, alone, notes }) => (patches ?? alone ?? notes) === true);
  await playTogether(
    agent,
    attacks.filter(attack => !apart.includes(attack)),
    controls,
  );
  for (const attack of apart) {
    const { succeeded, results, unexpected } = await playAttack({ agent, attack });
    controls.set(attack.id, { succeeded, told: JSON.stringify([results, unexpected]) });
  }
  return controls;
}

async function playTogether(
  agent: AgentName,
  attacks: readonly Attack[],
  controls: Map<string, Control>,
): Promise<void> {
  const folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'ringfence-control-')));
  const stage = stageIn(folder, 'workspace');
  mkdirSync(stage.home);
  for (const attack of attacks) if (attack.notes) setUp(stage, { agent, attack });
  mkdirSync(stage.workspace, { recursive: true });
  let judge = (): void => undefined;
  const script: ScriptStep[] = [];
  for (const attack of attacks) {
    const first = script.length;
    const own = attack.script(agent, stage.workspace);
    const begin = (): void => {
      judge();
      empty(stage.workspace);
      layOutAttack(attack, agent, stage.workspace);
      judge = () => {
        const results = model.results.filter(({ step }) => step >= first && step < first + own.length);
        const noted = existsSync(stage.notes) ? readFileSync(stage.notes, 'utf8') : '';
        const told = JSON.stringify(results);
        const { workspace } = stage;
        controls.set(attack.id, {
          succeeded: attack.succeeded({ workspace, results, heard: told, noted }),
          told,
        });
      };
    };
    script.push(...own.map((step, index) => shifted(step, first, index === 0 ? begin : undefined)));
  }
  const model = await startFakeModel({ script });
  try {
    const env = { ENABLE_TOOL_SEARCH: 'false' };
    const { home, workspace } = stage;
    await runAgent({ agent, home, workspace, model, prompt: 'Go on.', env, timeoutMs: 540_000 });
    judge();
  } finally {
    await model.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Returns a step that begins its attack, if it is the first, and sees the results of its own attack only. */
function shifted(step: ScriptStep, first: number, begin: (() => void) | undefined): ScriptStep {
  if ('text' in step) return step;
  const { args } = step;
  return {
    ...step,
    args: (results: readonly ToolResult[]) => {
      begin?.();
      return typeof args === 'function' ? args(results.filter(result => result.step >= first)) : args;
    },
  };
}

function empty(folder: string): void {
  for (const name of readdirSync(folder))
    rmSync(path.join(folder, name), { recursive: true, force: true, maxRetries: 5 });
}
