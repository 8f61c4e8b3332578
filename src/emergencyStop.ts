/** The emergency stop: every agent is refused everything, and what of them runs in this window is interrupted. */
import * as vscode from 'vscode';
import { runCli } from './cli.ts';
import type { GuardClient } from './guardClient.ts';
import { namesAgent, runsAgent } from './models/agentTerminals.ts';
import { count, plain } from './models/wording.ts';
import type { OversightWatch } from './oversight.ts';

/** Stops and releases agents. */
export interface EmergencyStop {
  stop(): Promise<void>;
  release(): Promise<void>;
  dispose(): void;
}

const controlC = '\u0003';

/** Creates the stop; a stop from elsewhere interrupts the agents of this window too. */
export function createEmergencyStop(
  extension: vscode.ExtensionContext,
  guard: GuardClient,
  oversight: OversightWatch,
): EmergencyStop {
  const terminals = watchTerminals();
  let known = false;
  const listening = oversight.onChange(({ stopped }) => {
    if (stopped !== undefined && !known) void interrupt(terminals, guard);
    known = stopped !== undefined;
  });
  return {
    stop: async () => {
      const wasStopped = known;
      await decide(extension, guard, 'stop');
      await oversight.refresh();
      // Who presses it again means it: something still runs. Without a guard nothing tells of the change.
      if (wasStopped || !known) await interrupt(terminals, guard);
      void vscode.window.showWarningMessage(
        'All agents are stopped, here and outside VS Code: every call is denied until you release them in the status bar.',
      );
    },
    release: async () => {
      // The harmless button comes first: VS Code lets an extension press that one.
      const answer = await vscode.window.showWarningMessage(
        'Release all agents? Then they may go on, and every call is judged by the policy again.',
        'Keep Stopped',
        'Release',
      );
      if (answer !== 'Release') return;
      await decide(extension, guard, 'release');
      await oversight.refresh();
      vscode.window.setStatusBarMessage('$(shield) Agents are released', 5000);
    },
    dispose: () => {
      listening.dispose();
      terminals.dispose();
    },
  };
}

/** Decides through the guard, or by the command line while none runs: a stop has to work then as well. */
async function decide(
  extension: vscode.ExtensionContext,
  guard: GuardClient,
  action: 'stop' | 'release',
): Promise<void> {
  if (guard.life.kind === 'running') {
    const outcome = await guard.oversee({ action }).catch((error: unknown) => {
      guard.log.warn(`The guard could not ${action}: ${String(error)}`);
      return undefined;
    });
    if (outcome?.ok === true) return;
  }
  const { code, err } = await runCli(extension, [action]);
  if (code !== 0) throw new Error(plain(err, 300) || `“ringfence ${action}” ended with ${String(code)}.`);
}

/** Knows what runs in the terminals of this window. */
interface Terminals {
  /** Returns those that run an agent. */
  running(): readonly vscode.Terminal[];
  dispose(): void;
}

function watchTerminals(): Terminals {
  const commands = new Map<vscode.Terminal, string>();
  const listening = vscode.Disposable.from(
    vscode.window.onDidStartTerminalShellExecution(({ terminal, execution }) =>
      commands.set(terminal, execution.commandLine.value),
    ),
    vscode.window.onDidEndTerminalShellExecution(({ terminal }) => commands.delete(terminal)),
    vscode.window.onDidCloseTerminal(terminal => commands.delete(terminal)),
  );
  return {
    running: () =>
      vscode.window.terminals.filter(
        terminal => runsAgent(commands.get(terminal) ?? '') || namesAgent(terminal.name),
      ),
    dispose: () => void listening.dispose(),
  };
}

async function interrupt(terminals: Terminals, guard: GuardClient): Promise<void> {
  const running = terminals.running();
  for (const terminal of running) terminal.sendText(controlC, false);
  guard.log.info(`Emergency stop: interrupted ${count(running.length, 'terminal')}.`);
  // Chat may be switched off, and has nothing to cancel most of the time: neither is a failure.
  await vscode.commands.executeCommand('workbench.action.chat.cancel').then(undefined, () => undefined);
}
