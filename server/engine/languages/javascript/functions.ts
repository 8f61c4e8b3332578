/** Lowers JavaScript's and TypeScript's functions, parameters, classes, interfaces and enums. */
import { fieldOf, fieldsOf, namedOf, typed, type Cst } from '../../tree/cst.ts';
import { Node, none, type Kind } from '../../tree/node.ts';
import { around, empty, make, mods, type Handler, type Handlers, type Lowering } from '../lowering.ts';
import { keyOf, methodOf } from './keys.ts';

/** Returns the parameters, the declared result and the type parameters of anything callable. */
export function signature(
  cst: Cst,
  low: Lowering,
): { readonly params: Node; readonly type: Node; readonly generics: Node } {
  const list = fieldOf(cst, 'parameters');
  const single = fieldOf(cst, 'parameter');
  const given = list ?? single;
  const params =
    given === undefined
      ? empty('Params', cst.start)
      : make(
          'Params',
          given,
          (list === undefined ? [given] : namedOf(list)).map(child => parameter(child, low)),
        );
  return { params, type: low.field(cst, 'return_type'), generics: low.field(cst, 'type_parameters') };
}

/** JavaScript's parameters are patterns by themselves; TypeScript's have types and modifiers around them. */
function parameter(cst: Cst, low: Lowering): Node {
  const wrapped = fieldOf(cst, 'pattern') ?? fieldOf(cst, 'name');
  const pattern = wrapped ?? (cst.type === 'assignment_pattern' ? fieldOf(cst, 'left') : cst) ?? cst;
  const rest = pattern.type === 'rest_pattern';
  const target = rest ? (namedOf(pattern)[0] ?? pattern) : pattern;
  const param = make('Param', cst, [
    low.one(target, cst.start),
    low.field(cst, 'type'),
    cst.type === 'assignment_pattern' ? low.field(cst, 'right') : low.field(cst, 'value'),
    wrapped === undefined ? empty('Mods', cst.start) : modsOf(cst, low),
  ]);
  return rest ? make('Spread', cst, [param], '...') : param;
}

const words = new Set([
  'async',
  'static',
  'get',
  'set',
  '*',
  'abstract',
  'declare',
  'readonly',
  'accessor',
  'const',
  'let',
  'var',
  'using',
  '?',
]);

/** Returns the modifiers and decorators among a node's children; `before` are decorators that stand ahead of it. */
export function modsOf(cst: Cst, low: Lowering, before: readonly Cst[] = []): Node {
  const found = cst.kids.flatMap((child): readonly (Node | readonly [string, Cst])[] => {
    if (
      child.type === 'accessibility_modifier' ||
      child.type === 'override_modifier' ||
      words.has(child.type)
    )
      return [[low.source(child), child] as const];
    if (child.type === 'static get') return [['static', child] as const, ['get', child] as const];
    return child.type === 'decorator' ? low.all([child]) : [];
  });
  return mods((before[0] ?? cst).start, ...low.all(before), ...found);
}

const functionLike = (cst: Cst, low: Lowering, decorators: readonly Cst[] = []): Node => {
  const { params, type, generics } = signature(cst, low);
  const body = low.block(fieldOf(cst, 'body'), cst.end);
  const range = { ...cst, start: decorators[0]?.start ?? cst.start };
  const name = keyOf(fieldOf(cst, 'name'), low, cst.start);
  return make('FuncDef', range, [name, params, type, body, modsOf(cst, low, decorators), generics]);
};

const field = (cst: Cst, low: Lowering, decorators: readonly Cst[] = []): Node => {
  const name = keyOf(fieldOf(cst, 'name') ?? fieldOf(cst, 'property'), low, cst.start);
  const range = { ...cst, start: decorators[0]?.start ?? cst.start };
  const value = low.field(cst, 'value');
  const words = modsOf(cst, low, decorators);
  const method = methodOf(cst, name, value, words);
  if (method !== undefined) return new Node('FuncDef', '', method.kids, range.start, range.end);
  return make('VarDef', range, [name, low.field(cst, 'type'), value, words]);
};

const members: ReadonlyMap<string, typeof field> = new Map([
  ['method_definition', functionLike],
  ['method_signature', functionLike],
  ['abstract_method_signature', functionLike],
  ['field_definition', field],
  ['public_field_definition', field],
  ['property_signature', field],
]);

/** Decorators of methods stand beside them in TypeScript's grammar. */
function classBody(cst: Cst | undefined, low: Lowering, at: number): Node {
  if (cst === undefined) return empty('ClassBody', at);
  const kids: Node[] = [];
  let decorators: Cst[] = [];
  for (const child of cst.kids) {
    if (child.type === 'decorator') {
      decorators.push(child);
      continue;
    }
    const member = members.get(child.type);
    kids.push(...(member === undefined ? low.all([child]) : [member(child, low, decorators)]));
    if (child.named) decorators = [];
  }
  return make('ClassBody', cst, [...kids, ...low.all(decorators)]);
}

const basesOf = (nodes: readonly Node[], at: number): Node => {
  const [first, ...rest] = nodes;
  return first === undefined ? empty('Bases', at) : around('Bases', [first, ...rest]);
};

