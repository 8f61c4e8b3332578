/** Puts the export of a user together: targets of the profile, their pumps, what leaves and what is kept. */
import os from 'node:os';
import path from 'node:path';
import type { LedgerProfile } from '../../common/profile.ts';
import type { Problem } from '../../common/result.ts';
import { applyRetention, type Retention, type RetentionReport, type SentSeqs } from '../ledger/retention.ts';
import type { Folders } from '../platform/folders.ts';
import type { Clock } from '../ports/clock.ts';
import { openMaskKey } from './maskKey.ts';
import { stateFiles, type TargetState } from './positions.ts';
import { createPump, type Pump, type Target } from './pump.ts';
import type { Source } from './record.ts';
import type { Redaction } from './redact.ts';
import { targetOf } from './targets.ts';

/** Says what an export is opened with. */
export interface ExportSetting {
  readonly folders: Pick<Folders, 'state' | 'ledger'>;
  /** Of the floor and the user together; what a workspace says never gets here. */
  readonly profile: LedgerProfile;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly version: string;
  readonly clock: Clock;
}

/** Is an export that is ready to ship. */
export interface OpenedExport {
  /** Folder of states and of the claim. */
  readonly folder: string;
  readonly pumps: readonly Pump[];
  readonly redaction: Redaction;
  readonly source: Source;
  readonly problems: readonly Problem[];
  /** Returns how each target stands. */
  states(): Promise<readonly TargetState[]>;
  /** Removes what is due by the profile, or by what is given. */
  retain(retention?: Retention): Promise<RetentionReport>;
}

/** Opens the export that a profile asks for; a target that cannot be one is a problem, and the others still ship. */
export async function openExport(setting: ExportSetting): Promise<OpenedExport> {
  const { folders, profile, env, version, clock } = setting;
  const folder = exportFolder(folders);
  const redaction = { key: await openMaskKey(folders.state), paths: profile.redactPaths === true };
  const source = sourceHere(version);
  const files = stateFiles(folder);
  const results = (profile.export ?? []).map(entry => targetOf(entry, { env, clock }));
  const targets = results.flatMap(result => (result.ok ? [result.value] : []));
  const states = (): Promise<readonly TargetState[]> =>
    Promise.all(targets.map(({ id, name }) => files.read(id, name)));
  const pumpOf = (target: Target): Pump =>
    createPump({ ledger: folders.ledger, states: files, target, source, redaction, clock });
  return {
    folder,
    pumps: targets.map(pumpOf),
    redaction,
    source,
    problems: results.flatMap(result => (result.ok ? [] : result.problems)),
    states,
    async retain(retention = daysOf(profile)) {
      if (retention.days === undefined && retention.megabytes === undefined)
        return { removed: [], waiting: 0 };
      const known = await states();
      const sent: SentSeqs = segment =>
        Object.fromEntries(targets.map(({ id }, at) => [id, known[at]?.positions[segment]?.seq ?? 0]));
      return applyRetention({ folder: folders.ledger, clock, retention, sent });
    },
  };
}

/** Names the folder of states below a state folder. */
const exportFolder = ({ state }: Pick<Folders, 'state'>): string => path.join(state, 'export');

const daysOf = ({ retentionDays }: LedgerProfile): Retention =>
  retentionDays === undefined ? {} : { days: retentionDays };

function sourceHere(version: string): Source {
  return { version, host: os.hostname(), user: userName(), platform: process.platform };
}

/** A user without an entry in the system's list has no name. */
function userName(): string {
  try {
    return os.userInfo().username;
  } catch {
    return 'unknown';
  }
}
