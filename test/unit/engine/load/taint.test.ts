import { describe, expect, test } from 'vitest';
import { loadRules } from '../../../../server/engine/load/load.ts';
import type { Rule } from '../../../../server/engine/rule.ts';

/** Loads the one rule whose body is given. */
function one(body: string): Rule {
  const lines = ['id: r', 'message: m', 'severity: ERROR', 'languages: [python]', ...body.split('\n')];
  const text = `rules:\n  -\n${lines.map(line => `    ${line}`).join('\n')}`;
  const { rules, skipped } = loadRules(text, 'r.yaml');
  expect(skipped).toEqual([]);
  return rules[0]!;
}

describe('taint', () => {
  test('the documented defaults', () => {
    const { body } = one(
      'mode: taint\npattern-sources: [{pattern: a}]\npattern-sinks: [{pattern: b}]\npattern-sanitizers: [{pattern: c}]\npattern-propagators: [{pattern: d, from: $A, to: $B}]',
    );
    expect(body).toMatchObject({
      sources: [
        {
          label: '__SOURCE__',
          requires: { kind: 'true' },
          exact: false,
          bySideEffect: false,
          control: false,
        },
      ],
      sinks: [{ requires: { kind: 'label', name: '__SOURCE__' }, exact: true, atExit: false }],
      sanitizers: [{ exact: false, bySideEffect: false, notConflicting: false }],
      propagators: [
        {
          from: '$A',
          to: '$B',
          requires: { kind: 'true' },
          label: undefined,
          replaceLabels: undefined,
          bySideEffect: true,
        },
      ],
    });
  });

  test('every setting', () => {
    const { body } = one(
      `mode: taint
pattern-sources:
  - patterns: [{pattern: a($X)}, {focus-metavariable: $X}]
    label: A
    requires: B and not (C or D)
    exact: true
    by-side-effect: only
    control: true
pattern-sinks:
  - pattern: b($X)
    requires: [{$X: A}]
    exact: false
    at-exit: true
  - pattern: c
    requires: A
pattern-sanitizers:
  - {pattern: c, not_conflicting: true, by-side-effect: true, exact: true}
pattern-propagators:
  - {pattern: d, from: $A, to: $B, label: E, replace-labels: [A], requires: A, by-side-effect: false}`,
    );
    const label = (name: string) => ({ kind: 'label', name });
    expect(body).toMatchObject({
      sources: [
        {
          label: 'A',
          requires: {
            kind: 'and',
            parts: [label('B'), { kind: 'not', part: { kind: 'or', parts: [label('C'), label('D')] } }],
          },
          exact: true,
          bySideEffect: 'only',
          control: true,
        },
      ],
      sinks: [
        { requires: [{ metavariable: '$X', requires: label('A') }], exact: false, atExit: true },
        { requires: label('A') },
      ],
      sanitizers: [{ exact: true, bySideEffect: true, notConflicting: true }],
      propagators: [{ label: 'E', replaceLabels: ['A'], requires: label('A'), bySideEffect: false }],
    });
  });

  test('the newer syntax', () => {
    const { body } = one(
      'taint:\n  sources: [a, {any: [b, c], label: L}]\n  sinks: [{all: [d($X)], where: [{focus: $X}]}]\n  sanitizers: [{pattern: e, not-conflicting: true}]',
    );
    expect(body).toMatchObject({
      mode: 'taint',
      sources: [{ formula: { kind: 'pattern' } }, { formula: { kind: 'any' }, label: 'L' }],
      sinks: [{ formula: { kind: 'all', focus: [['$X']] } }],
      sanitizers: [{ notConflicting: true }],
    });
  });
});
