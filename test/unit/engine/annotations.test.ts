import { describe, expect, it } from 'vitest';
import { readAnnotations } from '../../../server/engine/testing/annotations.ts';

const expected = (text: string, id = 'a'): readonly number[] => [
  ...(readAnnotations(text).get(id)?.expected ?? []),
];

describe('annotations of test targets', () => {
  it.each([
    '# ruleid: a',
    '// ruleid:a',
    '/* ruleid: a */',
    '/** ruleid: a */',
    '<!-- ruleid: a -->',
    '<%# ruleid: a %>',
    '<%-- ruleid: a --%>',
    '{{/* ruleid: a */}}',
    '{{!-- ruleid: a --}}',
    '{# ruleid: a #}',
    '{* ruleid: a *}',
    '@* ruleid: a *@',
    '//- ruleid: a',
    '-- ruleid: a',
    '; ruleid: a',
    '% ruleid: a',
    '(* ruleid: a *)',
    '  "_comment": "ruleid: a",',
    "' ruleid: a",
    'ruleid: a',
    '# ruleid: b, a, c',
    '# ok: b # ruleid: a',
  ])('reads %s', line => {
    expect(expected(`${line}\ncode\n`)).toEqual([2]);
  });

  it('refers to the next line that is none, whatever stands between', () => {
    expect(expected('# ruleid: a\n# proruleid: a\n# todook: b\ncode')).toEqual([4]);
    expect(readAnnotations('# todook: b\ncode').get('b')?.ignored).toEqual(new Set([2]));
  });

  it('takes no string or key for one', () => {
    expect(expected('# ruleid: a\nprint("ok: done")\nok: yes')).toEqual([2]);
    expect(expected('# proruleid: a\ncode')).toEqual([]);
  });
});
