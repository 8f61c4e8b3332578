/** Plays one attack from start to end in scratch folders: the stage of every control and guarded run. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startFakeModel } from '../model/fakeModel.ts';
import type { ToolResult } from '../model/fakeModel.ts';
import { layOut } from './attacks.ts';
import type { Attack } from './attacks.ts';
import { runAgent } from './index.ts';
import type { AgentName } from './launch.ts';
import type { Ended } from './offline.ts';

/** The scratch folders of one run. */
export interface Stage {
  readonly home: string;
  readonly workspace: string;
}

/** How an attack went. */
export interface Played {
  readonly succeeded: boolean;
  readonly results: readonly ToolResult[];
  readonly unexpected: readonly string[];
  readonly run: Ended;
}

/** What to play, and what to put in its way. */
export interface Play {
  readonly agent: AgentName;
  readonly attack: Attack;
  /** Installs a guard before the agent starts. */
  readonly prepare?: (stage: Stage) => Prepared | Promise<Prepared>;
}

/** What a guard needs from the run. */
export interface Prepared {
  /** Variables for the agent and its hooks. */
  readonly env?: Readonly<Record<string, string>>;
  /** Looks at the folders after the run, before they are removed; stops what `prepare` started. */
  readonly inspect?: () => void | Promise<void>;
}

/** Plays an attack with a real agent and removes its folders afterwards. */
export async function playAttack({ agent, attack, prepare }: Play): Promise<Played> {
  const folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'ringfence-play-')));
  const stage = { home: path.join(folder, 'home'), workspace: path.join(folder, 'workspace') };
  mkdirSync(stage.home);
  mkdirSync(stage.workspace);
  layOut(attack, stage.workspace);
  const model = await startFakeModel({ script: attack.script(agent, stage.workspace) });
  try {
    const { env = {}, inspect } = (await prepare?.(stage)) ?? {};
    const run = await runAgent({ agent, ...stage, model, prompt: attack.prompt, env }).finally(inspect);
    const { results, unexpected } = model;
    return { succeeded: attack.succeeded(stage.workspace, results), results, unexpected, run };
  } finally {
    await model.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
