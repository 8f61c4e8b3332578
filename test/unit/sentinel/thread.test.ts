import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { SentinelEvent } from '../../../server/sentinel/messages.ts';
import { startSentinel } from '../../../server/sentinel/sentinel.ts';
import { scratchFolder } from '../quarantine/scratch.ts';

const entry = pathToFileURL(path.resolve('server/sentinel/worker.ts'));
const settings = (root: string): string => path.join(root, '.vscode', 'settings.json');
const risky = '{\n  "chat.permissions.default": "autopilot",\n  "a": 1\n}\n';

function begin(over: { entry?: URL; quarantine?: string } = {}) {
  const base = scratchFolder();
  const root = path.join(base, 'root');
  fs.mkdirSync(path.dirname(settings(root)), { recursive: true });
  const events: SentinelEvent[] = [];
  const scope = { roots: [root], profile: 'balanced' } as const;
  const folders = {
    quarantine: over.quarantine ?? path.join(base, 'quarantine'),
    snapshots: path.join(base, 'snapshots'),
  };
  const sentinel = startSentinel({
    scope,
    folders,
    entry: over.entry ?? entry,
    onEvent: event => void events.push(event),
  });
  onTestFinished(() => sentinel.stop());
  const seen = async <T extends SentinelEvent['type']>(type: T, count = 1) => {
    const found = () =>
      events.filter((event): event is Extract<SentinelEvent, { type: T }> => event.type === type);
    for (let round = 0; round < 3_000 && found().length < count; round++)
      await new Promise(resolve => setTimeout(resolve, 10));
    const event = found()[count - 1];
    if (!event) expect.fail(`no ${type}: ${JSON.stringify(events)}`);
    return event;
  };
  return { base, root, sentinel, scope, seen, events };
}

describe('the sentinel thread', () => {
  it('holds a risky change with the real catalogue, and approves it on request', async () => {
    const { root, sentinel, seen } = begin();
    await seen('ready');
    fs.writeFileSync(settings(root), risky);
    const { item } = await seen('held');
    expect(fs.readFileSync(settings(root), 'utf8')).toBe('{\n  "a": 1\n}\n');
    expect(await sentinel.settle('approve', item.id)).toMatchObject({
      ok: true,
      item: { state: 'approved' },
    });
    expect(fs.readFileSync(settings(root), 'utf8')).toBe(risky);
    expect(await sentinel.settle('keep', 'unknown')).toMatchObject({ ok: false });
  });

  it('guards another root when told to', async () => {
    const { base, sentinel, seen } = begin();
    await seen('ready');
    const other = path.join(base, 'other');
    fs.mkdirSync(path.dirname(settings(other)), { recursive: true });
    sentinel.configure({ roots: [other], profile: 'observe' });
    expect((await seen('ready', 2)).roots).toEqual([other]);
    fs.writeFileSync(settings(other), risky);
    expect((await seen('observed')).path).toBe(settings(other));
  });

  it('says that nothing is guarded when the quarantine cannot be opened', async () => {
    const blocked = path.join(scratchFolder(), 'file');
    fs.writeFileSync(blocked, '');
    const { sentinel, seen } = begin({ quarantine: blocked });
    expect((await seen('problem')).problem.message).toContain('Nothing is guarded');
    expect(await sentinel.settle('approve', 'x')).toMatchObject({
      ok: false,
      message: expect.stringContaining('not open'),
    });
  });

  it('says that it died, and is started again', async () => {
    const folder = scratchFolder();
    const dying = path.join(folder, 'dying.mjs');
    const mark = path.join(folder, 'mark');
    const real = JSON.stringify(entry.href);
    fs.writeFileSync(
      dying,
      `import { once } from 'node:events';
import fs from 'node:fs';
if (fs.existsSync(${JSON.stringify(mark)})) await import(${real});
else { fs.writeFileSync(${JSON.stringify(mark)}, ''); throw new Error('boom'); }`,
    );
    const { seen } = begin({ entry: pathToFileURL(dying) });
    expect((await seen('problem')).problem.message).toBe('The thread that guards files ended (boom).');
    await seen('ready');
    expect(await seen('recovered')).toEqual({ type: 'recovered', key: 'thread' });
  });

  it('answers a request that it can no longer fulfil', async () => {
    const { sentinel, seen } = begin();
    await seen('ready');
    const stopped = sentinel.stop();
    const answer = sentinel.settle('approve', 'x');
    await stopped;
    expect(await answer).toEqual({ ok: false, message: expect.stringContaining('The sentinel') });
  });

  it('refuses to run without its scope', async () => {
    const [error] = (await once(new Worker(entry, { workerData: {} }), 'error')) as [Error];
    expect(error.message).toContain('startSentinel');
  });
});
