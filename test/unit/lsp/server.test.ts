import { afterEach, describe, expect, test } from 'vitest';
import {
  activityMessage,
  configureMessage,
  editorEditMessage,
  itemTextMessage,
  judgeReadMessage,
  listItemsMessage,
  overseeMessage,
  oversightMessage,
  protectedReadsMessage,
  settleItemMessage,
  timelineMessage,
} from '../../../common/protocol.ts';
import type { GuardState } from '../../../common/protocol.ts';
import { item } from '../src/samples.ts';
import { fakeGuard, openSession, type Session, type SessionOptions } from './duplex.ts';

let session: Session | undefined;
afterEach(() => session?.close());

const start = async (options?: SessionOptions): Promise<Session> => (session = await openSession(options));
const healthy: GuardState = { status: 'guarding', detail: 'Guarding.', held: 0, atRest: 0 };

describe('the guard', () => {
  test('starts with what came with the initialisation', async () => {
    const { guard, until } = await start({
      initializationOptions: {
        roots: ['/w'],
        workspaceFile: '/w.code-workspace',
        settings: { profile: 'locked' },
        trusted: true,
      },
    });
    await until(() => guard.told.length > 0);
    expect(guard.told).toEqual([
      { roots: ['/w'], workspaceFile: '/w.code-workspace', settings: { profile: 'locked' }, trusted: true },
    ]);
  });

  test('hears of changed configuration and of edits', async () => {
    const { client, guard, until } = await start();
    const edit = { path: '/w/.vscode/a.json', signature: 'typing', ts: 4 };
    await client.sendNotification(configureMessage, { roots: [], settings: {}, trusted: false });
    await client.sendNotification(editorEditMessage, edit);
    await until(() => guard.told.length === 3);
    expect(guard.told.slice(1)).toEqual([{ roots: [], settings: {}, trusted: false }, edit]);
  });

  test('lists protected files and judges reads of them', async () => {
    const { client, guard } = await start();
    const read = { path: '/w/.env', reader: 'acme.reader', form: 'fs.readFile', seen: false };
    expect(await client.sendRequest(protectedReadsMessage)).toMatchObject({ enforce: true });
    expect(await client.sendRequest(judgeReadMessage, read)).toEqual({ allowed: false });
    expect(guard.told).toContainEqual(read);
    await expect(client.sendRequest(judgeReadMessage, { ...read, path: 3 })).rejects.toThrow('path');
  });

  test('passes its state and its incidents on', async () => {
    const { guard, states, incidents, until } = await start();
    await until(() => guard.events !== undefined);
    guard.events?.state(healthy);
    guard.events?.state(healthy);
    guard.events?.incident({ items: [item()] });
    await until(() => incidents.length === 1);
    expect(states).toEqual([healthy]);
    expect(incidents).toEqual([{ items: [item()] }]);
  });

  test('answers requests, also those that came before it had started', async () => {
    const guard = fakeGuard();
    guard.held = [item()];
    const { promise, resolve } = Promise.withResolvers<typeof guard>();
    const { client } = await start({ guard, startGuard: () => promise });
    const items = client.sendRequest(listItemsMessage);
    const text = client.sendRequest(itemTextMessage, { id: 'i1', side: 'attempted' });
    const settled = client.sendRequest(settleItemMessage, { id: 'i1', action: 'approve', keys: [['a', 0]] });
    resolve(guard);
    expect(await items).toEqual([item()]);
    expect(await text).toBe('attempted of i1');
    expect(await settled).toEqual({ ok: true, item: item() });
    expect(guard.told.at(-1)).toEqual({ id: 'i1', action: 'approve', keys: [['a', 0]] });
    expect(await client.sendRequest(oversightMessage)).toMatchObject({ requests: [], sessions: [] });
    expect(await client.sendRequest(timelineMessage, { id: 's1' })).toMatchObject([{ text: 's1 began' }]);
    expect(await client.sendRequest(overseeMessage, { action: 'stop' })).toEqual({ ok: true });
    expect(guard.told.at(-1)).toEqual({ action: 'stop' });
  });

  test('is stopped on shutdown', async () => {
    const { client, guard, until } = await start();
    await until(() => guard.told.length === 1);
    await client.sendRequest('shutdown');
    expect(guard.told.at(-1)).toBe('stopped');
  });
});

