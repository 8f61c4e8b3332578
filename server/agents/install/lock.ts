/**
 * Says what keeps an agent's hooks on, whatever a project or its user writes: an administrator's file for all users of a
 * machine. Reads files.
 */
import { parse, type ParseError } from 'jsonc-parser';
import { readPlainText } from '../../platform/plainFile.ts';
import type { Agent } from '../adapter.ts';
import { fieldsOf } from '../fields.ts';
import { managedFiles, type ManagedFile } from '../managed.ts';
import { parsed } from './codexTrust.ts';
import { mark } from './hooksFile.ts';
import type { InstallSetting } from './spec.ts';

/** Says whether the hooks of an agent can be switched off. */
export interface AgentLock {
  /**
   * `locked`: an administrator's file keeps them on; `open`: a project can switch them off, which such a file prevents;
   * `no-lock`: a project can, and no such file is known; `no-switch`: no file of a project is known that could;
   * `not-known`: the file cannot be read, or nobody knows where it is on this system.
   */
  readonly state: 'locked' | 'open' | 'no-lock' | 'no-switch' | 'not-known';
  /** Whether the administrator's file holds the hooks themselves. */
  readonly hooks: boolean;
  /** The administrator's file, there or not. */
  readonly file?: string;
  /** What such a file is exported for. */
  readonly target?: ManagedFile['target'];
  /** Settings by which a project could switch the hooks off. */
  readonly switches: readonly string[];
  /** Settings of projects and users that do nothing while it is locked. */
  readonly outranks: readonly string[];
}

/** Reads a file; rejects as `readPlainText` does. */
type Read = (file: string) => Promise<string>;

/** Finds out how the hooks of an agent are kept on here. */
export async function lockOf(
  { name, switches, install }: Pick<Agent, 'name' | 'switches' | 'install'>,
  { platform }: Pick<InstallSetting, 'platform'>,
  read: Read = readPlainText,
): Promise<AgentLock> {
  const ways = switches.workspace.length === 0 ? [] : switches.switches.map(({ key }) => key.join('.'));
  const managed = managedFiles[name];
  const unlocked = { state: unlockedState(ways, managed), hooks: false, switches: ways, outranks: [] };
  if (managed === undefined) return unlocked;
  const { target, outranks } = managed;
  const file = managed.places[platform];
  if (file === undefined)
    return { ...unlocked, target, ...(ways.length === 0 ? {} : { state: 'not-known' }) };
  const found = await fieldsAt(file, read);
  if (found.kind === 'unreadable') return { ...unlocked, target, file, state: 'not-known' };
  const { hooks, isKept } = standingOf(managed, found.fields, install?.events ?? []);
  return isKept
    ? { state: 'locked', hooks, target, file, switches: ways, outranks }
    : { ...unlocked, hooks, target, file };
}

function unlockedState(ways: readonly string[], managed: ManagedFile | undefined): AgentLock['state'] {
  if (ways.length === 0) return 'no-switch';
  return managed === undefined ? 'no-lock' : 'open';
}

type Fields = Readonly<Record<string, unknown>>;

/** A file that is not there holds nothing; one that is no JSON or TOML is heeded by nobody. */
async function fieldsAt(
  file: string,
  read: Read,
): Promise<{ readonly kind: 'read'; readonly fields: Fields } | { readonly kind: 'unreadable' }> {
  try {
    return { kind: 'read', fields: fieldsIn(file, await read(file)) ?? {} };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    return code === 'ENOENT' || code === 'ENOTDIR' ? { kind: 'read', fields: {} } : { kind: 'unreadable' };
  }
}

function fieldsIn(file: string, text: string): Fields | undefined {
  if (file.endsWith('.toml')) return fieldsOf(parsed(text));
  const errors: ParseError[] = [];
  const value: unknown = parse(text.replace(/^\ufeff/u, ''), errors, { allowTrailingComma: true });
  return errors.length === 0 ? fieldsOf(value) : undefined;
}

function standingOf(
  { holdsHooks, keeps }: ManagedFile,
  fields: Fields,
  events: readonly { readonly name: string }[],
): { readonly hooks: boolean; readonly isKept: boolean } {
  const lists = fieldsOf(fields['hooks']) ?? {};
  // One event without our hook is a kind of acts that nobody hears of.
  const isHooked = ({ name }: { readonly name: string }): boolean =>
    JSON.stringify(lists[name] ?? null).includes(mark);
  const hooks = holdsHooks && events.length > 0 && events.every(isHooked);
  const kept = keeps.every(({ key, isKept }) =>
    isKept(key.reduce<unknown>((value, part) => fieldsOf(value)?.[part], fields)),
  );
  return { hooks, isKept: kept && (hooks || !holdsHooks) };
}
