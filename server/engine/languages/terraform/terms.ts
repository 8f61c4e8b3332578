/** HCL's expressions: the grammar strings operands, indexes, attributes and splats together without a node of their own. */
import { make, type Handler, type Lowering } from '../lowering.ts';
import { namedOf, typed, type Cst } from '../../tree/cst.ts';
import { Node } from '../../tree/node.ts';

/** Makes an expression of operands and operators, each operand with what is appended to it. */
export const terms: Handler = (cst, low) => {
  const operands: Node[] = [];
  const operators: string[] = [];
  for (const child of cst.kids) {
    const last = operands.at(-1);
    const append = appended[child.type];
    if (append !== undefined && last !== undefined) operands[operands.length - 1] = append(last, child, low);
    else if (child.named) operands.push(...low.all([child]));
    else if (!/^[()]$/.test(child.type)) operators.push(child.type);
  }
  return combine(cst, operands, operators);
};

function combine(cst: Cst, operands: readonly Node[], operators: readonly string[]): Node | readonly Node[] {
  const [first, second] = operands;
  const operator = operators[0];
  if (first === undefined || operator === undefined) return operands;
  if (second === undefined) return make('Unary', cst, [first], operator);
  return make('Binary', cst, [first, second], operator);
}

type Append = (object: Node, cst: Cst, low: Lowering) => Node;

const extend = (kind: 'Attr' | 'Index', object: Node, key: Node, end: number): Node =>
  new Node(kind, '', [object, key], object.start, Math.max(object.end, end));

const attribute: Append = (object, cst, low) =>
  extend('Attr', object, low.one(typed(cst, 'identifier'), cst.end), cst.end);

const index: Append = (object, cst, low) => {
  const inner = namedOf(cst)[0] ?? cst;
  const expression = typed(inner, 'expression');
  if (expression !== undefined) return extend('Index', object, low.one(expression, cst.end), cst.end);
  const digits = low.source(cst).replace(/^\./, '');
  return extend('Index', object, new Node('Num', digits, [], cst.end - digits.length, cst.end), cst.end);
};

const splat: Append = (object, cst, low) => {
  const inner = namedOf(cst)[0] ?? cst;
  const mark = inner.kids.find(child => !child.named) ?? inner;
  const star = new Node('Name', '*', [], mark.start, mark.end);
  const start = extend(inner.type === 'attr_splat' ? 'Attr' : 'Index', object, star, mark.end);
  return namedOf(inner).reduce((made, child) => appended[child.type]?.(made, child, low) ?? made, start);
};

const appended: Readonly<Record<string, Append>> = { get_attr: attribute, index, splat };
