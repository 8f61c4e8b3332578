/** Talks to the bystander extension: packs it, and posts actions to its loopback port. */
import { execFileSync } from 'node:child_process';
import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** Is a value of a watched key that took effect, and when. */
export interface SeenValue {
  readonly key: string;
  readonly value: unknown;
  readonly ts: number;
}

/** Packs the extension and returns the package's path. */
export async function packBystander(): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'bystander-'));
  const source = fileURLToPath(new URL('extension/', import.meta.url));
  for (const name of ['package.json', 'extension.js'])
    await cp(path.join(source, name), path.join(folder, name));
  await writeFile(path.join(folder, 'README.md'), 'Another extension, for the drill.\n');
  const packagePath = path.join(folder, 'bystander.vsix');
  const vsce = fileURLToPath(new URL('../../../node_modules/@vscode/vsce/vsce', import.meta.url));
  const quiet = [
    '--no-dependencies',
    '--allow-missing-repository',
    '--skip-license',
    '--allow-star-activation',
  ];
  execFileSync(process.execPath, [vsce, 'package', ...quiet, '--out', packagePath], {
    cwd: folder,
    stdio: 'ignore',
  });
  return packagePath;
}

/** Connects to a bystander that runs in an editor; `portFile` is what its environment names. */
export async function connectBystander(portFile: string, timeoutMs = 60_000) {
  const port = await waitForPort(portFile, timeoutMs);
  const post = async (action: string, rest: Readonly<Record<string, unknown>> = {}): Promise<unknown> => {
    const response = await fetch(`http://127.0.0.1:${port}/`, {
      method: 'POST',
      body: JSON.stringify({ action, ...rest }),
    });
    const answer = (await response.json()) as { readonly value?: unknown; readonly error?: string };
    if (answer.error !== undefined) throw new Error(`The bystander could not ${action}: ${answer.error}`);
    return answer.value;
  };
  return {
    update: (key: string, value: unknown, target: 'user' | 'workspace' = 'workspace') =>
      post('update', { key, value, target }),
    edit: (file: string, text: string) => post('edit', { file, text }),
    write: (file: string, text: string) => post('write', { file, text }),
    watch: (key: string) => post('watch', { key }),
    effective: (key: string) => post('effective', { key }),
    command: (id: string, ...args: readonly unknown[]) => post('command', { id, args }),
    /** Activates another extension; returns the milliseconds that the host's thread was busy with it. */
    activate: async (id: string): Promise<number> => Number(await post('activate', { id })),
    seen: async (since = 0): Promise<readonly SeenValue[]> =>
      (await post('seen', { since })) as readonly SeenValue[],
  };
}

/** Is a connected bystander. */
export type Bystander = Awaited<ReturnType<typeof connectBystander>>;

async function waitForPort(portFile: string, timeoutMs: number): Promise<string> {
  const end = Date.now() + timeoutMs;
  while (Date.now() < end) {
    const port = await readFile(portFile, 'utf8').catch(() => '');
    if (port !== '') return port;
    await delay(50);
  }
  throw new Error(`The bystander extension did not start within ${timeoutMs} ms.`);
}
