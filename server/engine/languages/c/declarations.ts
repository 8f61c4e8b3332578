/** Lowers C's declarations: variables, functions, structures, types. C++ uses them too. */
import { fieldOf, fieldsOf, namedOf, typed, type Cst } from '../../tree/cst.ts';
import { none, type Node } from '../../tree/node.ts';
import { listOf } from '../curly.ts';
import {
  empty,
  inner,
  leaf,
  list,
  make,
  mods,
  type Handler,
  type Handlers,
  type Lowering,
} from '../lowering.ts';
import { declared, specifiers, typeNode } from './declarators.ts';

const modifierTypes = new Set([
  'storage_class_specifier',
  'type_qualifier',
  'virtual_specifier',
  'explicit_function_specifier',
  'virtual',
]);

/** Lowers the storage class and qualifiers of a declaration; those of a function may follow its parameters. */
export function modifiersOf(cst: Cst, low: Lowering, ...more: readonly Cst[]): Node {
  const words = [cst, ...more]
    .flatMap(({ kids }) => kids.filter(child => modifierTypes.has(child.type)))
    .map(child => [low.source(child), child] as const);
  return mods(cst.start, ...words);
}

/** A structure that is defined in a declaration comes before what is declared with it. */
function definitions(type: Cst | undefined, low: Lowering): readonly Node[] {
  const defines = type !== undefined && specifiers.has(type.type) && fieldOf(type, 'body') !== undefined;
  return defines ? low.all([type]) : [];
}

const value = (declarator: Cst, low: Lowering, type: Node): Node => {
  const given = fieldOf(declarator, 'value');
  if (given?.type !== 'argument_list') return low.one(given, declarator.end);
  return make('New', given, [type, low.one(given, given.end), none(given.end)]);
};

/** Makes one VarDef a variable and one FuncDef a function that is declared. */
const declaration: Handler = (cst, low) => {
  const type = fieldOf(cst, 'type');
  const declarators = fieldsOf(cst, 'declarator');
  const made = declarators.map(declarator => {
    const { name, type: full, callable } = declared(declarator, typeNode(type, low, cst.start), low);
    const range = declarators.length === 1 ? cst : { ...cst, end: declarator.end };
    if (callable !== undefined)
      return make('FuncDef', range, [
        name,
        low.field(callable, 'parameters'),
        full,
        none(cst.end),
        modifiersOf(cst, low, callable),
        none(cst.end),
      ]);
    const initial = fieldOf(declarator, 'value') === undefined ? cst : declarator;
    const known =
      declarator.type === 'init_declarator' ? value(declarator, low, full) : defaultOf(initial, low);
    return make('VarDef', range, [name, full, known, modifiersOf(cst, low)]);
  });
  return [...definitions(type, low), ...made];
};

const defaultOf = (cst: Cst, low: Lowering): Node => low.field(cst, 'default_value');

/** Makes a function of its definition; what initialises members comes first in its body. */
const functionDefinition: Handler = (cst, low) => {
  const base = typeNode(fieldOf(cst, 'type'), low, cst.start);
  const { name, type, callable } = declared(fieldOf(cst, 'declarator'), base, low);
  const body = fieldOf(cst, 'body');
  const block = low.block(body, cst.end);
  const first = low.all(cst.kids.filter(child => child.type === 'field_initializer_list'));
  return [
    ...definitions(fieldOf(cst, 'type'), low),
    make('FuncDef', cst, [
      name,
      callable === undefined ? empty('Params', cst.end) : low.field(callable, 'parameters'),
      type,
      first.length === 0 ? block : make('Block', body ?? cst, [...first, ...block.kids]),
      modifiersOf(cst, low, ...(callable === undefined ? [] : [callable])),
      none(cst.end),
    ]),
  ];
};

const parameter: Handler = (cst, low) => {
  const base = typeNode(fieldOf(cst, 'type'), low, cst.start);
  const { name, type } = declared(fieldOf(cst, 'declarator'), base, low);
  // An ellipsis of a pattern that stands for parameters looks like a type without a name.
  if (name.kind === 'None' && /^(?:DOTS|MVS_\w+)_MV$/.test(type.text)) return type;
  return make('Param', cst, [name, type, low.field(cst, 'default_value'), modifiersOf(cst, low)]);
};

/** `(void)` declares no parameter; the `...` of a function is a Spread. */
const parameterList: Handler = (cst, low) => {
  const params = low.named(cst);
  const [name, type] = params[0]?.kids ?? [];
  const isVoid =
    params.length === 1 && name?.kind === 'None' && type?.kind === 'Name' && type.text === 'void';
  return make('Params', cst, isVoid ? [] : params);
};

const variadic: Handler = cst => make('Spread', cst, [none(cst.end)], '...');

const typeDefinition: Handler = (cst, low) => {
  const type = fieldOf(cst, 'type');
  const made = fieldsOf(cst, 'declarator').map(declarator => {
    const { name, type: full } = declared(declarator, typeNode(type, low, cst.start), low);
    return make('TypeDef', cst, [name, full]);
  });
  return [...definitions(type, low), ...made];
};

const typeDescriptor: Handler = (cst, low) =>
  declared(fieldOf(cst, 'declarator'), typeNode(fieldOf(cst, 'type'), low, cst.start), low).type;

/** Structures, unions and classes are classes with a modifier that tells them; without a body they are types. */
const classLike =
  (kind: 'class' | 'enum'): Handler =>
  (cst, low) => {
    const word = cst.kids[0];
    const keyword = word === undefined ? '' : low.source(word);
    const body = fieldOf(cst, 'body');
    if (body === undefined) return make('Other', cst, [low.field(cst, 'name')], keyword);
    const bases = typed(cst, 'base_class_clause');
    const tell = word !== undefined && keyword !== kind ? [make('Mod', word, [], keyword)] : [];
    return make(
      'ClassDef',
      cst,
      [
        low.field(cst, 'name'),
        bases === undefined
          ? empty('Bases', body.start)
          : listOf(
              'Bases',
              low.all(namedOf(bases).filter(({ type }) => type !== 'access_specifier')),
              bases.end,
            ),
        empty('Bases', body.start),
        make('ClassBody', body, low.named(body)),
        mods(cst.start, ...tell),
        none(cst.end),
      ],
      kind,
    );
  };

const enumerator: Handler = (cst, low) => {
  const name = low.field(cst, 'name');
  const given = fieldOf(cst, 'value');
  if (given !== undefined) return make('Other', cst, [name, low.one(given, cst.end)], 'enumerator');
  return make('VarDef', cst, [name, none(cst.end), none(cst.end), empty('Mods', cst.start)]);
};

/** A type of several words is one name, with single spaces. */
const sizedType: Handler = (cst, low) => make('Name', cst, [], low.source(cst).replaceAll(/\s+/g, ' '));

/** Maps node types of declarations and types. */
export const declarations: Handlers = {
  declaration,
  field_declaration: declaration,
  function_definition: functionDefinition,
  parameter_list: parameterList,
  parameter_declaration: parameter,
  optional_parameter_declaration: parameter,
  variadic_parameter_declaration: parameter,
  variadic_parameter: variadic,
  type_definition: typeDefinition,
  type_descriptor: typeDescriptor,
  struct_specifier: classLike('class'),
  union_specifier: classLike('class'),
  class_specifier: classLike('class'),
  enum_specifier: classLike('enum'),
  enumerator,
  field_declaration_list: list('ClassBody'),
  enumerator_list: list('ClassBody'),
  declaration_list: list('Block'),
  primitive_type: leaf('Name'),
  sized_type_specifier: sizedType,
  bitfield_clause: inner,
};
