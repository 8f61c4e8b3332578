import { describe, expect, it } from 'vitest';
import { world, type World } from './world.ts';

const settings = '.vscode/settings.json';
const bad = '{\n  "a": 2,\n  "evil": true\n}\n';
const decide = (it: World, action: 'undo' | 'keep', rules: readonly string[] = ['evil']) =>
  it.guard.rest({ type: 'rest', seq: 1, path: it.at(settings), action, rules });
const atRest = (it: World): number =>
  it.events.flatMap(event => (event.type === 'atRest' ? event.files : [])).length;

describe('what was there when a folder was opened', () => {
  it.each(['balanced', 'observe'] as const)(
    'is undone where a person says so (%s), kept in quarantine',
    async profile => {
      const it = await world({ files: { [settings]: bad }, profile });
      expect(it.held()).toEqual([]);
      expect(decide(it, 'undo')).toEqual({ ok: true });
      expect(it.read(settings)).toBe('{\n  "a": 2\n}\n');
      expect(it.store.list()).toMatchObject([{ state: 'held', path: it.at(settings) }]);
      expect(it.store.text(it.store.list()[0]?.id ?? '', 'attempted')).toBe(bad);
      expect(decide(it, 'undo')).toMatchObject({ ok: false });
    },
  );

  it('is undone as far as the rules go that were told', async () => {
    const it = await world({ files: { [settings]: bad } });
    expect(decide(it, 'undo', ['another'])).toMatchObject({ ok: false });
    expect(it.read(settings)).toBe(bad);
  });

  it('is told no more once a person keeps it, until it changes', async () => {
    const first = await world({ files: { [settings]: bad } });
    expect(atRest(first)).toBe(1);
    expect(decide(first, 'keep')).toEqual({ ok: true });
    first.end();
    const second = await world({ of: first });
    expect(atRest(second)).toBe(0);
    second.end();
    second.write(settings, '{\n  "a": 2,\n  "evil": "more"\n}\n');
    const third = await world({ of: second });
    await third.reads(settings, bad);
    expect(third.held().length).toBe(1);
  });

  it('is decided nowhere else', async () => {
    const it = await world();
    const outcome = it.guard.rest({ type: 'rest', seq: 1, path: '/elsewhere', action: 'keep', rules: [] });
    expect(outcome).toMatchObject({ ok: false });
    expect(decide(it, 'keep')).toMatchObject({ ok: false });
  });
});
