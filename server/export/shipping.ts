/** Ships from a running guard: begins anew when the profile changes, and lets retention do its work now and then. */
import type { LedgerProfile } from '../../common/profile.ts';
import { openExport, type ExportSetting } from './open.ts';
import { startShipper, type Shipper, type ShipperNews } from './shipper.ts';

/** Says what shipping works with. */
export interface ShippingParts extends Omit<ExportSetting, 'profile'> {
  readonly news: ShipperNews;
  /** Hears of lines that retention removed before they were sent. */
  readonly lost: (lines: number) => void;
  readonly failed: (stage: string, error: unknown) => void;
}

/** Ships the ledger of a guard. */
export interface Shipping {
  /** Takes on what the floor and the user ask for; the same again changes nothing. */
  configure(profile: LedgerProfile | undefined): void;
  stop(): Promise<void>;
}

const retainEvery = 6 * 3_600_000;

/** Creates the shipping of a guard; it does nothing until it is configured. */
export function createShipping(parts: ShippingParts): Shipping {
  let wanted = '';
  let shipper: Shipper | undefined;
  let timer: NodeJS.Timeout | undefined;
  let told: readonly string[] = [];
  let working: Promise<void> = Promise.resolve();

  const end = async (): Promise<void> => {
    clearInterval(timer);
    await shipper?.stop();
    shipper = undefined;
    for (const source of told) parts.news.well(source);
    told = [];
  };
  const begin = async (profile: LedgerProfile): Promise<void> => {
    await end();
    const opened = await openExport({ ...parts, profile });
    told = opened.problems.map((problem, at) => {
      parts.news.wrong(`export ${at}`, problem);
      return `export ${at}`;
    });
    const retain = (): void => {
      opened.retain().then(
        ({ removed }) => {
          const lines = removed
            .flatMap(({ unsent }) => Object.values(unsent))
            .reduce((sum, count) => sum + count, 0);
          if (lines > 0) parts.lost(lines);
        },
        (error: unknown) => parts.failed('retention', error),
      );
    };
    retain();
    timer = setInterval(retain, retainEvery);
    timer.unref();
    shipper = startShipper({ folder: opened.folder, pumps: opened.pumps, news: parts.news });
    told = [...told, ...opened.pumps.map(({ target }) => `export ${target.id}`)];
  };
  return {
    configure(profile = {}) {
      const text = JSON.stringify(profile);
      if (text === wanted) return;
      wanted = text;
      working = working
        .then(() => begin(profile))
        .catch((error: unknown) => parts.failed('ledger export', error));
    },
    async stop() {
      await working;
      await end();
    },
  };
}
