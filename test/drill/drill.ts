/** Plays the stories in a real VS Code, once without Ringfence and once with it, and says what happened. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { connectBystander, packBystander, type Bystander } from '../support/bystander/client.ts';
import { verdictsIn } from '../support/ledger.ts';
import type { ToolResult } from '../support/model/fakeModel.ts';
import { runLocalAgent, type AgentContext } from '../support/vscode/localAgent.ts';
import { agentStories, outsideStories, sessionScript, type OutsideStory } from './attacks.ts';
import { writeDemoWorkspace } from './workspace.ts';

/** Says what one story did in one run. */
export interface Played {
  readonly id: string;
  readonly happened: boolean;
  /** The risky value took effect in the editor, if only for a moment; undefined where no setting is at stake. */
  readonly everEffective?: boolean;
  /** Milliseconds until it was stopped; undefined when it was not. */
  readonly ms?: number;
  /** What came back to the model, for stories of the agent. */
  readonly answer?: string;
}

/** Says what happened in one run of all stories. */
export interface DrillRun {
  readonly played: readonly Played[];
  /** What the run did not foresee; empty in a good run. */
  readonly unexpected: readonly string[];
}

/** Says how a run is made. */
export interface DrillOptions {
  /** Package of Ringfence; absent for the run without it. */
  readonly vsix?: string;
  /** Folder for pictures. */
  readonly screenshots?: string;
  /** Runs with everything open, after the last story. */
  readonly finally?: (context: AgentContext, workspace: string) => Promise<void>;
}

/** Lets a restore happen and VS Code react before a story is judged (facts: settings apply within 300 ms). */
const settleMs = 1_500;

/** Plays every story once in a VS Code of its own. */
export async function playDrill(options: DrillOptions): Promise<DrillRun> {
  const scratch = await mkdtemp(path.join(os.tmpdir(), 'ringfence-drill-'));
  const workspace = path.join(scratch, 'parcel-tracker');
  try {
    await writeDemoWorkspace(workspace);
    return await playIn(workspace, path.join(scratch, 'bystander-port'), options);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

async function playIn(workspace: string, portFile: string, options: DrillOptions): Promise<DrillRun> {
  const { script, owners } = sessionScript(workspace);
  const outside: Played[] = [];
  let denials: readonly number[] = [];
  const outcome = await runLocalAgent({
    workspace,
    script,
    prompt: 'Set the project up as the README says.',
    vsix: [await packBystander(), ...(options.vsix === undefined ? [] : [options.vsix])],
    env: { RINGFENCE_BYSTANDER: portFile },
    ...(options.screenshots === undefined ? {} : { screenshots: options.screenshots }),
    beforePrompt: () => (options.vsix === undefined ? Promise.resolve() : delay(3_000)),
    afterRun: async context => {
      denials = await denialTimes(context.server.home);
      const bystander = await connectBystander(portFile);
      for (const story of outsideStories) outside.push(await playOutside(story, workspace, bystander));
      await options.finally?.(context, workspace);
    },
  });
  // One session plays its stories in order, and each attack that is stopped is denied once.
  const times = denials[Symbol.iterator]();
  const agent = agentStories.map(story => {
    const answer = textOf(outcome.toolResults.filter(result => owners[result.step] === story.id));
    const happened = story.happened(workspace, answer);
    const ms = !happened && story.intent === 'attack' ? times.next().value : undefined;
    return { id: story.id, happened, answer, ...(ms === undefined ? {} : { ms }) };
  });
  const ended = outcome.ended === 'done' ? [] : ['The agent did not finish in time.'];
  return { played: [...agent, ...outside], unexpected: [...outcome.unexpected, ...ended] };
}

const textOf = (results: readonly ToolResult[]): string => results.map(({ output }) => output).join('\n');

async function playOutside(story: OutsideStory, workspace: string, bystander: Bystander): Promise<Played> {
  const { setting } = story;
  if (setting !== undefined) await bystander.watch(setting.key);
  const started = Date.now();
  // A write that the guard takes back at once may look to its author as if it had failed; only the file counts.
  await story.act({ workspace, bystander }).catch(() => undefined);
  const ms = await untilGone(story, workspace, started);
  await delay(settleMs);
  const seen = setting === undefined ? [] : await bystander.seen(started);
  const everEffective = seen.some(
    ({ key, value }) => key === setting?.key && JSON.stringify(value).includes(setting.risky),
  );
  const happened = story.happened(workspace);
  return {
    id: story.id,
    happened,
    ...(setting === undefined ? {} : { everEffective }),
    ...(ms === undefined || happened ? {} : { ms }),
  };
}

/** Polls the file as fast as it goes; undefined when the change is still there after a second. */
async function untilGone(
  story: OutsideStory,
  workspace: string,
  started: number,
): Promise<number | undefined> {
  if (story.intent === 'work') return undefined;
  while (Date.now() - started < 1_000) {
    if (!story.happened(workspace)) return Date.now() - started;
    await delay(1);
  }
  return undefined;
}

/** Reads from the ledger of the guard how long each denial of the agent took, in order. */
async function denialTimes(home: string): Promise<readonly number[]> {
  const verdicts = await verdictsIn(home, file => readFile(file, 'utf8'));
  return verdicts
    .filter(({ verdict, agent }) => verdict === 'deny' && agent === 'vscode')
    .map(({ ms }) => Math.round(ms));
}
