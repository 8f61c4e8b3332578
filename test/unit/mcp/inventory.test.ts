/** The inventory: which servers a configuration defines, whatever agent it is for, and what is remembered of them. */
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { takeInventory, type Inventory } from '../../../server/mcp/inventory/inventory.ts';
import { serversOf } from '../../../server/mcp/inventory/servers.ts';
import { toolsDigest } from '../../../server/mcp/pins/digest.ts';
import { withoutSecrets } from '../../../server/mcp/pins/masked.ts';
import { openPins } from '../../../server/mcp/pins/shelf.ts';
import { serverName } from '../../../server/mcp/serverName.ts';

const summary = (file: string, text: string) =>
  serversOf(file, text).map(({ name, definition: { command, args = [], url }, wrapped }) =>
    [
      name,
      command === undefined ? url : [command, ...args].join(' '),
      ...(wrapped === undefined ? [] : [wrapped]),
    ].join(' | '),
  );

test.each([
  [
    '.vscode/mcp.json',
    '{ // VS Code\n "servers": { "a": { "command": "npx", "args": ["x@1"], }, "b": { "type": "http", "url": "https://b.example/mcp" } } }',
    ['a | npx x@1', 'b | https://b.example/mcp'],
  ],
  [
    '.mcp.json',
    '{"mcpServers":{"a":{"command":"node","args":["s.js"],"env":{"TOKEN":"x"}}}}',
    ['a | node s.js'],
  ],
  ['.codex/config.toml', '[mcp_servers.a]\ncommand = "uvx"\nargs = ["x"]\n', ['a | uvx x']],
  ['.continue/config.yaml', 'mcpServers:\n  - name: a\n    command: npx\n    args: [x]\n', ['a | npx x']],
  [
    'opencode.json',
    '{"mcp":{"a":{"type":"local","command":["bun","x.ts"]},"b":{"type":"remote","url":"https://b.example"}}}',
    ['a | bun x.ts', 'b | https://b.example'],
  ],
  [
    '.zed/settings.json',
    '{"context_servers":{"a":{"command":{"path":"node","args":["x"]}}}}',
    ['a | node x'],
  ],
  ['.vscode/settings.json', '{"mcp":{"servers":{"a":{"command":"x"}}}}', ['a | x']],
  ['.claude.json', '{"projects":{"/p":{"mcpServers":{"a":{"command":"x"}}}}}', ['a | x']],
  [
    '.cursor/mcp.json',
    '{"mcpServers":{"a":{"command":"ringfence","args":["mcp","--name","files","--","npx","x"]}}}',
    ['a | ringfence mcp --name files -- npx x | files'],
  ],
  [
    '.cursor/mcp.json',
    '{"mcpServers":{"a":{"command":"node","args":["/opt/ringfence/dist/cli.js","mcp","--","npx","-y","@acme/files@1"]}}}',
    ['a | node /opt/ringfence/dist/cli.js mcp -- npx -y @acme/files@1 | files'],
  ],
  ['package.json', '{"servers":{"a":{"command":"x"}}}', []],
])('%s %s', (file, text, servers) => {
  expect(summary(file, text)).toEqual(servers);
});

test.each([
  ['npx -y @modelcontextprotocol/server-files@1.2.0 /tmp', 'server-files'],
  ['node /opt/acme-tools/dist/index.js', 'acme-tools'],
  ['python3 -m weather', 'weather'],
  ['uv run server.py', 'server'],
  ['/usr/local/bin/my-server --x', 'my-server'],
  ['docker run -i --rm acme/server:1', 'server-1'],
])('%s is named %s', (line, name) => {
  const [command = '', ...args] = line.split(' ');
  expect(serverName(command, args)).toBe(name);
});

