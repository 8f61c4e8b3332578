/**
 * Answers the editor's questions about its posture, and remembers in the ledger what became looser, what holds again and
 * what a person had put right. Reads settings files of folders that are not trusted.
 */
import path from 'node:path';
import type { LedgerBody } from '../../common/ledger.ts';
import type { PostureReport, SeenSettings, SettingPlace, SetValue } from '../../common/posture.ts';
import type { Configure } from '../../common/protocol.ts';
import { parseSettings } from '../../common/settings.ts';
import { readPlainText } from '../platform/plainFile.ts';
import { settingOf } from './catalogue.ts';
import { createChronicle, type PlacedDrift, type Repaired } from './chronicle.ts';
import { keysOf, postureReport, type TeamPosture } from './report.ts';
import { settingsIn } from './settingsFile.ts';

/** Answers about the posture. */
export interface PostureDesk {
  /** Lists the settings that a comparison wants to know. */
  readonly keys: () => readonly string[];
  /** Compares what the editor tells, for the window as it is now. */
  readonly compare: (seen: SeenSettings, window: Configure) => Promise<PostureReport>;
  /** Notes that a person had something put right. */
  readonly repaired: (repairs: readonly Repaired[]) => Promise<void>;
}

/** Says what the desk depends on. */
export interface DeskOptions {
  /** Returns what the layers of some roots ask for. */
  readonly team: (roots: readonly string[]) => TeamPosture;
  readonly record: (body: LedgerBody) => Promise<void>;
  /** Returns the newest bodies of the ledger, newest first. */
  readonly newest: () => Promise<readonly LedgerBody[]>;
  readonly read?: (file: string) => Promise<string>;
}

/** Creates the desk; what drifted is recorded once, until it holds again. */
export function createPostureDesk({ team, record, newest, read = readText }: DeskOptions): PostureDesk {
  const chronicle = createChronicle({ record, newest });
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
      const mine = new Set(['', ...filesOf(configure).map(([file]) => file)]);
      await chronicle.saw(driftsOf(report), file => mine.has(file));
      return report;
    },
    repaired: repairs => chronicle.repaired(repairs),
  };
}

const driftsOf = ({ level, lines }: PostureReport): readonly PlacedDrift[] =>
  lines
    .filter(({ state }) => state === 'drifted')
    .flatMap(({ key, severity, loosened }) =>
      loosened.map(({ layer, folder, file }) => ({
        drift: {
          type: 'posture' as const,
          key,
          layer,
          path: path.isAbsolute(file) ? file : '',
          level,
          severity,
        },
        ...(folder === undefined ? {} : { folder }),
      })),
    );

/** Names the file of a place: its path, or words where the editor keeps it somewhere of its own. */
function fileOf({ layer, folder }: SettingPlace, { roots, workspaceFile }: Configure): string {
  if (layer === 'user') return 'your user settings';
  if (layer === 'workspace' && workspaceFile !== undefined) return workspaceFile;
  const root = folder ?? roots[0];
  return root === undefined ? 'the workspace settings' : settingsFileOf(root);
}

const settingsFileOf = (root: string): string => path.join(root, '.vscode', 'settings.json');

/** Returns the files of a window that hold settings, each with its place. */
function filesOf({ roots, workspaceFile }: Configure): readonly (readonly [string, SettingPlace])[] {
  const single = workspaceFile === undefined && roots.length === 1;
  const placeOf = (root: string): SettingPlace =>
    single ? { layer: 'workspace' } : { layer: 'folder', folder: root };
  const whole: SettingPlace = { layer: 'workspace' };
  return [
    ...(workspaceFile === undefined ? [] : [[workspaceFile, whole] as const]),
    ...roots.map(root => [settingsFileOf(root), placeOf(root)] as const),
  ];
}

/** Returns what the files of a window hold that is not trusted, by key; VS Code itself tells nothing of it. */
async function waitingIn(
  configure: Configure,
  read: (file: string) => Promise<string>,
): Promise<ReadonlyMap<string, readonly SetValue[]>> {
  const found = await Promise.all(
    filesOf(configure).map(async ([file, place]) => {
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

const readText = (file: string): Promise<string> => readPlainText(file).catch(() => '');
