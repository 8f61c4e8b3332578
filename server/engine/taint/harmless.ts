/** Whether an expression is a truth value or a number, for the options that hold these for safe. */
import type { Facts } from '../facts/facts.ts';
import type { RuleOptions } from '../rule.ts';
import { kid, type Node } from '../tree/node.ts';

type Sort = 'boolean' | 'number' | undefined;

const booleans = new Set(['bool', 'boolean', 'Boolean', '_Bool', 'System.Boolean', 'java.lang.Boolean']);
const numbers = new Set(
  (
    'int integer Integer long Long short Short byte Byte float Float double Double number Number uint uint8 uint16 ' +
    'uint32 uint64 int8 int16 int32 int64 Int32 Int64 UInt32 UInt64 Int UInt float32 float64 decimal Decimal ' +
    'BigInteger BigDecimal i8 i16 i32 i64 u8 u16 u32 u64 isize usize f32 f64 size_t ssize_t unsigned ulong ushort'
  ).split(' '),
);

/** Are operators whose result is a truth value. */
export const comparisons = new Set(
  '== != === !== < <= > >= <=> =~ !~ eq ne lt le gt ge in is instanceof'
    .split(' ')
    .concat('not in', 'is not', '!in', '!is'),
);

const arithmetic = new Set(['-', '*', '/', '%', '**', '//', '+']);

/** Tells whether the rule's options hold every value of an expression's type for safe. */
export function harmless(options: RuleOptions, facts: Facts, node: Node): boolean {
  if (!options.taint_assume_safe_booleans && !options.taint_assume_safe_numbers) return false;
  return isSafe(options, sortOf(facts, node, 0));
}

/** Tells whether the rule's options hold every value of a declared type for safe. */
export const harmlessType = (options: RuleOptions, type: Node): boolean => isSafe(options, sortOfType(type));

function isSafe(options: RuleOptions, sort: Sort): boolean {
  if (sort === 'boolean') return options.taint_assume_safe_booleans;
  return sort === 'number' && options.taint_assume_safe_numbers;
}

const literals: Readonly<Record<string, Sort>> = { Bool: 'boolean', Num: 'number' };

/** Is how deep arithmetic is looked into. */
const deepest = 20;

function sortOf(facts: Facts, node: Node, depth: number): Sort {
  if (literals[node.kind] !== undefined) return literals[node.kind];
  if (node.kind === 'Unary' && (node.text === '!' || node.text === 'not')) return 'boolean';
  if (node.kind === 'Cast') return sortOfType(kid(node, 0));
  if (node.kind === 'Binary') return sortOfBinary(facts, node, depth + 1);
  const type = facts.type(node);
  return type === undefined ? undefined : sortOfType(type);
}

function sortOfBinary(facts: Facts, node: Node, depth: number): Sort {
  if (comparisons.has(node.text)) return 'boolean';
  if (depth > deepest || !arithmetic.has(node.text)) return undefined;
  const numeric = node.kids.every(side => sortOf(facts, side, depth) === 'number');
  return numeric ? 'number' : undefined;
}

function sortOfType(type: Node): Sort {
  if (type.kind === 'TypeOpt') return sortOfType(kid(type, 0));
  const name = type.kind === 'Attr' ? kid(type, 1).text : type.text;
  if (booleans.has(name)) return 'boolean';
  return numbers.has(name) ? 'number' : undefined;
}
