/** Statements and items of Rust. */
import { fieldOf, namedOf, typed, type Cst } from '../../tree/cst.ts';
import { Node, none, type Kind } from '../../tree/node.ts';
import { drop, empty, make, mods, type Handler, type Handlers, type Lowering } from '../lowering.ts';
import { paramsOf } from './parameters.ts';

const statementKinds = new Set<Kind>([
  'Block',
  'VarDef',
  'FuncDef',
  'ClassDef',
  'If',
  'While',
  'For',
  'ForEach',
  'Switch',
  'Return',
  'Break',
  'Continue',
  'Import',
  'TypeDef',
  'ExprStmt',
  'Package',
]);

/** Lowers statements; attributes go to the item after them. */
function statementsOf(csts: readonly Cst[], low: Lowering): Node[] {
  const made: Node[] = [];
  let attributes: Node[] = [];
  for (const cst of csts) {
    if (cst.type === 'attribute_item') attributes.push(...low.all([cst]));
    else if (cst.named) {
      made.push(...low.all([cst]).map(node => decorated(asStatement(node), attributes)));
      attributes = [];
    }
  }
  return made;
}

const asStatement = (node: Node): Node =>
  statementKinds.has(node.kind) ? node : new Node('ExprStmt', '', [node], node.start, node.end);

function decorated(node: Node, attributes: readonly Node[]): Node {
  if (attributes.length === 0 || !node.kids.some(child => child.kind === 'Mods')) return node;
  const kids = node.kids.map(child =>
    child.kind === 'Mods'
      ? new Node('Mods', '', [...attributes, ...child.kids], attributes[0]?.start ?? child.start, child.end)
      : child,
  );
  return new Node(node.kind, node.text, kids, node.start, node.end);
}

const block: Handler = (cst, low) =>
  make(
    'Block',
    cst,
    statementsOf(
      cst.kids.filter(child => child.type !== 'label'),
      low,
    ),
  );

function modsOf(cst: Cst, low: Lowering): Node {
  const words = cst.kids.flatMap(child => {
    if (child.type === 'function_modifiers') return child.kids.map(word => [low.source(word), word] as const);
    return /^(?:visibility_modifier|mutable_specifier)$/.test(child.type)
      ? [[low.source(child), child] as const]
      : [];
  });
  return mods(cst.start, ...words);
}

const functionOf: Handler = (cst, low) =>
  make('FuncDef', cst, [
    low.field(cst, 'name'),
    paramsOf(cst, low),
    low.field(cst, 'return_type'),
    low.field(cst, 'body'),
    modsOf(cst, low),
    none(cst.end),
  ]);

const variable =
  (word: string, target: string): Handler =>
  (cst, low) =>
    make('VarDef', cst, [
      low.field(cst, target),
      low.field(cst, 'type'),
      low.field(cst, 'value'),
      mods(cst.start, [word, cst], ...modsOf(cst, low).kids),
    ]);

const classOf =
  (kind: string, name = 'name', base?: string): Handler =>
  (cst, low) => {
    const body = fieldOf(cst, 'body');
    const from = base === undefined ? undefined : fieldOf(cst, base);
    const members =
      body === undefined
        ? empty('ClassBody', cst.end)
        : make('ClassBody', body, statementsOf(body.kids, low));
    const bases = from === undefined ? empty('Bases', cst.start) : make('Bases', from, low.all([from]));
    const slots = [
      low.field(cst, name),
      bases,
      empty('Bases', cst.start),
      members,
      modsOf(cst, low),
      none(cst.end),
    ];
    return make('ClassDef', cst, slots, kind);
  };

const member: Handler = (cst, low) =>
  make('VarDef', cst, [
    low.field(cst, 'name'),
    low.field(cst, 'type'),
    low.field(cst, 'value'),
    modsOf(cst, low),
  ]);

const conditional: Handler = (cst, low) => {
  const alternative = fieldOf(cst, 'alternative');
  const inner = alternative === undefined ? undefined : namedOf(alternative)[0];
  return make('If', cst, [
    low.field(cst, 'condition'),
    low.block(fieldOf(cst, 'consequence'), cst.end),
    low.block(inner, cst.end),
  ]);
};

const matchOf: Handler = (cst, low) => {
  const body = fieldOf(cst, 'body') ?? cst;
  return make('Switch', cst, [low.field(cst, 'value'), make('Cases', body, low.named(body))]);
};

const arm: Handler = (cst, low) => {
  const pattern = fieldOf(cst, 'pattern');
  const tests = pattern === undefined ? [] : low.all(namedOf(pattern).slice(0, 1));
  const alternatives = tests.flatMap(test =>
    test.kind === 'Other' && test.text.startsWith('or_pattern') ? test.kids : [test],
  );
  const value = fieldOf(cst, 'value');
  const result =
    value?.type === 'block'
      ? low.block(value, cst.end)
      : make('Block', value ?? cst, value === undefined ? [] : statementsOf([value], low));
  return make('Case', cst, [make('Tests', pattern ?? cst, alternatives), result]);
};

