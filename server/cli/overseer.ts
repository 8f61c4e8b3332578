/** Decides at the command line what the editor decides elsewhere: the same overseer, with a ledger of its own. */
import { maskKeyOrOwn } from '../export/maskKey.ts';
import { redactBody } from '../export/redact.ts';
import { createOverseer, type Overseer } from '../guard/oversight.ts';
import { openLedger } from '../ledger/ledger.ts';
import { systemClock } from '../ports/clock.ts';
import { ringfenceFolders } from '../platform/folders.ts';
import type { CommandContext } from './command.ts';

/** Returns the overseer of the user; each decision is safe in the ledger before it returns. */
export function overseerOf({ surroundings, err }: CommandContext): Overseer {
  const folders = ringfenceFolders(surroundings);
  return createOverseer({
    folders,
    clock: systemClock,
    by: 'cli',
    async record(body) {
      const masking = { key: await maskKeyOrOwn(folders.state), paths: false };
      const ledger = openLedger({
        folder: folders.ledger,
        clock: systemClock,
        mask: entry => redactBody(entry, masking),
        onNews: ({ kind, message }) => kind !== 'recovered' && err(`ringfence: ${message}\n`),
      });
      await ledger.record(body);
      await ledger.close();
    },
  });
}
