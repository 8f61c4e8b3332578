/** Every way at a file of secrets that docs/read-shield.md lists, in the words of its tables, and how to go it. */
import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
import * as vscode from 'vscode';
import { inWorkspace, until } from './world.ts';

/** Is what the secret says. */
export const marker = 'not-a-real-value-4711';
/** Is the text of the protected file. */
export const written = `KEY=${marker}\n`;

/** What was there before the shield went up. */
export interface Before {
  readonly readFileSync: typeof fs.readFileSync;
  readonly descriptor: number;
  readonly hardLink: string;
  /** Name and port of the server that the workbench comes from; '' where there is none. */
  readonly host: string;
}

/** Is one way: its name in the documentation, what comes of it, and how to go it; a way returns what it read. */
export interface Way {
  readonly name: string;
  readonly ends: 'refused' | 'read' | 'seen';
  readonly go: (secret: string, before: Before) => unknown;
}

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString();
const copy = (): string => inWorkspace('copy.txt');
/** Reads the copy that a way made. */
const afterwards = async (made: unknown): Promise<string> => {
  await made;
  const found = fs.readFileSync(copy(), 'utf8');
  fs.rmSync(copy(), { force: true });
  return found;
};
const streamed = (file: string): Promise<string> =>
  new Promise((resolve, reject) => {
    let found = '';
    fs.createReadStream(file, 'utf8')
      .on('data', part => (found += String(part)))
      .on('end', () => resolve(found))
      .on('error', reject);
  });
const here = createRequire(__filename);

/** Lists what the shield covers. */
export const covered: readonly Way[] = [
  {
    name: '`fs.readFileSync`, `fs.openSync`',
    ends: 'refused',
    go: file => fs.readFileSync(fs.openSync(file, 'r'), 'utf8'),
  },
  { name: '`fs.readFile`, `fs.open`', ends: 'refused', go: file => promisify(fs.readFile)(file, 'utf8') },
  {
    name: '`fs.promises.readFile`, `fs.promises.open`',
    ends: 'refused',
    go: file => fs.promises.readFile(file, 'utf8'),
  },
  { name: '`fs.createReadStream`', ends: 'refused', go: streamed },
  { name: '`fs.openAsBlob`', ends: 'refused', go: async file => (await fs.openAsBlob(file)).text() },
  {
    name: '`import` of `node:fs`',
    ends: 'refused',
    go: async file => (await import('node:fs')).readFileSync(file, 'utf8'),
  },
  {
    name: '`require` of a JSON file',
    ends: 'refused',
    go: () => JSON.stringify(here(inWorkspace('credentials.json'))),
  },
  {
    name: '`import()` of a JSON file',
    ends: 'refused',
    go: async () =>
      JSON.stringify(
        await import(`file://${inWorkspace('credentials.json')}?${Date.now()}`, { with: { type: 'json' } }),
      ),
  },
  {
    name: '`process.loadEnvFile`',
    ends: 'refused',
    go: file => {
      process.loadEnvFile(file);
      return process.env['KEY'];
    },
  },
  {
    name: '`workspace.fs.readFile`',
    ends: 'refused',
    go: async file => text(await vscode.workspace.fs.readFile(vscode.Uri.file(file))),
  },
  {
    name: '`fs.copyFile`, `fs.cp`, `fs.link`, `fs.rename` to another name',
    ends: 'refused',
    go: file => afterwards(fs.promises.copyFile(file, copy())),
  },
  {
    name: 'A symbolic link',
    ends: 'refused',
    go: file => {
      const link = inWorkspace('plain-link.txt');
      fs.symlinkSync(file, link);
      try {
        return fs.readFileSync(link, 'utf8');
      } finally {
        fs.unlinkSync(link);
      }
    },
  },
];

/** Swaps a link while a read of it is under way, until that wins. */
async function swapped(file: string): Promise<string> {
  const [link, plain] = [inWorkspace('swap.txt'), inWorkspace('README.md')];
  for (let tries = 0; tries < 5_000; tries += 1) {
    fs.rmSync(link, { force: true });
    fs.symlinkSync(plain, link);
    const reading = fs.promises.readFile(link, 'utf8').catch(() => '');
    fs.unlinkSync(link);
    fs.symlinkSync(file, link);
    const found = await reading;
    if (found.includes(marker)) return found;
  }
  return 'never';
}

