/** Parses the Python-like text of `metavariable-comparison` into a small tree. evaluate.ts gives it a value. */
import { compileRegex, type SafeRegex } from '../regex/compile.ts';

/** Lists the functions that a comparison may call. */
export const functions = [
  'int',
  'float',
  'str',
  'len',
  'lower',
  'upper',
  'today',
  'strptime',
  'parse_promql_duration',
] as const;
/** Names a function of a comparison. */
export type FunctionName = (typeof functions)[number];

/** Is a parsed comparison. */
export type Expression =
  | { readonly kind: 'number'; readonly value: number; readonly whole: boolean }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'none' }
  | { readonly kind: 'metavariable'; readonly name: string }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | { readonly kind: 'match'; readonly regex: SafeRegex; readonly operand: Expression }
  | { readonly kind: 'call'; readonly name: FunctionName; readonly args: readonly Expression[] }
  | { readonly kind: 'unary'; readonly operator: string; readonly operand: Expression }
  | {
      readonly kind: 'binary';
      readonly operator: string;
      readonly left: Expression;
      readonly right: Expression;
    };

/** Is a parsed comparison, or why there is none. */
export type Parsed =
  { readonly ok: true; readonly expression: Expression } | { readonly ok: false; readonly message: string };

const maxLength = 4_000;
const maxNesting = 60;

interface Token {
  readonly kind: 'number' | 'string' | 'name' | 'metavariable' | 'sign' | 'end';
  readonly text: string;
}

/** Ends a parse; it never leaves this file. */
class Unparsable extends Error {}

interface Parser {
  readonly tokens: readonly Token[];
  at: number;
  nesting: number;
}

/** Parses a comparison; what the engine cannot evaluate is refused here, once, rather than at each match. */
export function parseExpression(text: string): Parsed {
  if (text.length > maxLength) return { ok: false, message: 'it is too long' };
  try {
    const parser: Parser = { tokens: tokensOf(text), at: 0, nesting: 0 };
    const expression = binary(parser, 0);
    const rest = peek(parser);
    if (rest.kind !== 'end') throw new Unparsable(`"${rest.text}" is not expected there`);
    return { ok: true, expression };
  } catch (error) {
    if (error instanceof Unparsable) return { ok: false, message: error.message };
    throw error;
  }
}

const tokenPattern =
  /\s+|(?<number>0[xX][\da-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)|(?<string>[rRbBuU]?(?:"(?:[^"\\]|\\[^])*"|'(?:[^'\\]|\\[^])*'))|(?<metavariable>\$(?:\.\.\.)?\w+)|(?<name>[A-Za-z_]\w*)|(?<sign>\*\*|\/\/|<<|>>|[<>=!]=|[-+*/%<>()[\],.&|^~])/y;

function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  const pattern = new RegExp(tokenPattern);
  while (pattern.lastIndex < text.length) {
    const at = pattern.lastIndex;
    const match = pattern.exec(text);
    if (match === null) throw new Unparsable(`"${text.slice(at, at + 12)}" is not understood`);
    for (const kind of ['number', 'string', 'metavariable', 'name', 'sign'] as const) {
      const found = match.groups?.[kind];
      if (found !== undefined) tokens.push({ kind, text: found });
    }
  }
  return tokens;
}

const end: Token = { kind: 'end', text: 'the end' };
const peek = (parser: Parser, ahead = 0): Token => parser.tokens[parser.at + ahead] ?? end;

function take(parser: Parser, ...texts: readonly string[]): string | undefined {
  const token = peek(parser);
  if (token.kind === 'string' || !texts.includes(token.text)) return undefined;
  parser.at += 1;
  return token.text;
}

function expect(parser: Parser, text: string): void {
  if (take(parser, text) === undefined)
    throw new Unparsable(`"${text}" is missing before ${peek(parser).text}`);
}

/** Lists the operators from weakest to strongest; `not` stands between `and` and the comparisons. */
const levels: readonly (readonly string[])[] = [
  ['or'],
  ['and'],
  ['<', '>', '<=', '>=', '==', '!=', 'in', 'not in', 'is', 'is not'],
  ['|'],
  ['^'],
  ['&'],
  ['<<', '>>'],
  ['+', '-'],
  ['*', '/', '%', '//'],
];
const comparing = 2;

function binary(parser: Parser, level: number): Expression {
  const operators = levels[level];
  if (operators === undefined) return unary(parser);
  if (level === comparing) return negation(parser);
  let left = binary(parser, level + 1);
  for (let sign = take(parser, ...operators); sign !== undefined; sign = take(parser, ...operators)) {
    left = { kind: 'binary', operator: sign, left, right: binary(parser, level + 1) };
  }
  return left;
}

function negation(parser: Parser): Expression {
  if (take(parser, 'not') === undefined) return comparison(parser);
  return nested(parser, () => ({ kind: 'unary', operator: 'not', operand: negation(parser) }));
}