/** `extends A<T>` comes as a value and, beside it, its type arguments. */
function extended(cst: Cst | undefined, low: Lowering): readonly Node[] {
  const bases: Node[] = [];
  for (const child of cst === undefined ? [] : namedOf(cst)) {
    const [made] = low.all([child]);
    const last = bases.at(-1);
    if (made === undefined) continue;
    if (made.kind === 'TypeArgs' && last !== undefined)
      bases.splice(-1, 1, around('TypeApply', [last, made]));
    else bases.push(made);
  }
  return bases;
}

function heritage(cst: Cst, low: Lowering, at: number): { readonly bases: Node; readonly interfaces: Node } {
  const found = typed(cst, 'class_heritage');
  const parents = found === undefined ? undefined : (typed(found, 'extends_clause') ?? found);
  const interfaces = found === undefined ? undefined : typed(found, 'implements_clause');
  return {
    bases: basesOf(parents === found && interfaces !== undefined ? [] : extended(parents, low), at),
    interfaces: basesOf(interfaces === undefined ? [] : low.named(interfaces), at),
  };
}

/** Lowers a class; `before` are decorators that stand ahead of `export`. */
export function classLike(cst: Cst, low: Lowering, before: readonly Cst[] = []): Node {
  const name = low.field(cst, 'name');
  const { bases, interfaces } = heritage(cst, low, name.end);
  const range = { ...cst, start: before[0]?.start ?? cst.start };
  const body = classBody(fieldOf(cst, 'body'), low, cst.end);
  const generics = low.field(cst, 'type_parameters');
  const kids = [name, bases, interfaces, body, modsOf(cst, low, before), generics];
  return make('ClassDef', range, kids, 'class');
}

const classValue: Handler = (cst, low) => {
  const { bases, interfaces } = heritage(cst, low, cst.start);
  const all = basesOf([...bases.kids, ...interfaces.kids], cst.start);
  return make('AnonClass', cst, [all, classBody(fieldOf(cst, 'body'), low, cst.end)]);
};

const typeLike = (cst: Cst, low: Lowering, text: string, body: Node): Node => {
  const parents = typed(cst, 'extends_type_clause', 'extends_clause');
  const name = low.field(cst, 'name');
  const bases = basesOf(parents === undefined ? [] : extended(parents, low), name.end);
  const implemented = empty('Bases', name.end);
  const generics = low.field(cst, 'type_parameters');
  return make('ClassDef', cst, [name, bases, implemented, body, modsOf(cst, low), generics], text);
};

const interfaceLike: Handler = (cst, low) =>
  typeLike(cst, low, 'interface', classBody(fieldOf(cst, 'body'), low, cst.end));

const enumLike: Handler = (cst, low) => {
  const body = fieldOf(cst, 'body');
  const entries = (body === undefined ? [] : namedOf(body)).map(entry => {
    const name = keyOf(fieldOf(entry, 'name') ?? entry, low, entry.start);
    const value = entry.type === 'enum_assignment' ? low.field(entry, 'value') : none(entry.end);
    return make('VarDef', entry, [name, none(entry.end), value, empty('Mods', entry.start)]);
  });
  return typeLike(cst, low, 'enum', listAt('ClassBody', body, cst.end, entries));
};

const namespaceLike: Handler = (cst, low) => {
  const body = fieldOf(cst, 'body');
  return typeLike(
    cst,
    low,
    'module',
    listAt('ClassBody', body, cst.end, body === undefined ? [] : low.named(body)),
  );
};

const listAt = (kind: Kind, cst: Cst | undefined, at: number, kids: readonly Node[]): Node =>
  cst === undefined ? empty(kind, at) : make(kind, cst, kids);

const decorator: Handler = (cst, low) => {
  const expression = low.one(namedOf(cst)[0], cst.end);
  const [callee, args] = expression.kind === 'Call' ? expression.kids : [expression];
  return make('Decorator', cst, [callee ?? expression, args ?? none(cst.end)]);
};

/** Maps the node types of functions and classes. */
export const functions: Handlers = {
  function_declaration: (cst, low) => functionLike(cst, low),
  generator_function_declaration: (cst, low) => functionLike(cst, low),
  function_signature: (cst, low) => functionLike(cst, low),
  method_definition: (cst, low) => functionLike(cst, low),
  method_signature: (cst, low) => functionLike(cst, low),
  abstract_method_signature: (cst, low) => functionLike(cst, low),
  field_definition: (cst, low) => field(cst, low),
  public_field_definition: (cst, low) => field(cst, low),
  property_signature: (cst, low) => field(cst, low),
  class_static_block: (cst, low) =>
    make('Other', cst, [low.block(fieldOf(cst, 'body') ?? typed(cst, 'statement_block'), cst.end)], 'static'),
  formal_parameters: (cst, low) =>
    make(
      'Params',
      cst,
      namedOf(cst).map(child => parameter(child, low)),
    ),
  required_parameter: parameter,
  optional_parameter: parameter,
  class_declaration: (cst, low) => classLike(cst, low),
  abstract_class_declaration: (cst, low) => classLike(cst, low),
  class: classValue,
  class_body: (cst, low) => classBody(cst, low, cst.end),
  interface_body: (cst, low) => classBody(cst, low, cst.end),
  interface_declaration: interfaceLike,
  enum_declaration: enumLike,
  module: namespaceLike,
  internal_module: namespaceLike,
  decorator,
};

/** Returns the decorators directly below a node. */
export const decoratorsOf = (cst: Cst): readonly Cst[] =>
  fieldsOf(cst, 'decorator').filter(child => child.type === 'decorator');
