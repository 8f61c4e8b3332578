/** The gate over its socket: who is answered, what happens to odd and to many requests. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { jsonAt } from '../../gate/json.ts';
import { startGate, type Gate, type GateSetting, type JudgeHook } from '../../../server/gate/gate.ts';
import { readRegistrations } from '../../../server/gate/registry.ts';
import { createRoom } from '../../../server/gate/room.ts';
import { encodeHeader, largestPayload, parseAnswer } from '../../../server/gate/wire.ts';

const scratch = realpathSync(mkdtempSync(path.join(tmpdir(), 'rf-gate-')));
const gates: Gate[] = [];
afterEach(async () => {
  for (const gate of gates.splice(0)) await gate.close();
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

async function gateWith(judge: JudgeHook, more: Partial<GateSetting> = {}): Promise<Gate> {
  const run = mkdtempSync(path.join(scratch, 'run-'));
  const gate = await startGate({ folders: { run }, roots: [scratch], judge, ...more });
  gates.push(gate);
  return gate;
}

const pass: JudgeHook = () => Promise.resolve({ stdout: '{}', stderr: '', exitCode: 0 });

/** Sends raw bytes and returns everything that comes back. */
function talk(gate: Gate, ...parts: readonly (string | Buffer)[]): Promise<string> {
  return new Promise(resolve => {
    let heard = '';
    const socket = connect(gate.registration.socket);
    socket.on('data', chunk => (heard += chunk.toString()));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(heard));
    for (const part of parts) socket.write(part);
  });
}

async function ask(gate: Gate, payload: Buffer | string, agent = 'vscode') {
  const challenge = randomBytes(12).toString('hex');
  const bytes = Buffer.from(payload);
  const { nonce } = gate.registration;
  const heard = await talk(
    gate,
    encodeHeader(nonce, { agent, cwd: '/c', challenge, length: bytes.length }),
    bytes,
  );
  return parseAnswer(nonce, challenge, heard);
}

test('answers who knows the nonce, with what the judge says', async () => {
  const asked: unknown[] = [];
  const gate = await gateWith((agent, payload, context) => {
    asked.push([agent, payload.toString(), context]);
    return Promise.resolve({ stdout: 'out', stderr: 'err', exitCode: 2 });
  });
  expect(await ask(gate, 'payload')).toEqual({ stdout: 'out', stderr: 'err', exitCode: 2 });
  expect(await ask(gate, '')).toEqual({ stdout: 'out', stderr: 'err', exitCode: 2 });
  expect(asked[0]).toEqual(['vscode', 'payload', { cwd: '/c', roots: [scratch] }]);
});

describe('gives no word to', () => {
  const challenge = 'c'.repeat(24);
  test.each<[string, (gate: Gate) => readonly (string | Buffer)[]]>([
    [
      'somebody without the nonce',
      () => [encodeHeader('x'.repeat(64), { agent: 'vscode', cwd: '/', challenge, length: 0 })],
    ],
    ['somebody who talks something else', () => ['GET / HTTP/1.1\r\n\r\n']],
    ['an endless header', () => ['x'.repeat(100_000)]],
    [
      'a payload above the limit',
      gate => [
        encodeHeader(gate.registration.nonce, {
          agent: 'vscode',
          cwd: '/',
          challenge,
          length: largestPayload + 1,
        }),
      ],
    ],
  ])('%s', async (_, parts) => {
    const gate = await gateWith(pass);
    expect(await talk(gate, ...parts(gate))).toBe('');
    expect(await ask(gate, 'x')).toMatchObject({ stdout: '{}' });
  });

  test('somebody who goes away half-way', async () => {
    const gate = await gateWith(pass);
    await new Promise<void>(resolve => {
      const socket = connect(gate.registration.socket, () => {
        socket.write(
          encodeHeader(gate.registration.nonce, { agent: 'vscode', cwd: '/', challenge, length: 100 }),
        );
        socket.write('only a part');
        setTimeout(() => socket.destroy(), 30);
      });
      socket.on('close', () => resolve());
    });
    expect(await ask(gate, 'x')).toMatchObject({ stdout: '{}' });
  });
});

