/** A home and a workspace of their own, with the built product guarding them: what the tests of bad input share. */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, onTestFinished } from 'vitest';
import { ringfenceFolders, type Folders } from '../../server/platform/folders.ts';
import { systemClock } from '../../server/ports/clock.ts';
import { openStore, type QuarantineStore } from '../../server/quarantine/store.ts';
import { runCli, scratchEnvironment, startGuardProcess, type Product } from '../support/product.ts';
import type { CliEnded, CliPlace, RunningGuard } from '../support/product.ts';
import { readNow } from '../support/readNow.ts';

export const settings = '.vscode/settings.json';
export const good = '{\n  // mine\n  "editor.fontSize": 12\n}\n';
export const risky = '"chat.tools.global.autoApprove": true';

/** Is a scratch home with a workspace in it. */
export interface Place {
  readonly home: string;
  readonly root: string;
  readonly folders: Folders;
  at(file: string): string;
  write(file: string, content: string | Buffer): void;
  read(file: string): string | undefined;
  /** Waits until a file reads as wanted. */
  reads(file: string, content: string | undefined): Promise<void>;
  quarantine(): QuarantineStore;
  cli(product: Product, args: readonly string[], input?: string): Promise<CliEnded>;
  /** Starts the guard; a test that forgets it ends it. */
  guard(product: Product, options?: Partial<CliPlace>): Promise<RunningGuard>;
  hook(product: Product, agent: string, payload: string | Buffer): Promise<CliEnded>;
}

/** Makes a place, with files in it. */
export function makePlace(files: Readonly<Record<string, string>> = {}): Place {
  const base = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'ringfence-bad-')));
  onTestFinished(() => rmSync(base, { recursive: true, force: true }));
  return placeIn(base, files);
}

/** Makes a place in a folder that is there; those of other names share its home. */
export function placeIn(
  base: string,
  files: Readonly<Record<string, string>> = {},
  name = 'workspace',
): Place {
  const [home, root] = [path.join(base, 'home'), path.join(base, name)];
  for (const folder of [home, root]) mkdirSync(folder, { recursive: true });
  const at = (file: string): string => path.join(root, file);
  const read = (file: string): string | undefined => readNow(at(file));
  const write = (file: string, content: string | Buffer): void => {
    mkdirSync(path.dirname(at(file)), { recursive: true });
    writeFileSync(at(file), content);
  };
  for (const [file, content] of Object.entries(files)) write(file, content);
  const folders = ringfenceFolders({ env: {}, home, platform: process.platform });
  return {
    home,
    root,
    folders,
    at,
    read,
    write,
    reads: (file, content) => until(() => expect(read(file)).toBe(content)),
    quarantine: () => openQuarantine(folders.quarantine),
    cli: (product, args, input) => runCli(product, args, { home, cwd: root }, input),
    guard: async (product, options) => {
      const guard = await startGuardProcess(product, [root], { home, cwd: root, ...options });
      onTestFinished(async () => {
        await guard.stop();
      });
      return guard;
    },
    hook: (product, agent, payload) => runHook(product, agent, payload, { home, cwd: root }),
  };
}

/** Is a guard over several places, with what ends it and returns its exit code. */
export interface GuardedPlaces {
  readonly places: readonly Place[];
  readonly said: () => string;
  readonly end: () => Promise<number | null>;
}

/** Makes places of one home under one guard, so that tests which harm only their own place need not start one each. */
export async function guardPlaces(
  product: Product,
  count: number,
  files: Readonly<Record<string, string>>,
): Promise<GuardedPlaces> {
  const base = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'ringfence-bad-')));
  const places = Array.from({ length: count }, (_, index) => placeIn(base, files, `workspace${index}`));
  const home = path.join(base, 'home');
  const roots = places.map(({ root }) => root);
  const guard = await startGuardProcess(product, roots, { home, cwd: base });
  const end = async (): Promise<number | null> => {
    const code = await guard.stop();
    rmSync(base, { recursive: true, force: true });
    return code;
  };
  return { places, said: guard.said, end };
}

function openQuarantine(folder: string): QuarantineStore {
  const opened = openStore({ folder, clock: systemClock });
  if (!opened.ok) throw new Error(JSON.stringify(opened.problems));
  return opened.value;
}

/** Waits until a check passes; fails with its last complaint when it does not in time. */
export async function until(check: () => void, seconds = 6): Promise<void> {
  const end = performance.now() + seconds * 1000;
  for (;;) {
    try {
      check();
      return;
    } catch (error) {
      if (performance.now() > end) throw error;
      await delay(50);
    }
  }
}

function runHook(
  { hook }: Product,
  agent: string,
  payload: string | Buffer,
  { home, cwd }: CliPlace,
): Promise<CliEnded> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [hook, '--agent', agent], { cwd, env: scratchEnvironment(home) });
    const said = { stdout: '', stderr: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => (said.stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said.stderr += text));
    child.once('error', reject);
    child.once('close', code => resolve({ code, ...said }));
    // The hook may have answered before it read everything.
    child.stdin.on('error', () => undefined).end(payload);
  });
}

/** Makes a tool call as Claude Code sends it. */
export const callOf = (cwd: string, tool: string, input: unknown): string =>
  JSON.stringify({
    hook_event_name: 'PreToolUse',
    session_id: 's',
    tool_name: tool,
    tool_input: input,
    cwd,
  });
