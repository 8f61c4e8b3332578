/** Senders that keep a connection to the gate open with a byte now and then. */
import { createServer, connect, type Socket } from 'node:net';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { serveConnection } from '../../server/gate/connection.ts';
import { createRoom } from '../../server/gate/room.ts';
import { encodeHeader } from '../../server/gate/wire.ts';
import { scratchFolder } from '../unit/quarantine/scratch.ts';

const nonce = 'n'.repeat(64);
const header = encodeHeader(nonce, { agent: 'codex', cwd: '/', challenge: 'c'.repeat(32), length: 1_000 });

/** Opens a connection to a gate that gives each sender 300 ms. */
async function connected(): Promise<Socket> {
  const socket = path.join(scratchFolder(), 'g.sock');
  const server = createServer(peer => {
    serveConnection(peer, {
      nonce,
      receiveMs: 300,
      room: createRoom(10_000),
      answer: () => Promise.resolve({ stdout: '{}', stderr: '', exitCode: 0 }),
      failed: () => ({ stdout: '', stderr: '', exitCode: 2 }),
    });
  });
  await new Promise<void>(resolve => server.listen(socket, () => resolve()));
  onTestFinished(() => {
    server.close();
  });
  return connect(socket).on('error', () => undefined);
}

test.each([
  ['before its header is complete', ''],
  ['before its payload is complete', header],
])('a sender that drips %s is cut off', async (_, first) => {
  const socket = await connected();
  socket.write(first);
  const drip = setInterval(() => socket.write(' '), 50);
  onTestFinished(() => {
    clearInterval(drip);
  });
  const said = await new Promise<string>(resolve => {
    let text = '';
    socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
    socket.on('close', () => resolve(text));
  });
  expect(said).toBe('');
});
