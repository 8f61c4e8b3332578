/** Statements and declarations of Go. */
import { fieldOf, fieldsOf, namedOf, typed, type Cst } from '../../tree/cst.ts';
import { none, type Node } from '../../tree/node.ts';
import {
  drop,
  empty,
  inner,
  list,
  make,
  mods,
  operatorOf,
  path,
  statement,
  wrap,
  type Handler,
  type Handlers,
  type Lowering,
} from '../lowering.ts';
import { typeBody } from './expressions.ts';
import { mostNames, paramsOf, resultOf, typeParamsOf } from './parameters.ts';

const assignment: Handler = (cst, low) => {
  const operator = operatorOf(cst, 'operator', low);
  const sides = [low.field(cst, 'left'), low.field(cst, 'right')];
  const assign =
    operator === '=' ? make('Assign', cst, sides, '=') : make('AugAssign', cst, sides, operator.slice(0, -1));
  return make('ExprStmt', cst, [assign]);
};

const shortVar: Handler = (cst, low) =>
  make('ExprStmt', cst, [make('Assign', cst, [low.field(cst, 'left'), low.field(cst, 'right')], ':=')]);

const update =
  (text: string): Handler =>
  (cst, low) =>
    make('ExprStmt', cst, [make('Update', cst, low.named(cst), text)]);

const send: Handler = (cst, low) =>
  make('ExprStmt', cst, [make('Binary', cst, [low.field(cst, 'channel'), low.field(cst, 'value')], '<-')]);

const receive: Handler = (cst, low) => {
  const left = fieldOf(cst, 'left');
  if (left === undefined) return low.fields(cst, 'right');
  const text = typed(cst, ':=') === undefined ? '=' : ':=';
  return make('Assign', cst, [low.one(left, cst.start), low.field(cst, 'right')], text);
};

/** What stands before the condition comes before the statement, both in a block of their own: the variables live there. */
function initialized(cst: Cst, low: Lowering, made: Node): Node {
  const init = low.fields(cst, 'initializer');
  return init.length === 0 ? made : make('Block', cst, [...init, made]);
}

const ifStatement: Handler = (cst, low) => {
  const alternative = fieldOf(cst, 'alternative');
  const made = make('If', cst, [
    low.field(cst, 'condition'),
    low.block(fieldOf(cst, 'consequence'), cst.end),
    low.block(alternative, cst.end),
  ]);
  return initialized(cst, low, made);
};

const switchStatement: Handler = (cst, low) =>
  initialized(cst, low, make('Switch', cst, [low.field(cst, 'value'), casesOf(cst, low)]));

const typeSwitch: Handler = (cst, low) => {
  const value = fieldOf(cst, 'value');
  const alias = fieldOf(cst, 'alias');
  const type = make('Unary', value ?? cst, [low.one(value, cst.start)], 'typeof');
  const subject = alias === undefined ? type : make('Assign', alias, [low.one(alias, cst.start), type], ':=');
  return initialized(cst, low, make('Switch', cst, [subject, casesOf(cst, low)]));
};

const caseTypes = new Set(['expression_case', 'type_case', 'communication_case', 'default_case', 'ERROR']);

function casesOf(cst: Cst, low: Lowering): Node {
  const cases = cst.kids.filter(child => caseTypes.has(child.type));
  const first = cases[0];
  const kids = low.all(cases);
  return first === undefined
    ? empty('Cases', cst.end)
    : make('Cases', { ...first, end: cases.at(-1)?.end ?? first.end }, kids);
}

const oneCase: Handler = (whole, low) => {
  // The grammar counts the line's end to the case.
  const cst = { ...whole, end: whole.start + low.source(whole).trimEnd().length };
  const tests = ['value', 'type', 'communication'].flatMap(field =>
    fieldsOf(cst, field).flatMap(child =>
      child.type === 'expression_list' ? low.named(child) : low.all([child]),
    ),
  );
  const body = typed(cst, 'statement_list');
  const block = body === undefined ? empty('Block', cst.end) : make('Block', body, low.named(body));
  return make('Case', cst, [
    tests.length === 0 ? empty('Tests', cst.start) : make('Tests', cst, tests),
    block,
  ]);
};

const forStatement: Handler = (cst, low) => {
  const body = low.field(cst, 'body');
  const range = typed(cst, 'range_clause');
  if (range !== undefined)
    return make(
      'ForEach',
      cst,
      [rangeTargets(range, low), low.field(range, 'right'), body, none(cst.end)],
      'range',
    );
  const clause = typed(cst, 'for_clause');
  const header =
    clause === undefined
      ? condition(cst, low)
      : ['initializer', 'condition', 'update'].map(field => low.field(clause, field));
  return make('For', cst, [...header, body]);
};

/** One variable of a loop is the first of two that is there alone: it is no pair of them. */
function rangeTargets(range: Cst, low: Lowering): Node {
  const left = fieldOf(range, 'left');
  return left === undefined ? none(range.start) : make('Tuple', left, low.named(left));
}

/** A loop with a condition alone; dots of a pattern stand for any header. */
function condition(cst: Cst, low: Lowering): Node[] {
  const test = namedOf(cst).find(child => child.field !== 'body');
  const made = (): Node => low.one(test, cst.start);
  const first = made();
  const open = first.kind === 'Name' && first.text === 'DOTS_MV';
  return open ? [first, made(), made()] : [none(cst.start), first, none(cst.start)];
}

