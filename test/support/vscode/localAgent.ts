/**
 * Runs VS Code's own agent (Copilot's "Local" harness) against a scripted model: the real tools, the real
 * permission checks, no account and no network. With and without Ringfence, this is the proof that the
 * product works.
 */
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startFakeModel } from '../model/fakeModel.ts';
import type { FakeModel, ScriptStep, ToolResult } from '../model/fakeModel.ts';
import { startCodeServer } from './codeServer.ts';
import type { CodeServer, CodeServerOptions } from './codeServer.ts';
import { watchDialogs } from './dialogs.ts';
import type { Dialog, DialogAnswer } from './dialogs.ts';
import { openWorkbench } from './workbench.ts';
import type { Workbench } from './workbench.ts';

/** What the agent is to do, and in which VS Code. */
export interface LocalAgentRun {
  readonly workspace: string;
  /** What the model asks for, step by step. */
  readonly script: readonly ScriptStep[];
  /** What the person types. */
  readonly prompt?: string;
  /** Extensions to install. */
  readonly vsix?: readonly string[];
  /** Folders of extensions to load unpacked. */
  readonly extensions?: readonly string[];
  readonly userSettings?: Readonly<Record<string, unknown>>;
  /** More files for the `User` folder, by name. */
  readonly userFiles?: Readonly<Record<string, string>>;
  /** Opens the folder in Restricted Mode and then trusts it. Before that, the agent has no model. */
  readonly workspaceTrust?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  /** How a person would answer questions. Allows them all unless told otherwise. */
  readonly answer?: DialogAnswer;
  /** A folder for pictures of the workbench: before, and after. */
  readonly screenshots?: string;
  /** Runs when the workbench is ready, before the message is sent. */
  readonly beforePrompt?: (context: AgentContext) => Promise<void>;
  /** Runs when the agent is done, while everything is still open. */
  readonly afterRun?: (context: AgentContext) => Promise<void>;
  /** Gives the agent up after this time. */
  readonly limitMs?: number;
}

/** What a run has open while it lasts. */
export interface AgentContext {
  readonly workbench: Workbench;
  readonly server: CodeServer;
  readonly model: FakeModel;
}

/** What happened. */
export interface LocalAgentOutcome {
  /** What the agent sent back to the model for each tool call. */
  readonly toolResults: readonly ToolResult[];
  /** Names of the tools that the agent offered. */
  readonly offeredTools: readonly string[];
  /** What a person was asked or told. */
  readonly dialogs: readonly Dialog[];
  /** What the script did not foresee; empty in a good run. */
  readonly unexpected: readonly string[];
  /** Whether every step of the script was played, the agent gave up before, or the time ran out. */
  readonly ended: 'done' | 'stopped' | 'timeout';
  /** From sending the message to the last tool result. */
  readonly durationMs: number;
}

/** Names the scripted model in the model picker. */
const modelName = 'Scripted model';

/** Tells an agent that stopped from one between two steps. */
const idleMs = 5_000;

/** Runs the agent once, in a VS Code of its own that is gone afterwards. */
export async function runLocalAgent(run: LocalAgentRun): Promise<LocalAgentOutcome> {
  const model = await startFakeModel({ script: run.script });
  try {
    const server = await startCodeServer(serverOptions(run, model));
    try {
      return await runInServer(run, model, server);
    } finally {
      await server.stop();
    }
  } finally {
    await model.close();
  }
}

/** Runs the agent on a workbench that a server serves. */
async function runInServer(
  run: LocalAgentRun,
  model: FakeModel,
  server: CodeServer,
): Promise<LocalAgentOutcome> {
  const payload = (run.extensions ?? []).map(
    folder => ['extensionDevelopmentPath', `vscode-remote://127.0.0.1:${server.port}${folder}`] as const,
  );
  const workbench = await openWorkbench({ server, folder: run.workspace, payload });
  const dialogs = watchDialogs(workbench.page, run.answer ?? 'allow');
  const context = { workbench, server, model };
  const picture = async (name: string): Promise<void> => {
    if (run.screenshots !== undefined) await workbench.screenshot(path.join(run.screenshots, `${name}.png`));
  };
  try {
    if (run.workspaceTrust === true) await workbench.trustFolder();
    await workbench.openChat(modelName);
    await run.beforePrompt?.(context);
    await picture('before');
    const started = Date.now();
    await workbench.sendChat(run.prompt ?? 'Please do the task.');
    const ended = await untilPlayed(run, model, workbench);
    const durationMs = Date.now() - started;
    // The last result is on its way to the screen, and so are notifications about it.
    await delay(1_000);
    await run.afterRun?.(context);
    await picture('after');
    return {
      ended,
      durationMs,
      toolResults: [...model.results],
      offeredTools: model.requests.find(request => request.tools.length > 0)?.tools ?? [],
      dialogs: await dialogs.stop(),
      unexpected: [...model.unexpected],
    };
  } catch (error) {
    await picture('failed');
    throw error;
  } finally {
    await dialogs.stop();
    await workbench.close();
  }
}

/** Configures a VS Code whose only model is ours. */
function serverOptions(run: LocalAgentRun, model: FakeModel): CodeServerOptions {
  const endpoint = {
    name: 'Scripted',
    vendor: 'customendpoint',
    apiKey: 'fake',
    apiType: 'chat-completions',
    models: [
      {
        id: 'scripted',
        name: modelName,
        url: `${model.url}/v1/chat/completions`,
        toolCalling: true,
        vision: true,
        // Real models get some of these by family; a script may use each.
        editTools: ['find-replace', 'multi-find-replace', 'apply-patch', 'code-rewrite'],
        maxInputTokens: 100_000,
        maxOutputTokens: 8_000,
      },
    ],
  };
  return {
    userFiles: { ...run.userFiles, 'chatLanguageModels.json': JSON.stringify([endpoint]) },
    userSettings: run.userSettings ?? {},
    workspaceTrust: run.workspaceTrust ?? false,
    vsix: run.vsix ?? [],
    env: run.env ?? {},
  };
}

/** Waits until each tool call of the script has brought a result, or the agent has stopped working. */
async function untilPlayed(
  run: LocalAgentRun,
  model: FakeModel,
  workbench: Workbench,
): Promise<LocalAgentOutcome['ended']> {
  const calls = run.script.filter(step => 'tool' in step).length;
  const limit = Date.now() + (run.limitMs ?? 120_000);
  let lastBusy = Date.now();
  while (Date.now() < limit) {
    if (model.results.length >= calls || model.unexpected.length > 0) return 'done';
    if (await workbench.isChatBusy()) lastBusy = Date.now();
    if (Date.now() - lastBusy > idleMs) return 'stopped';
    await delay(100);
  }
  return 'timeout';
}
