/** Parses `requires`: a boolean expression over taint labels with `and`, `or`, `not` and parentheses. */
import type { Requires } from '../rule.ts';

/** Is the label that a source without `label` gives, and a sink without `requires` asks for. */
export const defaultLabel = '__SOURCE__';

/** Holds always. */
export const always: Requires = { kind: 'true' };

const maxLength = 2_000;
const maxNesting = 50;

interface Parser {
  readonly tokens: readonly string[];
  at: number;
}

/** Returns the expression, or undefined when the text is none. */
export function parseRequires(text: string): Requires | undefined {
  if (text.length > maxLength) return undefined;
  const tokens = text.match(/[A-Za-z_]\w*|[^\s]/g) ?? [];
  const parser: Parser = { tokens, at: 0 };
  const requires = joined(parser, 'or', 0);
  return parser.at === tokens.length ? requires : undefined;
}

function joined(parser: Parser, kind: 'or' | 'and', nesting: number): Requires | undefined {
  const parts: Requires[] = [];
  do {
    const part = kind === 'or' ? joined(parser, 'and', nesting) : negated(parser, nesting);
    if (part === undefined) return undefined;
    parts.push(part);
  } while (take(parser, kind));
  const [only] = parts;
  return parts.length === 1 ? only : { kind, parts };
}

function negated(parser: Parser, nesting: number): Requires | undefined {
  if (nesting > maxNesting) return undefined;
  if (take(parser, 'not')) {
    const part = negated(parser, nesting + 1);
    return part === undefined ? undefined : { kind: 'not', part };
  }
  if (take(parser, '(')) {
    const inner = joined(parser, 'or', nesting + 1);
    return take(parser, ')') ? inner : undefined;
  }
  const name = parser.tokens[parser.at];
  if (name === undefined || !/^[A-Za-z_]/.test(name) || reserved.has(name)) return undefined;
  parser.at += 1;
  if (name === 'True') return always;
  if (name === 'False') return { kind: 'not', part: always };
  return { kind: 'label', name };
}

const reserved: ReadonlySet<string> = new Set(['and', 'or', 'not']);

function take(parser: Parser, token: string): boolean {
  if (parser.tokens[parser.at] !== token) return false;
  parser.at += 1;
  return true;
}
