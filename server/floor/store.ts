/**
 * Keeps the last good floor, and what must never go back: the highest serial of each key, and the manifests by which
 * keys were changed. Every file is replaced whole and flushed, and everything is verified again when it is read.
 */
import fs from 'node:fs';
import path from 'node:path';
import type { Folders } from '../platform/folders.ts';
import { UnfitFileError, readPlainSync } from '../platform/plainFile.ts';
import { privateFolder, replaceDurably, temporaryName } from '../quarantine/disk.ts';
import { parseBundle, writeBundle, type Bundle } from './bundle.ts';
import { parseConfig, writeConfig, type FloorConfig } from './config.ts';
import type { FloorScope } from './floor.ts';
import { parseJson, utf8Text } from './json.ts';
import { limits } from './limits.ts';
import { FormatError } from './minisign/text.ts';

/** Is the highest serial that was accepted of a floor's name and a key. */
export interface SerialMark {
  readonly keyId: string;
  readonly name: string;
  readonly serial: number;
  readonly digest: string;
}

/** Is a signed manifest that changed the keys. */
export interface KeyChange {
  readonly manifest: string;
  readonly signature: string;
}

/** Is a configuration with its file. */
export interface RememberedConfig {
  readonly scope: FloorScope;
  readonly file: string;
  readonly config: FloorConfig;
}

/** Is what is remembered beside the last good floor. */
export interface Memory {
  readonly serials: readonly SerialMark[];
  readonly keyChanges: readonly KeyChange[];
  /** Is the last readable configuration, in case `floor.json` is broken or gone. */
  readonly config: RememberedConfig | undefined;
  /** Tag of the last good copy, with the URL that gave it. */
  readonly tag: { readonly url: string; readonly etag: string } | undefined;
  /** Names the last good floor together with the Ringfence that could load it; absent while none did. */
  readonly loaded?: string | undefined;
}

/** Keeps a floor on disk. */
export interface FloorStore {
  readonly folder: string;
  /** Returns the last good floor, not verified; undefined when there is none; throws FormatError when it is damaged. */
  lastGood(): Bundle | undefined;
  /** Returns what is remembered; throws FormatError when it is damaged. */
  memory(): Memory;
  /** Keeps a floor, and what to remember with it; throws when the disk does not take it. */
  keep(bundle: Bundle, memory: Memory): void;
  /** Throws when the disk does not take it. */
  remember(memory: Memory): void;
  /** Forgets the last good floor and its configuration, but no serial and no change of keys. */
  forget(): void;
}

/** Remembers nothing. */
export const emptyMemory: Memory = { serials: [], keyChanges: [], config: undefined, tag: undefined };
const goodName = 'last-good.json';
const memoryName = 'memory.json';
const mostSerials = 200;

/** Opens the store; nothing is created before something is kept. */
export function openFloorStore({ state }: Pick<Folders, 'state'>): FloorStore {
  const folder = path.join(state, 'floor');
  const write = (name: string, text: string): void => {
    privateFolder(fs, folder);
    const file = { path: path.join(folder, name), bytes: Buffer.from(text, 'utf8'), mode: 0o600 };
    replaceDurably(fs, file, path.join(folder, temporaryName()));
  };
  const remember = (memory: Memory): void => write(memoryName, writeMemory(memory));
  return {
    folder,
    lastGood() {
      const bytes = readBounded(path.join(folder, goodName), limits.bundle);
      return bytes === undefined ? undefined : parseBundle(bytes);
    },
    memory: () => readMemory(path.join(folder, memoryName)),
    keep(bundle, memory) {
      // The floor comes first: one newer than its mark is no rollback, a mark newer than the floor would be.
      write(goodName, writeBundle(bundle));
      remember(memory);
    },
    remember,
    forget() {
      fs.rmSync(path.join(folder, goodName), { force: true });
      const memory = attempt(() => readMemory(path.join(folder, memoryName)));
      if (memory !== emptyMemory) remember({ ...memory, config: undefined, tag: undefined });
    },
  };
}

function attempt(read: () => Memory): Memory {
  try {
    return read();
  } catch (error) {
    if (error instanceof FormatError) return { ...emptyMemory };
    throw error;
  }
}

function readBounded(file: string, most: number): Uint8Array | undefined {
  try {
    return readPlainSync(file, most);
  } catch (error) {
    if (error instanceof UnfitFileError && error.code === 'EFBIG')
      throw new FormatError('It is far too large.');
    if (fs.existsSync(file)) throw error;
    return undefined;
  }
}

const writeMemory = ({ serials, keyChanges, config, tag, loaded }: Memory): string =>
  `${JSON.stringify({
    version: 1,
    serials: serials.slice(-mostSerials),
    keyChanges,
    config: config === undefined ? undefined : { ...config, config: writeConfig(config.config) },
    tag,
    loaded,
  })}\n`;

function readMemory(file: string): Memory {
  const bytes = readBounded(file, limits.bundle);
  if (bytes === undefined) return emptyMemory;
  const raw = parseJson(utf8Text(bytes));
  return {
    serials: itemsOf(raw['serials'], serialMark),
    keyChanges: itemsOf(raw['keyChanges'], keyChange),
    config: configOf(raw['config']),
    tag: tagOf(raw['tag']),
    loaded: typeof raw['loaded'] === 'string' ? raw['loaded'] : undefined,
  };
}

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

const itemsOf = <T>(raw: unknown, read: (fields: Fields) => T | undefined): readonly T[] =>
  Array.isArray(raw) ? raw.flatMap(item => (isFields(item) ? (read(item) ?? []) : [])) : [];

function serialMark({ keyId, name, serial, digest }: Fields): SerialMark | undefined {
  if (typeof keyId !== 'string' || typeof name !== 'string') return undefined;
  if (typeof serial !== 'number' || typeof digest !== 'string') return undefined;
  return { keyId, name, serial, digest };
}

function keyChange({ manifest, signature }: Fields): KeyChange | undefined {
  if (typeof manifest !== 'string' || typeof signature !== 'string') return undefined;
  return { manifest, signature };
}

function tagOf(raw: unknown): Memory['tag'] {
  if (!isFields(raw)) return undefined;
  const { url, etag } = raw;
  return typeof url === 'string' && typeof etag === 'string' ? { url, etag } : undefined;
}

function configOf(raw: unknown): RememberedConfig | undefined {
  if (!isFields(raw)) return undefined;
  const { scope, file, config } = raw;
  if (typeof file !== 'string' || typeof config !== 'string') return undefined;
  if (scope !== 'machine' && scope !== 'user') return undefined;
  return { scope, file, config: parseConfig(config, file) };
}
