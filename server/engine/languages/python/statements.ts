/** Lowers Python's statements and definitions. */
import { fieldOf, fieldsOf, namedOf, typed, type Cst } from '../../tree/cst.ts';
import { around, make, type Handler, type Handlers, type Lowering } from '../lowering.ts';
import { empty, inner, list, longestChain, mods, path, slots, withoutDots, wrap } from '../lowering.ts';
import { none, Node } from '../../tree/node.ts';

const expressionStatement: Handler = (cst, low) => {
  const kids = low.named(cst);
  const first = kids[0];
  if (first === undefined) return [];
  if (kids.length === 1 && first.kind === 'VarDef') return first;
  return make('ExprStmt', cst, [kids.length === 1 ? first : make('Tuple', cst, kids)]);
};

const assignment: Handler = (cst, low) => {
  const type = fieldOf(cst, 'type');
  if (type === undefined && fieldOf(cst, 'right')?.type === 'assignment') return chainOf(cst, low);
  const target = low.field(cst, 'left');
  const value = low.field(cst, 'right');
  if (type === undefined) return make('Assign', cst, [target, value], '=');
  return make('VarDef', cst, [target, low.one(type, cst.end), value, mods(cst.start)]);
};

/** `a = b = value` assigns to a and b together. */
function chainOf(cst: Cst, low: Lowering): Node {
  const targets: Node[] = [];
  let at: Cst | undefined = cst;
  for (; at?.type === 'assignment'; at = fieldOf(at, 'right')) targets.push(low.field(at, 'left'));
  const [first = none(cst.start), ...rest] = targets;
  return make('Assign', cst, [around('Tuple', [first, ...rest]), low.one(at, cst.end)], '=');
}

const augmented: Handler = (cst, low) => {
  const operator = fieldOf(cst, 'operator');
  const text = operator === undefined ? '' : low.source(operator).slice(0, -1);
  return make('AugAssign', cst, [low.field(cst, 'left'), low.field(cst, 'right')], text);
};

/**
 * Makes the else part of an `if`: an `elif` is an If in it. Chains longer than code has go on beside each other, so that
 * the tree stays shallow enough to walk.
 */
function elsePart(clauses: readonly Cst[], low: Lowering, end: number, depth = 0): Node {
  const [clause, ...rest] = clauses;
  if (clause === undefined) return none(end);
  if (clause.type !== 'elif_clause') return low.block(fieldOf(clause, 'body'), end);
  const range = { ...clause, end: rest.length === 0 ? clause.end : end };
  if (depth >= longestChain) {
    const flat = clauses.flatMap(each => elsePart([each], low, each.end).kids);
    return make('Block', range, flat);
  }
  const branch = make('If', range, [
    low.field(clause, 'condition'),
    low.block(fieldOf(clause, 'consequence'), clause.end),
    elsePart(rest, low, end, depth + 1),
  ]);
  return make('Block', range, [branch]);
}

const ifStatement: Handler = (cst, low) =>
  make('If', cst, [
    low.field(cst, 'condition'),
    low.block(fieldOf(cst, 'consequence'), cst.end),
    elsePart(fieldsOf(cst, 'alternative'), low, cst.end),
  ]);

const elseOf = (cst: Cst, low: Lowering): Node => {
  const clause = typed(cst, 'else_clause');
  return clause === undefined ? none(cst.end) : low.block(fieldOf(clause, 'body'), cst.end);
};

/** The else part of a loop runs after it, so its statements follow. */
const whileStatement: Handler = (cst, low) => [
  make('While', cst, [low.field(cst, 'condition'), low.block(fieldOf(cst, 'body'), cst.end)]),
  ...elseOf(cst, low).kids,
];

const isAsync = (cst: Cst): Cst | undefined => typed(cst, 'async');

const forStatement: Handler = (cst, low) =>
  make(
    'ForEach',
    cst,
    [
      low.field(cst, 'left'),
      low.field(cst, 'right'),
      low.block(fieldOf(cst, 'body'), cst.end),
      elseOf(cst, low),
    ],
    isAsync(cst) === undefined ? '' : 'await',
  );

const tryStatement: Handler = (cst, low) => {
  const catches = cst.kids.filter(
    child => child.type === 'except_clause' || child.type === 'except_group_clause',
  );
  const last = typed(cst, 'finally_clause');
  const caught = low.all(catches);
  const first = caught[0];
  return make('Try', cst, [
    low.block(fieldOf(cst, 'body'), cst.end),
    first === undefined ? empty('Catches', cst.end) : around('Catches', [first, ...caught.slice(1)]),
    elseOf(cst, low),
    last === undefined ? none(cst.end) : low.block(typed(last, 'block'), cst.end),
  ]);
};

/** `except E as e`, and Python 2's `except E, e`. */
const exceptClause: Handler = (cst, low) => {
  const values = fieldsOf(cst, 'value').filter(value => value.named);
  const lowered = low.all(values);
  const body = low.block(typed(cst, 'block'), cst.end);
  return make('Catch', cst, [...caughtBy(lowered, low.field(cst, 'alias'), none(body.start)), body]);
};

