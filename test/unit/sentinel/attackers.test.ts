import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { sleep, world } from './world.ts';

const settings = '.vscode/settings.json';
const good = '{\n  // mine\n  "a": 1\n}\n';

describe('attackers', () => {
  it('puts a planted link into quarantine and never writes through it', async () => {
    const it = await world({ files: { [settings]: good } });
    const outside = path.join(it.base, 'outside.json');
    fs.writeFileSync(outside, '{"evil":1}');
    fs.rmSync(it.at(settings));
    fs.symlinkSync(outside, it.at(settings));
    await it.until(() => it.held().length === 1);
    await it.reads(settings, good);
    expect(fs.lstatSync(it.at(settings)).isFile()).toBe(true);
    expect(fs.readFileSync(outside, 'utf8')).toBe('{"evil":1}');
    expect(it.store.content(it.held()[0]?.item.id ?? '', 'attempted')).toEqual({
      kind: 'link',
      target: outside,
    });
  });

  it('takes a link away that stands for a protected folder, and brings its files back', async () => {
    const it = await world({ files: { [settings]: good } });
    fs.mkdirSync(path.join(it.base, 'evil'));
    fs.writeFileSync(path.join(it.base, 'evil', 'settings.json'), '{"evil":1}');
    fs.renameSync(it.at('.vscode'), it.at('old'));
    fs.symlinkSync(path.join(it.base, 'evil'), it.at('.vscode'));
    await it.until(() => it.held().some(event => event.item.attemptedKind === 'link'));
    await it.reads(settings, good);
    expect(fs.lstatSync(it.at('.vscode')).isDirectory()).toBe(true);
    expect(fs.readdirSync(path.join(it.base, 'evil'))).toEqual(['settings.json']);
  });

  it('moves a folder in the place of a file into quarantine whole', async () => {
    const it = await world({ files: { '.mcp.json': '{}' } });
    fs.rmSync(it.at('.mcp.json'));
    fs.mkdirSync(it.at('.mcp.json'));
    fs.writeFileSync(it.at('.mcp.json/loot'), 'x');
    await it.reads('.mcp.json', '{}');
    await it.until(() => it.held().length > 0);
    const id = it.held()[0]?.item.id ?? '';
    const target = path.join(it.base, 'export');
    expect(it.store.export(id, target)).toEqual({ ok: true, value: target });
    expect(it.store.get(id)?.attemptedKind).toBe('tree');
  });

  it('keeps a huge file whole and restores the small one', async () => {
    const it = await world({ files: { [settings]: good } });
    const huge = Buffer.alloc(50 << 20, 0x20);
    it.write(settings, huge);
    await it.reads(settings, good);
    await it.until(() => it.held().length > 0);
    const kept = path.join(it.store.folderOf(it.held()[0]?.item.id ?? ''), 'attempted.tree');
    expect(fs.statSync(kept).size).toBe(huge.length);
  });

  it.each([['a pipe that would block a reader', 'mkfifo']])('removes %s', async (_, program) => {
    const { execFileSync } = await import('node:child_process');
    const it = await world({ files: { [settings]: good } });
    fs.rmSync(it.at(settings));
    execFileSync(program, [it.at(settings)]);
    await it.until(() => fs.lstatSync(it.at(settings), { throwIfNoEntry: false })?.isFile() === true);
    await it.reads(settings, good);
  });

  it('wins against a writer that never stops, in one item, losing none of its bytes', async () => {
    const it = await world({ files: { [settings]: good } });
    const written = new Set<string>();
    for (let round = 0; round < 300; round++) {
      const text = `{"a":${round % 7},"evil":${round % 5}}`;
      it.write(settings, text);
      written.add(text);
      await sleep(2);
    }
    await it.until(() => it.read(settings)?.includes('evil') === false);
    const items = it.store.list();
    expect(items.length).toBeLessThan(12);
    expect(Math.max(...items.map(item => item.attempts))).toBeGreaterThan(10);
    expect(it.held().length).toBeLessThan(60);
    for (const item of items) {
      for (const name of fs
        .readdirSync(it.store.folderOf(item.id))
        .filter(name => name.startsWith('variant-'))) {
        expect(written).toContain(fs.readFileSync(path.join(it.store.folderOf(item.id), name), 'utf8'));
      }
    }
  });

  it('keeps the last state of ten thousand changes in a burst', async () => {
    const it = await world({ files: { [settings]: good } });
    for (let round = 0; round < 10_000; round++)
      fs.writeFileSync(it.at(round % 2 ? settings : 'noise'), `{"a":${round}}`);
    it.write(settings, '{"a":-1,"evil":1}');
    await it.reads(settings, '{"a":-1}');
    expect(it.held()).toHaveLength(1);
  });

  it('is not led around by link loops', async () => {
    const it = await world();
    fs.mkdirSync(it.at('a/.claude'), { recursive: true });
    fs.symlinkSync('..', it.at('a/.claude/up'));
    fs.symlinkSync('.claude', it.at('.claude'));
    fs.symlinkSync('.', it.at('.vscode'));
    it.write('a/.claude/x.json', '{"evil":1}');
    await it.reads('a/.claude/x.json', undefined);
    await it.until(() =>
      ['.claude', '.vscode'].every(
        name => fs.lstatSync(it.at(name), { throwIfNoEntry: false }) === undefined,
      ),
    );
  });
});
