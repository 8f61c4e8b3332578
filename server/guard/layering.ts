/**
 * Keeps the layers of a running guard: watches the floor, looks at the files of user and workspace, shows what is in
 * force and what is wrong with it, and says when the level changes.
 */
import type { Configure, RulesState } from '../../common/protocol.ts';
import { describeProblem, type Problem } from '../../common/result.ts';
import { parseSettings, type Profile } from '../../common/settings.ts';
import manifest from '../../package.json' with { type: 'json' };
import { watchFloor, type FloorWatch } from '../floor/watch.ts';
import { stricterLevel } from '../layers/effective.ts';
import { floorCheck } from '../layers/floorCheck.ts';
import type { Layers } from '../layers/layer.ts';
import type { LayersAbove } from '../layers/live.ts';
import { openPins } from '../mcp/pins/shelf.ts';
import type { Folders, Surroundings } from '../platform/folders.ts';
import { builtInBook } from '../policy/open.ts';
import { systemClock } from '../ports/clock.ts';
import type { Board } from './board.ts';
import type { Core } from './core.ts';

/** Is a floor that is watched, and the layers around it. */
export interface WatchedLayers {
  readonly above: LayersAbove;
  /** Calls back when the floor changed. */
  onFloor(changed: () => void): void;
  stop(): void;
}

/** Says what layers are watched with. */
export interface WatchedSetting {
  readonly folders: Folders;
  readonly surroundings: Surroundings;
  /** Folder of the bundles, with the built-in policies that a floor must fit. */
  readonly assets: string;
}

/** Opens the floor as far as the disk has it and goes on watching; never rejects. */
export async function watchLayers({ folders, surroundings, assets }: WatchedSetting): Promise<WatchedLayers> {
  let changed = (): void => undefined;
  const floor: FloorWatch = await watchFloor({
    folders,
    surroundings,
    version: manifest.version,
    now: () => systemClock.now(),
    check: floorCheck(() => builtInBook(assets)),
    changed: () => changed(),
  });
  const pins = openPins(folders.state);
  return {
    above: { folders, floor: () => floor.state(), pins: () => pins.list() },
    onFloor: listener => (changed = listener),
    stop: () => floor.stop(),
  };
}

/** Shows the layers of the present roots. */
export interface ShownLayers {
  /** Returns the configuration with the level that is really in force: the strictest of all layers. */
  effective(configure: Configure): Configure;
  level(): Profile;
  /** Looks again, also for other roots or settings. */
  look(configure?: Configure): void;
  stop(): void;
}

/** Says what layers are shown with. */
export interface ShownSetting {
  readonly core: Pick<Core, 'layers'>;
  readonly board: Board;
  readonly configure: Configure;
  /** Hears what the hooks of all folders are to answer without a guard; a folder's own profile they read themselves. */
  readonly carry?: (onUnavailable: 'default' | 'deny') => void;
  /** Hears that layers changed, so that findings that are shown may count otherwise. */
  readonly ruled?: () => void;
  /** Hears of another level. */
  readonly changed: (configure: Configure, level: Profile) => void;
}

/** A person who saves a file should see what came of it; verdicts look for themselves. */
const lookEveryMs = 2_000;

/** Shows layers, and looks at them again and again. */
export function showLayers(setting: ShownSetting): ShownLayers {
  const { core, board, configure: first, changed } = setting;
  let present = first;
  let last: Layers | undefined;
  let level = parseSettings(first.settings).profile;
  let shown = new Set<string>();
  let shownAsks: 'default' | 'deny' | undefined;
  let carried: 'default' | 'deny' | undefined;
  const carry = (): void => {
    const { onUnavailable } = core.layers([]).profile;
    const wanted = onUnavailable === 'deny' ? 'deny' : parseSettings(present.settings).onUnavailable;
    if (wanted !== carried) setting.carry?.(wanted);
    carried = wanted;
  };
  const look = (): void => {
    carry();
    const layers = core.layers(present.roots);
    const asked = parseSettings(present.settings).profile;
    const next = stricterLevel(layers.profile.level, asked) ?? asked;
    const asks = parseSettings(present.settings).onUnavailable;
    if (layers === last && next === level && asks === shownAsks) return;
    const news = last !== undefined && layers !== last;
    [last, shownAsks] = [layers, asks];
    if (news) setting.ruled?.();
    const problems = new Map(layers.problems.map(problem => [`layer ${describeProblem(problem)}`, problem]));
    for (const key of shown) if (!problems.has(key)) board.well(key);
    for (const [key, problem] of problems) board.wrong(key, problem);
    shown = new Set(problems.keys());
    board.rules(rulesState(layers, next, asks));
    if (next === level) return;
    level = next;
    changed(withLevel(present, level), level);
  };
  const safely = (): void => {
    try {
      look();
      board.well('layers');
    } catch (error) {
      board.wrong('layers', unreadable(error));
    }
  };
  safely();
  const timer = setInterval(safely, lookEveryMs);
  timer.unref();
  return {
    effective: configure => withLevel(configure, level),
    level: () => level,
    look(configure = present) {
      present = configure;
      safely();
    },
    stop: () => clearInterval(timer),
  };
}

const unreadable = (error: unknown): Problem => ({
  source: 'layers',
  message: `The rules of floor, user and workspace cannot be read: ${error instanceof Error ? error.message : String(error)}.`,
  remedy: 'What could not be judged was refused. Run "ringfence policy check".',
});

const withLevel = (configure: Configure, profile: Profile): Configure => ({
  ...configure,
  settings: { ...(typeof configure.settings === 'object' ? configure.settings : {}), profile },
});

/** Sums layers up for people. */
const rulesState = (
  { layers, floor, profile, problems }: Layers,
  level: Profile,
  asked: 'default' | 'deny',
): RulesState => ({
  level,
  floor: {
    status: floor.status,
    ...('source' in floor ? { source: floor.source } : {}),
    ...('refused' in floor ? { name: floor.refused.name, serial: floor.refused.serial } : {}),
    ...('digest' in floor
      ? { name: floor.name, serial: floor.serial, signer: floor.signer, expires: floor.expires }
      : {}),
  },
  layers: layers.map(({ layer, folder, policies, problems: wrong }) => ({
    layer,
    folder,
    policies: policies === undefined ? 0 : (policies.text.match(/^\s*@id\(/gmu)?.length ?? 0),
    problems: wrong.length,
  })),
  onUnavailable: profile.onUnavailable === 'deny' ? 'deny' : asked,
  problems,
});
