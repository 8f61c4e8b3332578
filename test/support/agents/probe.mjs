/**
 * A hook that only looks: appends what it is given to a log, then answers as it was told to.
 * Usage: probe.mjs EVENT FOLDER; the folder holds `answers.json` (event → { stdout, stderr, exitCode }).
 */
import { appendFileSync, readFileSync, writeSync } from 'node:fs';
import path from 'node:path';

const [event = '', folder = ''] = process.argv.slice(2);
appendFileSync(path.join(folder, 'payloads.jsonl'), JSON.stringify([event, readFileSync(0, 'utf8')]) + '\n');
const answers = JSON.parse(readFileSync(path.join(folder, 'answers.json'), 'utf8'));
const { stdout = '{}', stderr = '', exitCode = 0 } = answers[event] ?? {};
writeSync(1, stdout);
writeSync(2, stderr);
process.exit(exitCode);
