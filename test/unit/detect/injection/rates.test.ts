/** How many attacks in other words are found, and how many plain sentences with the same words pass: lists of our own. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { injectionRules } from '../../../../server/detect/injection/detector.ts';
import type { Surface } from '../../../../server/detect/text/source.ts';

interface Row {
  readonly id: string;
  readonly text: string;
  readonly surface?: Surface;
}

const rows = (name: string): readonly Row[] =>
  readFileSync(new URL(`../../../detect/injection/${name}.jsonl`, import.meta.url), 'utf8')
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line) as Row);

const isFlagged = ({ text, surface = 'attached text' }: Row): boolean =>
  injectionRules.some(
    rule =>
      rule.surfaces.includes(surface) &&
      rule
        .find({ surface, text, before: undefined, path: '', name: '', commands: [] })
        .some(({ severity = rule.severity }) => severity !== 'info'),
  );

const share = (list: readonly Row[]): number => list.filter(isFlagged).length / list.length;

test('most attacks are found, in whatever words', () => {
  expect(share(rows('attacks'))).toBeGreaterThan(0.84);
});

test('plain sentences with the words of attacks pass', () => {
  expect(share(rows('trigger-words'))).toBeLessThan(0.06);
});
