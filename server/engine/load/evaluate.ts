/** Gives a parsed comparison its value for one match. What cannot be compared makes the condition false. */
import type { SafeRegex } from '../regex/compile.ts';
import type { Expression, FunctionName } from './expression.ts';

/** Is what a metavariable holds: code as written, a text (part of a string, group of a regex), or a known constant. */
export interface Held {
  readonly kind: 'Code' | 'Str' | 'Num' | 'Bool' | 'Null';
  readonly text: string;
}

/** Holds what an evaluation needs from outside. */
export interface Surroundings {
  readonly lookup: (metavariable: string) => Held | undefined;
  /** The present, in milliseconds since 1970. */
  readonly now: number;
  /** `strip: true`: quotes and letters around a number do not count. */
  readonly strip: boolean;
  /** `base`: how digits without a prefix are read. */
  readonly base: number | undefined;
  /** Tells whether a regex is found in a text. */
  readonly find: (regex: SafeRegex, text: string) => boolean;
}

type Value =
  | { readonly kind: 'int' | 'float'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'none' }
  | { readonly kind: 'list'; readonly items: readonly Value[] }
  /** Code that is no literal: only `str()` can look at it. */
  | { readonly kind: 'code'; readonly text: string };

/** Tells whether a comparison holds. */
export function evaluate(expression: Expression, surroundings: Surroundings): boolean {
  const value = valueOf(expression, surroundings);
  if (value?.kind === 'boolean') return value.value;
  return value?.kind === 'int' && value.value !== 0;
}

type Evaluator<K extends Expression['kind']> = (
  expression: Extract<Expression, { kind: K }>,
  surroundings: Surroundings,
) => Value | undefined;

const evaluators: { readonly [K in Expression['kind']]: Evaluator<K> } = {
  number: ({ value, whole }) => ({ kind: whole ? 'int' : 'float', value }),
  string: ({ value }) => ({ kind: 'string', value }),
  boolean: ({ value }) => ({ kind: 'boolean', value }),
  none: () => ({ kind: 'none' }),
  metavariable: ({ name }, surroundings) => heldValue(surroundings.lookup(name), surroundings),
  match: ({ regex, operand }, surroundings) => {
    const value = valueOf(operand, surroundings);
    return value?.kind === 'string'
      ? { kind: 'boolean', value: surroundings.find(regex, value.value) }
      : undefined;
  },
  list: ({ items }, surroundings) => {
    const values = items.map(item => valueOf(item, surroundings));
    return values.includes(undefined)
      ? undefined
      : { kind: 'list', items: values.filter(value => value !== undefined) };
  },
  call: ({ name, args }, surroundings) => {
    const [first] = args.map(arg => valueOf(arg, surroundings));
    return name === 'today'
      ? { kind: 'float', value: surroundings.now / 1000 }
      : call(name, first, surroundings);
  },
  unary: ({ operator, operand }, surroundings) => unary(operator, valueOf(operand, surroundings)),
  binary: ({ operator, left, right }, surroundings) => {
    const a = valueOf(left, surroundings);
    const b = valueOf(right, surroundings);
    return a === undefined || b === undefined ? undefined : binary(operator, a, b);
  },
};

function valueOf(expression: Expression, surroundings: Surroundings): Value | undefined {
  switch (expression.kind) {
    case 'number':
      return evaluators.number(expression, surroundings);
    case 'string':
      return evaluators.string(expression, surroundings);
    case 'boolean':
      return evaluators.boolean(expression, surroundings);
    case 'none':
      return evaluators.none(expression, surroundings);
    case 'metavariable':
      return evaluators.metavariable(expression, surroundings);
    case 'match':
      return evaluators.match(expression, surroundings);
    case 'list':
      return evaluators.list(expression, surroundings);
    case 'call':
      return evaluators.call(expression, surroundings);
    case 'unary':
      return evaluators.unary(expression, surroundings);
    case 'binary':
      return evaluators.binary(expression, surroundings);
  }
}

function heldValue(held: Held | undefined, surroundings: Surroundings): Value | undefined {
  if (held === undefined) return undefined;
  // What a number's literal is worth its language has said already.
  const base = held.kind === 'Num' ? undefined : surroundings.base;
  if (surroundings.strip) {
    const number = readNumber(unquote(held.text) ?? held.text, base);
    if (number !== undefined) return number;
  }
  if (held.kind === 'Str') return { kind: 'string', value: held.text };
  const text = held.text.trim();
  const string = unquote(text);
  if (string !== undefined) return { kind: 'string', value: string };
  const number = readNumber(text, base);
  if (number !== undefined) return number;
  if (/^true$/i.test(text)) return { kind: 'boolean', value: true };
  if (/^false$/i.test(text)) return { kind: 'boolean', value: false };
  return { kind: 'code', text };
}