/** Returns the type that a clause catches and the name that it gets. */
function caughtBy(values: readonly Node[], alias: Node, end: Node): readonly [type: Node, name: Node] {
  const [first, second, third] = values;
  if (first === undefined) return [end, alias];
  if (first.kind === 'Assign') return [first.kids[1] ?? end, first.kids[0] ?? end];
  // Without a name for the exception a single type is a list of one, so that `except $E` is no longer list.
  if (second === undefined)
    return alias.kind === 'None' && isSingle(first) ? [around('Tuple', [first]), end] : [first, alias];
  if (third === undefined && second.kind === 'Name') return [first, second];
  return [around('Tuple', [first, ...values.slice(1)]), alias];
}

const isSingle = ({ kind, text }: Node): boolean =>
  kind !== 'Assign' && kind !== 'Tuple' && text !== 'DOTS_MV';

/** `with (a as b, c)` may come as a tuple of items; each further item is a `with` in the one before. */
const withStatement: Handler = (cst, low) => {
  const clause = typed(cst, 'with_clause');
  const items = clause === undefined ? [] : low.named(clause);
  const only = items[0];
  const isList =
    items.length === 1 && only?.kind === 'Tuple' && only.kids.some(item => item.kind === 'Assign');
  const kids = isList ? only.kids : items;
  let body = low.block(fieldOf(cst, 'body'), cst.end);
  for (const item of kids.slice(1, longestChain).reverse()) {
    const inner = new Node('With', '', [around('Items', [item]), body], item.start, cst.end);
    body = around('Block', [inner]);
  }
  const [outer] = kids;
  const head = outer === undefined ? empty('Items', cst.start) : around('Items', [outer]);
  return make('With', cst, [head, body], isAsync(cst) === undefined ? '' : 'async');
};

const functionDefinition = (cst: Cst, low: Lowering, decorators: readonly Cst[], range: Cst): Node => {
  const word = isAsync(cst);
  const type = low.field(cst, 'return_type');
  const body = low.block(fieldOf(cst, 'body'), cst.end);
  const all = [...low.all(decorators), ...(word === undefined ? [] : [['async', word] as const])];
  const params = low.field(cst, 'parameters');
  return make('FuncDef', range, [
    low.field(cst, 'name'),
    params.kind === 'None' ? empty('Params', params.start) : params,
    type,
    body,
    mods(range.start, ...all),
    typeParameters(cst, low),
  ]);
};

const classDefinition = (cst: Cst, low: Lowering, decorators: readonly Cst[], range: Cst): Node => {
  const given = fieldOf(cst, 'superclasses');
  const body = fieldOf(cst, 'body');
  const members = low.block(body, cst.end);
  const name = low.field(cst, 'name');
  return make(
    'ClassDef',
    range,
    [
      name,
      given === undefined ? empty('Bases', name.end) : make('Bases', given, low.named(given)),
      empty('Bases', name.end),
      new Node('ClassBody', '', members.kids, members.start, members.end),
      mods(range.start, ...low.all(decorators)),
      typeParameters(cst, low),
    ],
    'class',
  );
};

const typeParameters = (cst: Cst, low: Lowering): Node => {
  const given = fieldOf(cst, 'type_parameters');
  return given === undefined ? none(cst.end) : make('TypeParams', given, low.named(given));
};

/** A definition begins where its decorators do. */
const decorated: Handler = (cst, low) => {
  const definition = fieldOf(cst, 'definition');
  const decorators = cst.kids.filter(child => child.type === 'decorator');
  if (definition?.type === 'class_definition') return classDefinition(definition, low, decorators, cst);
  if (definition?.type === 'function_definition') return functionDefinition(definition, low, decorators, cst);
  return low.named(cst);
};

const decorator: Handler = (cst, low) => {
  const expression = low.one(namedOf(cst)[0], cst.end);
  const [callee, args] = expression.kind === 'Call' ? expression.kids : [expression, none(cst.end)];
  // The grammar's decorator takes the end of the line along.
  const range = { ...cst, end: expression.end };
  return make('Decorator', range, [callee ?? expression, args ?? none(cst.end)]);
};

/** `raise E from cause` and Python 2's `raise E, text` keep their Throw inside, so that it is found without the rest. */
const raise: Handler = (cst, low) => {
  const cause = fieldOf(cst, 'cause');
  const raised = namedOf(cst).find(child => child.field !== 'cause');
  const [error, ...rest] = raised?.type === 'expression_list' ? namedOf(raised) : [raised];
  const more = cause === undefined ? rest : [...rest, cause];
  const made = make('Throw', cst, [low.one(error, cst.end)]);
  if (more.length === 0) return made;
  return make(
    'Other',
    cst,
    [made, ...more.map(child => low.one(child, cst.end))],
    cause ? 'raise_from' : 'raise_with',
  );
};

