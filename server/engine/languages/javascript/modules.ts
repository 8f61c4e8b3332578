/** Lowers imports and exports: what is exported is lowered as if it stood there without the keyword, which is a modifier. */
import { fieldOf, namedOf, typed, type Cst } from '../../tree/cst.ts';
import { Node, none, type Kind } from '../../tree/node.ts';
import { make, mods, other, withoutDots, type Handler, type Handlers, type Lowering } from '../lowering.ts';
import { stringValue } from './keys.ts';
import { classLike, decoratorsOf } from './functions.ts';

/** A module that is no string is a pattern's metavariable, which only looked like one to the grammar. */
const pathOf = (source: Cst, low: Lowering): Node => {
  const quotes = /^["'`]/.test(low.source(source)) ? 1 : 0;
  const text = quotes === 0 ? low.source(source) : stringValue(source, low);
  const name = new Node('Name', text, [], source.start + quotes, source.end - quotes);
  return make('Path', source, [name], text);
};

/** Is one imported name: its place, and the entity and alias it has. */
type Imported = readonly [kind: 'module' | 'from' | 'all', at: Cst, entity: Node, alias: Node];

const nameOf = (cst: Cst | undefined, low: Lowering, at: number): Node => {
  if (cst === undefined) return none(at);
  return make('Name', cst, [], cst.type === 'string' ? stringValue(cst, low) : low.source(cst));
};

const specifier = (cst: Cst, low: Lowering): Imported => [
  'from',
  cst,
  nameOf(fieldOf(cst, 'name'), low, cst.start),
  nameOf(fieldOf(cst, 'alias'), low, cst.end),
];

function clauseOf(cst: Cst, low: Lowering): readonly Imported[] {
  return namedOf(cst).flatMap((child): readonly Imported[] => {
    if (child.type === 'named_imports' || child.type === 'export_clause')
      return withoutDots(namedOf(child), low.source).map(each => specifier(each, low));
    if (child.type === 'namespace_import' || child.type === 'namespace_export')
      return [['module', child, none(child.start), nameOf(namedOf(child)[0], low, child.end)]];
    if (child.type !== 'identifier') return [];
    return [['from', child, make('Name', child, [], 'default'), nameOf(child, low, child.end)]];
  });
}

/** One Import a name; each begins at its statement's keyword. */
function imports(cst: Cst, source: Cst, names: readonly Imported[], low: Lowering): readonly Node[] {
  const path = pathOf(source, low);
  return names.map(([kind, at, entity, alias]) =>
    make('Import', names.length === 1 ? cst : { ...cst, end: at.end }, [path, entity, alias], kind),
  );
}

const importStatement: Handler = (cst, low) => {
  const required = typed(cst, 'import_require_clause');
  const source = fieldOf(required ?? cst, 'source');
  if (source === undefined) return low.named(cst);
  const clause = typed(cst, 'import_clause');
  const bare: Imported = ['module', cst, none(cst.start), none(cst.end)];
  if (required !== undefined) {
    const alias = nameOf(namedOf(required)[0], low, cst.end);
    return imports(cst, source, [['module', cst, none(cst.start), alias]], low);
  }
  const names = clause === undefined ? [bare] : clauseOf(clause, low);
  // The attributes (`with { type: 'json' }`) are a value of their own, which is also how a lone object pattern parses.
  const attributes = typed(cst, 'import_attribute');
  return [...imports(cst, source, names, low), ...(attributes === undefined ? [] : low.named(attributes))];
};

const exportStatement: Handler = (cst, low) => {
  const declaration = fieldOf(cst, 'declaration');
  const isDefault = typed(cst, 'default') !== undefined;
  if (declaration !== undefined) {
    const decorators = decoratorsOf(cst);
    const made =
      decorators.length > 0 && declaration.type.endsWith('class_declaration')
        ? [classLike(declaration, low, decorators)]
        : low.all([declaration]);
    return isDefault ? made : made.map(exported);
  }
  const source = fieldOf(cst, 'source');
  const value = fieldOf(cst, 'value');
  if (isDefault && value !== undefined) return defaultOf(cst, value, low);
  if (source === undefined) return other(cst, low);
  const names = clauseOf(cst, low);
  const all: Imported = ['all', cst, none(cst.start), none(cst.end)];
  return imports(cst, source, typed(cst, '*') === undefined || names.length > 0 ? names : [all], low);
};

/** Where a definition holds its modifiers. */
const modsAt: Partial<Record<Kind, number>> = { VarDef: 3, FuncDef: 4, ClassDef: 4 };

/** Says of a definition that it is exported; a pattern that says so finds no other. For `var` neither says it. */
function exported(node: Node): Node {
  const slot = modsAt[node.kind];
  const given = slot === undefined ? undefined : node.kids[slot];
  if (given === undefined || given.kids.some(({ text }) => text === 'var')) return node;
  const word = new Node('Mod', 'export', [], node.start, node.start);
  const all = new Node('Mods', '', [word, ...given.kids], given.start, given.end);
  return new Node(node.kind, node.text, node.kids.with(slot ?? 0, all), node.start, node.end);
}

/** `export default v` is a constant of that name. */
function defaultOf(cst: Cst, value: Cst, low: Lowering): Node {
  const word = typed(cst, 'default') ?? cst;
  const name = make('Name', word, [], 'default');
  return make('VarDef', cst, [
    name,
    none(word.end),
    low.one(value, cst.end),
    mods(word.start, ['const', word]),
  ]);
}

/** `import a = b.c` names what there is already. */
const importAlias: Handler = (cst, low) => {
  const [name, value] = low.named(cst);
  const end = none(cst.end);
  return make('VarDef', cst, [name ?? end, end, value ?? end, mods(cst.start)]);
};

/** Maps the node types of imports and exports. */
export const modules: Handlers = {
  import_statement: importStatement,
  export_statement: exportStatement,
  import_alias: importAlias,
};