/** `a < b < c` says `a < b and b < c`. */
function comparison(parser: Parser): Expression {
  let left = binary(parser, comparing + 1);
  let whole: Expression | undefined;
  for (let operator = comparer(parser); operator !== undefined; operator = comparer(parser)) {
    const right = binary(parser, comparing + 1);
    const link: Expression = { kind: 'binary', operator, left, right };
    whole = whole === undefined ? link : { kind: 'binary', operator: 'and', left: whole, right: link };
    left = right;
  }
  return whole ?? left;
}

function comparer(parser: Parser): string | undefined {
  if (peek(parser).text === 'not' && peek(parser, 1).text === 'in') {
    parser.at += 2;
    return 'not in';
  }
  const operator = take(parser, ...(levels[comparing] ?? []));
  if (operator !== 'is') return operator;
  return take(parser, 'not') === undefined ? '==' : '!=';
}

function unary(parser: Parser): Expression {
  const operator = take(parser, '-', '+', '~');
  if (operator !== undefined) {
    return nested(parser, () => ({ kind: 'unary', operator, operand: unary(parser) }));
  }
  const base = primary(parser);
  if (take(parser, '**') === undefined) return base;
  return nested(parser, () => ({ kind: 'binary', operator: '**', left: base, right: unary(parser) }));
}

function nested(parser: Parser, parse: () => Expression): Expression {
  parser.nesting += 1;
  if (parser.nesting > maxNesting) throw new Unparsable('it nests too deeply');
  const expression = parse();
  parser.nesting -= 1;
  return expression;
}

function primary(parser: Parser): Expression {
  const token = peek(parser);
  parser.at += 1;
  switch (token.kind) {
    case 'number':
      return numberOf(token.text);
    case 'string':
      return { kind: 'string', value: stringOf(token.text) };
    case 'metavariable':
      return { kind: 'metavariable', name: token.text };
    case 'name':
      return named(parser, token.text);
    default:
      break;
  }
  if (token.text === '(' && token.kind === 'sign') {
    const items = list(parser, ')');
    const [only] = items;
    return items.length === 1 && only !== undefined ? only : { kind: 'list', items };
  }
  if (token.text === '[' && token.kind === 'sign') return { kind: 'list', items: list(parser, ']') };
  throw new Unparsable(`"${token.text}" is not expected there`);
}

const words: Readonly<Record<string, Expression>> = {
  True: { kind: 'boolean', value: true },
  true: { kind: 'boolean', value: true },
  False: { kind: 'boolean', value: false },
  false: { kind: 'boolean', value: false },
  None: { kind: 'none' },
};

function named(parser: Parser, text: string): Expression {
  if (Object.hasOwn(words, text) && words[text] !== undefined) return words[text];
  let full = text;
  while (take(parser, '.') !== undefined) {
    full += `.${peek(parser).text}`;
    parser.at += 1;
  }
  if (full === 're.match') return regexMatch(parser);
  const name = functions.find(known => known === full);
  if (name === undefined) throw new Unparsable(`"${full}" is not known`);
  expect(parser, '(');
  const args = list(parser, ')');
  const wanted = name === 'today' ? 0 : 1;
  if (args.length !== wanted && !(name === 'strptime' && args.length === 2)) {
    throw new Unparsable(`${name} takes ${wanted} values`);
  }
  return { kind: 'call', name, args };
}

/** The regex must be a text: it is compiled once, safely. */
function regexMatch(parser: Parser): Expression {
  expect(parser, '(');
  const [pattern, operand, more] = list(parser, ')');
  if (pattern?.kind !== 'string' || operand === undefined || more !== undefined) {
    throw new Unparsable('re.match takes a regex in quotes and a value');
  }
  const compiled = compileRegex(pattern.value, { anchored: true });
  if (compiled.ok) return { kind: 'match', regex: compiled.value, operand };
  throw new Unparsable(compiled.problems[0]?.message ?? 'the regex cannot be compiled');
}

function list(parser: Parser, close: string): readonly Expression[] {
  const items: Expression[] = [];
  while (take(parser, close) === undefined) {
    if (items.length > 0) {
      expect(parser, ',');
      if (take(parser, close) !== undefined) break;
    }
    items.push(nested(parser, () => binary(parser, 0)));
  }
  return items;
}

function numberOf(text: string): Expression {
  const plain = text.replaceAll('_', '');
  const value = Number(plain);
  if (Number.isNaN(value)) throw new Unparsable(`"${text}" is no number`);
  return { kind: 'number', value, whole: /^(?:0[xXoObB].*|\d+)$/.test(plain) };
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '0': '\0' };

function stringOf(text: string): string {
  const body = text.slice(/^[A-Za-z]/.test(text) ? 2 : 1, -1);
  if (/^[rR]/.test(text)) return body;
  // Python keeps the backslash before a character that is no escape, as regexes in plain strings rely on.
  return body.replace(/\\([^])/g, (whole, next: string) =>
    /['"\\]/.test(next) ? next : (escapes[next] ?? whole),
  );
}
