/**
 * The layers in force, event by event: read anew when a file of theirs changed, without a restart. A layer that cannot
 * be loaded takes no other down.
 */
import type { GuardEvent } from '../../common/event.ts';
import type { Finding } from '../../common/finding.ts';
import type { PinRecord } from '../mcp/pins/record.ts';
import type { FloorState } from '../floor/floor.ts';
import type { Observation } from '../pipeline/types.ts';
import type { Folders } from '../platform/folders.ts';
import { composeSets } from '../policy/compose.ts';
import type { LoadedLayer } from '../policy/load.ts';
import type { PolicyBook } from '../policy/open.ts';
import type { Policy, PolicySet } from '../policy/policy.ts';
import { createReason, type Reason } from '../policy/reason.ts';
import { usesOf } from '../policy/request.ts';
import type { Clock } from '../ports/clock.ts';
import { createCache } from './cache.ts';
import { stampOf } from './files.ts';
import type { Layer, Layers } from './layer.ts';
import { mcpObjections } from './mcp.ts';
import { floorLayer, layersOf, userLayer, workspaceLayer } from './open.ts';
import { rulingOf, type Places, type Rule } from './rulings.ts';
import { workspaceFoldersOf } from './workspaces.ts';

/** Is what holds for an event. */
export interface InForce {
  readonly layers: Layers;
  readonly set: PolicySet;
  readonly reason: Reason;
  /** Is what the layers make of a single finding; undefined where they say nothing. */
  readonly rule: Rule | undefined;
  /** Returns findings as the layers want them, with what they have against the event themselves. */
  readonly apply: (observation: Observation, findings: readonly Finding[]) => readonly Finding[];
}

/** Returns what holds for events of some roots; where there are none, of the event's folder. */
export interface LiveLayers {
  of(event: Pick<GuardEvent, 'roots' | 'cwd'>): InForce;
}

/** Says what layers are made of. */
export interface LiveSetting {
  readonly book: PolicyBook;
  /** Absent where only the built-in layer counts. */
  readonly above?: LayersAbove;
  readonly clock: Clock;
}

/** Says where the layers above the built-in one are. */
export interface LayersAbove {
  readonly folders: Pick<Folders, 'config'>;
  readonly floor: () => FloorState;
  /** Returns what is remembered of MCP servers. */
  readonly pins: () => readonly PinRecord[];
}

/** Looking for changed files more often than this would cost more than the verdict on a small event. */
const lookMs = 200;
const dayMs = 86_400_000;

/** Creates the layers; `of` throws only when Cedar itself is gone, which the pipeline turns into `deny`. */
export function createLiveLayers({ book, above, clock }: LiveSetting): LiveLayers {
  const builtIn = inForce(book.builtIn, layersOf({ status: 'none', problems: [] }, []), undefined);
  if (above === undefined) return { of: () => builtIn };
  const looked = createCache<{ at: number; key: string }>(64);
  const known = createCache<InForce>(16);
  const load = createLoader(book);
  return {
    of({ roots, cwd }) {
      const places = roots.length > 0 || cwd === '' ? roots : [cwd];
      const name = places.join('\n');
      const now = clock.monotonic();
      const last = looked.get(name);
      const floor = above.floor();
      if (last !== undefined && now - last.at < lookMs && last.key.startsWith(floorKey(floor))) {
        const found = known.get(last.key);
        if (found !== undefined) return found;
      }
      const folders = workspaceFoldersOf(places);
      const key = [floorKey(floor), day(clock), ...[above.folders.config, ...folders].map(stampedName)].join(
        '\n',
      );
      looked.set(name, { at: now, key });
      return known.get(key) ?? known.set(key, load(above, folders, clock.now()));
    },
  };
}

const day = (clock: Pick<Clock, 'now'>): string => String(Math.floor(clock.now() / dayMs));

const stampedName = (folder: string): string => `${folder} ${stampOf(folder)}`;

const floorKey = (floor: FloorState): string =>
  `${floor.status} ${digestIn(floor)} ${JSON.stringify(floor.problems)}\n`;

const digestIn = (floor: FloorState): string => {
  if ('digest' in floor) return floor.digest;
  return floor.status === 'missing' ? (floor.refused?.digest ?? '') : '';
};

type Load = (above: LayersAbove, folders: readonly string[], now: number) => InForce;

/** Cedar parses a layer once, as long as neither it nor one above it changes. */
function createLoader(book: PolicyBook): Load {
  const parsed = createCache<LoadedLayer>(32);
  const loaded = (layer: Layer, taken: readonly Policy[], key: string): LoadedLayer =>
    parsed.get(key) ??
    parsed.set(key, book.load(layer.policies === undefined ? [] : [layer.policies], taken));
  return (above, folders, now) => {
    const floor = above.floor();
    const read = [floorLayer(floor), userLayer(above.folders), ...folders.map(workspaceLayer)];
    const sets: PolicySet[] = [book.builtIn];
    const layers: Layer[] = [];
    let key = '';
    for (const layer of read) {
      if (layer === undefined) continue;
      key += `\n${layer.folder}\n${layer.policies?.text ?? ''}`;
      const { set, problems } = loaded(layer, composeSets(sets).policies, key);
      if (set.policies.length > 0 || problems.length > 0) sets.push(set);
      layers.push({ ...layer, problems: [...layer.problems, ...problems] });
    }
    return inForce(composeSets(sets), layersOf(floor, layers), { now, pins: above.pins });
  };
}

function inForce(
  set: PolicySet,
  layers: Layers,
  further: { readonly now: number; readonly pins: LayersAbove['pins'] } | undefined,
): InForce {
  const rule = further === undefined ? undefined : rulingOf(layers.layers, further.now);
  const objections = further === undefined ? undefined : mcpObjections(layers.layers, further.pins);
  return {
    set,
    layers,
    reason: createReason(set.policies),
    rule,
    apply(observation, findings) {
      if (rule === undefined && objections === undefined) return findings;
      const all = [...findings, ...(objections?.(observation.event) ?? [])];
      if (rule === undefined) return all;
      const places = placesIn(observation);
      return all.flatMap(finding => rule(finding, places) ?? []);
    },
  };
}

/** A place counts only where the observer followed links and knows the root. */
const placesIn =
  (observation: Observation): Places =>
  ({ path }) => {
    const places = usesOf(observation, path).map(use => use.relative);
    return places.every(place => place !== undefined) ? places : undefined;
  };
