/** Tells types from expressions by where they stand: an expression pattern finds no type. */
import type { LanguageId } from '../languages/language.ts';
import type { Kind, Node } from '../tree/node.ts';

/** Slots in which a type stands, in every language whose types are no expressions. */
const annotations: Partial<Record<Kind, readonly number[]>> = {
  VarDef: [1],
  Param: [1],
  FuncDef: [2, 5],
  Lambda: [1],
  Catch: [0],
  Cast: [0],
  TypeDef: [1],
  TypeApply: [0, 1],
  TypePtr: [0],
  TypeOpt: [0],
  TypeArray: [0],
};

/** Slots in which a type stands where classes are no values. */
const classes: Partial<Record<Kind, readonly number[]>> = { ...annotations, New: [0] };

const slotsOf: Partial<Record<LanguageId, typeof annotations>> = {
  java: classes,
  go: classes,
  csharp: classes,
  kotlin: classes,
  rust: classes,
  c: classes,
  cpp: classes,
  typescript: annotations,
  tsx: annotations,
  php: annotations,
};

/** What is part of a type when it is in one. */
const within = new Set<Kind>([
  'Attr',
  'TypeApply',
  'TypeArgs',
  'TypePtr',
  'TypeOpt',
  'TypeUnion',
  'TypeParams',
  'Tuple',
]);

/** What a case compares with is a pattern of the language, unless it has to be worked out. */
const plain = new Set<Kind>(['Name', 'Str', 'Num', 'Char', 'Bool', 'Null']);
const matching = new Set<LanguageId>(['java', 'go']);

/** Nodes of one language's own, by what their text begins with, and which of their children are types. */
const others = [
  { text: /^type_assertion_expression/, slot: 1 },
  { text: /^(?:throws|class_literal|wildcard)\b/, slot: 0 },
  { text: /^method_reference/, slot: 1 },
] as const;

/** Returns the test whether a node of a language is a type or a part of one; undefined where types are expressions. */
export function typeTest(language: LanguageId): ((node: Node) => boolean) | undefined {
  const slots = slotsOf[language];
  if (slots === undefined) return undefined;
  const isType = (node: Node): boolean => {
    const { parent } = node;
    if (parent === undefined) return false;
    const slot = parent.kids.indexOf(node);
    if (slots[parent.kind]?.includes(slot) === true) return true;
    if (parent.kind === 'Tests') return plain.has(node.kind) && matching.has(language);
    if (parent.kind === 'Other')
      return others.some(({ text, slot: at }) => at === slot && text.test(parent.text));
    if (parent.kind === 'Bases') return slots === classes;
    if (parent.kind === 'Binary') return language === 'java' && parent.text === 'instanceof' && slot === 1;
    return within.has(parent.kind) && isType(parent);
  };
  return isType;
}
