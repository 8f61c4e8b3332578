/**
 * Writes the launcher of the MCP wrapper: a small script at a stable path, which the configurations of agents and
 * editors can name. It knows the runtime (VS Code's own, so that no Node on PATH is needed) and the command line.
 */
import { randomBytes } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Folders } from '../platform/folders.ts';
import { readPlainText } from '../platform/plainFile.ts';

/** Says what the launcher starts. */
export interface McpLauncherSetting {
  /** Absolute path of a Node, or of VS Code's executable, which is one when told so. */
  readonly runtime: string;
  /** Absolute path of dist/cli.js. */
  readonly cli: string;
  readonly folders: Pick<Folders, 'bin'>;
  readonly platform: NodeJS.Platform;
}

/** Returns the launcher's stable path. */
export const mcpLauncherFile = (folders: Pick<Folders, 'bin'>, platform: NodeJS.Platform): string =>
  platform === 'win32'
    ? path.win32.join(folders.bin, 'ringfence-mcp.cmd')
    : path.posix.join(folders.bin, 'ringfence-mcp');

/** Writes the launcher so that a starting server sees the old or the new one; leaves an equal one alone. */
export async function writeMcpLauncher(setting: McpLauncherSetting): Promise<string> {
  const file = mcpLauncherFile(setting.folders, setting.platform);
  const text = setting.platform === 'win32' ? batchText(setting) : shellText(setting);
  if ((await readPlainText(file).catch(() => '')) === text) return file;
  await mkdir(setting.folders.bin, { recursive: true, mode: 0o700 });
  const draft = `${file}.${randomBytes(4).toString('hex')}.tmp`;
  try {
    await writeFile(draft, text, { flag: 'wx', mode: 0o700, flush: true });
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  return file;
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

const shellText = ({ runtime, cli }: McpLauncherSetting): string => `#!/bin/sh
# Runs an MCP server behind Ringfence. Written by Ringfence at each start; changes are lost.
ELECTRON_RUN_AS_NODE=1 exec ${quoted(runtime)} ${quoted(cli)} mcp "$@"
`;

const batchText = ({ runtime, cli }: McpLauncherSetting): string =>
  [
    '@echo off',
    'rem Runs an MCP server behind Ringfence. Written by Ringfence at each start; changes are lost.',
    'setlocal DisableDelayedExpansion',
    'set "ELECTRON_RUN_AS_NODE=1"',
    `"${runtime.replaceAll('%', '%%')}" "${cli.replaceAll('%', '%%')}" mcp %*`,
    '',
  ].join('\r\n');