test('secrets are neither shown nor remembered, and a change of one is still a change', () => {
  const words = (secret: string) =>
    withoutSecrets({
      command: 'x',
      args: ['--api-key', secret, `TOKEN=${secret}`, '--verbose', 'plain'],
      url: `https://u:${secret}@h/?api_key=${secret}`,
    });
  const [one, other] = [words('hunter2hunter2'), words('hunter3hunter3')].map(each => JSON.stringify(each));
  expect(one).not.toContain('hunter2');
  expect(one).toContain('plain');
  expect(one).not.toBe(other);
});

describe('what is remembered', () => {
  const folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'rf-inventory-')));
  const [home, work] = [path.join(folder, 'home'), path.join(folder, 'work')];
  mkdirSync(path.join(work, '.vscode'), { recursive: true });
  mkdirSync(home);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const define = (args: readonly string[]): void =>
    writeFileSync(
      path.join(work, '.vscode/mcp.json'),
      JSON.stringify({ servers: { a: { command: 'node', args, env: { API_KEY: 'value-of-the-key' } } } }),
    );
  const take = (): Promise<Inventory> =>
    takeInventory({
      workspaces: [work],
      surroundings: { env: {}, home, platform: 'linux' },
      shelf: openPins(path.join(folder, 'state')),
      at: '2026-01-01T00:00:00.000Z',
      remember: true,
    });
  const states = async (): Promise<readonly string[]> => (await take()).servers.map(({ state }) => state);

  test('is the first sight, until arguments, names of variables or the script change', async () => {
    writeFileSync(path.join(work, 'server.js'), '1');
    define(['server.js']);
    expect(await states()).toEqual(['first']);
    expect(await states()).toEqual(['pinned']);
    writeFileSync(path.join(work, 'server.js'), '2');
    const { servers } = await take();
    expect(servers[0]?.state).toBe('changed');
    expect(servers[0]?.changes.join('\n')).toContain('server.js');
    writeFileSync(path.join(work, 'server.js'), '1');
    expect(await states()).toEqual(['pinned']);
    define(['server.js', '--all']);
    expect((await take()).servers[0]?.changes).toEqual(['+ args.1: --all']);
  });

  test('of a wrapped server shows the digest that pins its tools', async () => {
    const tools = { search: { name: 'search', inputSchema: { type: 'object' } } };
    const shelf = openPins(path.join(folder, 'state'));
    const record = {
      v: 1,
      name: 'files',
      place: work,
      since: '2026-01-01',
      definition: {},
      tools,
      clients: [],
    } as const;
    shelf.save(record);
    writeFileSync(
      path.join(work, '.vscode/mcp.json'),
      JSON.stringify({
        servers: { a: { command: 'ringfence', args: ['mcp', '--name', 'files', '--', 'npx', 'x'] } },
      }),
    );
    expect((await take()).servers[0]).toMatchObject({ tools: 1, toolsDigest: toolsDigest(record) });
    define(['server.js']);
    expect((await take()).servers[0]).not.toHaveProperty('toolsDigest');
  });

  test('holds no value of a variable', () => {
    const shelf = openPins(path.join(folder, 'state'));
    expect(JSON.stringify(shelf.list())).not.toContain('value-of-the-key');
    expect(shelf.list().find(({ name }) => name === 'a')?.definition.env).toEqual(['API_KEY']);
  });

  test('tells of a server that passes for a well-known one', async () => {
    define(['npx', '-y', '@modelcontextprotocoll/server-github@1.0.0']);
    const { servers } = await take();
    expect(servers[0]?.findings.map(({ ruleId }) => ruleId)).toContain('mcp/look-alike-server');
    define(['server.js', '--all']);
    expect((await take()).servers[0]?.findings.map(({ ruleId }) => ruleId)).not.toContain(
      'mcp/look-alike-server',
    );
  });

  test('a file that cannot be read is said to be so', async () => {
    mkdirSync(path.join(work, '.codex'));
    writeFileSync(path.join(work, '.codex/config.toml'), '[[[');
    expect((await take()).errors.map(({ path: file }) => file)).toEqual([
      path.join(work, '.codex/config.toml'),
    ]);
    expect(readFileSync(path.join(work, '.codex/config.toml'), 'utf8')).toBe('[[[');
  });
});
