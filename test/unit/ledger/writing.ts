/** Records entries, one line of output for each that is safe; run as a program of its own. */
import { openLedger } from '../../../server/ledger/ledger.ts';
import { systemClock } from '../../../server/ports/clock.ts';

const [, , folder = '', name = '', count = ''] = process.argv;

async function main(): Promise<void> {
  const ledger = openLedger({ folder, clock: systemClock });
  const total = count === 'endless' ? Infinity : Number(count);
  for (let n = 0; n < total; n += 1) {
    await ledger.record({
      type: 'item',
      itemId: `${name}-${n}`,
      path: '/p',
      action: 'held',
      by: 'policy',
      keys: ['x'.repeat(500)],
    });
    process.stdout.write(`${n}\n`);
  }
  await ledger.close();
}

void main();
