/** Reads C's declarators from the outside in: the type that they build and the name that they declare. */
import { fieldOf, namedOf, type Cst } from '../../tree/cst.ts';
import { Node, none } from '../../tree/node.ts';
import { make, type Lowering } from '../lowering.ts';

/** Is what a declarator declares. */
export interface Declared {
  readonly name: Node;
  readonly type: Node;
  /** The declarator that holds the parameters, when it declares a function. */
  readonly callable: Cst | undefined;
}

interface Step {
  readonly next: Cst | undefined;
  readonly type: Node;
}

type Unwrap = (declarator: Cst, type: Node, low: Lowering) => Step;

/** A type keeps the place of its name, whatever is written around the variable. */
const wrapped = (
  kind: 'TypePtr' | 'TypeArray' | 'Other',
  text: string,
  kids: readonly [Node, ...Node[]],
): Node => new Node(kind, text, kids, kids[0].start, kids[0].end);

const pointer =
  (text: string): Unwrap =>
  (declarator, type) => ({
    next: fieldOf(declarator, 'declarator') ?? namedOf(declarator).find(isDeclarator),
    type: wrapped('TypePtr', text, [type]),
  });

const array: Unwrap = (declarator, type, low) => ({
  next: fieldOf(declarator, 'declarator'),
  type: wrapped('TypeArray', '', [type, low.field(declarator, 'size')]),
});

/** A function declarator around parentheses is the type of what a pointer points to: `int (*f)(int)`. */
const functionType: Unwrap = (declarator, type, low) => ({
  next: fieldOf(declarator, 'declarator'),
  type: wrapped('Other', 'function', [type, low.field(declarator, 'parameters')]),
});

const through: Unwrap = (declarator, type) => ({
  next: fieldOf(declarator, 'declarator') ?? namedOf(declarator).find(isDeclarator),
  type,
});

const isDeclarator = ({ type }: Cst): boolean => !/(?:qualifier|modifier|attribute\w*)$/.test(type);

const unwraps: ReadonlyMap<string, Unwrap> = new Map([
  ['init_declarator', through],
  ['pointer_declarator', pointer('*')],
  ['pointer_type_declarator', pointer('*')],
  ['abstract_pointer_declarator', pointer('*')],
  ['reference_declarator', pointer('&')],
  ['abstract_reference_declarator', pointer('&')],
  ['array_declarator', array],
  ['abstract_array_declarator', array],
  ['function_declarator', functionType],
  ['abstract_function_declarator', functionType],
  ['parenthesized_declarator', through],
  ['abstract_parenthesized_declarator', through],
  ['attributed_declarator', through],
  ['variadic_declarator', through],
]);

/** Returns what a declarator declares on top of a base type. */
export function declared(declarator: Cst | undefined, base: Node, low: Lowering): Declared {
  let at = declarator;
  let type = base;
  while (at !== undefined) {
    const inner = fieldOf(at, 'declarator');
    if (at.type === 'function_declarator' && inner !== undefined && !unwraps.has(inner.type))
      return { name: low.one(inner, at.end), type, callable: at };
    const unwrap = unwraps.get(at.type);
    if (unwrap === undefined) return { name: low.one(at, at.end), type, callable: undefined };
    const step = unwrap(at, type, low);
    at = step.next;
    type = step.type;
  }
  return { name: none(declarator?.end ?? base.end), type, callable: undefined };
}

/** Lowers a type that is used, not defined: `struct s` where a struct is defined is a reference to it. */
export function typeNode(cst: Cst | undefined, low: Lowering, at: number): Node {
  if (cst === undefined) return none(at);
  if (fieldOf(cst, 'body') === undefined || !specifiers.has(cst.type)) return low.one(cst, at);
  const name = fieldOf(cst, 'name');
  const word = cst.kids[0] === undefined ? '' : low.source(cst.kids[0]);
  const place = name ?? { ...cst, end: cst.start };
  return make('Other', place, [low.one(name, cst.start)], word);
}

/** Lists the types that define a class, union or enumeration where they have a body. */
export const specifiers: ReadonlySet<string> = new Set([
  'struct_specifier',
  'union_specifier',
  'enum_specifier',
  'class_specifier',
]);
