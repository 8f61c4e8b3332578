/** What files hold after edits and patches. */
import { describe, expect, test } from 'vitest';
import { applyEdits } from '../../../server/observe/edits.ts';
import { readPatch } from '../../../server/observe/patch.ts';

describe('edits', () => {
  test.each([
    ['the first match', 'a b a', [{ old: 'a', new: 'x' }], 'x b a'],
    ['every match', 'a b a', [{ old: 'a', new: 'x', all: true }], 'x b x'],
    [
      'in order',
      'a',
      [
        { old: 'a', new: 'b' },
        { old: 'b', new: 'c' },
      ],
      'c',
    ],
    ['dollar signs plainly', 'a', [{ old: 'a', new: '$&$1' }], '$&$1'],
    ['CRLF files', 'a\r\nb\r\n', [{ old: 'a\nb', new: 'x\ny' }], 'x\r\ny\r\n'],
    ['a new file', undefined, [{ old: '', new: 'x' }], 'x'],
  ])('%s', (_name, before, edits, text) => {
    expect(applyEdits(before, edits)).toEqual({ ok: true, text });
  });

  test.each([
    ['no match', 'a', [{ old: 'z', new: 'x' }], 'an edit does not apply to the file as it is'],
    ['an insert into text', 'a', [{ old: '', new: 'x' }], 'an edit inserts at a place that is not known'],
    [
      'a file that is not there',
      undefined,
      [{ old: 'a', new: 'x' }],
      'an edit does not apply to the file as it is',
    ],
  ])('%s is not known', (_name, before, edits, reason) => {
    expect(applyEdits(before, edits)).toEqual({ ok: false, reason });
  });
});

const wrap = (body: string): string => `*** Begin Patch\n${body}\n*** End Patch\n`;

/** Applies the only change of a patch. */
function patched(patch: string, before?: string) {
  const [file] = readPatch(patch) ?? [];
  return file?.apply(before);
}

describe('agents’ patches', () => {
  test('list what they touch', () => {
    const text = wrap(
      '*** Add File: a\n+1\n*** Delete File: b\n*** Update File: c\n*** Move to: d\n@@\n-x\n+y',
    );
    expect(readPatch(text)?.map(({ path, op, from }) => [path, op, from])).toEqual([
      ['a', 'write', undefined],
      ['b', 'delete', undefined],
      ['d', 'write', 'c'],
      ['c', 'delete', undefined],
    ]);
  });

  test.each([
    ['adding', '*** Add File: a\n+x\n+\n+y', undefined, 'x\n\ny\n'],
    ['one chunk', '*** Update File: a\n@@\n 1\n-2\n+two\n 3', '1\n2\n3\n', '1\ntwo\n3\n'],
    ['without a chunk mark', '*** Update File: a\n 1\n-2\n+two', '1\n2\n3\n', '1\ntwo\n3\n'],
    ['two chunks', '*** Update File: a\n@@\n-1\n+one\n@@\n-3\n+three', '1\n2\n3\n', 'one\n2\nthree\n'],
    [
      'an anchor',
      '*** Update File: a\n@@ function b\n-x\n+y',
      'function a\nx\nfunction b\nx\n',
      'function a\nx\nfunction b\ny\n',
    ],
    ['only new lines', '*** Update File: a\n@@\n+end', '1\n', '1\nend\n'],
    ['blanks that differ', '*** Update File: a\n@@\n-  x\n+y', 'x  \n', 'y\n'],
    ['CRLF', '*** Update File: a\n@@\n-2\n+two', '1\r\n2\r\n', '1\r\ntwo\r\n'],
    ['the end of the file', '*** Update File: a\n@@\n-2\n+two\n*** End of File', '1\n2', '1\ntwo'],
  ])('%s', (_name, body, before, text) => {
    expect(patched(wrap(body), before)).toEqual({ ok: true, text });
  });

  test.each([
    [
      'a chunk that is not there',
      '*** Update File: a\n@@\n-9\n+x',
      '1\n',
      'a patch does not apply to the file as it is',
    ],
    [
      'a file that is not there',
      '*** Update File: a\n@@\n-9\n+x',
      undefined,
      'a patch changes a file that could not be read',
    ],
  ])('%s', (_name, body, before, reason) => {
    expect(patched(wrap(body), before)).toEqual({ ok: false, reason });
  });
});

describe('unified diffs', () => {
  const diff = (old: string, fresh: string, hunk: string): string => `--- ${old}\n+++ ${fresh}\n${hunk}\n`;

  test('change, create, delete and rename', () => {
    const text = [
      diff('a/x', 'b/x', '@@ -1 +1 @@\n-1\n+2'),
      diff('/dev/null', 'b/new', '@@ -0,0 +1 @@\n+n'),
      diff('a/old', '/dev/null', '@@ -1 +0,0 @@\n-o'),
      diff('a/from', 'b/to', '@@ -1 +1 @@\n-1\n+2'),
    ].join('');
    expect(readPatch(text)?.map(({ path, op, from }) => [path, op, from])).toEqual([
      ['x', 'write', undefined],
      ['new', 'write', undefined],
      ['old', 'delete', undefined],
      ['to', 'write', 'from'],
    ]);
    expect(patched(text, '1\n')).toEqual({ ok: true, text: '2\n' });
  });

  test('that does not apply is not known', () => {
    expect(patched(diff('a/x', 'b/x', '@@ -1 +1 @@\n-1\n+2'), 'other\nthings\n')).toEqual({
      ok: false,
      reason: 'a patch does not apply to the file as it is',
    });
  });
});

test.each(['', 'hello', 'diff of opinion'])('%j is no patch', text => {
  expect(readPatch(text)).toBeUndefined();
});
