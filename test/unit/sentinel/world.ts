/** A small world for sentinel tests: a root, a state folder, a classifier that knows `evil`, and a running guard. */
import fs from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished } from 'vitest';
import type { Profile } from '../../../common/settings.ts';
import { systemClock } from '../../../server/ports/clock.ts';
import type { FileCalls } from '../../../server/quarantine/disk.ts';
import { openStore, type QuarantineStore } from '../../../server/quarantine/store.ts';
import type { Classifier } from '../../../server/sentinel/classifier.ts';
import { Guard } from '../../../server/sentinel/guard.ts';
import type { SentinelEvent } from '../../../server/sentinel/messages.ts';
import { readNow } from '../../support/readNow.ts';
import { scratchFolder } from '../quarantine/scratch.ts';
import { evilClassifier } from './evil.ts';

/** Says how to set up a world. */
export interface WorldOptions {
  readonly files?: Readonly<Record<string, string | Buffer>>;
  readonly profile?: Profile;
  readonly calls?: Partial<FileCalls>;
  readonly pollEvery?: number;
  readonly watch?: typeof fs.watch;
  readonly classifier?: Classifier;
  readonly workspaceFile?: string;
  /** Folder that holds the root, where it is no scratch folder. */
  readonly at?: string;
  /** Folder for quarantine and snapshots, where it is not beside the root. */
  readonly state?: string;
  /** Reuses the folders of another world, as after a restart or in another window. */
  readonly of?: World;
}

/** Is a running world. */
export interface World {
  readonly base: string;
  readonly root: string;
  readonly store: QuarantineStore;
  readonly guard: Guard;
  readonly events: readonly SentinelEvent[];
  at(file: string): string;
  read(file: string): string | undefined;
  write(file: string, content: string | Buffer, mode?: number): void;
  held(): readonly Extract<SentinelEvent, { type: 'held' }>[];
  problems(): readonly Extract<SentinelEvent, { type: 'problem' }>[];
  /** Waits until a condition holds; fails with the events so far when it never does. */
  until(condition: () => boolean): Promise<void>;
  /** Waits until a file reads as wanted. */
  reads(file: string, content: string | undefined): Promise<void>;
  /** Ends the guard at once, or in order. */
  end(): void;
}

/** Lets time pass. */
export const sleep = (milliseconds: number): Promise<void> =>
  new Promise(resolve => setTimeout(resolve, milliseconds));

/** Builds a world and resolves when its root is guarded. */
export async function world(options: WorldOptions = {}): Promise<World> {
  const base = options.of?.base ?? options.at ?? scratchFolder();
  const root = path.join(base, 'root');
  const state = options.state ?? base;
  const at = (file: string): string => path.join(root, file);
  const write = (file: string, content: string | Buffer, mode?: number): void => {
    fs.mkdirSync(path.dirname(at(file)), { recursive: true });
    fs.writeFileSync(at(file), content);
    if (mode !== undefined) fs.chmodSync(at(file), mode);
  };
  fs.mkdirSync(root, { recursive: true });
  for (const [file, content] of Object.entries(options.files ?? {})) write(file, content);
  const events: SentinelEvent[] = [];
  const { guard, store } = startGuard(options, state, event => void events.push(structuredClone(event)));
  const { workspaceFile, profile = 'balanced' } = options;
  await guard.configure({
    roots: [root],
    profile,
    ...(workspaceFile === undefined ? {} : { workspaceFile }),
  });
  const read = (file: string): string | undefined => readNow(at(file));
  const until = async (condition: () => boolean): Promise<void> => {
    for (let round = 0; round < 1_500 && !condition(); round++) await sleep(10);
    if (!condition())
      expect.fail(`It never came true: ${condition.toString()}\n${JSON.stringify(events, null, 1)}`);
  };
  return {
    base,
    root,
    store,
    guard,
    events,
    at,
    read,
    write,
    until,
    held: () => events.filter(event => event.type === 'held'),
    problems: () => events.filter(event => event.type === 'problem'),
    reads: (file, content) => until(() => read(file) === content),
    end: () => guard.stop(),
  };
}

function startGuard(options: WorldOptions, state: string, emit: (event: SentinelEvent) => void) {
  const calls = { ...fs, ...options.calls };
  const opened = openStore({ folder: path.join(state, 'quarantine'), clock: systemClock, calls });
  if (!opened.ok) throw new Error(JSON.stringify(opened.problems));
  const guard = new Guard({
    store: opened.value,
    snapshots: path.join(state, 'snapshots'),
    classifier: options.classifier ?? evilClassifier,
    calls,
    clock: systemClock,
    emit,
    pollEvery: options.pollEvery ?? 60_000,
    ...(options.watch ? { watch: options.watch } : {}),
  });
  onTestFinished(() => {
    guard.stop();
  });
  return { guard, store: opened.value };
}
