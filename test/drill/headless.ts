/** `npm start -- --headless`: plays the drill without and with Ringfence and prints the table; exit 1 on any miss. */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { vsixPath } from '../../scripts/package.mjs';
import { agentStories, outsideStories } from './attacks.ts';
import { playDrill, type Played } from './drill.ts';
import { renderTable, type DrillRow } from './table.ts';

const [option, jsonFile] = process.argv.slice(2);

console.log('Playing the attacks without Ringfence …');
const without = await playDrill({});
console.log('Playing them with Ringfence …');
const guarded = await playDrill({ vsix: vsixPath });

const rows: readonly DrillRow[] = [...agentStories, ...outsideStories].map(({ id, title, intent }) => ({
  title,
  intent,
  without: find(without.played, id),
  guarded: find(guarded.played, id),
}));
const { text, failures } = renderTable(rows);
console.log(text);
for (const sentence of [...without.unexpected, ...guarded.unexpected]) console.log(`! ${sentence}`);
if (option === '--json' && jsonFile !== undefined) {
  await mkdir(path.dirname(path.resolve(jsonFile)), { recursive: true });
  await writeFile(jsonFile, `${JSON.stringify({ rows, failures }, null, 2)}\n`);
}
process.exitCode = failures.length + without.unexpected.length + guarded.unexpected.length > 0 ? 1 : 0;

function find(played: readonly Played[], id: string): Played {
  return played.find(entry => entry.id === id) ?? { id, happened: false };
}
