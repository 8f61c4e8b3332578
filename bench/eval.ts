/**
 * Evaluates the guard on labelled rows: `npm run eval -- FOLDER [--topic NAME] [--misses N] [--json FILE]`. Prints, for
 * every file of rows, how many bad rows are stopped or flagged and how many good ones raise a false alarm.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { makePlace, startCore } from './eval/assets.ts';
import { startCodeScan, type ScanCode } from './eval/code.ts';
import { readCorpus } from './eval/corpus.ts';
import { judgeSource, type SourceResult } from './eval/judge.ts';
import { details, table, toJson } from './eval/report.ts';

const { values, positionals } = parseArgs({
  options: { topic: { type: 'string' }, misses: { type: 'string' }, json: { type: 'string' } },
  allowPositionals: true,
});
const [folder] = positionals;
if (folder === undefined) {
  console.error('Usage: npm run eval -- FOLDER [--topic NAME] [--misses N] [--json FILE]');
  process.exit(2);
}
const place = makePlace();
try {
  const core = await startCore(place);
  let scan: Promise<ScanCode> | undefined;
  const scanCode = (): Promise<ScanCode> => (scan ??= startCodeScan(place.assets));
  const results: SourceResult[] = [];
  for (const source of readCorpus(folder, values.topic))
    results.push(...(await judgeSource({ core, workspace: place.workspace, scanCode }, source)));
  const most = Number(values.misses ?? 10);
  const parts = results.map(result => details(result, most)).filter(part => part !== '');
  console.log([...parts, table(results)].join('\n\n'));
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(toJson(results), null, 1)}\n`);
} finally {
  place.remove();
}
