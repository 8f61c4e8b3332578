/** What every rule says of itself, whatever it looks at: complete, plain, and with tags that exist. */
import { expect, test } from 'vitest';
import frameworks from '../../../rules/catalogue/frameworks.json' with { type: 'json' };
import { allRules, codedRules } from '../../../server/detect/detectors.ts';
import type { RuleInfo } from '../../../server/detect/rule.ts';

const known = new Map(
  Object.entries(frameworks).map(([edition, entries]) => [edition, new Set(Object.keys(entries))]),
);

const wrong = (holds: (rule: RuleInfo) => boolean, rules = allRules()): readonly string[] =>
  rules.filter(rule => !holds(rule)).map(({ id }) => id);

test('every id is one rule', () => {
  const ids = allRules().map(({ id }) => id);
  expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
  expect(wrong(({ id }) => /^[a-z-]+\/[a-z\d-]+$/u.test(id))).toEqual([]);
});

test('every tag is an entry of a taxonomy in the edition that it names', () => {
  const absent = allRules().flatMap(({ id, tags }) =>
    tags
      .filter(tag => known.get(`${tag.scheme}@${tag.edition}`)?.has(tag.id) !== true)
      .map(tag => `${id}: ${tag.scheme}@${tag.edition}:${tag.id}`),
  );
  expect(absent).toEqual([]);
});

test('every rule names a harm, what to do instead, and sentences that end', () => {
  expect(wrong(({ risks }) => risks.length > 0)).toEqual([]);
  expect(wrong(({ why }) => /^[A-Z`].*[.!]$/su.test(why))).toEqual([]);
  expect(wrong(({ remedy }) => /^[A-Z`].*[.!]$/su.test(remedy))).toEqual([]);
  expect(wrong(({ title }) => /^[A-Z`].*[^.]$/su.test(title))).toEqual([]);
});

test('rules that are written as functions cite an outside taxonomy', () => {
  expect(wrong(({ tags }) => tags.length > 0, codedRules)).toEqual([]);
});
