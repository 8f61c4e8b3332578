/**
 * A program that speaks no MCP, for tests of transparency: `node raw.mjs echo` returns every byte, `exit N` ends with a
 * code, `flood N` writes N lines as fast as they are taken, `line N` writes one line of N bytes.
 */
import { once } from 'node:events';

const [verb, count = '0'] = process.argv.slice(2);
const number = Number(count);

if (verb === 'echo') process.stdin.pipe(process.stdout);
if (verb === 'exit') {
  process.stderr.write('last words\n');
  process.exitCode = number;
}
if (verb === 'flood')
  for (let at = 0; at < number; at++)
    if (
      !process.stdout.write(
        `{"jsonrpc":"2.0","method":"notifications/message","params":{"data":"${at} ${'x'.repeat(1000)}"}}\n`,
      )
    )
      await once(process.stdout, 'drain');
if (verb === 'line') {
  process.stdout.write('{"jsonrpc":"2.0","result":{"content":[{"type":"text","text":"');
  for (let left = number; left > 0; left -= 65_536)
    if (!process.stdout.write('word '.repeat(Math.min(left, 65_536) / 5)))
      await once(process.stdout, 'drain');
  process.stdout.write('"}]},"id":7}\n');
}
