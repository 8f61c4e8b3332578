/** Tests what a manifest may say, and which names its files may have, on every system. */
import { describe, expect, it } from 'vitest';
import { parseManifest } from '../../../server/floor/manifest.ts';
import { makeSecretKey } from '../../../server/floor/minisign/secretKey.ts';
import { FormatError } from '../../../server/floor/minisign/text.ts';
import { clash, pathFault } from '../../../server/floor/paths.ts';

const [one, two] = [makeSecretKey().publicKey, makeSecretKey().publicKey];
const file = { sha256: 'a'.repeat(64), size: 1 };
const good = {
  type: 'ringfence-floor',
  version: 1,
  name: 'acme platform',
  serial: 7,
  created: '2027-03-01T12:00:00Z',
  expires: '2027-06-01T12:00:00.000Z',
  keyIds: [one.id],
  minimumVersion: '0.1.0',
  files: { 'policy.cedar': file, 'tests/a.jsonl': file },
};

describe('a manifest', () => {
  it('is read', () => {
    const manifest = parseManifest(
      JSON.stringify({ ...good, keyIds: [one.id, two.id], keys: [one.base64, two.base64] }),
    );
    expect(manifest).toMatchObject({ name: 'acme platform', serial: 7, minimumVersion: '0.1.0' });
    expect(manifest.keys?.map(({ id }) => id)).toEqual([one.id, two.id]);
    expect(manifest.files.get('tests/a.jsonl')).toEqual(file);
  });

  it.each<[string, object, string]>([
    ['another type', { type: 'x' }, '"type" must be "ringfence-floor".'],
    ['a later version', { version: 2 }, '"version" is 2; this Ringfence knows 1.'],
    ['no name', { name: undefined }, '"name" must be'],
    ['a name with a line break', { name: 'a\nb' }, '"name" must be'],
    ['a serial of 0', { serial: 0 }, '"serial" must be'],
    ['a serial that is a text', { serial: '7' }, '"serial" must be'],
    ['a broken serial', { serial: 1.5 }, '"serial" must be'],
    ['a serial beyond counting', { serial: 2 ** 53 }, '"serial" must be'],
    ['a day instead of a time', { expires: '2027-06-01' }, '"expires" must be a time'],
    ['a day that is none', { expires: '2027-13-41T00:00:00Z' }, '"expires" is no time that exists.'],
    ['no key id', { keyIds: [] }, '"keyIds" must list one or two keys.'],
    ['three key ids', { keyIds: ['A', 'B', 'C'] }, '"keyIds" must list one or two keys.'],
    ['a key id twice', { keyIds: [one.id, one.id] }, '"keyIds" lists a key twice.'],
    ['a key id in small letters', { keyIds: [one.id.toLowerCase().padStart(16, 'a')] }, '"keyIds" must be'],
    ['keys without their ids', { keys: [two.base64] }, '"keyIds" must name exactly the keys'],
    ['keys that are none', { keys: ['x'] }, '"keys" lists what is no public key'],
    ['a minimum version of two numbers', { minimumVersion: '0.1' }, '"minimumVersion" must be'],
    ['files as a list', { files: [] }, '"files" must be an object'],
    ['a digest cut short', { files: { a: { ...file, sha256: 'ab' } } }, '"sha256" of "a" must be'],
    ['a negative size', { files: { a: { ...file, size: -1 } } }, '"size" of "a" must be'],
    ['a 10 MB file', { files: { a: { ...file, size: 10 << 20 } } }, '"a" has 10 MB; 1 MB is the most.'],
    ['a path that leaves', { files: { '../a': file } }, 'The path "../a" leaves its folder.'],
    [
      'one file in two spellings',
      { files: { a: file, A: file } },
      '"a" and "A" are one file on some systems.',
    ],
    [
      'too many files',
      { files: Object.fromEntries(Array.from({ length: 501 }, (_, index) => [`f${index}`, file])) },
      'It lists 501 files; 500 are the most.',
    ],
    [
      'too much in all',
      {
        files: Object.fromEntries(
          Array.from({ length: 5 }, (_, index) => [`f${index}`, { ...file, size: 1 << 20 }]),
        ),
      },
      'Its files have 5 MB; 4 MB is the most.',
    ],
  ])('with %s is refused', (_, change, message) => {
    const text = JSON.stringify({ ...good, ...change });
    expect(() => parseManifest(text)).toThrow(FormatError);
    expect(() => parseManifest(text)).toThrow(message);
  });

  it('that is no JSON names the line', () => {
    const read = (): unknown => parseManifest('{\n  "type": x\n}');
    expect(read).toThrow('This is not JSON');
    expect(read).toThrow(expect.objectContaining({ line: 2 }));
  });
});

describe('a path', () => {
  it.each([
    'policy.cedar',
    'a/b/c.txt',
    '.hidden',
    'Größe.txt',
    'a b/c-d_e.f',
    '日本.md',
    'console.txt',
    'com.txt',
  ])('%j is one', path => expect(pathFault(path)).toBeUndefined());

  it.each<[string, string]>([
    ['', 'empty'],
    ['a'.repeat(201), 'longer than'],
    ['/etc/passwd', 'empty part'],
    ['a//b', 'empty part'],
    ['a/', 'empty part'],
    ['..', 'leaves'],
    ['a/../../b', 'leaves'],
    ['./a', 'leaves'],
    ['a\\b', 'holds one of'],
    ['..\\a', 'holds one of'],
    ['C:/x', 'holds one of'],
    ['\\\\server\\share', 'holds one of'],
    ['a:stream', 'holds one of'],
    ['a/b*', 'holds one of'],
    ['a.', 'ends with'],
    ['a /b', 'ends with'],
    [' a', 'begins with'],
    ['con', 'device'],
    ['a/NUL.txt', 'device'],
    ['Com1', 'device'],
    ['lpt¹.cedar', 'device'],
    ['a\0b', 'cannot be seen'],
    ['a\nb', 'cannot be seen'],
    ['a\u202eb', 'cannot be seen'],
    ['a\u200bb', 'cannot be seen'],
    ['u\u0308', 'composed Unicode'],
    ['manifest.json', 'signs the others'],
    ['manifest.json.minisig', 'signs the others'],
  ])('%j is none', (path, fault) => expect(pathFault(path)).toContain(fault));

  it('is not another one in other letters, nor inside a file', () => {
    expect(clash(['a/b', 'A/B'])).toEqual(['a/b', 'A/B']);
    expect(clash(['ﬁle', 'file'])).toEqual(['ﬁle', 'file']);
    expect(clash(['a/b', 'a'])).toEqual(['a', 'a/b']);
    expect(clash(['a/b/c', 'A'])).toEqual(['A', 'a/b/c']);
    expect(clash(['a/b', 'a/c', 'ab'])).toBeUndefined();
  });
});
