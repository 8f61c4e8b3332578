/** The wrapper as a process of its own, between the official client and servers that are ordinary, hostile or no servers. */
import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  connectTo,
  publicServers,
  rawServer,
  testServer,
  textOf,
  type Connection,
} from '../../support/mcp/client.ts';
import {
  buildProduct,
  endRegisteredGuards,
  runCli,
  scratchEnvironment,
  type CliEnded,
  type Product,
} from '../../support/product.ts';

const folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'rf-mcp-')));
const place = { home: path.join(folder, 'home'), cwd: path.join(folder, 'work') };
let product: Product;

beforeAll(async () => {
  mkdirSync(place.home);
  mkdirSync(place.cwd);
  product = await buildProduct();
  // The first question starts a guard; the tests are not about how long that takes.
  await run(['--name', 'first', '--', process.execPath, rawServer, 'line', '100']);
}, 180_000);

afterAll(async () => {
  await endRegisteredGuards(place.home);
  product.remove();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

const wrapped = (args: readonly string[], name?: string): Promise<Connection> =>
  connectTo({ product, place, args, ...(name === undefined ? {} : { name }) });

function run(args: readonly string[], input: string | Buffer = ''): Promise<CliEnded> {
  return runCli(product, ['mcp', ...args], place, input);
}

/** Runs the wrapper around the program that speaks no MCP; returns its output as bytes. */
function raw(args: readonly string[], input: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      [product.cli, 'mcp', '--name', `raw ${args.join(' ')}`, '--', process.execPath, rawServer, ...args],
      {
        cwd: place.cwd,
        env: scratchEnvironment(place.home),
      },
    );
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.once('error', reject);
    child.once('close', () => resolve(Buffer.concat(chunks)));
    child.stdin.end(input);
  });
}

describe('an ordinary server', () => {
  let connection: Connection;
  beforeAll(async () => void (connection = await wrapped([testServer, 'ordinary'], 'ordinary')));
  afterAll(() => connection.client.close());

  test('offers what it offers without the wrapper', async () => {
    const plain = await connectTo({ place, args: [testServer, 'ordinary'] });
    expect(await connection.client.listTools()).toEqual(await plain.client.listTools());
    expect(connection.client.getInstructions()).toBe(plain.client.getInstructions());
    expect(connection.client.getServerVersion()).toEqual(plain.client.getServerVersion());
    await plain.client.close();
  });

  test('is said to be remembered', () => {
    expect(connection.said()).toContain('is seen for the first time');
    expect(connection.said()).toContain('saw 7 tools for the first time');
  });

  test('answers many calls at once, each its own', async () => {
    const calls = Array.from({ length: 60 }, (_, at) =>
      connection.client.callTool({ name: 'add', arguments: { a: at, b: 1 } }),
    );
    expect((await Promise.all(calls)).map(textOf)).toEqual(calls.map((_, at) => String(at + 1)));
  });

  test('reports progress', async () => {
    const progress: number[] = [];
    const result = await connection.client.callTool({ name: 'slow', arguments: { steps: 5 } }, undefined, {
      onprogress: ({ progress: at }) => progress.push(at),
    });
    expect(textOf(result)).toBe('done');
    expect(progress).toEqual([1, 2, 3, 4, 5]);
  });

  test('hears of a cancelled call', async () => {
    const controller = new AbortController();
    const call = connection.client.callTool({ name: 'slow', arguments: { steps: 200 } }, undefined, {
      signal: controller.signal,
    });
    setTimeout(() => controller.abort(), 150);
    await expect(call).rejects.toThrow();
    await expect.poll(() => connection.said()).toContain('cancelled');
  });

  test.each([100_000, 3_000_000, 9_000_000])('returns a result of %i characters whole', async length => {
    const result = await connection.client.callTool({ name: 'big', arguments: { length } }, undefined, {
      timeout: 60_000,
    });
    expect(createHash('sha256').update(textOf(result)).digest('hex')).toBe(
      createHash('sha256')
        .update('word '.repeat(length / 5))
        .digest('hex'),
    );
  });

  test('is not asked for a file of secrets, and the model is told why', async () => {
    const result = await connection.client.callTool({
      name: 'read_file',
      arguments: { path: '~/.ssh/id_rsa' },
    });
    expect(result.isError).toBe(true);
    expect(textOf(result)).toMatch(
      /^Denied by Ringfence: Secrets and credentials are not for agents.*Use an example file/su,
    );
  });

  test('has secrets in its results masked', async () => {
    const result = await connection.client.callTool({ name: 'secret', arguments: {} });
    expect(textOf(result)).toContain('masked by Ringfence');
    expect(textOf(result)).not.toContain('BEGIN RSA');
    expect(textOf(result)).toMatch(/^Found:/u);
  });

  test('has results that hide orders replaced', async () => {
    const result = await connection.client.callTool({ name: 'orders', arguments: {} });
    expect(result.isError).toBe(true);
    expect(textOf(result)).toMatch(/^(?:Denied by|Ringfence asks)/u);
    expect(textOf(result)).not.toContain('weather');
  });
});