/** Reads while nothing is what it seems. */
function tampered(file: string): string {
  const original = Object.getOwnPropertyDescriptor(RegExp.prototype, 'test');
  if (original === undefined) return '';
  try {
    Object.defineProperty(RegExp.prototype, 'test', { ...original, value: () => false });
    return fs.readFileSync(file, 'utf8');
  } finally {
    Object.defineProperty(RegExp.prototype, 'test', original);
  }
}

function inWorker(file: string): Promise<string> {
  const code =
    'const w = require("node:worker_threads"); w.parentPort.postMessage(require("node:fs").readFileSync(w.workerData, "utf8"));';
  return new Promise((resolve, reject) => {
    const worker = new Worker(code, { eval: true, workerData: file });
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}

async function inTerminal(file: string): Promise<string> {
  const terminal = vscode.window.createTerminal({ name: 'copier', shellPath: '/bin/sh' });
  try {
    terminal.sendText(`cat '${file}' > '${copy()}'`);
    await until('the copy', () => fs.existsSync(copy()) && fs.statSync(copy()).size > 0);
    return await afterwards(undefined);
  } finally {
    terminal.dispose();
  }
}

/** Reads through the native part of Node. */
function throughBinding(file: string): unknown {
  const binding: unknown = Reflect.apply(
    Reflect.get(process, 'binding') as (name: string) => unknown,
    process,
    ['fs'],
  );
  const run: unknown = Reflect.get(binding as object, 'readFileUtf8');
  return Reflect.apply(run as (...args: readonly unknown[]) => unknown, binding, [
    file,
    fs.constants.O_RDONLY,
  ]);
}

/** Stores the secret in a database with a protected name, and reads that by native code. */
async function inDatabase(): Promise<unknown> {
  const { DatabaseSync } = await import('node:sqlite');
  const file = inWorkspace('.env.db');
  const database = new DatabaseSync(file);
  database.exec(`create table if not exists t (v text); insert into t values ('${marker}')`);
  database.close();
  const again = new DatabaseSync(file, { readOnly: true });
  const row = again.prepare('select v from t').get();
  again.close();
  return row?.['v'];
}

/** Lists what gets past the shield; the last one takes it down. */
export const bypasses: readonly Way[] = [
  {
    name: 'Functions of `fs` that code kept from before the shield went up',
    ends: 'read',
    go: (file, { readFileSync }) => readFileSync(file, 'utf8'),
  },
  {
    name: 'A file that was opened before the shield went up',
    ends: 'read',
    go: (_, { descriptor }) => fs.readFileSync(descriptor, 'utf8'),
  },
  {
    name: 'A hard link that was made before, or elsewhere',
    ends: 'read',
    go: (_, { hardLink }) => fs.readFileSync(hardLink, 'utf8'),
  },
  { name: 'A link that is swapped while it is read', ends: 'read', go: swapped },
  {
    name: '`workspace.openTextDocument`',
    ends: 'seen',
    go: async file => (await vscode.workspace.openTextDocument(file)).getText(),
  },
  {
    name: '`workspace.fs.copy` to another name',
    ends: 'read',
    go: file =>
      afterwards(
        vscode.workspace.fs.copy(vscode.Uri.file(file), vscode.Uri.file(copy()), { overwrite: true }),
      ),
  },
  {
    name: '`vscode-remote:` addresses',
    ends: 'read',
    go: async (file, { host }) => {
      const uri = vscode.Uri.from({ scheme: 'vscode-remote', authority: host, path: file });
      return text(await vscode.workspace.fs.readFile(uri));
    },
  },
  {
    name: 'A child process',
    ends: 'read',
    go: file => execFileSync('cat', [file], { encoding: 'utf8' }),
  },
  { name: 'A terminal or a task', ends: 'read', go: inTerminal },
  { name: 'A worker thread', ends: 'read', go: inWorker },
  { name: '`process.binding`', ends: 'read', go: throughBinding },
  { name: 'Native code: add-ons, `node:sqlite`, `node:wasi`', ends: 'read', go: inDatabase },
  { name: 'Code that changes JavaScript’s own objects', ends: 'read', go: tampered },
  {
    name: 'An extension that turns the setting off',
    ends: 'read',
    go: async (file, { readFileSync }) => {
      const settings = vscode.workspace.getConfiguration('ringfence');
      await settings.update('readShield', false, vscode.ConfigurationTarget.Global);
      await until('the shield to go down', () => fs.readFileSync === readFileSync);
      await delay(0);
      return fs.readFileSync(file, 'utf8');
    },
  },
];
