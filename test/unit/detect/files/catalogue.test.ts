import { describe, expect, test } from 'vitest';
import { parseFileRules } from '../../../../server/detect/files/catalogue.ts';
import { expandBraces, globPattern } from '../../../../server/detect/files/glob.ts';

const rule = {
  id: 'env',
  base: 'workspace',
  op: 'read',
  severity: 'high',
  action: 'deny',
  classes: ['SECRET'],
  why: 'Holds secrets.',
  globs: ['**/.env'],
};

describe('parsing', () => {
  test('a whole rule gets an empty list of exceptions', () => {
    expect(parseFileRules({ rules: [rule] })).toEqual({ ok: true, value: [{ ...rule, except: [] }] });
  });

  test.each([
    ['no list', {}, 'rules is not a list.'],
    ['no object', { rules: [7] }, 'rules[0] has no valid `object`.'],
    ['a bad id', { rules: [{ ...rule, id: 'A B' }] }, 'rules[0] has no valid `id`.'],
    ['a bad base', { rules: [{ ...rule, base: 'moon' }] }, 'rules[0] has no valid `base`.'],
    ['a bad operation', { rules: [{ ...rule, op: 'x' }] }, 'rules[0] has no valid `op`.'],
    ['a bad severity', { rules: [{ ...rule, severity: 'x' }] }, 'rules[0] has no valid `severity`.'],
    ['a bad action', { rules: [{ ...rule, action: 'allow' }] }, 'rules[0] has no valid `action`.'],
    ['no sentence', { rules: [{ ...rule, why: 'x' }] }, 'rules[0] has no valid `why`.'],
    [
      'an unknown class',
      { rules: [{ ...rule, classes: ['SECRET', 'NOPE'] }] },
      'rules[0] has no valid `classes`.',
    ],
    ['no globs', { rules: [{ ...rule, globs: [] }] }, 'rules[0] has no valid `globs`.'],
    ['an id twice', { rules: [rule, rule] }, 'env is used twice.'],
  ])('%s is a problem', (_name, raw, message) => {
    const parsed = parseFileRules(raw);
    expect(parsed).toMatchObject({
      ok: false,
      problems: [{ source: 'rules/catalogue/files.json', message }],
    });
  });
});

describe('globs', () => {
  test.each([
    ['a{b,c{d,e}}f', ['abf', 'acdf', 'acef']],
    ['{,x/}y', ['y', 'x/y']],
    ['plain', ['plain']],
    ['open{a', ['open{a']],
  ])('%s expands', (glob, expanded) => {
    expect(expandBraces(glob)).toEqual(expanded);
  });

  test.each([
    ['**/.env', '.env', true],
    ['**/.env', 'a/b/.env', true],
    ['**/.env', 'a/b.env', false],
    ['*.pem', 'a/x.pem', false],
    ['.ssh/**', '.ssh', true],
    ['.ssh/**', '.sshx/a', false],
    ['core.[0-9]*', 'core.12', true],
    ['a?c', 'a/c', false],
  ])('%s on %s: %s', (glob, path, matches) => {
    expect(globPattern(glob).test(path)).toBe(matches);
  });
});
