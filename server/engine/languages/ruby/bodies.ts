/** Bodies of Ruby: statements, and what `rescue`, `else` and `ensure` make of them. */
import { fieldOf, namedOf, type Cst } from '../../tree/cst.ts';
import { none, Node, type Kind } from '../../tree/node.ts';
import { empty, make, type Lowering } from '../lowering.ts';

/** What is a statement by itself. */
const statementKinds = new Set<Kind>([
  'Block',
  'ExprStmt',
  'FuncDef',
  'ClassDef',
  'If',
  'While',
  'ForEach',
  'Switch',
  'Try',
  'Return',
  'Break',
  'Continue',
]);

/** Is a metavariable or an ellipsis: as a statement it is no call. */
const placeholder = /^_?(?:MVS?_\w+_MV|DOTS_MV)$/;
const callable = /^[a-z_]\w*[!?]?$/;

/** Lowers statements; a name alone on its line is a call of the method so named. */
export function statementsOf(csts: readonly Cst[], low: Lowering): Node[] {
  return csts.flatMap(cst => low.all([cst]).map(node => asStatement(node, cst)));
}

function asStatement(node: Node, cst: Cst): Node {
  if (statementKinds.has(node.kind)) return node;
  if (/^(?:alias|undef|redo|retry|begin_block|end_block|singleton_class)$/.test(cst.type)) return node;
  const isCall =
    /^(?:identifier|call)$/.test(cst.type) &&
    node.kind === 'Name' &&
    callable.test(node.text) &&
    !placeholder.test(node.text);
  const expression = isCall ? make('Call', cst, [node, empty('Args', cst.end)]) : node;
  return new Node('ExprStmt', '', [expression], node.start, node.end);
}

const clauseTypes = new Set(['rescue', 'else', 'ensure']);

/** Lowers a body to a Block; with clauses it holds one Try. */
export function bodyOf(body: Cst | undefined, around: Cst, low: Lowering): Node {
  if (body === undefined) return empty('Block', around.end);
  if (!containers.has(body.type)) return make('Block', body, statementsOf([body], low));
  const kids = namedOf(body);
  const clauses = kids.filter(child => clauseTypes.has(child.type));
  const statements = statementsOf(
    kids.filter(child => !clauseTypes.has(child.type)),
    low,
  );
  if (clauses.length === 0) return make('Block', body, statements);
  return make('Block', body, [tryOf(body, statements, clauses, low)]);
}

/** Types whose children are statements. */
const containers = new Set([
  'program',
  'body_statement',
  'block_body',
  'begin',
  'then',
  'else',
  'ensure',
  'do',
  'begin_block',
  'end_block',
  'parenthesized_statements',
  'interpolation',
]);

function tryOf(body: Cst, statements: readonly Node[], clauses: readonly Cst[], low: Lowering): Node {
  const [first] = clauses;
  const at = { ...body, end: statements.at(-1)?.end ?? first?.start ?? body.end };
  const rescues = clauses.filter(child => child.type === 'rescue').map(child => rescue(child, low));
  const optional = (type: string): Node => {
    const clause = clauses.find(child => child.type === type);
    return clause === undefined ? none(body.end) : bodyOf(clause, clause, low);
  };
  const catches =
    first === undefined ? empty('Catches', body.end) : make('Catches', { ...first, end: body.end }, rescues);
  return make('Try', body, [make('Block', at, statements), catches, optional('else'), optional('ensure')]);
}

function rescue(cst: Cst, low: Lowering): Node {
  const exceptions = fieldOf(cst, 'exceptions');
  const types = exceptions === undefined ? [] : low.named(exceptions);
  const [only] = types;
  const type =
    exceptions === undefined || only === undefined
      ? none(cst.start)
      : types.length === 1
        ? only
        : make('TypeUnion', exceptions, types, '|');
  return make('Catch', cst, [type, low.field(cst, 'variable'), bodyOf(fieldOf(cst, 'body'), cst, low)]);
}
