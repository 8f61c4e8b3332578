/** Records what a person decided at the command line. */
import type { LedgerBody } from '../../common/ledger.ts';
import { openLedger } from '../ledger/ledger.ts';
import { systemClock } from '../ports/clock.ts';
import { ringfenceFolders } from '../platform/folders.ts';
import type { CommandContext } from './command.ts';

/** Adds entries to the user's ledger and waits until they are safe; says so when they could not be written. */
export async function recordDecision(
  bodies: readonly LedgerBody[],
  { surroundings, err }: CommandContext,
): Promise<void> {
  const ledger = openLedger({
    folder: ringfenceFolders(surroundings).ledger,
    clock: systemClock,
    onNews: ({ kind, message }) => kind !== 'recovered' && err(`ringfence: ${message}\n`),
  });
  for (const body of bodies) await ledger.record(body);
  await ledger.close();
}
