/** Shows how a language's adapter lowers a text, for the tests of all languages. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { LanguageAdapter } from '../../../../server/engine/languages/language.ts';
import { show, type Node } from '../../../../server/engine/tree/node.ts';
import { createParsers } from '../../../../server/engine/tree/parser.ts';

const require = createRequire(import.meta.url);
const parsers = await createParsers({ wasmOf: grammar => readFileSync(require.resolve(grammar)) });

/** Parses and lowers a text. */
export function lowered(adapter: LanguageAdapter, text: string): Node {
  const parsed = parsers.parse(adapter, text);
  if (!parsed.ok) throw new Error(parsed.problems[0]?.message);
  return adapter.lower(parsed.value.root, text);
}

/** Shows the statements of a lowered text, one a line. */
export const shown = (adapter: LanguageAdapter, text: string): string =>
  lowered(adapter, text).kids.map(show).join('\n');
