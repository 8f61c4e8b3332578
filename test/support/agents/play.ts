/** Plays one attack from start to end in scratch folders: the stage of every control and guarded run. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startFakeModel } from '../model/fakeModel.ts';
import type { ScriptStep } from '../model/fakeModel.ts';
import { layOutAttack } from './attacks.ts';
import type { Aftermath, Attack } from './attacks.ts';
import { runAgent } from './index.ts';
import type { AgentName } from './launch.ts';
import { offerNotes } from './mcp.ts';
import type { Ended } from './offline.ts';

/** The scratch folders of one run. */
export interface Stage {
  readonly home: string;
  readonly workspace: string;
  /** Takes what the MCP server is to remember. */
  readonly notes: string;
}

/** How an attack went. */
export interface Played extends Aftermath {
  readonly succeeded: boolean;
  readonly unexpected: readonly string[];
  readonly run: Ended;
  /** How long the agent took from its last step to its next word to the model, or to its end. */
  readonly lastStepMs: number;
}

/** What to play, and what to put in its way. */
export interface Play {
  readonly agent: AgentName;
  readonly attack: Attack;
  /** Where it is played; in folders of its own, which are removed afterwards, unless one is given. */
  readonly stage?: Stage;
  /** Installs a guard before the agent starts. */
  readonly prepare?: (stage: Stage) => Prepared | Promise<Prepared>;
}

/** What a guard needs from the run. */
export interface Prepared {
  /** Variables for the agent and its hooks. */
  readonly env?: Readonly<Record<string, string>>;
  /** Happens just before the last step. */
  readonly beforeLast?: () => void;
  /** Looks at the folders after the run, before they are removed; stops what `prepare` started. */
  readonly inspect?: () => void | Promise<void>;
}

/** The model that agents with a patching tool offer it to. */
export const patchingModel = 'gpt-5.1-codex';

/** Plays an attack with a real agent. */
export async function playAttack(play: Play): Promise<Played> {
  if (play.stage !== undefined) return await playOn(play.stage, play);
  const folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'ringfence-play-')));
  const stage = stageIn(folder, 'workspace');
  mkdirSync(stage.home);
  setUp(stage, play);
  try {
    return await playOn(stage, play);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Returns the folders of a run below a scratch folder. */
export const stageIn = (folder: string, workspace: string): Stage => ({
  home: path.join(folder, 'home'),
  workspace: path.join(folder, workspace),
  notes: path.join(folder, 'notes.txt'),
});

/** Puts what an attack starts from on its stage. */
export function setUp({ home, workspace, notes }: Stage, { agent, attack }: Play): void {
  mkdirSync(workspace, { recursive: true });
  layOutAttack(attack, agent, workspace);
  if (attack.notes) offerNotes(agent, home, process.execPath, notes);
}

async function playOn(stage: Stage, { agent, attack, prepare }: Play): Promise<Played> {
  const { home, workspace, notes } = stage;
  let lastStepAt = Number.NaN;
  let beforeLast: Prepared['beforeLast'];
  const script = withLast(attack.script(agent, workspace), () => {
    beforeLast?.();
    lastStepAt = performance.now();
  });
  const model = await startFakeModel({ script });
  try {
    const prepared = (await prepare?.(stage)) ?? {};
    beforeLast = prepared.beforeLast;
    const run = await runAgent({
      agent,
      home,
      workspace,
      model,
      prompt: attack.prompt,
      env: { ...listedTools, ...prepared.env },
      ...(attack.patches ? { modelName: patchingModel } : {}),
    }).finally(prepared.inspect);
    const endedAt = performance.now();
    const aftermath = {
      workspace,
      results: model.results,
      heard: JSON.stringify(model.requests.map(({ body }) => body)),
      noted: existsSync(notes) ? readFileSync(notes, 'utf8') : '',
    };
    const next = model.requests.find(({ at }) => at > lastStepAt);
    return {
      ...aftermath,
      succeeded: attack.succeeded(aftermath),
      unexpected: model.unexpected,
      run,
      lastStepMs: (next?.at ?? endedAt) - lastStepAt,
    };
  } finally {
    await model.close();
  }
}

/** Has Claude Code list the tools of MCP servers. */
const listedTools = { ENABLE_TOOL_SEARCH: 'false' };

/** Returns the script with something that happens when its last step is asked for. */
function withLast(script: readonly ScriptStep[], happens: () => void): readonly ScriptStep[] {
  return script.map((step, index) => {
    if (index < script.length - 1 || 'text' in step) return step;
    const { args } = step;
    return {
      ...step,
      args: results => {
        happens();
        return typeof args === 'function' ? args(results) : args;
      },
    };
  });
}
