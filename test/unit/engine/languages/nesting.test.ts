/** Lowering takes bounded steps where what is copied for each name, or read twice, nests. */
import { describe, expect, test } from 'vitest';
import type { LanguageId } from '../../../../server/engine/languages/language.ts';
import { adapterOf } from '../../../../server/engine/languages/registry.ts';
import type { Node } from '../../../../server/engine/tree/node.ts';
import { lowered } from './lowered.ts';

const depth = 60;
const nest = (core: string, wrap: (inner: string) => string): string => {
  let text = core;
  for (let level = 0; level < depth; level += 1) text = wrap(text);
  return text;
};

/** Are texts that nest what an adapter once read, or reads, more than once; some are no valid code. */
const nested: readonly (readonly [language: LanguageId, what: string, text: string])[] = [
  ['go', 'sends', `func f() {\n${'c <- 1\t'.repeat(depth)}\n}`],
  ['go', 'sends in place of expressions', `var x = ${'c <- '.repeat(depth)}1`],
  ['go', 'parameters that share a type', `func f(${nest('a int', inner => `a, b func(${inner})`)}) {}`],
  ['go', 'results that share a type', `func f() (${nest('a int', inner => `a, b func() (${inner})`)}) {}`],
  ['go', 'fields that share a type', `var x ${nest('int', inner => `struct { a, b ${inner} }`)}`],
  ['go', 'variables that share a type', `var a, b ${nest('int', inner => `func(a, b ${inner})`)}`],
  ['c', 'structures of structures', nest('int x;', inner => `struct { ${inner} } a, b;`)],
  ['c', 'sizes of types', nest('int x;', inner => `__typeof__(({ ${inner} 1; })) a, b;`)],
  ['cpp', 'templates of lambdas', nest('int x;', inner => `decltype([] { ${inner} }) a, b;`)],
  ['cpp', 'templates', `${nest('int', inner => `A<${inner}, B<${inner.length}>>`)} a, b;`],
  [
    'java',
    'annotations of declarations',
    `class A { ${nest('int x;', inner => `@A(() -> { ${inner} }) int a, b;`)} }`,
  ],
  [
    'csharp',
    'attributes of declarations',
    `class A { void F() { ${nest('int x;', inner => `var a = () => { ${inner} }, b = 1;`)} } }`,
  ],
  [
    'csharp',
    'properties of tuples',
    `class A { ${nest('int', inner => `(${inner} a, int b)`)} P { get { return 1; } set { } } }`,
  ],
  ['javascript', 'assignments with operators', nest('a', inner => `(${inner}).b ??= 1`)],
  ['javascript', 'assignments in indexes', nest('a', inner => `a[${inner}] += 1`)],
  ['typescript', 'assignments with operators', nest('a', inner => `(${inner}).b += 1`)],
  ['php', 'assignments with operators', `<?php ${nest('1', inner => `$a[${inner}] ??= 1`)};`],
  ['php', 'members in texts', `<?php ${nest('1', inner => `$a->{"x{$b[${inner}]}"}`)};`],
  ['ruby', 'assignments with operators', nest('1', inner => `a[${inner}] ||= 1`)],
  ['python', 'assignments with operators', `${nest('1', inner => `a[(x := ${inner})]`)} += 1`],
  ['kotlin', 'assignments with operators', nest('a', inner => `a[{ ${inner} }] += 1`)],
  ['rust', 'assignments with operators', `fn f() { ${nest('a', inner => `a[{ ${inner} }] += 1`)} }`],
  ['bash', 'substitutions', nest('a', inner => `x+="$(${inner})"`)],
];

function countOf(root: Node): number {
  let count = 0;
  for (const waiting = [root]; waiting.length > 0; count += 1) waiting.push(...(waiting.pop()?.kids ?? []));
  return count;
}

describe('nests', () => {
  test.each(nested)('%s: %s', (language, _, text) => {
    const adapter = adapterOf(language);
    if (adapter === undefined) throw new Error(`There is no adapter of ${language}.`);
    const count = countOf(lowered(adapter, text));
    expect(count).toBeGreaterThan(depth);
    expect(count).toBeLessThan(60_000 + 20 * text.length);
  });
});

test('what was read once only is there after the copies have an end', () => {
  const adapter = adapterOf('go');
  const text = `${nested[2]?.[2]}\nfunc g() { last(1) }`;
  if (adapter === undefined) throw new Error('There is no adapter of Go.');
  const shown = JSON.stringify(lowered(adapter, text).kids.at(-1));
  expect(shown).toContain('"last"');
});