/** One import a name, however they are grouped. */
const useDeclaration: Handler = (cst, low) => {
  const argument = fieldOf(cst, 'argument');
  if (argument === undefined) return [];
  const found = imported(argument, [], low);
  return found.map(({ parts, at, alias, all }) => {
    const span = found.length === 1 ? cst : at;
    const last = parts.at(-1) ?? '';
    const path = (words: readonly string[]): Node =>
      make(
        'Path',
        at,
        words.map(word => make('Name', at, [], word)),
        words.join('::'),
      );
    if (all) return make('Import', span, [path(parts), none(at.end), none(at.end)], 'all');
    if (parts.length === 1)
      return make('Import', span, [path(parts), none(at.end), low.one(alias, at.end)], 'module');
    return make(
      'Import',
      span,
      [path(parts.slice(0, -1)), make('Name', at, [], last), low.one(alias, at.end)],
      'from',
    );
  });
};

interface Imported {
  readonly parts: readonly string[];
  readonly at: Cst;
  readonly alias: Cst | undefined;
  readonly all: boolean;
}

function imported(cst: Cst, before: readonly string[], low: Lowering): readonly Imported[] {
  const partsOf = (at: Cst | undefined): readonly string[] =>
    at === undefined
      ? before
      : [
          ...before,
          ...low
            .source(at)
            .split('::')
            .map(part => part.trim())
            .filter(part => part !== ''),
        ];
  if (cst.type === 'scoped_use_list') {
    const list = fieldOf(cst, 'list');
    return list === undefined ? [] : imported(list, partsOf(fieldOf(cst, 'path')), low);
  }
  if (cst.type === 'use_list') return namedOf(cst).flatMap(child => imported(child, before, low));
  if (cst.type === 'use_wildcard')
    return [{ parts: partsOf(namedOf(cst)[0]), at: cst, alias: undefined, all: true }];
  if (cst.type === 'use_as_clause')
    return [{ parts: partsOf(fieldOf(cst, 'path')), at: cst, alias: fieldOf(cst, 'alias'), all: false }];
  return [{ parts: partsOf(cst), at: cst, alias: undefined, all: false }];
}

const attribute: Handler = (cst, low) => {
  const inside = typed(cst, 'attribute') ?? cst;
  const [name] = namedOf(inside);
  return make('Decorator', cst, [low.one(name, cst.start), low.field(inside, 'arguments')]);
};

/** Maps Rust's statements and items. */
export const statements: Handlers = {
  source_file: block,
  block,
  empty_statement: drop,
  inner_attribute_item: drop,
  expression_statement: (cst, low) => {
    const [only] = low.named(cst);
    if (only === undefined) return [];
    return statementKinds.has(only.kind) ? only : make('ExprStmt', cst, [only]);
  },
  function_item: functionOf,
  function_signature_item: functionOf,
  let_declaration: variable('let', 'pattern'),
  const_item: variable('const', 'name'),
  static_item: variable('static', 'name'),
  struct_item: classOf('struct'),
  union_item: classOf('union'),
  enum_item: classOf('enum'),
  trait_item: classOf('trait'),
  impl_item: classOf('impl', 'type', 'trait'),
  mod_item: classOf('module'),
  field_declaration: member,
  enum_variant: member,
  type_item: (cst, low) => make('TypeDef', cst, [low.field(cst, 'name'), low.field(cst, 'type')]),
  if_expression: conditional,
  match_expression: matchOf,
  match_arm: arm,
  for_expression: (cst, low) =>
    make('ForEach', cst, [
      low.field(cst, 'pattern'),
      low.field(cst, 'value'),
      low.field(cst, 'body'),
      none(cst.end),
    ]),
  while_expression: (cst, low) => make('While', cst, [low.field(cst, 'condition'), low.field(cst, 'body')]),
  loop_expression: (cst, low) =>
    make('While', cst, [make('Bool', { ...cst, end: cst.start + 4 }, [], 'true'), low.field(cst, 'body')]),
  unsafe_block: (cst, low) => make('Other', cst, low.named(cst), 'unsafe'),
  return_expression: (cst, low) => make('Return', cst, [low.one(namedOf(cst)[0], cst.end)]),
  break_expression: (cst, low) => make('Break', cst, [low.one(namedOf(cst)[0], cst.end)]),
  continue_expression: (cst, low) => make('Continue', cst, [low.one(namedOf(cst)[0], cst.end)]),
  label: (cst, low) => low.named(cst),
  use_declaration: useDeclaration,
  attribute_item: attribute,
};
