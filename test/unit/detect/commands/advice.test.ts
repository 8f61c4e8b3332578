/** Invariant 11: what a rule on commands advises is refused by no other. Every command in a remedy is run past all. */
import { beforeAll, expect, test } from 'vitest';
import { commandRules } from '../../../../server/detect/commands/detector.ts';
import { guardInMemory, type GuardInMemory } from '../../../support/guardInMemory.ts';

let guard: GuardInMemory;
beforeAll(async () => {
  guard = await guardInMemory();
});

const advised = commandRules.flatMap(({ id, remedy }) =>
  [...remedy.matchAll(/`(?<command>[^`]+)`/gu)].map(match => [id, match.groups?.['command'] ?? ''] as const),
);

test('every rule advises a command that can be run instead', () => {
  const advising = new Set(advised.map(([id]) => id));
  expect(commandRules.map(({ id }) => id).filter(id => !advising.has(id))).toEqual([]);
});

test.each(advised)('%s advises %s, which passes', async (_, command) => {
  const { verdict, findings } = await guard.judge({ kind: 'shell.exec', command });
  expect({ verdict, findings: findings.map(({ ruleId }) => ruleId) }).toEqual({
    verdict: 'pass',
    findings: [],
  });
});
