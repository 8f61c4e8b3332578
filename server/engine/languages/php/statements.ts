/** Statements of PHP, also those between pieces of a page. */
import { fieldOf, fieldsOf, namedOf, typed, type Cst } from '../../tree/cst.ts';
import { Node, none } from '../../tree/node.ts';
import { drop, empty, make, mods, type Handler, type Handlers, type Lowering } from '../lowering.ts';
import { builtin } from './expressions.ts';
import { qualified } from './literals.ts';

/** Lowers statements; what follows `<?=` is echoed. */
function statementsOf(csts: readonly Cst[], low: Lowering): Node[] {
  const made: Node[] = [];
  let echoes = false;
  for (const cst of csts) {
    const tag =
      cst.type === 'php_tag' ? cst : cst.type === 'text_interpolation' ? typed(cst, 'php_tag') : undefined;
    const nodes = low.all([cst]);
    made.push(...(echoes && cst.type === 'expression_statement' ? nodes.map(echoed) : nodes));
    echoes = tag !== undefined && low.source(tag).startsWith('<?=');
  }
  return made;
}

function echoed(node: Node): Node {
  const { start, end, kids } = node;
  if (node.kind !== 'ExprStmt') return node;
  const name = new Node('Name', 'echo', [], start, start);
  return new Node(
    'ExprStmt',
    '',
    [new Node('Call', '', [name, new Node('Args', '', kids, start, end)], start, end)],
    start,
    end,
  );
}

const block: Handler = (cst, low) => make('Block', cst, statementsOf(cst.kids, low));

/** A `throw` or a `match` that stands alone is a statement. */
const expressionStatement: Handler = (cst, low) => {
  const kids = low.named(cst);
  const [only] = kids;
  if (only === undefined) return [];
  if (only.kind === 'Throw' || only.kind === 'Switch')
    return new Node(only.kind, only.text, only.kids, cst.start, cst.end);
  return make('ExprStmt', cst, [kids.length === 1 ? only : make('Seq', cst, kids)]);
};

const asStatement =
  (handler: Handler): Handler =>
  (cst, low) => {
    const made = handler(cst, low);
    return make('ExprStmt', cst, made instanceof Node ? [made] : made);
  };

/** Beyond so many alternatives the tree would be too deep for who reads it. */
const mostAlternatives = 300;

/** The alternatives of an if stand side by side: each is in the Block of the else before it. */
const ifStatement: Handler = (cst, low) => {
  const alternatives = fieldsOf(cst, 'alternative');
  let rest = none(cst.end);
  for (const alternative of alternatives.slice(0, mostAlternatives).toReversed()) {
    const body = low.block(fieldOf(alternative, 'body'), alternative.end);
    if (alternative.type === 'else_clause') rest = body;
    else {
      const at = {
        ...alternative,
        end: Math.max(alternative.end, rest.end === cst.end ? alternative.end : rest.end),
      };
      rest = make('Block', at, [make('If', at, [low.field(alternative, 'condition'), body, rest])]);
    }
  }
  return make('If', cst, [low.field(cst, 'condition'), bodyOf(cst, low), rest]);
};

function bodyOf(cst: Cst, low: Lowering): Node {
  const bodies = fieldsOf(cst, 'body').filter(child => child.named);
  const [only] = bodies;
  if (only === undefined) return empty('Block', cst.end);
  return bodies.length === 1
    ? low.block(only, cst.end)
    : make('Block', { ...only, end: bodies.at(-1)?.end ?? only.end }, statementsOf(bodies, low));
}

const forStatement: Handler = (cst, low) =>
  make('For', cst, [
    low.field(cst, 'initialize'),
    low.field(cst, 'condition'),
    low.field(cst, 'update'),
    bodyOf(cst, low),
  ]);

const foreach: Handler = (cst, low) => {
  const [iterable, target] = namedOf(cst).filter(child => child.field !== 'body');
  return make('ForEach', cst, [
    low.one(target, cst.start),
    low.one(iterable, cst.start),
    bodyOf(cst, low),
    none(cst.end),
  ]);
};

const switchStatement: Handler = (cst, low) => {
  const body = fieldOf(cst, 'body') ?? cst;
  return make('Switch', cst, [low.field(cst, 'condition'), make('Cases', body, low.named(body))]);
};

const caseOf: Handler = (cst, low) => {
  const value = fieldOf(cst, 'value');
  const body = cst.kids.filter(child => child !== value);
  const nodes = statementsOf(body, low);
  const first = nodes[0];
  const at = { ...cst, start: first?.start ?? cst.end };
  return make('Case', cst, [
    value === undefined ? empty('Tests', cst.start) : make('Tests', value, low.all([value])),
    make('Block', at, nodes),
  ]);
};