test('a poisoned tool is held out of the list and refused when it is called, the rest stays', async () => {
  const { client, said } = await wrapped([testServer, 'poisoned'], 'poisoned');
  expect((await client.listTools()).tools.map(({ name }) => name)).toEqual([
    'add',
    'echo',
    'big',
    'slow',
    'read_file',
    'secret',
    'orders',
  ]);
  expect(said()).toContain('held back the tool "lookup"');
  const result = await client.callTool({ name: 'lookup', arguments: { word: 'x' } });
  expect(result.isError).toBe(true);
  expect(textOf(result)).toContain('held back');
  await client.close();
});

test('a tool that is described anew is held back until a person approves it', async () => {
  const flag = path.join(folder, 'changed');
  const names = async (): Promise<readonly string[]> => {
    const { client } = await wrapped([testServer, 'rugpull', flag], 'rug');
    const { tools } = await client.listTools();
    await client.close();
    return tools.map(({ name }) => name);
  };
  expect(await names()).toContain('add');
  writeFileSync(flag, '');
  expect(await names()).not.toContain('add');
  const approval = await run(['approve', 'rug']);
  expect(approval.stdout).toContain(
    'tool add\n  ~ description\n      was Adds two numbers.\n      is  Adds two numbers. The sum',
  );
  expect(approval.code).toBe(0);
  expect(await names()).toContain('add');
  expect((await run(['approve', 'rug'])).stdout).toBe('rug has not changed.\n');
});

test('a server whose script changed is not started until a person approves it', async () => {
  const script = path.join(place.cwd, 'own.mjs');
  writeFileSync(script, readFileSync(rawServer));
  const args = ['--name', 'own', '--', process.execPath, 'own.mjs', 'echo'];
  const request = '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{}}\n';
  expect((await run(args, 'hello\n')).stdout).toBe('hello\n');
  writeFileSync(script, `${readFileSync(rawServer, 'utf8')}\n// more\n`);
  const refused = await run(args, request);
  expect(JSON.parse(refused.stdout)).toMatchObject({
    id: 1,
    error: { message: expect.stringContaining('own.mjs') },
  });
  expect(refused.code).toBe(1);
  expect((await run(['approve', 'own'])).code).toBe(0);
  expect((await run(args, 'hello\n')).stdout).toBe('hello\n');
  expect((await run([...args, 'more'], request)).stdout).toContain('+ args.2: more');
});

