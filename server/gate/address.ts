/** Chooses where a gate listens. Pure: callers pass platform, folders and user. */
import path from 'node:path';

/** Says what an address depends on. */
export interface AddressSetting {
  readonly platform: NodeJS.Platform;
  readonly runFolder: string;
  readonly tmpdir: string;
  readonly uid: number | undefined;
  /** Random text that makes the address of this gate its own. */
  readonly token: string;
}

/** Is where a gate listens; `folder` must be private to the user before anything listens in it. */
export interface GateAddress {
  readonly socket: string;
  readonly folder: string | undefined;
}

/** `sun_path` holds 108 bytes on Linux and 104 on macOS and the BSDs, with a closing zero. */
const longestSocketPath = (platform: NodeJS.Platform): number => (platform === 'linux' ? 107 : 103);

/** Returns a socket in the run folder, in a short private folder when that path would be too long, or a named pipe. */
export function gateAddress({ platform, runFolder, tmpdir, uid, token }: AddressSetting): GateAddress {
  if (platform === 'win32') return { socket: `\\\\.\\pipe\\ringfence-${token}`, folder: undefined };
  const name = `${token.slice(0, 12)}.sock`;
  const usual = path.posix.join(runFolder, name);
  if (Buffer.byteLength(usual) <= longestSocketPath(platform)) return { socket: usual, folder: runFolder };
  const short = path.posix.join(tmpdir, `ringfence-${uid ?? 'user'}`);
  const socket = path.posix.join(short, name);
  if (Buffer.byteLength(socket) <= longestSocketPath(platform)) return { socket, folder: short };
  return {
    socket: path.posix.join('/tmp', `ringfence-${uid ?? 'user'}`, name),
    folder: `/tmp/ringfence-${uid ?? 'user'}`,
  };
}
