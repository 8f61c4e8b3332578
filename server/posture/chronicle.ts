/** Keeps the ledger's account of drift: what became looser is told once, over windows and restarts, until it ends. */
import type { LedgerBody } from '../../common/ledger.ts';
import type { Repair } from '../../common/posture.ts';

/** Is a drift without what became of it. */
export type Drift = Omit<Extract<LedgerBody, { type: 'posture' }>, 'action'>;

/** Is a drift as the editor's places name it. */
export interface PlacedDrift {
  readonly drift: Drift;
  readonly folder?: string;
}

/** Names what a person had put right. */
export type Repaired = Pick<Repair, 'key' | 'layer' | 'folder'>;

/** Keeps the account. */
export interface Chronicle {
  /** Takes in what drifts now; `mine` tells whether a file belongs to the window. */
  readonly saw: (now: readonly PlacedDrift[], mine: (file: string) => boolean) => Promise<void>;
  readonly repaired: (repairs: readonly Repaired[]) => Promise<void>;
}

/** Says what an account is kept with. */
export interface ChronicleOptions {
  readonly record: (body: LedgerBody) => Promise<void>;
  /** Returns the newest bodies of the ledger, newest first. */
  readonly newest: () => Promise<readonly LedgerBody[]>;
}

/** Starts an account. */
export function createChronicle({ record, newest }: ChronicleOptions): Chronicle {
  let known: readonly PlacedDrift[] | undefined;
  return {
    async saw(now, mine) {
      const before = known;
      known = now;
      const fresh = now.filter(({ drift }) => before?.some(each => isSame(each.drift, drift)) !== true);
      const past = (before ?? []).map(({ drift }) => drift);
      // Other windows tell of the same settings, and the ledger outlives all of them.
      const told = fresh.length > 0 || before === undefined ? openIn(await newest()) : [];
      const left = before === undefined ? told.filter(({ path }) => mine(path)) : past;
      for (const { drift } of fresh)
        if (!told.some(each => isSame(each, drift))) await record({ ...drift, action: 'drifted' });
      for (const drift of left)
        if (!now.some(each => isSame(each.drift, drift))) await record({ ...drift, action: 'ended' });
    },
    async repaired(repairs) {
      for (const repair of repairs) {
        const found = known?.find(placed => isOf(repair, placed));
        if (found === undefined) continue;
        known = known?.filter(each => each !== found);
        await record({ ...found.drift, action: 'repaired' });
      }
    },
  };
}

const isSame = (a: Drift, b: Drift): boolean => a.key === b.key && a.layer === b.layer && a.path === b.path;

const isOf = ({ key, layer, folder }: Repaired, placed: PlacedDrift): boolean =>
  placed.drift.key === key && placed.drift.layer === layer && placed.folder === folder;

/** Returns what drifted and neither ended nor was repaired since. */
function openIn(bodies: readonly LedgerBody[]): readonly Drift[] {
  const seen: Drift[] = [];
  const open: Drift[] = [];
  for (const body of bodies) {
    if (body.type !== 'posture') continue;
    const { action, ...drift } = body;
    if (seen.some(each => isSame(each, drift))) continue;
    seen.push(drift);
    if (action === 'drifted') open.push(drift);
  }
  return open;
}
