/** A document that is edited is parsed again where it differs; the findings are those of the whole text. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadRules } from '../../../../server/engine/load/load.ts';
import { editBetween } from '../../../../server/engine/tree/versions.ts';
import { show } from '../../../../server/engine/tree/node.ts';
import { startTestEngine } from '../../../support/engine/engine.ts';

const engine = await startTestEngine();
const { rules } = engine.compile(
  loadRules(
    'rules: [{id: a, languages: [python, js], severity: INFO, message: m, pattern: "run($X, ...)"}]',
    'a.yaml',
  ).rules,
);

const treeOf = (text: string, language: 'python' | 'javascript', document?: string): string => {
  const analysis = engine.analyse(text, language, { document });
  if (!analysis.ok || analysis.value.code === undefined) throw new Error('not parsed');
  const found = engine.scan(analysis.value, rules).matches.map(({ start, end }) => `${start}-${end}`);
  return `${show(analysis.value.code.root)} ${found.join()}`;
};

describe('a document under edit', () => {
  it.each<[string, readonly string[]]>([
    ['typing', ['r', 'ru', 'run', 'run(', 'run(x', 'run(x)']],
    ['deleting', ['run(x)\nrun(y)\n', 'run(x)\n', '']],
    ['an insertion above', ['run(x)\n', 'import os\nrun(x)\n']],
    ['a quote that opens and closes', ['a = 1\nrun(x)\n', 'a = "1\nrun(x)\n', 'a = "1"\nrun(x)\n']],
    ['letters beyond the basic plane', ['run("é😀")', 'run("é😀", x)']],
    ['nothing', ['run(x)', 'run(x)']],
  ])('is read as if it were new after %s', (name, texts) => {
    for (const text of texts) expect(treeOf(text, 'python', name)).toBe(treeOf(text, 'python'));
  });

  it('is read as if it were new after any edits', () => {
    const pieces = fc.constantFrom(
      'run(',
      ')',
      'x',
      ', ',
      '"',
      '\n',
      'if (a) {',
      '}',
      '`${',
      ' = ',
      '// ',
      '/*',
      '*/',
      '<div>',
      '😀',
    );
    const texts = fc.array(
      fc.array(pieces, { maxLength: 30 }).map(parts => parts.join('')),
      { minLength: 2, maxLength: 6 },
    );
    let run = 0;
    fc.assert(
      fc.property(texts, versions => {
        run += 1;
        for (const text of versions)
          expect(treeOf(text, 'javascript', `d${run}`)).toBe(treeOf(text, 'javascript'));
      }),
      { numRuns: 150, seed: 20_261 },
    );
  });

  it('keeps two documents apart', () => {
    treeOf('run(x)', 'python', 'one');
    treeOf('y = 1', 'python', 'two');
    expect(treeOf('run(x, z)', 'python', 'one')).toBe(treeOf('run(x, z)', 'python'));
  });
});

describe('the edit between two texts', () => {
  it('is the part that differs', () => {
    expect(editBetween('a\nbcd\ne', 'a\nbXd\ne')).toMatchObject({
      startIndex: 3,
      oldEndIndex: 4,
      newEndIndex: 4,
      startPosition: { row: 1, column: 1 },
    });
  });

  it('is none between the same', () => expect(editBetween('a', 'a')).toBeUndefined());

  it('does not overlap itself where a text repeats', () => {
    expect(editBetween('aa', 'aaa')).toMatchObject({ startIndex: 2, oldEndIndex: 2, newEndIndex: 3 });
  });
});
