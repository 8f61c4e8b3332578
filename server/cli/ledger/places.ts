/** What the verbs below `ledger` share: where the ledger is, what the profile asks for, and times as people write them. */
import fs from 'node:fs';
import path from 'node:path';
import type { LedgerProfile } from '../../../common/profile.ts';
import { openExport, type OpenedExport } from '../../export/open.ts';
import { openLayers } from '../../layers/open.ts';
import { ringfenceFolders } from '../../platform/folders.ts';
import { readPlainText } from '../../platform/plainFile.ts';
import { isPublicKey } from '../../ledger/signing.ts';
import { systemClock } from '../../ports/clock.ts';
import { UsageError, type CommandContext } from '../command.ts';
import { floorHere } from '../floorHere.ts';

/** Returns the folder of the ledger: the named one, else this user's. Throws when the named one is not there. */
export function ledgerFolder(named: string | undefined, { cwd, surroundings }: CommandContext): string {
  if (named === undefined) return ringfenceFolders(surroundings).ledger;
  const folder = path.resolve(cwd, named);
  // A slip in a name must not look like a ledger in which all is well.
  if (!fs.existsSync(folder)) throw new UsageError(`The folder ${folder} is not there.`);
  return folder;
}

/** Returns what the floor and the user say of the ledger. No workspace is asked: it must not say where records go. */
export async function ledgerProfile(context: CommandContext): Promise<LedgerProfile> {
  const folders = ringfenceFolders(context.surroundings);
  const floor = await floorHere(context);
  return openLayers({ folders, roots: [], floor }).profile.ledger ?? {};
}

/** Opens the export of this user, on another ledger folder when one is named. */
export async function exportHere(context: CommandContext, folder?: string): Promise<OpenedExport> {
  const folders = ringfenceFolders(context.surroundings);
  return openExport({
    folders: { state: folders.state, ledger: ledgerFolder(folder, context) },
    profile: await ledgerProfile(context),
    env: context.surroundings.env,
    version: context.version,
    clock: systemClock,
  });
}

const units: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/**
 * Reads a moment: a day or a time (UTC unless it says another zone), or so many minutes, hours or days ago (`90m`, `24h`,
 * `7d`). The day that `until` names is part of the period,
 * whose end is not.
 */
export function momentOption(option: 'since' | 'until', text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  const [, count, unit] = /^(\d{1,6})([mhd])$/u.exec(text) ?? [];
  const time = count === undefined ? timeOf(text) : Date.now() - Number(count) * (units[unit ?? ''] ?? 0);
  if (Number.isNaN(time))
    throw new UsageError(`--${option} takes a date such as 2026-11-01, or 90m, 24h, 7d, not "${text}".`);
  return option === 'until' && dayShape.test(text) ? time + dayMs : time;
}

const dayMs = 86_400_000;
const dayShape = /^\d{4}-\d{2}-\d{2}$/u;
const timeShape = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})?$/u;

/** A day that no calendar has is not the one after it. */
function timeOf(text: string): number {
  if (!dayShape.test(text) && !timeShape.test(text)) return Number.NaN;
  const day = text.slice(0, 10);
  const start = Date.parse(day);
  if (Number.isNaN(start) || !new Date(start).toISOString().startsWith(day)) return Number.NaN;
  return Date.parse(dayShape.test(text) || /(?:Z|[+-]\d{2}:\d{2})$/u.test(text) ? text : `${text}Z`);
}

/** Returns the public key of a ledger in PEM from the file that an option names; throws UsageError when it holds none. */
export async function ledgerKey(
  option: 'public-key' | 'ledger-key',
  file: string | undefined,
  { cwd }: CommandContext,
): Promise<string | undefined> {
  if (file === undefined) return undefined;
  const pem = await readPlainText(path.resolve(cwd, file)).catch(() => {
    throw new UsageError(`--${option} ${file} cannot be read.`);
  });
  if (!isPublicKey(pem)) throw new UsageError(`--${option} ${file} holds no public key in PEM.`);
  return pem;
}

/** Reads a whole number from 1 on; undefined when the option is absent. */
export function countOption(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,8}$/u.test(text))
    throw new UsageError(`--${option} takes a whole number from 1 on, not "${text}".`);
  return Number(text);
}