/** One variable a name; a call that gives several values has them all as its target. */
const declaration =
  (word: string): Handler =>
  (cst, low) => {
    const group = typed(cst, 'var_spec_list') ?? cst;
    const specs = group.kids.filter(child => /^(?:var|const)_spec$/.test(child.type));
    const single = specs.length === 1 && typed(cst, '(', 'var_spec_list') === undefined;
    return specs.flatMap(spec => variables(spec, single ? cst : spec, word, low));
  };

function variables(spec: Cst, at: Cst, word: string, low: Lowering): Node[] {
  const names = fieldsOf(spec, 'name')
    .filter(child => child.named)
    .slice(0, mostNames);
  const value = fieldOf(spec, 'value');
  const values = value === undefined ? [] : namedOf(value);
  const made = (target: Node, init: Node): Node =>
    make('VarDef', at, [target, low.field(spec, 'type'), init, mods(at.end, [word, at])]);
  if (value !== undefined && values.length !== names.length) {
    const targets = low.all(names);
    return [
      made(
        targets.length === 1 && targets[0] !== undefined ? targets[0] : make('Tuple', spec, targets),
        low.one(value, at.end),
      ),
    ];
  }
  return names.map((target, place) => made(low.one(target, at.start), low.one(values[place], at.end)));
}

const functionDeclaration: Handler = (cst, low) =>
  make('FuncDef', cst, [
    low.field(cst, 'name'),
    paramsOf(cst, low),
    resultOf(cst, low),
    low.field(cst, 'body'),
    mods(cst.start),
    typeParamsOf(cst, low),
  ]);

const typeDeclaration: Handler = (cst, low) => {
  const specs = namedOf(cst);
  const grouped = typed(cst, '(') !== undefined;
  return specs.flatMap(spec =>
    spec.type === 'ERROR' ? low.all([spec]) : [typeSpec(spec, grouped ? spec : cst, low)],
  );
};

function typeSpec(spec: Cst, at: Cst, low: Lowering): Node {
  const target = low.field(spec, 'name');
  const type = fieldOf(spec, 'type');
  const kind =
    type?.type === 'struct_type' ? 'struct' : type?.type === 'interface_type' ? 'interface' : undefined;
  if (kind === undefined || type === undefined) {
    const alias = spec.type === 'type_alias' ? '=' : '';
    return make('TypeDef', at, [target, low.one(type, at.end)], alias);
  }
  const bases = (): Node => empty('Bases', type.start);
  const slots = [
    target,
    bases(),
    bases(),
    make('ClassBody', type, typeBody(type, low).kids),
    mods(at.start),
    typeParamsOf(spec, low),
  ];
  return make('ClassDef', at, slots, kind);
}

const importDeclaration: Handler = (cst, low) => {
  const group = typed(cst, 'import_spec_list');
  return namedOf(group ?? cst)
    .filter(spec => spec.type === 'import_spec' && !(group !== undefined && isDots(spec, low)))
    .map(spec => importSpec(spec, group === undefined ? cst : spec, low));
};

/** Dots among grouped imports say nothing: each of the imports stands for itself. */
const isDots = (spec: Cst, low: Lowering): boolean => /^"DOTS_MV"$/.test(low.source(spec));

function importSpec(spec: Cst, at: Cst, low: Lowering): Node {
  const literal = fieldOf(spec, 'path') ?? spec;
  const content = literal.kids.find(child => child.type.endsWith('_content')) ?? literal;
  const where = path(content, low.source(content));
  const alias = fieldOf(spec, 'name');
  if (alias?.type === 'dot') return make('Import', at, [where, none(at.end), none(at.end)], 'all');
  return make('Import', at, [where, none(at.end), low.one(alias, at.end)], 'module');
}

const packageClause: Handler = (cst, low) => {
  const named = namedOf(cst)[0] ?? cst;
  return make('Package', cst, [path(named, low.source(named))]);
};

/** Maps Go's statements and declarations. */
export const statements: Handlers = {
  source_file: list('Block'),
  block: list('Block'),
  statement_list: inner,
  empty_statement: drop,
  expression_statement: statement,
  assignment_statement: assignment,
  short_var_declaration: shortVar,
  inc_statement: update('post++'),
  dec_statement: update('post--'),
  send_statement: send,
  receive_statement: receive,
  if_statement: ifStatement,
  expression_switch_statement: switchStatement,
  type_switch_statement: typeSwitch,
  select_statement: (cst, low) => make('Switch', cst, [none(cst.start), casesOf(cst, low)]),
  expression_case: oneCase,
  type_case: oneCase,
  communication_case: oneCase,
  default_case: oneCase,
  for_statement: forStatement,
  labeled_statement: (cst, low) =>
    make('Label', cst, [
      low.field(cst, 'label'),
      low.one(
        namedOf(cst).find(child => child.field !== 'label'),
        cst.end,
      ),
    ]),
  goto_statement: wrap('Goto'),
  break_statement: wrap('Break'),
  continue_statement: wrap('Continue'),
  return_statement: (cst, low) => make('Return', cst, [low.one(namedOf(cst)[0], cst.end)]),
  var_declaration: declaration('var'),
  const_declaration: declaration('const'),
  type_declaration: typeDeclaration,
  function_declaration: functionDeclaration,
  method_declaration: functionDeclaration,
  import_declaration: importDeclaration,
  package_clause: packageClause,
};