describe('bytes', () => {
  test.each([
    ['text that is no JSON', Buffer.from('hello\nStarting…\r\n\n\n')],
    ['bytes that are no text', Buffer.concat([randomBytes(100_000), Buffer.from('\n')])],
    ['a last line without an end', Buffer.from('{"jsonrpc":"2.0","method":"notifications/x"}\nunfinished')],
    ['a last message without an end', Buffer.from('{"jsonrpc":"2.0","method":"notifications/x"}')],
    [
      'messages with odd spacing',
      Buffer.from(
        '  { "jsonrpc" : "2.0",\t"method":"x/y" , "params":{ "n":1e2,"u":"\\u00e9\\/"} }  \r\n[]\n[1]\nnull\n"a"\n',
      ),
    ],
    [
      'many lines',
      Buffer.from(
        Array.from({ length: 20_000 }, (_, at) => `{"jsonrpc":"2.0","method":"n/${at}"}\n`).join(''),
      ),
    ],
    ['a line of 20 MB that is no JSON', Buffer.concat([Buffer.alloc(20_000_000, 'x'), Buffer.from('\n')])],
    [
      'a message of 20 MB',
      Buffer.from(`{"jsonrpc":"2.0","method":"x","params":{"a":"${'x'.repeat(20_000_000)}"}}\n`),
    ],
    ['nothing', Buffer.alloc(0)],
  ])('pass both ways as they are: %s', async (_, bytes) => {
    const back = await raw(['echo'], bytes);
    expect(back.length).toBe(bytes.length);
    expect(back.equals(bytes)).toBe(true);
  });

  test('of a fast server wait for a slow client', async () => {
    const child = spawn(
      process.execPath,
      [product.cli, 'mcp', '--name', 'flood', '--', process.execPath, rawServer, 'flood', '60000'],
      {
        cwd: place.cwd,
        env: scratchEnvironment(place.home),
      },
    );
    child.stdin.on('error', () => undefined);
    await new Promise(resolve => setTimeout(resolve, 2500));
    const memory = Number(/VmRSS:\s+(\d+)/u.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]);
    let lines = 0;
    child.stdout.on('data', (chunk: Buffer) => (lines += chunk.toString('latin1').split('\n').length - 1));
    await new Promise(resolve => child.once('close', resolve));
    expect(lines).toBe(60_000);
    expect(memory).toBeLessThan(200_000);
  });
});

describe('the end', () => {
  test('is the server’s: exit code and last words', async () => {
    const ended = await run(['--name', 'exit', '--', process.execPath, rawServer, 'exit', '42']);
    expect(ended.code).toBe(42);
    expect(ended.stderr).toContain('last words');
  });

  test('of a command that is not there is that of a shell', async () => {
    const ended = await run(['--name', 'none', '--', 'no-such-command-here']);
    expect(ended.code).toBe(127);
    expect(ended.stderr).toContain('could not be started');
  });

  test('comes by the signal that the client sends', async () => {
    const child = spawn(
      process.execPath,
      [product.cli, 'mcp', '--name', 'signal', '--', process.execPath, rawServer, 'echo'],
      {
        cwd: place.cwd,
        env: scratchEnvironment(place.home),
      },
    );
    const echoed = new Promise(resolve => child.stdout.once('data', resolve));
    child.stdin.write('up\n');
    await echoed;
    child.kill('SIGTERM');
    expect(await new Promise(resolve => child.once('close', (_, signal) => resolve(signal)))).toBe('SIGTERM');
  });

  test('of the command line is the command’s: options after -- are its own', async () => {
    expect((await run(['--name', 'help', '--', process.execPath, '--help'])).stdout).toContain(
      'node [options]',
    );
  });
});

describe('public servers', () => {
  test('everything: lists, calls, prompts and resources are as without the wrapper', async () => {
    const [behind, plain] = await Promise.all([
      wrapped([publicServers.everything]),
      connectTo({ place, args: [publicServers.everything] }),
    ]);
    for (const ask of [
      (client: Connection['client']) => client.listTools(),
      (client: Connection['client']) => client.listPrompts(),
      (client: Connection['client']) => client.listResourceTemplates(),
      (client: Connection['client']) => client.callTool({ name: 'echo', arguments: { message: 'hello' } }),
      (client: Connection['client']) => client.callTool({ name: 'get-sum', arguments: { a: 2, b: 40 } }),
      (client: Connection['client']) => client.callTool({ name: 'get-tiny-image', arguments: {} }),
      (client: Connection['client']) => client.getPrompt({ name: 'simple-prompt' }),
    ])
      expect(await ask(behind.client)).toEqual(await ask(plain.client));
    expect(behind.said()).not.toContain('held back the');
    await Promise.all([behind.client.close(), plain.client.close()]);
  });

  test('filesystem: reads a file of the workspace, and none with secrets', async () => {
    writeFileSync(path.join(place.cwd, 'notes.txt'), 'buy milk\n');
    writeFileSync(path.join(place.cwd, '.env'), 'KEY=value\n');
    const { client } = await wrapped([publicServers.filesystem, place.cwd]);
    const read = (file: string): ReturnType<typeof client.callTool> =>
      client.callTool({ name: 'read_text_file', arguments: { path: path.join(place.cwd, file) } });
    expect(textOf(await read('notes.txt'))).toBe('buy milk\n');
    const refused = await read('.env');
    expect(refused.isError).toBe(true);
    expect(textOf(refused)).toContain('Ringfence');
    await client.close();
  });
});
