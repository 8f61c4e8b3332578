/** Places on disk that belong to Ringfence, per platform. Pure: callers pass environment, home and platform. */
import path from 'node:path';

/** Says what the folders depend on. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly platform: NodeJS.Platform;
}

/** Holds the absolute folders of one user; none is created here. All but `config` hold private state (0700). */
export interface Folders {
  readonly config: string;
  readonly state: string;
  readonly quarantine: string;
  readonly snapshots: string;
  readonly ledger: string;
  /** Registrations of running guards, one file each, and POSIX sockets. */
  readonly run: string;
  /** Launchers with stable paths, for agents' hook entries. */
  readonly bin: string;
  /** What sessions have taken in, what waits for approval and what was allowed, one file each. */
  readonly sessions: string;
  readonly approvals: string;
  readonly grants: string;
  /** What would be written, for the requests that wait: the only files here with content, secrets masked. */
  readonly proposals: string;
  /** Calls that a hook has had answered, for the MCP wrapper that they reach next. */
  readonly passes: string;
  /** Is there while the emergency stop is in force. */
  readonly stop: string;
}

/** Returns the folders: XDG on Linux, Library on macOS, AppData on Windows. */
export function ringfenceFolders({ env, home, platform }: Surroundings): Folders {
  const { config, state } = bases({ env, home, platform });
  const { [platform === 'win32' ? 'win32' : 'posix']: flavour } = path;
  const join = (...parts: readonly string[]): string => flavour.join(...parts);
  return {
    config,
    state,
    quarantine: join(state, 'quarantine'),
    snapshots: join(state, 'snapshots'),
    ledger: join(state, 'ledger'),
    run: join(state, 'run'),
    bin: join(state, 'bin'),
    sessions: join(state, 'sessions'),
    approvals: join(state, 'approvals'),
    grants: join(state, 'grants'),
    proposals: join(state, 'proposals'),
    passes: join(state, 'passes'),
    stop: join(state, 'stop.json'),
  };
}

function bases({ env, home, platform }: Surroundings): { readonly config: string; readonly state: string } {
  if (platform === 'win32') {
    const local = env['LOCALAPPDATA'] ?? path.win32.join(home, 'AppData', 'Local');
    const roaming = env['APPDATA'] ?? path.win32.join(home, 'AppData', 'Roaming');
    return { config: path.win32.join(roaming, 'Ringfence'), state: path.win32.join(local, 'Ringfence') };
  }
  if (platform === 'darwin') {
    const support = path.posix.join(home, 'Library', 'Application Support', 'Ringfence');
    return { config: support, state: path.posix.join(support, 'State') };
  }
  return {
    config: path.posix.join(
      absoluteOr(env['XDG_CONFIG_HOME'], path.posix.join(home, '.config')),
      'ringfence',
    ),
    state: path.posix.join(
      absoluteOr(env['XDG_STATE_HOME'], path.posix.join(home, '.local', 'state')),
      'ringfence',
    ),
  };
}

/** The XDG base directory specification says that relative values are invalid and must be ignored. */
const absoluteOr = (value: string | undefined, fallback: string): string =>
  value !== undefined && path.posix.isAbsolute(value) ? value : fallback;