describe('refuses on its own', () => {
  const reason = async (gate: Gate): Promise<unknown> => {
    const answer = await ask(gate, '{"hook_event_name":"PreToolUse"}');
    return jsonAt(answer?.stdout ?? '{}', 'hookSpecificOutput', 'permissionDecisionReason');
  };

  test('what the judge does not answer in time', async () => {
    const failures: string[] = [];
    const gate = await gateWith(() => new Promise(() => undefined), {
      answerMs: 50,
      failed: what => failures.push(what),
    });
    expect(await reason(gate)).toContain('took too long');
    expect(failures).toEqual(['judge']);
  });

  test('what the judge fails at, also for prompts and unknown agents', async () => {
    const gate = await gateWith(() => Promise.reject(new Error('boom')));
    expect(await reason(gate)).toContain('could not judge it');
    expect(
      JSON.parse((await ask(gate, '{"hook_event_name":"UserPromptSubmit"}'))?.stdout ?? ''),
    ).toMatchObject({ decision: 'block' });
    expect(await ask(gate, '{}', 'nobody')).toMatchObject({ exitCode: 2, stdout: '' });
  });
});

test('500 at once are all answered, each with its own answer', async () => {
  const gate = await gateWith(async (_, payload) => {
    await new Promise(resolve => setTimeout(resolve, 5));
    return { stdout: payload.toString(), stderr: '', exitCode: 0 };
  });
  const answers = await Promise.all(Array.from({ length: 500 }, (_, at) => ask(gate, `payload ${at}`)));
  expect(answers.map(answer => answer?.stdout)).toEqual(
    Array.from({ length: 500 }, (_, at) => `payload ${at}`),
  );
});

test('large payloads at once wait for each other and arrive whole', async () => {
  let inside = 0;
  let most = 0;
  const gate = await gateWith(async (_, payload) => {
    most = Math.max(most, ++inside);
    await new Promise(resolve => setTimeout(resolve, 20));
    inside--;
    return { stdout: String(payload.length), stderr: '', exitCode: 0 };
  });
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => ask(gate, Buffer.alloc(largestPayload, 0x61))),
  );
  expect(answers.map(answer => answer?.stdout)).toEqual(Array(8).fill(String(largestPayload)));
  expect(most).toBeLessThanOrEqual(4);
});

test('room is given in order, and an oversized guest enters an empty room', async () => {
  const room = createRoom(10);
  const entered: string[] = [];
  const enter = (name: string, bytes: number) => void room.enter(bytes).then(() => entered.push(name));
  enter('a', 8);
  enter('b', 20);
  enter('c', 1);
  await Promise.resolve();
  expect(entered).toEqual(['a']);
  room.leave(8);
  await new Promise(resolve => setTimeout(resolve));
  expect(entered).toEqual(['a', 'b']);
  room.leave(20);
  await new Promise(resolve => setTimeout(resolve));
  expect(entered).toEqual(['a', 'b', 'c']);
});

describe('registration', () => {
  test('names real roots, follows changes, and goes with the gate', async () => {
    const run = mkdtempSync(path.join(scratch, 'run-'));
    mkdirSync(path.join(scratch, 'real'), { recursive: true });
    symlinkSync(path.join(scratch, 'real'), path.join(scratch, 'link'));
    const gate = await startGate({
      folders: { run },
      roots: [path.join(scratch, 'link'), '/not/there'],
      judge: pass,
    });
    expect(readRegistrations(run)).toMatchObject([
      { pid: process.pid, roots: [path.join(scratch, 'real'), '/not/there'] },
    ]);
    await gate.setRoots([scratch]);
    expect(readRegistrations(run)).toMatchObject([{ roots: [scratch], nonce: gate.registration.nonce }]);
    await gate.close();
    expect([readRegistrations(run), existsSync(gate.registration.socket)]).toEqual([[], false]);
  });

  test.skipIf(process.platform === 'win32')('the socket is the user’s alone', async () => {
    const gate = await gateWith(pass);
    expect(statSync(gate.registration.socket).mode & 0o777).toBe(0o600);
  });

  test('a folder whose path is too long for a socket is no obstacle', async () => {
    const run = path.join(scratch, 'x'.repeat(120));
    const gate = await gateWith(pass, { folders: { run } });
    expect(path.dirname(gate.registration.socket)).not.toBe(run);
    expect(await ask(gate, 'x')).toMatchObject({ stdout: '{}' });
    expect(readRegistrations(run)).toHaveLength(1);
  });

  test('closing does not wait for a request that hangs', async () => {
    const gate = await gateWith(() => new Promise(() => undefined), { answerMs: 60_000 });
    const hanging = ask(gate, 'x');
    await new Promise(resolve => setTimeout(resolve, 50));
    await gate.close();
    expect(await hanging).toBeUndefined();
  });
});
