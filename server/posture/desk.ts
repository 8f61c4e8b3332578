/**
 * Answers the editor's questions about its posture, and remembers in the ledger what became looser, what holds again and
 * what a person had put right. Reads settings files of folders that are not trusted.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { LedgerBody } from '../../common/ledger.ts';
import type { PostureReport, Repair, SeenSettings, SettingPlace, SetValue } from '../../common/posture.ts';
import type { Configure } from '../../common/protocol.ts';
import { parseSettings } from '../../common/settings.ts';
import { settingOf } from './catalogue.ts';
import { keysOf, postureReport, type TeamPosture } from './report.ts';
import { settingsIn } from './settingsFile.ts';

/** Answers about the posture. */
export interface PostureDesk {
  /** Lists the settings that a comparison wants to know. */
  readonly keys: () => readonly string[];
  /** Compares what the editor tells, for the window as it is now. */
  readonly compare: (seen: SeenSettings, window: Configure) => Promise<PostureReport>;
  /** Notes that a person had something put right. */
  readonly repaired: (repairs: readonly Pick<Repair, 'key' | 'layer' | 'folder'>[]) => Promise<void>;
}

/** Says what the desk depends on. */
export interface DeskOptions {
  /** Returns what the layers of some roots ask for. */
  readonly team: (roots: readonly string[]) => TeamPosture;
  readonly record: (body: LedgerBody) => Promise<void>;
  readonly read?: (file: string) => Promise<string>;
}

type Drift = Omit<Extract<LedgerBody, { type: 'posture' }>, 'action'>;

/** Creates the desk; what drifted is recorded once, until it holds again. */
export function createPostureDesk({ team, record, read = readText }: DeskOptions): PostureDesk {
  let known: ReadonlyMap<string, Drift> = new Map();
  return {
    // No workspace asks for settings.
    keys: () => keysOf(team([])),
    async compare(seen, configure) {
      const waiting = configure.trusted
        ? new Map<string, readonly SetValue[]>()
        : await waitingIn(configure, read);
      const report = postureReport(
        seen,
        {
          profile: parseSettings(configure.settings).profile,
          team: team(configure.roots),
          trusted: configure.trusted,
        },
        {
          fileOf: place => fileOf(place, configure),
          waiting: key => (settingOf(key).restricted ? (waiting.get(key) ?? []) : []),
        },
      );
      const now = driftsOf(report);
      const before = known;
      known = now;
      for (const [id, drift] of now) if (!before.has(id)) await record({ ...drift, action: 'drifted' });
      for (const [id, drift] of before) if (!now.has(id)) await record({ ...drift, action: 'ended' });
      return report;
    },
    async repaired(repairs) {
      for (const repair of repairs) {
        const id = idOf(repair);
        const drift = known.get(id);
        if (drift === undefined) continue;
        known = new Map([...known].filter(([each]) => each !== id));
        await record({ ...drift, action: 'repaired' });
      }
    },
  };
}

const idOf = ({
  key,
  layer,
  folder = '',
}: Pick<Repair, 'key' | 'folder'> & { readonly layer: string }): string =>
  JSON.stringify([key, layer, folder]);

const driftsOf = ({ level, lines }: PostureReport): ReadonlyMap<string, Drift> =>
  new Map(
    lines
      .filter(({ state }) => state === 'drifted')
      .flatMap(({ key, severity, loosened }) =>
        loosened.map(({ layer, folder, file }) => {
          const place = path.isAbsolute(file) ? file : '';
          const drift: Drift = { type: 'posture', key, layer, path: place, level, severity };
          return [idOf({ key, layer, ...(folder === undefined ? {} : { folder }) }), drift] as const;
        }),
      ),
  );

/** Names the file of a place: its path, or words where the editor keeps it somewhere of its own. */
function fileOf({ layer, folder }: SettingPlace, { roots, workspaceFile }: Configure): string {
  if (layer === 'user') return 'your user settings';
  if (layer === 'workspace' && workspaceFile !== undefined) return workspaceFile;
  const root = folder ?? roots[0];
  return root === undefined ? 'the workspace settings' : settingsFileOf(root);
}

const settingsFileOf = (root: string): string => path.join(root, '.vscode', 'settings.json');

/** Returns what the files of a window hold that is not trusted, by key; VS Code itself tells nothing of it. */
async function waitingIn(
  { roots, workspaceFile }: Configure,
  read: (file: string) => Promise<string>,
): Promise<ReadonlyMap<string, readonly SetValue[]>> {
  const single = workspaceFile === undefined && roots.length === 1;
  const placeOf = (root: string): SettingPlace =>
    single ? { layer: 'workspace' } : { layer: 'folder', folder: root };
  const whole: SettingPlace = { layer: 'workspace' };
  const files: readonly (readonly [string, SettingPlace])[] = [
    ...(workspaceFile === undefined ? [] : [[workspaceFile, whole] as const]),
    ...roots.map(root => [settingsFileOf(root), placeOf(root)] as const),
  ];
  const found = await Promise.all(
    files.map(async ([file, place]) => {
      const values = settingsIn(file, await read(file)) ?? {};
      return Object.entries(values).map(([key, value]) => ({ key, set: { ...place, value } }));
    }),
  );
  return grouped(found.flat());
}

function grouped(
  found: readonly { readonly key: string; readonly set: SetValue }[],
): ReadonlyMap<string, readonly SetValue[]> {
  const byKey = new Map<string, readonly SetValue[]>();
  for (const { key, set } of found) byKey.set(key, [...(byKey.get(key) ?? []), set]);
  return byKey;
}

const readText = (file: string): Promise<string> => readFile(file, 'utf8').catch(() => '');
