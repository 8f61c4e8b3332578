/** Says whether the read shield is on, where that can be known: in the settings of this user's VS Code. Reads files. */
import { access } from 'node:fs/promises';
import path from 'node:path';
import { adapterOf, type InstallSetting } from '../../agents/index.ts';
import { readPlainText } from '../../platform/plainFile.ts';
import { lineOfSetting, settingsIn } from '../../posture/settingsFile.ts';

/** Says whether extensions are asked about before they read secrets. */
export interface ShieldReport {
  /** `partly`: on in one edition of VS Code and off in another. */
  readonly state: 'on' | 'off' | 'partly' | 'not-known';
  readonly places: readonly ShieldPlace[];
  readonly detail: string;
}

/** Is what the settings of one edition of VS Code say. */
interface ShieldPlace {
  readonly file: string;
  /** Absent where the file is there and cannot be understood. */
  readonly on?: boolean;
  /** From 1; absent where nothing is set, which is off. */
  readonly line?: number;
}

const key = 'ringfence.readShield';

/** Reads the settings of every edition of VS Code that this user has. */
export async function inspectShield(setting: InstallSetting): Promise<ShieldReport> {
  const files = adapterOf('vscode')?.switches.elsewhere?.(setting) ?? [];
  const places = (await Promise.all(files.map(placeAt))).filter(place => place !== undefined);
  const state = stateOf(places);
  return { state, places, detail: describe(state, places) };
}

async function placeAt(file: string): Promise<ShieldPlace | undefined> {
  const text = await readPlainText(file).catch((error: unknown) =>
    error instanceof Error && 'code' in error && error.code === 'ENOENT' ? '' : undefined,
  );
  const isThere = await access(path.dirname(file)).then(
    () => true,
    () => false,
  );
  if (!isThere) return undefined;
  const settings = text === undefined ? undefined : settingsIn(file, text);
  if (text === undefined || settings === undefined) return { file };
  if (settings[key] === undefined) return { file, on: false };
  return { file, on: settings[key] === true, line: lineOfSetting(file, text, key) };
}

function stateOf(places: readonly ShieldPlace[]): ShieldReport['state'] {
  const known = places.flatMap(({ on }) => on ?? []);
  if (known.length === 0 || known.length < places.length) return 'not-known';
  if (known.every(Boolean)) return 'on';
  return known.some(Boolean) ? 'partly' : 'off';
}

function describe(state: ShieldReport['state'], places: readonly ShieldPlace[]): string {
  const named = (on: boolean | undefined): string =>
    places
      .filter(place => place.on === on)
      .map(({ file, line }) => (line === undefined ? file : `${file}:${line}`))
      .join(', ');
  const rest = 'docs/read-shield.md says what gets past it';
  switch (state) {
    case 'on':
      return `On (${named(true)}): an extension that reads a file of secrets is held up until you allow it; ${rest}.`;
    case 'partly':
      return `On for ${named(true)}, off for ${named(false)}; ${rest}.`;
    case 'off':
      return `Off (${named(false)}): extensions read files of secrets unasked. Set "${key}" to true in the user's settings to be asked.`;
    case 'not-known':
      return places.length === 0
        ? 'Not known: no settings of VS Code are here. A window elsewhere, or in a browser, keeps its own.'
        : `Not known: ${named(undefined)} cannot be understood.`;
  }
}
