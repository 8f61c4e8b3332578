/**
 * Tells regexes that can take exponential time: a loop of four rounds or more around another loop, with something
 * behind them that can fail. It is the documented heuristic of the analyzer `redos`, and errs the same way.
 */
import { somePart } from './ast.ts';
import type { Ast } from './ast.ts';
import { parseRegex } from './parse.ts';

/** Says whether a regex looks vulnerable to denial of service. One that doesn't parse does not. */
export function isVulnerableToRedos(source: string): boolean {
  const parsed = parseRegex(source, { multiline: false });
  return parsed.ok && somePart(parsed.value.ast, isVulnerable);
}

const isVulnerable = (ast: Ast): boolean =>
  ast.kind === 'seq' &&
  ast.parts.some((part, index) => somePart(part, isNestedLoop) && ast.parts.slice(index + 1).some(canFail));

const isNestedLoop = (ast: Ast): boolean =>
  ast.kind === 'loop' && ast.mode !== 'possessive' && ast.max >= 4 && somePart(ast.body, hasTwoLengths);

/** Says whether a piece loops with two lengths beside none. */
const hasTwoLengths = (ast: Ast): boolean =>
  ast.kind === 'loop' && ast.mode !== 'possessive' && (ast.min === 0 ? ast.max >= 2 : ast.max > ast.min);

const canFail = (ast: Ast): boolean =>
  somePart(ast, part => part.kind === 'set' || part.kind === 'anchor' || part.kind === 'backref');
