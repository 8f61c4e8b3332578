import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keepGrowing } from '../../../server/sentinel/growing.ts';

let folder = '';
beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), 'growing-'))));
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

function opened(content: string) {
  const source = path.join(folder, 'source');
  fs.writeFileSync(source, content);
  const descriptor = fs.openSync(source, 'r');
  return { source, descriptor, target: path.join(folder, 'target') };
}
const isClosed = (descriptor: number): boolean => {
  try {
    fs.fstatSync(descriptor);
    return false;
  } catch {
    return true;
  }
};

describe('a file that grows after it was taken back', () => {
  it('is kept whole once it rests, also without a name', async () => {
    const { source, descriptor, target } = opened('start');
    const kept = keepGrowing(descriptor, target);
    fs.appendFileSync(source, ' and end');
    fs.rmSync(source);
    await kept;
    expect(fs.readFileSync(target, 'utf8')).toBe('start and end');
    await vi.waitFor(() => expect(isClosed(descriptor)).toBe(true));
  });

  it('is kept whole when its writer paused as if it were done', async () => {
    const { source, descriptor, target } = opened('start');
    const kept = keepGrowing(descriptor, target);
    await vi.waitFor(() => expect(fs.readFileSync(target, 'utf8')).toBe('start'));
    fs.appendFileSync(source, ' and middle');
    await vi.waitFor(() => expect(fs.readFileSync(target, 'utf8')).toBe('start and middle'));
    fs.appendFileSync(source, ' and end');
    await kept;
    expect(fs.readFileSync(target, 'utf8')).toBe('start and middle and end');
    expect(fs.readdirSync(folder).toSorted()).toEqual(['source', 'target']);
  });

  it('is kept as nothing when its writer emptied it', async () => {
    const { source, descriptor, target } = opened('start');
    fs.truncateSync(source, 0);
    await keepGrowing(descriptor, target);
    expect(fs.readFileSync(target, 'utf8')).toBe('');
  });

  it('is cut off at a length that it had when its writer never stops', async () => {
    const { source, descriptor, target } = opened('x'.repeat(1 << 20));
    const more = Buffer.alloc(1 << 20, 'y');
    // Grows again between each look and the end of the copy: the copies must still end.
    const kept = keepGrowing(descriptor, target);
    const copies = new Set<number>();
    let size = 0;
    const writer = setInterval(() => {
      const now = fs.statSync(target, { throwIfNoEntry: false })?.size ?? 0;
      if (now === size || fs.existsSync(`${target}.more`)) return;
      copies.add((size = now));
      fs.appendFileSync(source, more);
    }, 1);
    await kept.finally(() => clearInterval(writer));
    copies.add(fs.statSync(target).size);
    expect([...copies].filter(each => each > 0 && each % (1 << 20) === 0)).toHaveLength(4);
  });

  it('keeps the copy that there is, and no half of another, when a later one cannot be written', async () => {
    const { source, descriptor, target } = opened('start');
    const kept = keepGrowing(descriptor, target);
    await vi.waitFor(() => expect(fs.readFileSync(target, 'utf8')).toBe('start'));
    fs.writeFileSync(`${target}.more`, 'half');
    fs.appendFileSync(source, ' and end');
    await expect(kept).rejects.toThrow('EEXIST');
    expect(fs.readFileSync(target, 'utf8')).toBe('start');
    expect(fs.existsSync(`${target}.more`)).toBe(false);
  });

  it('fails aloud when it cannot be kept, and lets go of the file', async () => {
    const { descriptor, target } = opened('start');
    fs.writeFileSync(target, 'taken');
    await expect(keepGrowing(descriptor, target)).rejects.toThrow('EEXIST');
    expect(fs.readFileSync(target, 'utf8')).toBe('taken');
    await vi.waitFor(() => expect(isClosed(descriptor)).toBe(true));
  });
});
