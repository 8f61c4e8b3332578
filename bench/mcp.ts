/**
 * Measures what the MCP wrapper adds to a call of a public server: the same calls with and without it, in turns, in
 * one run. Needs `npm run build`; argument: rounds.
 */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { scratchFolder, removeScratch } from '../test/gate/support.ts';
import { connectTo, publicServers, type Connection } from '../test/support/mcp/client.ts';
import { endRegisteredGuards, startGuardProcess } from '../test/support/product.ts';
import { quantile, report } from './report.ts';

const rounds = Number(process.argv[2] ?? 400);
const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const product = { cli: path.join(root, 'dist', 'cli.js') };
const folder = scratchFolder('bench-mcp');
const place = { home: path.join(folder, 'home'), cwd: path.join(folder, 'work') };
mkdirSync(place.home);
mkdirSync(place.cwd);

const guard = await startGuardProcess(product, [place.cwd], place);
const args = [publicServers.everything];
const [plain, wrapped] = [await connectTo({ place, args }), await connectTo({ product, place, args })];

const call = async ({ client }: Connection, message: string): Promise<number> => {
  const started = performance.now();
  const { isError } = await client.callTool({ name: 'echo', arguments: { message } });
  if (isError === true) throw new Error(`The call of "${message}" was refused.`);
  return performance.now() - started;
};

for (let round = 0; round < 50; round++)
  for (const each of [plain, wrapped]) await call(each, `warm ${round}`);
const times = { plain: [] as number[], wrapped: [] as number[] };
for (let round = 0; round < rounds; round++) {
  times.plain.push(await call(plain, `round ${round}`));
  times.wrapped.push(await call(wrapped, `round ${round}`));
}
await plain.client.close();
await wrapped.client.close();
await guard.stop();
await endRegisteredGuards(place.home);
removeScratch();

const added = times.wrapped.map((time, at) => time - (times.plain[at] ?? 0));
const [before, behind] = [quantile(times.plain, 0.5), quantile(times.wrapped, 0.5)];
process.exitCode = report('mcp', [
  { what: 'call without the wrapper, p50', value: before, unit: 'ms' },
  { what: 'call behind the wrapper, p50', value: behind, unit: 'ms' },
  { what: 'added to a call, p50', value: quantile(added, 0.5), unit: 'ms', budget: 2 },
  { what: 'added to a call, p10', value: quantile(added, 0.1), unit: 'ms' },
  { what: 'added to a call, p99', value: quantile(added, 0.99), unit: 'ms' },
  { what: 'with the wrapper against without', value: behind / before, unit: '×' },
]);
