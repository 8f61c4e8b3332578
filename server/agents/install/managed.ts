/** Our hooks as an administrator's file for all users of a machine holds them. Pure. */
import type { AgentName } from '../denials.ts';
import { hookCommand, shellQuoted } from '../launcher.ts';
import { agentOf } from '../list.ts';

/** Says how every user's agent finds the launcher. */
export interface ManagedPlace {
  /** Absolute path of one launcher for all; absent: each user's own, below the home folder. */
  readonly launcher?: string;
  readonly platform: 'linux' | 'darwin' | 'win32';
}

/** Is where Ringfence keeps each user's launcher unless XDG_STATE_HOME moves it; a shell fills the variable in. */
const ownLaunchers: Readonly<Record<ManagedPlace['platform'], string>> = {
  linux: '$HOME/.local/state/ringfence/bin/ringfence-hook',
  darwin: '$HOME/Library/Application Support/Ringfence/State/bin/ringfence-hook',
  win32: '%LOCALAPPDATA%\\Ringfence\\bin\\ringfence-hook.cmd',
};

/** Returns our hooks by event, each in the agent's own form; empty for an agent that takes none in a file of lists. */
export function managedHooks(
  name: AgentName,
  place: ManagedPlace,
): Readonly<Record<string, readonly unknown[]>> {
  const install = agentOf(name)?.install;
  if (install?.written.kind !== 'merged') return {};
  const { shape } = install.written;
  return Object.fromEntries(
    install.events.map(({ name: event }) => [
      event,
      [shape({ event, command: commandOf(name, event, place), timeout: install.timeout })],
    ]),
  );
}

function commandOf(name: AgentName, event: string, { launcher, platform }: ManagedPlace): string {
  if (launcher !== undefined) return hookCommand(launcher, name, event, platform);
  const own = ownLaunchers[platform];
  if (platform === 'win32') return hookCommand(own, name, event, platform);
  // The path is no literal: the shell that the agent starts has to fill the home folder in.
  return hookCommand(own, name, event, platform).replace(shellQuoted(own), () => `"${own}"`);
}
