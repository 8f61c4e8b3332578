/** Where a floor is configured: `floor.json` of the machine, which wins, or of the user. */
import fs from 'node:fs';
import path from 'node:path';
import type { Problem } from '../../common/result.ts';
import type { Folders, Surroundings } from '../platform/folders.ts';
import { readPlainSync, UnfitFileError } from '../platform/plainFile.ts';
import type { FloorScope } from './floor.ts';
import { parseJson, utf8Text } from './json.ts';
import { limits } from './limits.ts';
import { parsePublicKey, type PublicKey } from './minisign/publicKey.ts';
import { FormatError } from './minisign/text.ts';
import { floorUrl, isUrl } from './sources/url.ts';

/** Says which floor is to be in force. */
export interface FloorConfig {
  /** Absolute path or https URL. */
  readonly source: string;
  readonly keys: readonly PublicKey[];
  /** Name that the floor must have; undefined when any floor of these keys will do. */
  readonly name: string | undefined;
}

/** Is what was found at one place. */
export type FoundConfig =
  | { readonly kind: 'none' }
  | { readonly kind: 'broken'; readonly problem: Problem }
  | { readonly kind: 'config'; readonly config: FloorConfig };

/** Is the file that configures a floor. */
const configName = 'floor.json';

/** Returns the folder of the machine-wide configuration; only an administrator may write there. */
export function machineFolderOf({ env, platform }: Surroundings): string {
  if (platform === 'win32')
    return path.win32.join(env['ProgramData'] ?? env['PROGRAMDATA'] ?? 'C:\\ProgramData', 'Ringfence');
  return platform === 'darwin' ? '/Library/Application Support/Ringfence' : '/etc/ringfence';
}

/** Returns the user's configuration file. */
export const userConfigFile = ({ config }: Pick<Folders, 'config'>): string => path.join(config, configName);

/** Returns the machine-wide configuration file. */
export const machineConfigFile = (folder: string): string => path.join(folder, configName);

/** Reads one configuration file. */
export function readConfig(file: string): FoundConfig {
  let bytes: Buffer;
  try {
    bytes = readPlainSync(file, limits.config);
  } catch (error) {
    if (isAbsent(error)) return { kind: 'none' };
    const large = error instanceof UnfitFileError && error.code === 'EFBIG';
    if (large)
      return { kind: 'broken', problem: brokenConfig(file, new FormatError('It is far too large.')) };
    return { kind: 'broken', problem: brokenConfig(file, error) };
  }
  try {
    return { kind: 'config', config: parseConfig(utf8Text(bytes), file) };
  } catch (error) {
    return { kind: 'broken', problem: brokenConfig(file, error) };
  }
}

const isAbsent = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');

const brokenConfig = (source: string, error: unknown): Problem => ({
  source,
  message: error instanceof FormatError ? error.message : `It cannot be read (${codeOf(error)}).`,
  remedy: 'Write it again with "ringfence policy trust".',
  ...(error instanceof FormatError && error.line !== undefined ? { line: error.line } : {}),
});

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : String(error);

const known = ['source', 'keys', 'name'];

/** Returns the configuration that a text is; relative paths count from its file. Throws FormatError. */
export function parseConfig(text: string, file: string): FloorConfig {
  const raw = parseJson(text);
  const stranger = Object.keys(raw).find(key => !known.includes(key));
  if (stranger !== undefined)
    throw new FormatError(`"${stranger}" is not known; there are ${known.join(', ')}.`);
  const { source, keys, name } = raw;
  if (typeof source !== 'string' || source.trim() === '')
    throw new FormatError('"source" must be a path or an https URL.');
  if (!Array.isArray(keys) || keys.length < 1 || keys.length > limits.keys)
    throw new FormatError('"keys" must list one or two public keys.');
  if (name !== undefined && typeof name !== 'string') throw new FormatError('"name" must be a text.');
  return { source: sourceOf(source, file), keys: keys.map(keyOf), name };
}

function sourceOf(source: string, file: string): string {
  if (!isUrl(source)) return path.resolve(path.dirname(file), source);
  const url = floorUrl(source);
  if (typeof url === 'string') throw new FormatError(`"source": ${url}`);
  return url.href;
}

function keyOf(value: unknown): PublicKey {
  if (typeof value !== 'string') throw new FormatError('"keys" must list public keys as texts.');
  try {
    return parsePublicKey(value);
  } catch (error) {
    throw new FormatError(
      `"keys" lists what is no public key: ${error instanceof Error ? error.message : ''}`,
    );
  }
}

/** Returns the text of a configuration file. */
export const writeConfig = ({ source, keys, name }: FloorConfig): string =>
  `${JSON.stringify({ source, keys: keys.map(key => key.base64), ...(name === undefined ? {} : { name }) }, undefined, 2)}\n`;

/** Is what a file's rights depend on. */
export interface Owned {
  readonly uid: number;
  readonly mode: number;
  readonly link: boolean;
}

/** Returns why a machine-wide file or its folder is not root's alone; undefined when it is. */
export function ownershipFault(owned: Owned): string | undefined {
  if (owned.link) return 'is a link';
  if (owned.uid !== 0) return `belongs to user ${owned.uid}, not to root`;
  return (owned.mode & 0o022) === 0 ? undefined : 'may be written by others than root';
}

/** Returns why the machine-wide configuration is not the administrator's, undefined when it is or is not there. */
export function machineFault(file: string, platform: NodeJS.Platform): Problem | undefined {
  // On Windows rights are access-control lists, which node cannot read.
  if (platform === 'win32') return undefined;
  for (const place of [path.dirname(file), file]) {
    const stat = fs.lstatSync(place, { throwIfNoEntry: false });
    if (stat === undefined) return undefined;
    const fault = ownershipFault({ uid: stat.uid, mode: stat.mode, link: stat.isSymbolicLink() });
    if (fault !== undefined)
      return {
        source: place,
        message: `It ${fault}, so it does not count as the machine's.`,
        remedy: `As an administrator: chown root ${JSON.stringify(place)} && chmod go-w ${JSON.stringify(place)}.`,
      };
  }
  return undefined;
}

/** Says who configured a floor, and with what. */
export interface ScopedConfig {
  readonly scope: FloorScope;
  readonly file: string;
  readonly found: FoundConfig;
}

/** Finds the configuration that counts, and what is wrong with one that does not. */
export function findConfig(
  folders: Pick<Folders, 'config'>,
  surroundings: Surroundings,
  machineFolder = machineFolderOf(surroundings),
): { readonly chosen: ScopedConfig; readonly problems: readonly Problem[] } {
  const machineFile = machineConfigFile(machineFolder);
  const fault = machineFault(machineFile, surroundings.platform);
  const found: FoundConfig = fault === undefined ? readConfig(machineFile) : { kind: 'none' };
  if (found.kind !== 'none') return { chosen: { scope: 'machine', file: machineFile, found }, problems: [] };
  const file = userConfigFile(folders);
  const present = fault !== undefined && fs.existsSync(machineFile);
  return { chosen: { scope: 'user', file, found: readConfig(file) }, problems: present ? [fault] : [] };
}
