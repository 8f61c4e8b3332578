/** Arithmetic on constants: what an operator makes of two known values, in each language. Pure and bounded. */
import type { LanguageId } from '../languages/language.ts';
import type { Constant } from './facts.ts';
import { isScript } from './imports.ts';

/** Strings beyond this length are kept as some string of unknown text: repeated doubling would fill memory. */
const longest = 10_000;

/** Numbers beyond this many digits are not reckoned with. */
const digits = 40;

/** Makes a string constant; its text is forgotten when it is too long. */
export const stringOf = (text: string | undefined): Constant => ({
  kind: 'Str',
  text: text === undefined || text.length > longest ? undefined : text,
});

const boolean = (value: boolean): Constant => ({ kind: 'Bool', text: String(value) });

/** Returns what a value is that is one or the other: the same, or some constant of their kind, or unknown. */
export function joinConstants(one: Constant, other: Constant): Constant | undefined {
  if (one.kind !== other.kind) return undefined;
  return one.text === other.text ? one : { kind: one.kind, text: undefined };
}

const joining = new Set(['+', '.', '..', '~', '<>', '++']);
const conjunctions = new Set(['&&', 'and']);
const disjunctions = new Set(['||', 'or']);

/** Returns what a binary operator makes of two constants, or undefined. */
export function foldBinary(
  operator: string,
  left: Constant | undefined,
  right: Constant | undefined,
  language: LanguageId,
): Constant | undefined {
  if (conjunctions.has(operator) || disjunctions.has(operator))
    return foldLogic(conjunctions.has(operator), left, right);
  if (left === undefined || right === undefined) return undefined;
  if (left.kind === 'Str' || right.kind === 'Str') return foldStrings(operator, left, right, language);
  return left.kind === 'Num' && right.kind === 'Num' ? foldNumbers(operator, left, right) : undefined;
}

function foldLogic(
  both: boolean,
  left: Constant | undefined,
  right: Constant | undefined,
): Constant | undefined {
  if (left?.kind !== 'Bool' || left.text === undefined) return undefined;
  // `true and x` is x, `false and x` is false.
  return (left.text === 'true') === both ? right : left;
}

function foldStrings(
  operator: string,
  left: Constant,
  right: Constant,
  language: LanguageId,
): Constant | undefined {
  if (joining.has(operator)) {
    const texts = [left, right].map(value => piece(value, operator, language));
    return texts.includes(false) ? undefined : stringOf(together(texts));
  }
  // Python's and Ruby's formatting and repetition yield some constant string.
  const formats = (language === 'python' || language === 'ruby') && left.kind === 'Str';
  return formats && (operator === '%' || operator === '*') ? stringOf(undefined) : undefined;
}

const together = (texts: readonly (string | false | undefined)[]): string | undefined =>
  texts.some(text => typeof text !== 'string') ? undefined : texts.join('');

const converting = new Set<LanguageId>(['java', 'csharp', 'kotlin']);

/** Returns a value as a part of a longer string; undefined: unknown text; false: the language refuses or it is no string. */
function piece({ kind, text }: Constant, operator: string, language: LanguageId): string | undefined | false {
  if (kind === 'Str') return text;
  if (kind === 'Num')
    return operator === '.' || isScript(language) || converting.has(language) ? text : false;
  return converting.has(language) || isScript(language) ? text : false;
}

/** Returns the string that the parts of an interpolated one make, or undefined when one is unknown. */
export function foldParts(parts: readonly (Constant | undefined)[]): Constant | undefined {
  const texts: (string | undefined)[] = [];
  for (const part of parts) {
    if (part === undefined) return undefined;
    texts.push(part.kind === 'Str' || part.kind === 'Num' ? part.text : undefined);
  }
  return stringOf(together(texts));
}

const reckoning: Readonly<Record<string, (a: bigint, b: bigint) => bigint | undefined>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => (b !== 0n && a % b === 0n ? a / b : undefined),
  '//': (a, b) => (b !== 0n && a >= 0n && b > 0n ? a / b : undefined),
  '%': (a, b) => (b > 0n && a >= 0n ? a % b : undefined),
  '|': (a, b) => a | b,
  '&': (a, b) => a & b,
  '^': (a, b) => a ^ b,
  '<<': (a, b) => (b >= 0n && b < 64n ? a << b : undefined),
  '>>': (a, b) => (b >= 0n && b < 64n ? a >> b : undefined),
  '**': (a, b) => (b >= 0n && b <= 16n ? a ** b : undefined),
};

const comparing = new Set([
  '==',
  '!=',
  '===',
  '!==',
  '<',
  '>',
  '<=',
  '>=',
  '<=>',
  'is',
  'is not',
  'in',
  'not in',
]);

function foldNumbers(operator: string, left: Constant, right: Constant): Constant | undefined {
  if (comparing.has(operator)) return undefined;
  const [a, b] = [integer(left), integer(right)];
  const reckon = Object.hasOwn(reckoning, operator) ? reckoning[operator] : undefined;
  if (reckon === undefined) return undefined;
  const result = a === undefined || b === undefined ? undefined : reckon(a, b)?.toString();
  return { kind: 'Num', text: result === undefined || result.length > digits ? undefined : result };
}

function integer({ text }: Constant): bigint | undefined {
  return text !== undefined && text.length <= digits && /^-?\d+$/.test(text) ? BigInt(text) : undefined;
}

/** Returns what a unary operator makes of a constant, or undefined. */
export function foldUnary(operator: string, value: Constant | undefined): Constant | undefined {
  if (value === undefined) return undefined;
  // Bash reads a variable with `$`.
  if (operator === '$') return value;
  if (operator === '!' || operator === 'not') return negation(value);
  if (value.kind !== 'Num') return undefined;
  return operator === '-' ? opposite(value) : operator === '+' ? value : undefined;
}

const negation = ({ kind, text }: Constant): Constant | undefined =>
  kind === 'Bool' && text !== undefined ? boolean(text !== 'true') : undefined;

function opposite({ kind, text }: Constant): Constant {
  if (text === undefined || text === '0') return { kind, text };
  return { kind, text: text.startsWith('-') ? text.slice(1) : `-${text}` };
}
