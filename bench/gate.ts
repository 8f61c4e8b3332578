/**
 * Measures a verdict as the shim gets it: question over the socket, real pipeline, answer. Needs `npm run build` for
 * the policy's and the parser's wasm.
 */
import { randomBytes, randomUUID } from 'node:crypto';
import { homedir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { adapterOf } from '../server/agents/index.ts';
import { startGate } from '../server/gate/gate.ts';
import { hookJudge } from '../server/gate/judgeHook.ts';
import { createCore } from '../server/guard/core.ts';
import { askGuard } from '../server/hook/ask.ts';
import { systemClock } from '../server/ports/clock.ts';
import { makeHome, payloadOf, removeScratch } from '../test/gate/support.ts';
import { quantile, report, type Measurement } from './report.ts';

const rounds = Number(process.argv[2] ?? 400);
const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const home = makeHome('bench-gate');
const failed = (what: string, error: unknown): void => {
  throw new Error(what, { cause: error });
};

const core = await createCore({
  assets: path.join(root, 'dist'),
  surroundings: { env: home.env, home: homedir(), platform: process.platform },
  profile: 'balanced',
  recorder: { record: () => Promise.resolve() },
  failed,
});
const judge = hookJudge({
  adapterOf,
  pipeline: core.pipeline,
  clock: systemClock,
  newId: randomUUID,
  failed,
});
const gate = await startGate({ folders: home.folders, roots: [home.workspace], judge, failed });
const guard = { ...gate.registration, file: path.join(home.folders.run, 'x') };

const file = path.join(home.workspace, 'src/index.ts');
const source = Array.from({ length: 200 }, (_, at) => `export const value${at} = ${at};`).join('\n');
const calls: Readonly<Record<string, Buffer>> = {
  read: Buffer.from(payloadOf(home.workspace, 'read_file', { filePath: file })),
  write: Buffer.from(payloadOf(home.workspace, 'create_file', { filePath: file, content: source })),
  command: Buffer.from(
    payloadOf(home.workspace, 'run_in_terminal', { command: 'git status && npm test | tail -5' }),
  ),
  settings: Buffer.from(
    payloadOf(home.workspace, 'create_file', {
      filePath: path.join(home.workspace, '.vscode/settings.json'),
      content: `{ "chat.permissions.default": "autopilot", "x": "${randomBytes(4).toString('hex')}" }`,
    }),
  ),
};

const ask = async (payload: Buffer): Promise<number> => {
  const started = performance.now();
  const asked = await askGuard(guard, { agent: 'vscode', cwd: home.workspace }, payload);
  if (asked.kind !== 'answered') throw new Error(asked.kind);
  return performance.now() - started;
};

const measurements: Measurement[] = [];
for (const [name, payload] of Object.entries(calls)) {
  for (let round = 0; round < 30; round++) await ask(payload);
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) times.push(await ask(payload));
  for (const [share, budget] of [
    [0.5, 2],
    [0.99, 15],
  ] as const) {
    const what = `gate verdict, ${name}, p${share * 100}`;
    measurements.push({ what, value: quantile(times, share), unit: 'ms', budget });
  }
}
await gate.close();
removeScratch();
process.exitCode = report('gate', measurements);
