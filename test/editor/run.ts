/**
 * Runs the editor suite in the real extension host through `@vscode/test-electron`.
 *
 * RINGFENCE_VSCODE=PATH takes that VS Code, RINGFENCE_VSCODE=download fetches the desktop build (in the
 * version of RINGFENCE_VSCODE_VERSION, else the newest stable); otherwise code-server stands in, except on
 * Windows, where it does not run.
 */
import { runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Names the VS Code that runs the suite. */
export type Editor =
  | { readonly kind: 'executable'; readonly file: string }
  | { readonly kind: 'download'; readonly version: string };

/** Chooses the VS Code from the environment. */
export function chooseEditor(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): Editor {
  const chosen = env['RINGFENCE_VSCODE'] ?? '';
  const wantsDownload = chosen === 'download' || (chosen === '' && platform === 'win32');
  if (wantsDownload) return { kind: 'download', version: env['RINGFENCE_VSCODE_VERSION'] ?? 'stable' };
  const standIn = path.join(root, 'test', 'support', 'vscode', 'standIn.mjs');
  return { kind: 'executable', file: chosen === '' ? standIn : chosen };
}

/** What one run of the suite takes. */
export interface EditorRun {
  readonly editor: Editor;
  readonly extensionDevelopmentPath: string;
  /** The folder with the test files. */
  readonly suite: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Bundles and runs a suite on a scratch workspace, and returns the exit code. */
export async function runEditorSuite(run: EditorRun): Promise<number> {
  const scratch = await mkdtemp(path.join(os.tmpdir(), 'rfe-'));
  const workspace = path.join(scratch, 'workspace');
  await mkdir(path.join(workspace, '.vscode'), { recursive: true });
  await writeFile(path.join(workspace, 'README.md'), '# A folder for tests\n');
  try {
    await runTests({
      ...(run.editor.kind === 'executable'
        ? { vscodeExecutablePath: run.editor.file }
        : { version: run.editor.version }),
      extensionDevelopmentPath: run.extensionDevelopmentPath,
      extensionTestsPath: path.join(await bundleSuite(run.suite), 'index.js'),
      extensionTestsEnv: { ...scratchState(run.editor, path.join(scratch, 'state')), ...run.env },
      launchArgs: [
        workspace,
        `--user-data-dir=${path.join(scratch, 'data')}`,
        `--extensions-dir=${path.join(scratch, 'extensions')}`,
      ],
    });
    return 0;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return 1;
  } finally {
    await rm(scratch, { recursive: true, force: true, maxRetries: 5 });
  }
}

/**
 * Keeps the guard's state out of the developer's own folders. The stand-in gives its server a scratch home of its own,
 * and needs the real one to find the browser and the server in the cache.
 */
function scratchState(editor: Editor, folder: string): Readonly<Record<string, string>> {
  if (editor.kind === 'executable' && editor.file.endsWith('standIn.mjs')) return {};
  const names = ['HOME', 'XDG_STATE_HOME', 'XDG_CONFIG_HOME', 'LOCALAPPDATA', 'APPDATA'];
  return Object.fromEntries(names.map(name => [name, path.join(folder, name.toLowerCase())]));
}

/** Bundles the tests to CommonJS, which is what the extension host loads. */
async function bundleSuite(suite: string): Promise<string> {
  const outdir = path.join(root, 'out', 'editor');
  await rm(outdir, { recursive: true, force: true });
  const files = (await readdir(suite)).filter(name => name === 'index.ts' || name.endsWith('.test.ts'));
  await build({
    entryPoints: files.map(name => path.join(suite, name)),
    outdir,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    external: ['vscode', 'mocha'],
    // jsonc-parser's main entry requires its parts by computed names, which no bundler can follow.
    mainFields: ['module', 'main'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  await writeFile(path.join(outdir, 'package.json'), '{ "type": "commonjs" }\n');
  return outdir;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.exitCode = await runEditorSuite({
    editor: chooseEditor(process.env, process.platform),
    extensionDevelopmentPath: root,
    suite: path.join(root, 'test', 'editor', 'suite'),
  });
}
