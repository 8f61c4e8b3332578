/** Runs the bundled shim as a process of its own, in a home of its own, beside a stand-in for the CLI. */
import { build } from 'esbuild';
import { spawn } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ringfenceFolders, type Folders } from '../../server/platform/folders.ts';

const root = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))));

/** Bundles a program as scripts/build.mjs does; returns the file. */
export async function bundle(entry: string, folder: string): Promise<string> {
  const outfile = path.join(folder, entry.includes('hook') ? 'hook.js' : 'cli.js');
  await build({
    entryPoints: [path.join(root, entry)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    minify: true,
    logLevel: 'error',
  });
  writeFileSync(path.join(folder, 'package.json'), '{ "type": "commonjs" }\n');
  return outfile;
}

const scratch: string[] = [];

/** Makes a folder that `removeScratch` removes. */
export function scratchFolder(name: string): string {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), `rf-${name}-`)));
  scratch.push(folder);
  return folder;
}

/** Removes every scratch folder of this test file. */
export const removeScratch = (): void =>
  scratch.splice(0).forEach(folder => rmSync(folder, { recursive: true, force: true }));

export interface Home {
  readonly folder: string;
  readonly workspace: string;
  readonly folders: Folders;
  readonly env: Readonly<Record<string, string>>;
}

/** Makes a home folder of its own with a workspace in it. */
export function makeHome(name: string): Home {
  const folder = scratchFolder(name);
  const env = { PATH: process.env['PATH'] ?? '', HOME: folder, XDG_STATE_HOME: path.join(folder, 's') };
  return {
    folder,
    workspace: folder,
    folders: ringfenceFolders({ env, home: folder, platform: process.platform }),
    env,
  };
}

export interface Ended {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number | null;
}

export interface ShimRun {
  readonly shim: string;
  readonly home: Home;
  readonly args: readonly string[];
  /** Text or bytes to send; `open` never closes the pipe, `closed` gives no input at all. */
  readonly input:
    | string
    | Buffer
    | { readonly closed: true }
    | { readonly open: string }
    | { readonly slowly: readonly string[] };
  readonly cwd?: string;
}

/** Runs the shim to its end. */
export async function runShim({ shim, home, args, input, cwd }: ShimRun): Promise<Ended> {
  const child = spawn(process.execPath, [shim, ...args], {
    cwd: cwd ?? home.workspace,
    env: home.env,
    stdio: [isClosed(input) ? 'ignore' : 'pipe', 'pipe', 'pipe'],
  });
  const ended: { stdout: string; stderr: string } = { stdout: '', stderr: '' };
  child.stdout?.on('data', (chunk: Buffer) => (ended.stdout += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (ended.stderr += chunk.toString()));
  // The shim may have answered and gone before it read everything.
  child.stdin?.on('error', () => undefined);
  const code = new Promise<number | null>((resolve, reject) => {
    child.on('close', resolve);
    child.on('error', reject);
  });
  await send(child.stdin, input);
  const status = await code;
  return { ...ended, code: status };
}

const isClosed = (input: ShimRun['input']): input is { readonly closed: true } =>
  typeof input === 'object' && 'closed' in input;

async function send(stdin: NodeJS.WritableStream | null, input: ShimRun['input']): Promise<void> {
  if (stdin === null || isClosed(input)) return;
  if (typeof input === 'string' || Buffer.isBuffer(input)) stdin.end(input);
  else if ('open' in input) stdin.write(input.open);
  else {
    for (const part of input.slowly) {
      stdin.write(part);
      await new Promise(resolve => setTimeout(resolve, 150));
    }
    stdin.end();
  }
}

/** Makes a payload in the form that VS Code, Claude Code and Codex share. */
export const payloadOf = (cwd: string, tool: string, input: unknown, event = 'PreToolUse'): string =>
  JSON.stringify({
    timestamp: '2026-11-22T14:00:00.000Z',
    hook_event_name: event,
    session_id: 'session-1',
    tool_name: tool,
    tool_input: input,
    tool_use_id: 'call-1',
    cwd,
  });
