/** The adapters that there are, by agent. */
import type { Adapter } from './adapter.ts';
import { claudeCodeAdapter } from './claudeCode.ts';
import { codexAdapter } from './codex.ts';
import { geminiAdapter } from './gemini.ts';
import { vscodeAdapter } from './vscode.ts';

/** Lists every adapter. */
export const adapters: readonly Adapter[] = [vscodeAdapter, claudeCodeAdapter, codexAdapter, geminiAdapter];

/** Returns the adapter of an agent; undefined when there is none yet. */
export const adapterOf = (agent: string): Adapter | undefined => adapters.find(({ name }) => name === agent);

export { launcherFile } from './launcher.ts';
export {
  agentStatus,
  installAgent,
  knownAgents,
  planAgent,
  planRemovalOf,
  uninstallAgent,
  type AgentStatus,
} from './install/install.ts';
export type { PlannedFile } from './install/plan.ts';
export type { InstallSetting } from './install/spec.ts';
