/** A user and a workspace on disk for tests of layers, and a guard's judgement over them. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseGuardEvent } from '../../../common/parseEvent.ts';
import { describeProblem } from '../../../common/result.ts';
import type { Verdict } from '../../../common/verdict.ts';
import { createShellParser } from '../../../server/detect/commands/shellParser.ts';
import { detectors } from '../../../server/detect/detectors.ts';
import type { FloorState } from '../../../server/floor/floor.ts';
import { stricterLevel } from '../../../server/layers/effective.ts';
import type { Layers } from '../../../server/layers/layer.ts';
import { createLiveLayers } from '../../../server/layers/live.ts';
import type { PinRecord } from '../../../server/mcp/pins/record.ts';
import { createObserver } from '../../../server/observe/observer.ts';
import { createPipeline } from '../../../server/pipeline/pipeline.ts';
import { findCedarWasm } from '../../../server/policy/cedar.ts';
import { createDecider } from '../../../server/policy/decide.ts';
import { openPolicyBook, type PolicyBook } from '../../../server/policy/open.ts';
import { emptyDisk } from '../observe/support.ts';

const require = createRequire(import.meta.url);
const repository = fileURLToPath(new URL('../../../', import.meta.url));

/** Returns a signed floor that is in force, as its verifier hands it over. */
export function floorOf(files: Readonly<Record<string, string>>, digest = 'd'): FloorState {
  return {
    status: 'in force',
    name: 'team',
    files: new Map(Object.entries(files)),
    serial: 1,
    signer: 'K',
    digest,
    expires: '2030-01-01T00:00:00Z',
    source: '/srv/floor',
    scope: 'user',
    problems: [],
  };
}

/** Writes one policy. */
export const policy = (
  id: string,
  when: string,
  { effect = 'deny', head = 'principal, action, resource is Finding', kind = 'forbid' } = {},
): string =>
  `@id("${id}")\n@effect("${effect}")\n@principle("A person said so.")\n${kind} (${head})\nwhen { ${when} };\n`;

/** Is a place with a user, a workspace and a guard. */
export interface Place {
  readonly root: string;
  readonly config: string;
  /** Writes a file below the place. */
  write(file: string, text: string | Uint8Array): void;
  layers(): Layers;
  judge(event: Readonly<Record<string, unknown>>): Promise<Verdict>;
  /** Lets the guard's clock go on, so that it looks at the files again. */
  pass(ms?: number): void;
  setFloor(floor: FloorState): void;
  pins: readonly PinRecord[];
  end(): void;
}

let book: Promise<PolicyBook> | undefined;
const shell = createShellParser({
  runtimeWasm: require.resolve('web-tree-sitter/web-tree-sitter.wasm'),
  bashWasm: require.resolve('tree-sitter-bash/tree-sitter-bash.wasm'),
});

/** Returns the built-in policies. */
export async function openBook(): Promise<PolicyBook> {
  const opened = await openPolicyBook({
    rules: `${repository}rules/policy`,
    wasm: findCedarWasm(repository),
  });
  if (!opened.ok) throw new Error(opened.problems.map(describeProblem).join('\n'));
  return opened.value;
}

/** Makes a place; the caller ends it. */
export async function makePlace(profile: 'observe' | 'balanced' | 'locked' = 'balanced'): Promise<Place> {
  const top = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'ringfence-layers-')));
  const [root, config] = [path.join(top, 'app'), path.join(top, 'config')];
  mkdirSync(path.join(root, '.git'), { recursive: true });
  mkdirSync(config);
  let monotonic = 0;
  let floor: FloorState = { status: 'none', problems: [] };
  const clock = { now: () => Date.parse('2026-11-26T12:00:00Z'), monotonic: () => monotonic };
  const place = { pins: [] as readonly PinRecord[] };
  const live = createLiveLayers({
    book: await (book ??= openBook()),
    clock,
    above: { folders: { config }, floor: () => floor, pins: () => place.pins },
  });
  const failed = (stage: string, error: unknown): never => {
    throw new Error(`The guard failed to ${stage}.`, { cause: error });
  };
  const pipeline = createPipeline({
    observer: createObserver({
      shell: await shell,
      disk: emptyDisk,
      flavour: 'posix',
      home: '/home/ada',
      env: {},
    }),
    detectors,
    rulings: { apply: (observation, found) => live.of(observation.event).apply(observation, found) },
    decider: {
      decide(observation, findings) {
        const { set, layers } = live.of(observation.event);
        const level = stricterLevel(layers.profile.level, profile) ?? profile;
        return createDecider(set, { profile: level }).decide(observation, findings);
      },
    },
    recorder: { record: () => Promise.resolve() },
    reason: (event, decision, findings) => live.of(event).reason(event, decision, findings),
    clock,
    failed,
  });
  const defaults = { id: '1', cwd: root, roots: [root], ts: 0, surface: 'hook' };
  return Object.assign(place, {
    root,
    config,
    write(file: string, text: string | Uint8Array) {
      const target = path.join(top, file);
      mkdirSync(path.dirname(target), { recursive: true });
      writeFileSync(target, text);
    },
    layers: () => live.of({ roots: [root], cwd: root }).layers,
    async judge(raw: Readonly<Record<string, unknown>>) {
      const event = parseGuardEvent({ agent: 'codex', origin: 'agent', ...raw }, defaults);
      if (!event.ok) throw new Error(event.problems.map(describeProblem).join(' '));
      return pipeline.judge(event.value);
    },
    pass: (ms = 1_000) => void (monotonic += ms),
    setFloor: (next: FloorState) => void (floor = next),
    end: () => {
      rmSync(top, { recursive: true, force: true });
    },
  });
}