const asCall = (cst: Cst, name: string, args: readonly Node[]): Node => {
  const callee = new Node('Name', name, [], cst.start, cst.start + name.length);
  const [first, ...rest] = args;
  const list = first === undefined ? empty('Args', cst.end) : around('Args', [first, ...rest]);
  return make('ExprStmt', cst, [make('Call', cst, [callee, list])]);
};

/** One Import a name; each begins at its statement's keyword. */
const imported = (cst: Cst, name: Cst, alone: boolean): Cst => (alone ? cst : { ...cst, end: name.end });

const namesOf = (cst: Cst, low: Lowering): readonly Cst[] =>
  withoutDots(
    fieldsOf(cst, 'name').filter(name => name.named),
    low.source,
  );

const importStatement: Handler = (cst, low) =>
  namesOf(cst, low).map((name, _, all) => {
    const module = name.type === 'aliased_import' ? fieldOf(name, 'name') : name;
    const alias = name.type === 'aliased_import' ? low.field(name, 'alias') : none(name.end);
    const from = path(module ?? name, low.source(module ?? name), '.');
    return make('Import', imported(cst, name, all.length === 1), [from, none(from.end), alias], 'module');
  });

/** Returns a module's path; the dots of a relative one are names too: `.`, or `..` for each level above. */
function modulePath(at: Cst, text: string): Node {
  const dots = /^[.\s]*/.exec(text)?.[0] ?? '';
  const named = path({ ...at, start: at.start + dots.length }, text.slice(dots.length), '.');
  const count = dots.replaceAll(/\s/g, '').length;
  const levels = count === 1 ? ['.'] : Array<string>(Math.max(0, count - 1)).fill('..');
  const above = levels.map(level => new Node('Name', level, [], at.start, at.start + dots.length));
  return make('Path', at, [...above, ...named.kids], text);
}

const importFrom: Handler = (cst, low) => {
  const module = fieldOf(cst, 'module_name') ?? typed(cst, '__future__');
  const from = modulePath(module ?? cst, module === undefined ? '' : low.source(module));
  const names = namesOf(cst, low);
  const all = typed(cst, 'wildcard_import');
  if (all !== undefined) return make('Import', cst, [from, none(cst.end), none(cst.end)], 'all');
  return names.map(name => {
    const entity = name.type === 'aliased_import' ? low.field(name, 'name') : low.one(name, name.start);
    const alias = name.type === 'aliased_import' ? low.field(name, 'alias') : none(name.end);
    return make('Import', imported(cst, name, names.length === 1), [from, entity, alias], 'from');
  });
};

/** `global a, b` declares one name after the other. */
const outer =
  (text: string): Handler =>
  (cst, low) =>
    low.named(cst).map(name => make('Other', cst, [name], text));

/** `del a, b` lists what it deletes. */
const remove: Handler = (cst, low) => {
  const [only] = namedOf(cst);
  return make('Other', cst, only?.type === 'expression_list' ? low.named(only) : low.named(cst), 'del');
};

/** Maps the node types of statements. */
export const statements: Handlers = {
  module: list('Block'),
  block: list('Block'),
  expression_statement: expressionStatement,
  assignment,
  augmented_assignment: augmented,
  if_statement: ifStatement,
  // These stand alone only in broken code: otherwise their statements read them.
  elif_clause: (cst, low) => elsePart([cst], low, cst.end).kids,
  else_clause: (cst, low) => low.block(fieldOf(cst, 'body'), cst.end),
  finally_clause: (cst, low) => low.block(typed(cst, 'block'), cst.end),
  while_statement: whileStatement,
  for_statement: forStatement,
  try_statement: tryStatement,
  except_clause: exceptClause,
  except_group_clause: exceptClause,
  with_statement: withStatement,
  with_item: inner,
  function_definition: (cst, low) => functionDefinition(cst, low, [], cst),
  class_definition: (cst, low) => classDefinition(cst, low, [], cst),
  decorated_definition: decorated,
  decorator,
  return_statement: wrap('Return'),
  raise_statement: raise,
  break_statement: cst => make('Break', cst, [none(cst.end)]),
  continue_statement: cst => make('Continue', cst, [none(cst.end)]),
  global_statement: outer('global'),
  nonlocal_statement: outer('nonlocal'),
  delete_statement: remove,
  assert_statement: (cst, low) => make('Assert', cst, [argsOf(cst, low)]),
  print_statement: (cst, low) => asCall(cst, 'print', low.named(cst)),
  exec_statement: (cst, low) => asCall(cst, 'exec', low.named(cst).slice(0, 1)),
  type_alias_statement: slots('TypeDef', 'left', 'right'),
  import_statement: importStatement,
  import_from_statement: importFrom,
  future_import_statement: importFrom,
};

function argsOf(cst: Cst, low: Lowering): Node {
  const [first, ...rest] = low.named(cst);
  return first === undefined ? empty('Args', cst.end) : around('Args', [first, ...rest]);
}
