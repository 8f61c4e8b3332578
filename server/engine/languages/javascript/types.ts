/** Lowers TypeScript's types and the expressions that only it has. */
import { fieldOf, namedOf, type Cst } from '../../tree/cst.ts';
import { none, type Node } from '../../tree/node.ts';
import {
  inner,
  leaf,
  list,
  make,
  slots,
  wrap,
  type Handler,
  type Handlers,
  type Lowering,
} from '../lowering.ts';

/** `A | B | C` nests in the grammar; it is one list. */
function members(cst: Cst, low: Lowering): readonly Node[] {
  return namedOf(cst).flatMap(child => (child.type === cst.type ? members(child, low) : low.all([child])));
}

const union =
  (text: string): Handler =>
  (cst, low) =>
    make('TypeUnion', cst, members(cst, low), text);

/** `as const` says nothing of the value. */
const cast: Handler = (cst, low) => {
  const [value, type] = low.named(cst);
  if (value === undefined) return [];
  return type === undefined ? value : make('Cast', cst, [type, value]);
};

const assertion: Handler = (cst, low) => {
  const [types, value] = low.named(cst);
  return value === undefined ? (types ?? []) : make('Cast', cst, [types?.kids[0] ?? none(cst.start), value]);
};

const arrayType: Handler = (cst, low) =>
  make('TypeArray', cst, [low.one(namedOf(cst)[0], cst.start), none(cst.end)]);

const alias: Handler = (cst, low) => make('TypeDef', cst, [low.field(cst, 'name'), low.field(cst, 'value')]);

/** `declare` says that what follows exists elsewhere. */
const ambient: Handler = (cst, low) =>
  namedOf(cst).flatMap(child => (child.type === 'statement_block' ? low.named(child) : low.all([child])));

const firstOnly: Handler = (cst, low) => low.one(namedOf(cst)[0], cst.end);

/** Maps the node types of types. */
export const types: Handlers = {
  type_annotation: inner,
  type_predicate_annotation: inner,
  asserts_annotation: inner,
  type_identifier: leaf('Name'),
  predefined_type: leaf('Name'),
  this_type: leaf('Name'),
  nested_type_identifier: slots('Attr', 'module', 'name'),
  generic_type: slots('TypeApply', 'name', 'type_arguments'),
  type_arguments: list('TypeArgs'),
  type_parameters: list('TypeParams'),
  array_type: arrayType,
  union_type: union('|'),
  intersection_type: union('&'),
  parenthesized_type: inner,
  literal_type: inner,
  flow_maybe_type: wrap('TypeOpt'),
  optional_type: wrap('TypeOpt'),
  type_alias_declaration: alias,
  as_expression: cast,
  satisfies_expression: cast,
  type_assertion: assertion,
  non_null_expression: firstOnly,
  instantiation_expression: firstOnly,
  ambient_declaration: ambient,
  object_type: (cst, low) => make('Other', cst, low.named(cst), 'object_type'),
  constraint: inner,
  default_type: inner,
  type_parameter: (cst, low) =>
    fieldOf(cst, 'constraint') === undefined && fieldOf(cst, 'value') === undefined
      ? low.field(cst, 'name')
      : make(
          'Other',
          cst,
          [low.field(cst, 'name'), low.field(cst, 'constraint'), low.field(cst, 'value')],
          'type_parameter',
        ),
};
