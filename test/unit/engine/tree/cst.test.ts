/** What is read from the runtime's memory is what a cursor says, in every grammar, also of broken and edited texts. */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { Edit, Language, Parser, type Tree, type TreeCursor } from 'web-tree-sitter';
import { describe, expect, test } from 'vitest';
import { languageOf } from '../../../../server/engine/languages/files.ts';
import { adapterOf } from '../../../../server/engine/languages/registry.ts';
import { readTree, type Cst } from '../../../../server/engine/tree/cst.ts';
import { startRuntime } from '../../../../server/engine/tree/runtime.ts';

const require = createRequire(import.meta.url);
const memory = await startRuntime(undefined);
const corpus = path.resolve('test/conformance');

/** Collects the targets of the corpus by grammar, and where a language has one of its own, its fallback. */
function targets(): ReadonlyMap<string, readonly string[]> {
  const byGrammar = new Map<string, string[]>();
  for (const name of readdirSync(corpus, { recursive: true }).map(String)) {
    if (/\.ya?ml$/u.test(name) && !name.startsWith('yaml')) continue;
    const language = languageOf(name);
    const adapter = language === undefined ? undefined : adapterOf(language);
    if (adapter === undefined || adapter.parseText !== undefined) continue;
    const text = readFileSync(path.join(corpus, name), 'utf8');
    for (const grammar of [adapter.grammar, adapter.fallback]) {
      if (grammar === undefined) continue;
      const texts = byGrammar.get(grammar) ?? [];
      texts.push(text);
      byGrammar.set(grammar, texts);
    }
  }
  return byGrammar;
}

/** Reads a tree as the runtime's own cursor sees it. */
function byCursor(tree: Tree): Cst {
  const cursor = tree.walk();
  const root = visit(cursor, tree.language);
  cursor.delete();
  return root;
}

function visit(cursor: TreeCursor, language: Language): Cst {
  const { startIndex: start, endIndex: end, nodeIsNamed: named } = cursor;
  // The cursor calls an ERROR what has an empty name, as the end of a file has in Go.
  const type = language.nodeTypeForId(cursor.nodeTypeId) ?? 'ERROR';
  const broken = type === 'ERROR' || (start === end && cursor.nodeIsMissing);
  const field = cursor.currentFieldName ?? '';
  const kids: Cst[] = [];
  if (cursor.gotoFirstChild()) {
    do kids.push(visit(cursor, language));
    while (cursor.gotoNextSibling());
    cursor.gotoParent();
  }
  return { type, named, field, start, end, kids, broken, lowered: false };
}

/** Cuts a text short, takes pieces out of it and puts a letter of two units in: each of them breaks most programs. */
const damage = (text: string): readonly string[] => [
  text.slice(0, text.length / 2),
  text.slice(0, text.length / 3) + text.slice(text.length / 2),
  text.replace(/[)\]}]/u, ''),
  text.replace(/\s/u, ' 𝔘 "'),
];

describe.each([...targets()])('%s', (grammar, texts) => {
  test(`reads ${texts.length} texts and what damage makes of them`, async () => {
    const parser = new Parser();
    parser.setLanguage(await Language.load(require.resolve(grammar)));
    for (const text of texts.flatMap(each => [each, ...damage(each)])) {
      const tree = parser.parse(text, null);
      if (tree === null) throw new Error('There is no tree.');
      expect(readTree(tree, memory()), text).toEqual(byCursor(tree));
      tree.delete();
    }
    parser.delete();
  });
});

test('a tree that was parsed anew after an edit', async () => {
  const parser = new Parser();
  parser.setLanguage(await Language.load(require.resolve(adapterOf('python')?.grammar ?? '')));
  const tree = parser.parse('def f(a, b):\n  return a + b  # sum\n', null);
  const edited = 'def f(a, b, c):\n  return a + b  # sum\n';
  const at = (column: number): { row: number; column: number } => ({ row: 0, column });
  tree?.edit(
    new Edit({
      startIndex: 10,
      oldEndIndex: 10,
      newEndIndex: 13,
      startPosition: at(10),
      oldEndPosition: at(10),
      newEndPosition: at(13),
    }),
  );
  const next = parser.parse(edited, tree);
  if (next === null) throw new Error('There is no tree.');
  expect(readTree(next, memory())).toEqual(byCursor(next));
});
