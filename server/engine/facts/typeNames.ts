/** What each language calls the types of its literals, and which operators and callees tell a type. */
import type { LanguageId } from '../languages/language.ts';

/** Names the types that literals and operators have. */
export interface TypeNames {
  readonly string: string;
  readonly integer: string;
  readonly float: string;
  readonly boolean: string;
}

const script: TypeNames = { string: 'string', integer: 'number', float: 'number', boolean: 'boolean' };
const plain: TypeNames = { string: 'string', integer: 'int', float: 'float', boolean: 'bool' };

const byLanguage: Partial<Record<LanguageId, TypeNames>> = {
  javascript: script,
  typescript: script,
  tsx: script,
  java: { string: 'String', integer: 'int', float: 'double', boolean: 'boolean' },
  kotlin: { string: 'String', integer: 'Int', float: 'Double', boolean: 'Boolean' },
  csharp: { ...plain, float: 'double' },
  python: { ...plain, string: 'str' },
  go: { ...plain, float: 'float64' },
  rust: { string: 'str', integer: 'i32', float: 'f64', boolean: 'bool' },
  ruby: { string: 'String', integer: 'Integer', float: 'Float', boolean: 'Boolean' },
  php: plain,
  c: { ...plain, float: 'double' },
  cpp: { ...plain, float: 'double' },
};

/** Returns the names of a language's own types. */
export const typeNamesOf = (language: LanguageId): TypeNames => byLanguage[language] ?? plain;

const comparisons = new Set([
  ...['==', '!=', '===', '!==', '<', '>', '<=', '>=', '<>'],
  ...['in', 'not in', 'is', 'is not', 'instanceof', '!in', '!is'],
]);

/** Tells whether an operator yields a boolean whatever it compares. */
export const isComparison = (operator: string): boolean => comparisons.has(operator);

const valued = new Set<LanguageId>(['python', 'ruby', 'javascript', 'typescript', 'tsx', 'bash']);

/** Tells whether `and` and `or` yield a boolean: not where they return one of their operands. */
export const isLogic = (operator: string, language: LanguageId): boolean =>
  !valued.has(language) &&
  (operator === '&&' || operator === '||' || operator === 'and' || operator === 'or');

const inferred = new Set(['var', 'auto', 'val', 'let', 'const', 'dynamic']);

/** Tells whether a word in the place of a type asks for it to be inferred. */
export const isInferred = (name: string): boolean => inferred.has(name);

const conversions: Partial<Record<LanguageId, ReadonlySet<string>>> = {
  python: new Set(['str', 'int', 'float', 'bool', 'bytes', 'list', 'dict', 'set', 'tuple']),
  go: new Set([
    'string',
    'int',
    'int32',
    'int64',
    'uint',
    'uint32',
    'uint64',
    'float32',
    'float64',
    'bool',
    'byte',
  ]),
};

/** Tells whether a callee converts to the type of its name. */
export const isConversion = (name: string, language: LanguageId): boolean =>
  conversions[language]?.has(name) ?? false;

const constructing = new Set<LanguageId>(['python', 'kotlin']);

/** Tells whether a callee is by its spelling a class: `HttpClient(…)` where `new` is not written. */
export const looksConstructed = (name: string, language: LanguageId): boolean =>
  constructing.has(language) && /^[A-Z]\w*[a-z]/.test(name);

const javaBooleans = new Set(['isEmpty', 'equals', 'contains', 'containsKey', 'containsValue']);
const javaIntegers = new Set(['size', 'length', 'compareTo', 'compareToIgnoreCase']);
const javaParsers = new Map<string, readonly [result: string, methods: RegExp]>([
  ['Boolean', ['boolean', /^(?:valueOf|parseBoolean)$/]],
  ['Integer', ['int', /^(?:decode|valueOf|parseInt|parseUnsignedInt)$/]],
  ['Long', ['long', /^(?:decode|valueOf|parseLong|parseUnsignedLong)$/]],
  ['Float', ['float', /^(?:valueOf|parseFloat)$/]],
  ['String', ['boolean', /^matches$/]],
]);

/** Returns the type that a method of Java's own classes gives, by its name and that of the class it is called on. */
export function javaResult(method: string, holder: string): string | undefined {
  if (javaBooleans.has(method)) return 'boolean';
  if (javaIntegers.has(method)) return 'int';
  const [result, methods] = javaParsers.get(holder) ?? [];
  return methods?.test(method) === true ? result : undefined;
}
