/** What becomes of messages, honest and crafted: with a guard that refuses whatever holds the word POISON. */
import { describe, expect, test } from 'vitest';
import type { McpItem, McpVerdict } from '../../../server/mcp/question.ts';
import { fromClient } from '../../../server/mcp/wrap/fromClient.ts';
import { fromServer } from '../../../server/mcp/wrap/fromServer.ts';
import { createSession } from '../../../server/mcp/wrap/session.ts';

const refused = (item: McpItem): boolean => JSON.stringify(item).includes('POISON');
const hasSecret = (item: McpItem): boolean => item.kind === 'result' && item.content.includes('SECRET');

function verdictOn(item: McpItem): McpVerdict {
  if (refused(item)) return { verdict: 'deny', reason: 'Denied.', rules: ['x/y'], secrets: [] };
  if (!hasSecret(item) || item.kind !== 'result')
    return { verdict: 'pass', reason: '', rules: [], secrets: [] };
  const lines = item.content.split('\n');
  const secrets = lines.flatMap((line, at) => {
    const column = line.indexOf('SECRET') + 1;
    return column === 0
      ? []
      : [{ start: { line: at + 1, column }, end: { line: at + 1, column: column + 6 } }];
  });
  return { verdict: 'redact', reason: 'Masked.', rules: [], secrets };
}

function connection({ longestScan }: { readonly longestScan?: number } = {}) {
  const asked: McpItem[] = [];
  const [toClient, toServer, said]: [string[], string[], string[]] = [[], [], []];
  const session = createSession({
    server: 'test',
    ask: (_, items) => {
      asked.push(...items);
      return Promise.resolve(items.map(verdictOn));
    },
    say: text => said.push(text),
    pins: { drift: () => undefined, offered: () => 0, others: () => [], advice: '' },
    toClient: line => toClient.push(line),
    toServer: line => toServer.push(line),
    ...(longestScan === undefined ? {} : { longestScan }),
  });
  const pass = (decide: ReturnType<typeof fromClient>) => async (line: unknown) => {
    const text = typeof line === 'string' ? line : JSON.stringify(line);
    return Buffer.concat([...(await decide({ kind: 'line', bytes: Buffer.from(`${text}\n`) }))]).toString();
  };
  return {
    asked,
    toClient,
    toServer,
    said,
    client: pass(fromClient(session)),
    server: pass(fromServer(session)),
  };
}

const request = (id: unknown, method: string, params: unknown = {}) => ({
  jsonrpc: '2.0',
  id,
  method,
  params,
});
const call = (id: unknown, text: string) => request(id, 'tools/call', { name: 'echo', arguments: { text } });
const result = (id: unknown, value: unknown) => ({ jsonrpc: '2.0', id, result: value });
const text = (value: string) => ({ content: [{ type: 'text', text: value }] });
const tool = (name: string, description = '') => ({ name, description, inputSchema: { type: 'object' } });

describe('large results', () => {
  test('go on byte for byte, examined part by part', async () => {
    const { client, server, asked } = connection();
    await client(call(1, 'hello'));
    const line = JSON.stringify(result(1, text('a line of text\n'.repeat(300_000))));
    expect(await server(line)).toBe(`${line}\n`);
    expect(asked.filter(({ kind }) => kind === 'result').length).toBeGreaterThan(7);
  });

  test('that cannot be examined in time are held back, and said to be', async () => {
    const { client, server, said } = connection({ longestScan: -1 });
    await client(call(1, 'hello'));
    const answer = await server(result(1, text('much')));
    expect(answer).toContain('Ask for less of it');
    expect(JSON.parse(answer)).toMatchObject({ id: 1, result: { isError: true } });
    expect(said).toHaveLength(1);
  });
});

describe('calls', () => {
  test('go on as they are', async () => {
    const { client, toClient } = connection();
    const line = `  ${JSON.stringify(call(1, 'hello'))} `;
    expect(await client(line)).toBe(`${line}\n`);
    expect(toClient).toEqual([]);
  });

  test('that are refused are answered as a tool that failed', async () => {
    const { client, toClient } = connection();
    expect(await client(call('a', 'POISON'))).toBe('');
    expect(toClient.map(line => JSON.parse(line))).toEqual([
      { jsonrpc: '2.0', id: 'a', result: { content: [{ type: 'text', text: 'Denied.' }], isError: true } },
    ]);
  });

  test('in a batch are refused one by one', async () => {
    const { client, toClient } = connection();
    const batch = [call(1, 'hello'), call(2, 'POISON'), request(3, 'ping')];
    expect(JSON.parse(await client(batch))).toEqual([batch[0], batch[2]]);
    expect(toClient.map(line => JSON.parse(line).id)).toEqual([2]);
  });

  test('behind an end of line that only some readers know do not go on', async () => {
    const { client, said } = connection();
    expect(await client(`{}x\u2028${JSON.stringify(call(1, 'hello'))}`)).toBe('');
    expect(said).toHaveLength(1);
  });
});

