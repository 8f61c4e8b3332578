/** Connections that are kept for a moment: several questions over one, and a new one where the guard closed it. */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { startGate, type Gate } from '../../../server/gate/gate.ts';
import { createAskKept } from '../../../server/mcp/keptConnections.ts';

const folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'rf-kept-')));
const gates: Gate[] = [];
afterEach(async () => {
  await Promise.all(gates.splice(0).map(gate => gate.close()));
  rmSync(folder, { recursive: true, force: true });
});

async function start() {
  const gate = await startGate({
    folders: { run: path.join(folder, 'run') },
    roots: ['/work'],
    judge: (_, payload) => Promise.resolve({ stdout: payload.toString(), stderr: '', exitCode: 0 }),
  });
  gates.push(gate);
  return { gate, guard: { ...gate.registration, file: path.join(folder, 'run', 'x') } };
}

const question = { agent: 'mcp', cwd: '/work' };

test('questions get their own answers, one after another and side by side', async () => {
  const { guard } = await start();
  const ask = createAskKept();
  const answers = async (words: readonly string[]) =>
    (await Promise.all(words.map(word => ask(guard, question, Buffer.from(word))))).map(asked =>
      asked.kind === 'answered' ? asked.answer.stdout : asked.kind,
    );
  expect(await answers(['one'])).toEqual(['one']);
  expect(await answers(['two'])).toEqual(['two']);
  const many = Array.from({ length: 20 }, (_, at) => `word ${at}`);
  expect(await answers(many)).toEqual(many);
  const long = 'x'.repeat(300_000);
  expect(await answers([long, '', 'last'])).toEqual([long, '', 'last']);
});

test('a connection that was closed meanwhile is opened anew, and a guard that ended is gone', async () => {
  const { gate, guard } = await start();
  const ask = createAskKept();
  expect((await ask(guard, question, Buffer.from('a'))).kind).toBe('answered');
  await new Promise(resolve => setTimeout(resolve, 1200));
  expect((await ask(guard, question, Buffer.from('b'))).kind).toBe('answered');
  await gate.close();
  gates.length = 0;
  expect((await ask(guard, question, Buffer.from('c'))).kind).toBe('gone');
});

test('who does not know the nonce is not answered', async () => {
  const { guard } = await start();
  const asked = await createAskKept()({ ...guard, nonce: 'f'.repeat(64) }, question, Buffer.from('a'));
  expect(asked.kind).toBe('gone');
});