describe('when something goes wrong', () => {
  test('a guard that cannot start is visible, and decisions say why they fail', async () => {
    const { client, states, until } = await start({
      startGuard: () => Promise.reject(new Error('The state folder is read-only.')),
    });
    await until(() => states.length > 0);
    expect(states[0]).toMatchObject({
      status: 'degraded',
      detail: 'Could not start the guard: The state folder is read-only.',
    });
    expect(await client.sendRequest(settleItemMessage, { id: 'i', action: 'keep' })).toEqual({
      ok: false,
      message: 'Could not settle a held change: The state folder is read-only.',
    });
  });

  test.each([{ roots: '/w' }, null, 'x', { roots: [3] }])(
    'initialisation with %j degrades, and does not crash',
    async bad => {
      const { states, guard, until } = await start({ initializationOptions: bad ?? [] });
      await until(() => states.length > 0);
      expect(states[0]?.status).toBe('degraded');
      expect(guard.told).toEqual([]);
    },
  );

  test('a failed request rejects with a plain cause and degrades until it works again', async () => {
    const { client, guard, states, until } = await start();
    await until(() => guard.events !== undefined);
    guard.events?.state(healthy);
    await expect(client.sendRequest(activityMessage, { limit: 5 })).rejects.toThrow(
      'Could not read the activity: The ledger cannot be read up to 5.',
    );
    await until(() => states.at(-1)?.status === 'degraded');
    Object.assign(guard, { activity: () => Promise.resolve([]) });
    expect(await client.sendRequest(activityMessage, { limit: 5 })).toEqual([]);
    await until(() => states.at(-1)?.status === 'guarding');
  });

  test.each([
    [settleItemMessage, { id: 'i', action: 'approve', keys: 'all' }, '“keys” must be a list.'],
    [
      settleItemMessage,
      { id: 'i', action: 'approve', keys: [[{}]] },
      'Each part of a key must be a name or an index.',
    ],
    [settleItemMessage, { id: 'i', action: 'allow' }, '“action” must be one of approve, keep, discard.'],
    [settleItemMessage, { action: 'keep' }, '“id” must be a text that is not empty.'],
    [overseeMessage, { action: 'allow', id: 'a' }, '“scope” must be one of once, session, workspace.'],
    [overseeMessage, { action: 'deny' }, '“id” must be a text that is not empty.'],
    [
      overseeMessage,
      { action: 'clear', id: 'a', label: 'x' },
      '“label” must be one of secret, untrusted, hidden-text, config-touched, runaway.',
    ],
  ])('a bad request %s %j is answered and does not degrade', async (method, params, message) => {
    const { client, states, guard } = await start();
    const answer = await client.sendRequest(method, params);
    expect(answer).toEqual({
      ok: false,
      message: expect.stringMatching(/^Could not (?:settle a held change|decide about agents): /),
    });
    expect(answer).toHaveProperty('message', expect.stringContaining(message));
    expect([states, guard.told.length]).toEqual([[], 1]);
  });

  test.each([
    [itemTextMessage, { id: 'i', side: 'left' }],
    [itemTextMessage, undefined],
    [activityMessage, { limit: 0 }],
    [activityMessage, { limit: '9' }],
  ])('a bad request %s %j rejects and does not degrade', async (method, params) => {
    const { client, states } = await start();
    await expect(client.sendRequest(method, params)).rejects.toThrow(/^Could not /);
    expect(states).toEqual([]);
  });
});
