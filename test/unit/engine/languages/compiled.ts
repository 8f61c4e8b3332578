/** Shows how a pattern is compiled, for the tests of languages that spell their patterns themselves. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { LanguageAdapter } from '../../../../server/engine/languages/language.ts';
import { compilePattern } from '../../../../server/engine/pattern/compile.ts';
import { show } from '../../../../server/engine/tree/node.ts';
import { createParsers } from '../../../../server/engine/tree/parser.ts';

const require = createRequire(import.meta.url);
const parsers = await createParsers({ wasmOf: grammar => readFileSync(require.resolve(grammar)) });

/** Compiles a pattern; shows its shape and its nodes. */
export function compiled(adapter: LanguageAdapter, source: string): string {
  const pattern = compilePattern(source, adapter, (language, text) => {
    const parsed = parsers.parse(language, text);
    return parsed.ok ? parsed.value : undefined;
  });
  if (!pattern.ok) return pattern.problems[0]?.message ?? '';
  return [pattern.value.shape, ...pattern.value.nodes.map(show)].join(' ');
}