const tryStatement: Handler = (cst, low) => {
  const catches = cst.kids.filter(child => child.type === 'catch_clause' || child.type === 'ERROR');
  const [first] = catches;
  const list =
    first === undefined
      ? empty('Catches', cst.end)
      : make('Catches', { ...first, end: catches.at(-1)?.end ?? first.end }, low.all(catches));
  const final = typed(cst, 'finally_clause');
  return make('Try', cst, [
    low.field(cst, 'body'),
    list,
    none(cst.end),
    final === undefined ? none(cst.end) : low.block(fieldOf(final, 'body'), final.end),
  ]);
};

const catchClause: Handler = (cst, low) =>
  make(
    'Catch',
    cst,
    ['type', 'name', 'body'].map(field => low.field(cst, field)),
  );

/** What a namespace with braces holds stands at the top as all else does. */
const namespace: Handler = (cst, low) => {
  const name = fieldOf(cst, 'name');
  const body = fieldOf(cst, 'body');
  const head = body === undefined ? cst : { ...cst, end: body.start };
  const own = name === undefined ? [] : [make('Package', head, [pathOf(name, low.source(name).split('\\'))])];
  return [...own, ...(body === undefined ? [] : statementsOf(body.kids, low))];
};

function pathOf(at: Cst, parts: readonly string[]): Node {
  const words = parts.map(part => part.trim()).filter(part => part !== '');
  return make(
    'Path',
    at,
    words.map(word => make('Name', at, [], word)),
    words.join('\\'),
  );
}

/** `use A\B\C` imports C from A\B. */
const useDeclaration: Handler = (cst, low) => {
  const group = typed(cst, 'namespace_use_group');
  const prefix = group === undefined ? undefined : typed(cst, 'namespace_name');
  const clauses = (group ?? cst).kids.filter(child => child.type === 'namespace_use_clause');
  const before = prefix === undefined ? [] : low.source(prefix).split('\\');
  return clauses.map(clause => imported(clause, clauses.length === 1 ? cst : clause, before, low));
};

function imported(clause: Cst, at: Cst, before: readonly string[], low: Lowering): Node {
  const named = namedOf(clause).find(child => child.field !== 'alias') ?? clause;
  const parts = [...before, ...low.source(named).split('\\')]
    .map(part => part.trim())
    .filter(part => part !== '');
  const last = parts.at(-1);
  const alias = low.field(clause, 'alias');
  if (parts.length < 2 || last === undefined)
    return make('Import', at, [pathOf(named, parts), none(at.end), alias], 'module');
  const chain = qualified(named, low.source(named));
  const entity = chain.kind === 'Attr' ? chain.kids[1] : chain;
  return make(
    'Import',
    at,
    [pathOf(named, parts.slice(0, -1)), entity ?? make('Name', named, [], last), alias],
    'from',
  );
}

const statics: Handler = (cst, low) =>
  cst.kids
    .filter(child => child.type === 'static_variable_declaration')
    .map(part =>
      make('VarDef', cst, [
        low.field(part, 'name'),
        none(cst.end),
        low.field(part, 'value'),
        mods(cst.start, ['static', cst]),
      ]),
    );

const exit: Handler = (cst, low) => asStatement(builtin('exit'))(cst, low);

/** Maps PHP's statements. */
export const statements: Handlers = {
  program: block,
  compound_statement: block,
  colon_block: block,
  text: drop,
  php_tag: drop,
  text_interpolation: drop,
  empty_statement: drop,
  expression_statement: expressionStatement,
  echo_statement: asStatement(builtin()),
  unset_statement: asStatement(builtin()),
  exit_statement: exit,
  if_statement: ifStatement,
  for_statement: forStatement,
  foreach_statement: foreach,
  while_statement: (cst, low) => make('While', cst, [low.field(cst, 'condition'), bodyOf(cst, low)]),
  do_statement: (cst, low) => make('DoWhile', cst, [bodyOf(cst, low), low.field(cst, 'condition')]),
  switch_statement: switchStatement,
  case_statement: caseOf,
  default_statement: caseOf,
  try_statement: tryStatement,
  catch_clause: catchClause,
  return_statement: (cst, low) => make('Return', cst, [low.one(namedOf(cst)[0], cst.end)]),
  break_statement: (cst, low) => make('Break', cst, [low.one(namedOf(cst)[0], cst.end)]),
  continue_statement: (cst, low) => make('Continue', cst, [low.one(namedOf(cst)[0], cst.end)]),
  goto_statement: (cst, low) => make('Goto', cst, [low.one(namedOf(cst)[0], cst.end)]),
  named_label_statement: (cst, low) => make('Label', cst, [low.one(namedOf(cst)[0], cst.end), none(cst.end)]),
  namespace_definition: namespace,
  namespace_use_declaration: useDeclaration,
  function_static_declaration: statics,
  global_declaration: (cst, low) => make('Other', cst, low.named(cst), 'global'),
};
