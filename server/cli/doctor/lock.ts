/** Says what an administrator's file makes of an agent's status, in sentences of doctor. Pure. */
import type { AgentLock, AgentStatus } from '../../agents/index.ts';

/** Says how an agent stands once the administrator's file counts as well. */
interface LockedStatus {
  readonly status: AgentStatus;
  /** What the status does not say; absent where the administrator's file changes nothing. */
  readonly note?: string;
  /** Whether only the administrator's file protects the agent here. */
  readonly managedOnly: boolean;
}

/** Returns the status of an agent with what its administrator's file does: hooks in it need none of the user's. */
export function statusUnder(lock: AgentLock, status: AgentStatus): LockedStatus {
  const plain = { status, managedOnly: false };
  if (lock.state !== 'locked' || status.kind === 'installed') return plain;
  const file = lock.file ?? '';
  const installed = { kind: 'installed' } as const;
  if (status.kind !== 'switched-off')
    return lock.hooks
      ? {
          status: installed,
          note: `Only an administrator’s file holds the hooks: ${file}.`,
          managedOnly: true,
        }
      : plain;
  if (!status.by.every(({ key }) => lock.outranks.includes(key))) return plain;
  const told = status.by.map(place => `${place.file}:${place.line}: "${place.key}"`).join(', ');
  return {
    status: installed,
    note: lock.hooks
      ? `Only an administrator’s file protects it (${file}): ${told} switches the user’s own hooks off.`
      : `An administrator’s file keeps the hooks on (${file}), in spite of ${told}.`,
    managedOnly: lock.hooks,
  };
}

/** Says in one line whether the hooks can be switched off, and what would prevent it. */
export function describeLock({ state, hooks, file, target, switches, outranks }: AgentLock): string {
  const ways = switches.map(key => `"${key}"`).join(' or ');
  switch (state) {
    case 'locked':
      return [
        `locked: ${file ?? ''} ${hooks ? 'holds the hooks for all users' : 'keeps the hooks on'}`,
        ...(outranks.length === 0
          ? []
          : [`${outranks.map(key => `"${key}"`).join(' and ')} of a project does nothing`]),
      ].join('; ');
    case 'open':
      return `not locked: ${ways} in a project’s settings switches the hooks off; ${file ?? ''} prevents it (ringfence profile export --for ${target ?? ''})`;
    case 'no-lock':
      return `not locked: ${ways} in a project’s settings switches the hooks off, and no administrator’s file is known that prevents it; the profile locked takes such a setting back when its folder is opened`;
    case 'no-switch':
      return 'needs no lock: no file of a project is known that switches the hooks off';
    case 'not-known':
      return `not known: ${file === undefined ? 'what an administrator has set cannot be seen from here' : `${file} cannot be read`}`;
  }
}
