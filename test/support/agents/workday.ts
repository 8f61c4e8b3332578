/** Has an agent do an afternoon's ordinary work, alone or guarded, and says what came of it. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { layOutProject, workOf, workStands } from '../../agents/work.ts';
import { verdictsIn, type RecordedVerdict } from '../ledger.ts';
import { startFakeModel } from '../model/fakeModel.ts';
import { runCli, startGuardProcess, type Product } from '../product.ts';
import { handsOf } from './hands.ts';
import { runAgent } from './index.ts';
import type { AgentName } from './launch.ts';

/** Tells how an afternoon went. */
export interface Workday {
  readonly steps: number;
  /** How many steps showed what they should, and what the others showed instead. */
  readonly shown: number;
  readonly wrong: readonly string[];
  /** What is in the workspace in the end. */
  readonly stands: Readonly<Record<string, boolean>>;
  readonly unexpected: readonly string[];
  /** Everything that was sent to the model. */
  readonly heard: string;
}

/** Adds what the guard made of it. */
export interface GuardedWorkday extends Workday {
  /** How many calls were judged, and which of them did not pass. */
  readonly judged: number;
  readonly refused: readonly RecordedVerdict[];
}

/** Has an agent work without a guard. */
export const workAlone = (agent: AgentName): Promise<Workday> =>
  inScratch(async (home, workspace) => await workThrough(agent, home, workspace));

/** Has an agent work under a guard. */
export const workGuarded = (product: Product, agent: AgentName): Promise<GuardedWorkday> =>
  inScratch(async (home, workspace) => {
    await runCli(product, ['install', '--agent', agent], { home, cwd: home });
    const guard = await startGuardProcess(product, [workspace], { home, cwd: workspace });
    const day = await workThrough(agent, home, workspace).finally(guard.stop);
    const verdicts = await verdictsIn(home, file => readFile(file, 'utf8'));
    return {
      ...day,
      judged: verdicts.filter(({ phase }) => phase === 'pre').length,
      refused: verdicts.filter(({ verdict }) => verdict !== 'pass'),
    };
  });

async function inScratch<Day>(work: (home: string, workspace: string) => Promise<Day>): Promise<Day> {
  const folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'ringfence-work-')));
  const [home, workspace] = [path.join(folder, 'home'), path.join(folder, 'workspace')];
  mkdirSync(home);
  mkdirSync(workspace);
  layOutProject(workspace);
  try {
    return await work(home, workspace);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function workThrough(agent: AgentName, home: string, workspace: string): Promise<Workday> {
  const works = workOf(handsOf(agent, workspace));
  const script = works.flatMap(({ steps }) => steps);
  const model = await startFakeModel({ script });
  try {
    const prompt = 'Please do what is on the list.';
    await runAgent({ agent, home, workspace, model, prompt, timeoutMs: 540_000 });
    const wrong: string[] = [];
    let last = -1;
    for (const { steps, shows } of works) {
      last += steps.length;
      const step = last;
      const output = model.results.find(result => result.step === step)?.output;
      if (output === undefined || !shows.test(output))
        wrong.push(
          `Step ${step} shows no ${shows.source}: ${(output ?? 'nothing').replaceAll(workspace, '.')}`,
        );
    }
    return {
      steps: script.length,
      shown: script.length - wrong.length,
      wrong,
      stands: workStands(workspace),
      unexpected: model.unexpected,
      heard: JSON.stringify(model.requests.map(({ body }) => body)),
    };
  } finally {
    await model.close();
  }
}
