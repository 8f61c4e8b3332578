import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { sleep, world } from './world.ts';

const settings = '.vscode/settings.json';

describe('a protected file that a person asked to have written', () => {
  it('is written whole and stays, though the same bytes of anybody else would be taken back', async () => {
    const it = await world({ files: { [settings]: '{ "a": 1 }\n' } });
    const text = '{ "a": 1, "evil": true }\n';
    expect(it.guard.write(it.at(settings), text)).toEqual({ ok: true });
    await sleep(300);
    expect(it.read(settings)).toBe(text);
    expect(it.held()).toEqual([]);
  });

  it('is created with its folder', async () => {
    const it = await world();
    expect(it.guard.write(it.at('.vscode/mcp.json'), '{ "evil": 1 }')).toEqual({ ok: true });
    await sleep(300);
    expect(it.read('.vscode/mcp.json')).toBe('{ "evil": 1 }');
  });

  it('is refused outside every root, and behind a link that leads out of it', async () => {
    const it = await world();
    const outside = path.join(it.base, 'outside');
    fs.mkdirSync(outside);
    fs.symlinkSync(outside, it.at('.vscode'));
    expect(it.guard.write(path.join(outside, 'a.json'), '{}').ok).toBe(false);
    expect(it.guard.write(it.at(settings), '{}').ok).toBe(false);
    expect(fs.readdirSync(outside)).toEqual([]);
  });
});