describe('lists', () => {
  test.each([
    ['the id as a text', '1'],
    ['the id as another number of the same worth', '1.0'],
    ['an id that nobody asked with', 99],
  ])('are vetted with %s', async (_, id) => {
    const { client, server } = connection();
    await client(request(1, 'tools/list'));
    const line = await server(result(id, { tools: [tool('good'), tool('bad', 'POISON')] }));
    expect(JSON.parse(line).result.tools).toEqual([tool('good')]);
  });

  test.each(['tools', 'Tools', 'prompts', 'resources', 'resourceTemplates'])(
    'under %s are vetted',
    async name => {
      const { server } = connection();
      const line = await server(result(1, { [name]: [tool('good'), tool('bad', 'POISON')] }));
      expect(JSON.parse(line).result[name]).toEqual([tool('good')]);
    },
  );

  test('within a batch are vetted', async () => {
    const { server } = connection();
    const [list, other] = JSON.parse(
      await server([result(1, { tools: [tool('bad', 'POISON')] }), result(2, {})]),
    );
    expect([list.result.tools, other.result]).toEqual([[], {}]);
  });

  test('go on byte for byte when all is well', async () => {
    const { server } = connection();
    const line = `{"result": {"tools": [{"name":"a","description":"caf\\u00e9"}]}, "jsonrpc":"2.0","id":1}`;
    expect(await server(line)).toBe(`${line}\n`);
  });

  test('with two fields of one name go on as they were judged', async () => {
    const { server } = connection();
    const line = '{"id":1,"result":{"tools":[{"name":"a","description":"POISON","description":"fine"}]}}';
    expect(JSON.parse(await server(line)).result.tools).toEqual([{ name: 'a', description: 'fine' }]);
    expect(await server(line)).not.toContain('POISON');
  });

  test('leave a held tool out, which is not called either', async () => {
    const { client, server, toClient, asked } = connection();
    await server(result(1, { tools: [tool('echo', 'POISON')] }));
    const before = asked.length;
    expect(await client(call(2, 'hello'))).toBe('');
    expect(JSON.parse(toClient[0] ?? '').result.isError).toBe(true);
    expect(asked).toHaveLength(before);
  });
});

describe('results', () => {
  test('that are refused are replaced in the words of the request', async () => {
    const { client, server } = connection();
    await client(call(1, 'x'));
    await client(request(2, 'resources/read', { uri: 'file:///a' }));
    expect(JSON.parse(await server(result(1, text('POISON')))).result.isError).toBe(true);
    expect(JSON.parse(await server(result(2, { contents: [{ text: 'POISON' }] }))).error.message).toBe(
      'Denied.',
    );
  });

  test('have their secrets masked where they stand', async () => {
    const { server } = connection();
    const value = {
      content: [
        { type: 'text', text: 'one\ntwo SECRET three' },
        { type: 'text', text: 'SECRET' },
      ],
      structuredContent: { a: ['x', 'SECRET!'] },
    };
    expect(JSON.parse(await server(result(1, value))).result).toEqual({
      content: [
        { type: 'text', text: 'one\ntwo [secret masked by Ringfence] three' },
        { type: 'text', text: '[secret masked by Ringfence]' },
      ],
      structuredContent: { a: ['x', '[secret masked by Ringfence]!'] },
    });
  });

  test('of pictures are not looked at, unless the data is a text', async () => {
    const { server, asked } = connection();
    const picture = (data: string) =>
      result(1, { content: [{ type: 'image', mimeType: 'image/png', data }] });
    await server(picture('UE9JU09O'));
    expect(JSON.stringify(asked)).not.toContain('UE9JU09O');
    expect(await server(picture('POISON is here'))).not.toContain('POISON');
  });

  test('that are errors are looked at', async () => {
    const { server } = connection();
    const line = await server({ jsonrpc: '2.0', id: 1, error: { code: 1, message: 'POISON' } });
    expect(JSON.parse(line).error.message).toBe('Denied.');
  });

  test('that say the instructions of a server lose them', async () => {
    const { server } = connection();
    const line = await server(
      result(0, { serverInfo: { name: 'x' }, capabilities: {}, instructions: 'POISON' }),
    );
    expect(JSON.parse(line).result).toEqual({ serverInfo: { name: 'x' }, capabilities: {} });
  });
});

test('what a server asks of the model is judged, and refused to the server', async () => {
  const { server, toServer } = connection();
  const ask = (words: string) =>
    request(7, 'sampling/createMessage', {
      messages: [{ role: 'user', content: { type: 'text', text: words } }],
    });
  expect(await server(ask('hello'))).toBe(`${JSON.stringify(ask('hello'))}\n`);
  expect(await server(ask('POISON'))).toBe('');
  expect(JSON.parse(toServer[0] ?? '')).toMatchObject({ id: 7, error: { message: 'Denied.' } });
});
