/** `ringfence ledger rotate`: begins new files, and removes old ones where a bound is given. */
import { mkdir } from 'node:fs/promises';
import { askToRotate } from '../../ledger/rotation.ts';
import { systemClock } from '../../ports/clock.ts';
import { exitCodes, UsageError, type Command } from '../command.ts';
import { readOptions } from '../options.ts';
import { countOption, exportHere, ledgerFolder } from './places.ts';

/** Begins new files; with bounds, or those of the profile, old ones go and leave a signed anchor. */
export const rotateVerb: Command = {
  name: 'rotate',
  usage: 'ringfence ledger rotate [--days N] [--megabytes N] [--folder DIR]',
  summary: 'Begin new ledger files; remove what is older or more than that, leaving signed anchors.',
  run: async (args, context) => {
    const { values, positionals } = readOptions(args, {
      days: { type: 'string' },
      megabytes: { type: 'string' },
      folder: { type: 'string' },
    });
    if (positionals.length > 0) throw new UsageError('It takes options only.');
    const days = countOption('days', values.days);
    const megabytes = countOption('megabytes', values.megabytes);
    const folder = ledgerFolder(values.folder, context);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await askToRotate(folder, systemClock.now());
    const opened = await exportHere(context, values.folder);
    const bounds = {
      ...(days === undefined ? {} : { days }),
      ...(megabytes === undefined ? {} : { megabytes }),
    };
    const { removed, waiting } = await opened.retain(Object.keys(bounds).length === 0 ? undefined : bounds);
    await context.out(`New files begin with the next entries. Removed by retention: ${removed.length}.\n`);
    for (const { segment, seq, until, reason } of removed)
      await context.out(`- ${segment}: ${seq} lines up to ${new Date(until).toISOString()} (${reason})\n`);
    const lost = removed
      .flatMap(({ unsent }) => Object.values(unsent))
      .reduce((sum, count) => sum + count, 0);
    if (waiting > 0)
      context.err(`${waiting} files are due and stay, since a target has not taken them yet.\n`);
    if (lost > 0) context.err(`${lost} lines were removed before they were sent.\n`);
    return lost > 0 ? exitCodes.findings : exitCodes.clean;
  },
};