/** Returns what a string literal holds, or undefined when the code is none. */
function unquote(code: string): string | undefined {
  const text = code.trim().replace(/^(?:[rRbBuUfF@$]{1,2}|L)(?=["'`])/, '');
  const [quote] = text;
  if (quote === undefined || !`"'\``.includes(quote) || text.length < 2 || !text.endsWith(quote))
    return undefined;
  const triple = quote.repeat(3);
  if (text.length >= 6 && text.startsWith(triple) && text.endsWith(triple)) return text.slice(3, -3);
  const body = text.slice(1, -1);
  return hasBareQuote(body, quote) ? undefined : body.replace(/\\(["'\\])/g, '$1');
}

function hasBareQuote(body: string, quote: string): boolean {
  for (let at = 0; at < body.length; at += 1) {
    if (body[at] === '\\') at += 1;
    else if (body[at] === quote) return true;
  }
  return false;
}

const radixes: Readonly<Record<string, number>> = { x: 16, o: 8, b: 2 };

/** Reads a number literal of any of the languages: prefixes, `_`, leading zeros as octal, suffixes such as `10L`. */
function readNumber(text: string, base: number | undefined): Value | undefined {
  const [, sign = '', body = ''] = /^([-+]?)\s*([\w.+-]{1,64})$/.exec(text.trim()) ?? [];
  const plain = body.replaceAll('_', '').toLowerCase();
  const read = readWhole(plain, base) ?? readReal(plain);
  if (read === undefined) return undefined;
  return sign === '-' ? { kind: read.kind, value: -read.value } : read;
}

type NumberValue = Extract<Value, { readonly value: number }>;

function readWhole(plain: string, base: number | undefined): NumberValue | undefined {
  const whole = (digits: string, radix: number): NumberValue | undefined => {
    const value = readDigits(digits, radix);
    return value === undefined ? undefined : { kind: 'int', value };
  };
  const prefixed = /^0([xob])([\da-f]+?)(?:u?l{0,2}|n)?$/.exec(plain);
  if (prefixed !== null) return whole(prefixed[2] ?? '', radixes[prefixed[1] ?? ''] ?? 10);
  const decimal = /^(\d+)(?:u?l{0,2}|n)?$/.exec(plain)?.[1];
  if (decimal === undefined) return base !== undefined && base > 10 ? whole(plain, base) : undefined;
  return base === undefined && /^0[0-7]+$/.test(decimal) ? whole(decimal, 8) : whole(decimal, base ?? 10);
}

function readReal(plain: string): NumberValue | undefined {
  const real = /^((?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)[fd]?$/.exec(plain)?.[1];
  return real === undefined ? undefined : { kind: 'float', value: Number(real) };
}

function readDigits(digits: string, radix: number): number | undefined {
  if (radix < 2 || radix > 36) return undefined;
  for (const digit of digits) {
    if (Number.isNaN(Number.parseInt(digit, radix))) return undefined;
  }
  const value = Number.parseInt(digits, radix);
  return Number.isNaN(value) ? undefined : value;
}

type Caller = (value: Value, surroundings: Surroundings) => Value | undefined;

const callers: Readonly<Record<Exclude<FunctionName, 'today'>, Caller>> = {
  int: (value, { base }) => {
    if (value.kind === 'int') return value;
    if (value.kind === 'float') return { kind: 'int', value: Math.trunc(value.value) };
    const read = value.kind === 'string' ? readNumber(value.value, base ?? 10) : undefined;
    return read?.kind === 'int' ? read : undefined;
  },
  float: value => {
    if (value.kind === 'int' || value.kind === 'float') return { kind: 'float', value: value.value };
    const read = value.kind === 'string' ? readNumber(value.value, undefined) : undefined;
    return read?.kind === 'int' || read?.kind === 'float' ? { kind: 'float', value: read.value } : undefined;
  },
  str: value => {
    const text = textOf(value);
    return text === undefined ? undefined : { kind: 'string', value: text };
  },
  len: value => {
    if (value.kind === 'list') return { kind: 'int', value: value.items.length };
    return value.kind === 'string' ? { kind: 'int', value: value.value.length } : undefined;
  },
  lower: value =>
    value.kind === 'string' ? { kind: 'string', value: value.value.toLowerCase() } : undefined,
  upper: value =>
    value.kind === 'string' ? { kind: 'string', value: value.value.toUpperCase() } : undefined,
  strptime: value => {
    const [, year, month, day] =
      (value.kind === 'string' && /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(value.value)) || [];
    const time = day === undefined ? Number.NaN : Date.UTC(Number(year), Number(month) - 1, Number(day));
    return Number.isNaN(time) ? undefined : { kind: 'float', value: time / 1000 };
  },
  parse_promql_duration: value => (value.kind === 'string' ? duration(value.value) : undefined),
};

function call(
  name: Exclude<FunctionName, 'today'>,
  first: Value | undefined,
  surroundings: Surroundings,
): Value | undefined {
  return first === undefined ? undefined : callers[name](first, surroundings);
}

function textOf(value: Value): string | undefined {
  if (value.kind === 'code') return value.text;
  if (value.kind === 'none') return 'None';
  return value.kind === 'list' ? undefined : String(value.value);
}

const units: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
  y: 31_536_000_000,
};

function duration(text: string): Value | undefined {
  if (text.length > 100 || !/^(?:\d+(?:ms|[smhdwy]))+$/.test(text)) return undefined;
  let value = 0;
  for (const [, count, unit = ''] of text.matchAll(/(\d+)(ms|[smhdwy])/g))
    value += Number(count) * (units[unit] ?? 0);
  return { kind: 'int', value };
}

function unary(operator: string, value: Value | undefined): Value | undefined {
  if (operator === 'not')
    return value?.kind === 'boolean' ? { kind: 'boolean', value: !value.value } : undefined;
  if (value?.kind !== 'int' && value?.kind !== 'float') return undefined;
  if (operator === '-') return { kind: value.kind, value: -value.value };
  if (operator === '+') return value;
  return value.kind === 'int' ? { kind: 'int', value: -value.value - 1 } : undefined;
}

const truth = (value: boolean): Value => ({ kind: 'boolean', value });

const isNumber = (value: Value): value is Numeric => value.kind === 'int' || value.kind === 'float';

type Relation = (a: Value, b: Value) => Value | undefined;

const relations: Readonly<Record<string, Relation>> = {
  and: (a, b) => (a.kind === 'boolean' && b.kind === 'boolean' ? truth(a.value && b.value) : undefined),
  or: (a, b) => (a.kind === 'boolean' && b.kind === 'boolean' ? truth(a.value || b.value) : undefined),
  '==': (a, b) => truth(same(a, b)),
  '!=': (a, b) => truth(!same(a, b)),
  in: (a, b) => truth(contains(a, b) ?? false),
  'not in': (a, b) => truth(!(contains(a, b) ?? true)),
};

function binary(operator: string, a: Value, b: Value): Value | undefined {
  if (a.kind === 'code' || b.kind === 'code') return undefined;
  const relation = relations[operator];
  if (relation !== undefined) return relation(a, b);
  if (operator === '+' && a.kind === 'string' && b.kind === 'string') {
    return a.value.length + b.value.length > 100_000
      ? undefined
      : { kind: 'string', value: a.value + b.value };
  }
  if (!isNumber(a) || !isNumber(b)) return undefined;
  const order = orders[operator];
  return order === undefined ? arithmetic(operator, a, b) : truth(order(a.value, b.value));
}

function same(a: Value, b: Value): boolean {
  if ((a.kind === 'int' || a.kind === 'float') && (b.kind === 'int' || b.kind === 'float'))
    return a.value === b.value;
  if (a.kind === 'list' && b.kind === 'list') {
    return (
      a.items.length === b.items.length &&
      a.items.every((item, at) => same(item, b.items[at] ?? { kind: 'none' }))
    );
  }
  if (a.kind !== b.kind || a.kind === 'list' || b.kind === 'list') return false;
  return textOf(a) === textOf(b);
}

/** Returns undefined where `in` makes no sense. */
function contains(a: Value, b: Value): boolean | undefined {
  if (b.kind === 'list') return b.items.some(item => same(a, item));
  return a.kind === 'string' && b.kind === 'string' ? b.value.includes(a.value) : undefined;
}

const orders: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

type Numeric = Extract<Value, { kind: 'int' | 'float' }>;

const sums: Readonly<Record<string, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '%': (a, b) => a % b,
  '//': (a, b) => Math.floor(a / b),
  '**': (a, b) => a ** b,
};

const bits: Readonly<Record<string, (a: bigint, b: bigint) => bigint>> = {
  '&': (a, b) => a & b,
  '|': (a, b) => a | b,
  '^': (a, b) => a ^ b,
  '<<': (a, b) => (b >= 0n && b <= 64n ? a << b : 0n),
  '>>': (a, b) => (b >= 0n ? a >> b : 0n),
};

function arithmetic(operator: string, a: Numeric, b: Numeric): Value | undefined {
  const whole = a.kind === 'int' && b.kind === 'int';
  const bit = bits[operator];
  if (bit !== undefined) {
    if (!whole || !Number.isSafeInteger(a.value) || !Number.isSafeInteger(b.value)) return undefined;
    return { kind: 'int', value: Number(bit(BigInt(a.value), BigInt(b.value))) };
  }
  // The format divides whole numbers without a rest.
  const value =
    operator === '/'
      ? whole
        ? Math.trunc(a.value / b.value)
        : a.value / b.value
      : sums[operator]?.(a.value, b.value);
  return value === undefined || !Number.isFinite(value)
    ? undefined
    : { kind: whole ? 'int' : 'float', value };
}
