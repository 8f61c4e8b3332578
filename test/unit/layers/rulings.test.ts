/** What profiles say of rules and MCP servers: waivers that excuse, severities, lists, pins; and who may say what. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { toolsDigest } from '../../../server/mcp/pins/digest.ts';
import type { PinRecord } from '../../../server/mcp/pins/record.ts';
import { floorOf, makePlace, type Place } from './place.ts';

let place: Place;
beforeEach(async () => {
  place = await makePlace();
});
afterEach(() => place.end());

const readsEnv = { kind: 'fs.read', paths: [{ path: 'fixtures/.env', op: 'read' }] };
const floor = (profile: unknown): void =>
  place.setFloor(floorOf({ 'profile.jsonc': JSON.stringify(profile) }, JSON.stringify(profile)));
const waiver = (more: object = {}) => ({
  waivers: [
    { rule: 'files/env', paths: ['fixtures/**'], reason: 'made-up values', expires: '2026-12-31', ...more },
  ],
});

describe('a waiver', () => {
  test('of the floor excuses a finding, which stays on record and says why', async () => {
    expect(await place.judge(readsEnv)).toMatchObject({ verdict: 'deny' });
    floor(waiver());
    const { verdict, findings } = await place.judge(readsEnv);
    expect(verdict).toBe('pass');
    expect(findings).toContainEqual(
      expect.objectContaining({
        ruleId: 'files/env',
        waived: expect.objectContaining({ reason: 'made-up values', expires: '2026-12-31' }),
      }),
    );
  });

  test.each([
    ['of another rule', waiver({ rule: 'files/private-key' })],
    ['of other places', waiver({ paths: ['test/**'] })],
    ['that has run out', waiver({ expires: '2026-11-25' })],
  ])('%s excuses nothing', async (_, profile) => {
    floor(profile);
    expect(await place.judge(readsEnv)).toMatchObject({ verdict: 'deny' });
  });

  test.each(['config/profile.jsonc', 'app/.ringfence/profile.jsonc'])(
    'in %s counts for nothing',
    async file => {
      place.write(file, JSON.stringify(waiver()));
      place.pass();
      expect(await place.judge(readsEnv)).toMatchObject({ verdict: 'deny' });
    },
  );
});

describe('a severity', () => {
  const readsExample = {
    kind: 'fs.write',
    paths: [{ path: 'src/a.ts', op: 'write' }],
    content: 'const a = 1;\n',
  };

  test('of the floor may turn a rule off, which nobody below may', async () => {
    floor({ rules: { 'files/env': 'off' } });
    expect((await place.judge(readsEnv)).findings.map(({ ruleId }) => ruleId)).not.toContain('files/env');
    place.setFloor(floorOf({}, 'none'));
    place.write('app/.ringfence/profile.jsonc', '{ "rules": { "files/env": "off" } }');
    place.pass();
    expect(await place.judge(readsEnv)).toMatchObject({ verdict: 'deny' });
    expect(await place.judge(readsExample)).toMatchObject({ verdict: 'pass' });
  });

  test('of a workspace may be raised, never lowered', async () => {
    const severity = async (): Promise<string | undefined> =>
      (await place.judge(readsEnv)).findings.find(({ ruleId }) => ruleId === 'files/env')?.severity;
    const before = await severity();
    place.write('app/.ringfence/profile.jsonc', '{ "rules": { "files/env": "critical" } }');
    place.pass();
    expect([before, await severity()]).toEqual(['high', 'critical']);
    place.write('app/.ringfence/profile.jsonc', '{ "rules": { "files/env": "info" } }');
    place.pass();
    expect(await severity()).toBe('high');
  });
});

describe('a list of MCP servers', () => {
  const call = (server: string, tool = 'search') => ({ kind: 'mcp.call', mcp: { server, tool, args: {} } });
  const remembered = (more: Partial<PinRecord> = {}): PinRecord => ({
    v: 1,
    name: 'docs',
    place: place.root,
    since: '2026-11-01T00:00:00Z',
    definition: { command: 'docs-server', args: ['--stdio'] },
    tools: { search: { name: 'search', inputSchema: { type: 'object' } } },
    clients: [],
    ...more,
  });
  const cited = async (event: object): Promise<readonly string[]> =>
    (await place.judge({ ...event })).policies.map(({ id }) => id);

  test('lets the listed be used and no other, however a client spells the name', async () => {
    expect(await cited(call('mail'))).toEqual([]);
    floor({ mcpServers: { 'Team Docs': {} } });
    expect(await cited(call('mail'))).toContain('mcp/listed');
    expect(await cited(call('team_docs'))).toEqual([]);
  });

  test('of a workspace narrows that of the floor, and adds nothing to it', async () => {
    floor({ mcpServers: { docs: {}, mail: {} } });
    place.write('app/.ringfence/profile.jsonc', '{ "mcpServers": { "docs": {}, "shell": {} } }');
    place.pass();
    expect(await cited(call('docs'))).toEqual([]);
    expect(await cited(call('mail'))).toContain('mcp/listed');
    expect(await cited(call('shell'))).toContain('mcp/listed');
  });

  test('holds for tools as well', async () => {
    floor({ mcpServers: { docs: { tools: ['search'] } } });
    expect(await cited(call('docs'))).toEqual([]);
    expect(await cited(call('docs', 'delete'))).toContain('mcp/listed');
  });

  test.each<[string, Partial<PinRecord> | undefined, readonly string[]]>([
    ['is as it was', {}, []],
    ['is started by another program', { definition: { command: 'evil', args: ['--stdio'] } }, ['mcp/listed']],
    [
      'is started with other arguments',
      { definition: { command: 'docs-server', args: ['-x'] } },
      ['mcp/listed'],
    ],
    [
      'runs behind our wrapper',
      { definition: { command: 'ringfence', args: ['mcp', '--', 'docs-server', '--stdio'] } },
      [],
    ],
    ['is not known', undefined, ['mcp/listed']],
  ])('holds a server to how it is started: it %s', async (_, record, expected) => {
    floor({ mcpServers: { docs: { command: 'docs-server', args: ['--stdio'] } } });
    place.pins = record === undefined ? [] : [remembered(record)];
    expect(await cited(call('docs'))).toEqual(expected);
  });

  test('holds a server to the tools that it offered', async () => {
    floor({ mcpServers: { docs: { sha256: toolsDigest(remembered()) } } });
    place.pins = [remembered()];
    expect(await cited(call('docs'))).toEqual([]);
    place.pins = [remembered({ tools: { search: { name: 'search', description: 'Now with more.' } } })];
    expect(await cited(call('docs'))).toContain('mcp/listed');
  });
});
