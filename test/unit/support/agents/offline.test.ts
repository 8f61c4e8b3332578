import { createServer } from 'node:net';
import type { Server } from 'node:net';
import os from 'node:os';
import { afterEach, describe, expect, test } from 'vitest';
import { namespaceCommand, runOffline } from '../../../support/agents/offline.ts';
import type { OfflineProgram } from '../../../support/agents/offline.ts';

const servers: Server[] = [];
afterEach(() => {
  servers.splice(0).forEach(server => server.close());
});

/** Opens a port that greets whoever connects. */
const greeter = (): Promise<number> =>
  new Promise(resolve => {
    const server = createServer(socket => {
      socket.on('error', () => undefined).end('hello');
    });
    servers.push(server);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });

const program = (script: string, overrides: Partial<OfflineProgram> = {}): OfflineProgram => ({
  file: process.execPath,
  args: ['-e', script],
  cwd: os.tmpdir(),
  env: { PATH: process.env['PATH'] ?? '', MARK: 'mine' },
  port: 1,
  node: process.execPath,
  timeoutMs: 60_000,
  ...overrides,
});

const dial = (port: number): string =>
  `require('net').connect(${port},'127.0.0.1').on('error',e=>console.log(e.code)).pipe(process.stdout)`;

const noNamespace = [] as const;
const namespace = namespaceCommand();
const ways = [
  { isolation: 'dead-proxy', command: noNamespace },
  ...(namespace.length === 0 ? [] : [{ isolation: 'namespace', command: namespace }]),
] as const;

describe.each(ways)('by $isolation', ({ isolation, command }) => {
  test('reaches the one port', async () => {
    const port = await greeter();
    expect(await runOffline(program(dial(port), { port }), command)).toMatchObject({
      exitCode: 0,
      stdout: 'hello',
      isolation,
    });
  });

  test('passes on exit code, both outputs and only the given environment', async () => {
    const script =
      'process.stdout.write(process.env.MARK + process.env.HOME); console.error("loud"); process.exit(7)';
    expect(await runOffline(program(script), command)).toMatchObject({
      exitCode: 7,
      stdout: 'mineundefined',
      stderr: 'loud\n',
    });
  });

  test('ends with 128 when a signal ends the program', async () => {
    expect((await runOffline(program('process.kill(process.pid,"SIGKILL")'), command)).exitCode).toBe(128);
  });

  test('does not wait for what the program leaves behind', async () => {
    const script = `require('child_process').spawn(process.execPath,['-e','setTimeout(()=>0,3e5)'],{stdio:'inherit'}).unref()`;
    expect(await runOffline(program(script), command)).toMatchObject({ exitCode: 0 });
  });

  test('gives up on a program that never ends, with what it said', async () => {
    const stuck = program('console.log("stuck"); setInterval(()=>0,1000)', { timeoutMs: 3_000 });
    await expect(runOffline(stuck, command)).rejects.toThrow(/took longer than 3000 ms[^]*stuck/u);
  });
});

test('a program that is missing is an error, never a silent success', async () => {
  await expect(runOffline(program('', { file: '/missing/agent' }), noNamespace)).resolves.toMatchObject({
    exitCode: 127,
  });
});

test.runIf(namespace.length > 0)('a namespace reaches no other port of this machine', async () => {
  const [port, other] = [await greeter(), await greeter()];
  const { stdout } = await runOffline(program(dial(other), { port }), namespace);
  expect(stdout.trim()).toBe('ECONNREFUSED');
});

test('without a namespace, everything else is sent to a proxy that is not there', async () => {
  const script = 'console.log(process.env.HTTPS_PROXY, process.env.https_proxy, process.env.NO_PROXY)';
  const { stdout } = await runOffline(program(script), noNamespace);
  expect(stdout.trim()).toBe('http://127.0.0.1:9 http://127.0.0.1:9 127.0.0.1,localhost');
});
