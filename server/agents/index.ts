/** What others use of the agents. */
export { agentOf as adapterOf, agents as adapters } from './list.ts';
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
export { lockOf, type AgentLock } from './install/lock.ts';
export { managedHooks } from './install/managed.ts';
export {
  forgetInstall,
  recordedInstall,
  rememberInstall,
  withOriginals,
  writeAtomically,
} from './install/record.ts';
export type { PlannedFile } from './install/plan.ts';
export type { InstallSetting } from './install/spec.ts';
