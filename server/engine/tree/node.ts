/**
 * The engine's one tree: targets and patterns of every language are lowered to it by the same code, so that matching,
 * constants, scopes and taint are written once. A node is a kind, a text and children at fixed places ("slots"); a
 * missing optional child is a node of kind `None`, so a slot's index never moves. Must import nothing.
 */

/**
 * Lists the slots of each kind, in order. `?` may be `None`; `…` a list node holds any number of children.
 *
 * `text` is given in quotes where a kind has one. What no kind fits is `Other` (text: the grammar's own node type and its
 * keyword tokens, children: the named children), and a leaf of that sort is `Token` (text: its source).
 *
 * Expressions
 * - `Name` "identifier" (also this, self, super, property names, labels; PHP variables keep their `$`)
 * - `Str` "decoded value" (quotes, raw prefixes and escapes gone) · `Char` · `Num` "canonical number: decimal integer where it
 *   is one, else the source" · `Bool` "true|false" · `Null` "null|undefined" · `Atom` "ruby symbol without colon"
 * - `Regex` "pattern" [flags? as Str]
 * - `Concat` "''|f|tagged" […parts]: an interpolated string; parts are `Str` fragments and bare expressions.
 *   Text is `f` for Python's f-strings, `formatted` for what has a format within one (`{x:.2f}`), `tagged` for tagged
 *   templates (first part is the tag); an interpolated string without any interpolation is a plain `Str`, except an f-string.
 * - `Call` [callee, Args] · `New` [type, Args, Body?] · `Args` […expr | KwArg | Spread]
 * - `KwArg` "name" [value] · `Spread` "*|**|..." [expr]
 * - `Attr` "|?." [object, Name or computed expression] · `Index` [object, …index] · `Slice` [from?, to?, step?] as an index
 * - `Assign` "=|:=" [target, value] · `AugAssign` "operator without =" [target, value] · `Update` "pre++|post--|…" [expr]
 * - `Binary` "operator" [left, right, …] (every language's boolean, comparison, instanceof, in …; more than two for Python's
 *   `a and b and c`; its chain `a < b < c` is an `Other`)
 * - `Unary` "operator" [expr] (also `*p`, `&x`, `not x`, delete, typeof, void) · `Ternary` [condition, then, else]
 * - `Cast` [Type, expr] · `Await` [expr] · `Yield` "|from" [expr?] · `Seq` […expr]
 * - `List` […] · `Tuple` […] · `Set` […] · `Dict` […Pair | Spread | …] (Python, Ruby, PHP, Go: braces with keys)
 * - `Record` […Pair | Spread | FuncDef | VarDef …] (a JS object, JSON object, YAML mapping, HCL body: unordered, more allowed)
 * - `Pair` "|:" [key, value]; a JS shorthand `{a}` is Pair[Name a, Name a]; JS identifier and string keys are both `Name`
 * - `Lambda` "|async" [Params, Type?, body (Block or expression), Mods] · `AnonClass` [Bases, ClassBody]
 * - `Comprehension` "list|set|dict|generator" [element, …CompFor/CompIf] · `CompFor` [target, iterable] · `CompIf` [condition]
 * - `Xml` [name?, XmlAttrs, XmlKids] · `XmlAttr` [Name, value?] · `XmlText` "text" · `XmlExpr` [expr?]
 *
 * Statements
 * - `Block` […statement] (also the whole file; a single statement where the grammar allows one is wrapped in a Block)
 * - `ExprStmt` [expr]
 * - `VarDef` [target, Type?, value?, Mods] (one node a declared variable; with a value it is matched as an Assign too)
 * - `FuncDef` [Name?, Params, Type?, Block?, Mods, TypeParams?] · `Params` […Param | Spread[Param]] · `Param` [target, Type?, default?, Mods]
 * - `ClassDef` "class|interface|trait|struct|enum|module|…" [Name, Bases, Bases (implements), ClassBody, Mods, TypeParams?]
 * - `Bases` […type or expression or KwArg] · `ClassBody` […VarDef | FuncDef | statement]
 * - `Mods` […Mod "public|static|const|async…" | Decorator]: const/let/var, visibility, annotations and decorators alike
 * - `Decorator` [Name or Attr, Args?]
 * - `If` [condition, Block, Block?] (elif/else if: an If in the else Block) · `While` [condition, Block] · `DoWhile` [Block, condition]
 * - `For` [init?, condition?, update?, Block] (init: statement or Seq) · `ForEach` "|await|range|in" (JavaScript's `for … in` takes keys) [target, iterable, Block, Block? (else)]
 * - `Switch` [subject?, Cases] · `Cases` […Case] · `Case` [Tests, Block] · `Tests` […expression; empty: default]
 * - `Try` "|begin" [Block, Catches, Block? (else), Block? (finally)] · `Catches` […Catch] · `Catch` [Type?, target?, Block]
 * - `With` "|async" [Items, Block] · `Items` […expr or Assign[target, value] for `as`/declarations] (with, using, try-with-resources)
 * - `Return` [expr?] · `Throw` [expr?] · `Break` [label?] · `Continue` [label?] · `Goto` [label] · `Label` [Name, statement]
 * - `Assert` [Args]
 * - `Import` "module|from|all" [Path, entity?, alias?]: one node a name. module: [Path, None, alias?]; from: [Path, Name, alias?];
 *   all: [Path, None, None]. `Path` "source text without quotes" […Name] (dotted; one Name for a JS or Go file path).
 *   JS default import: from [Path, Name default, alias]; `import * as x`: module [Path, None, x]; require() stays a Call.
 * - `Package` [Path] · `TypeDef` "|=" [Name, Type] (`=`: an alias in Go)
 *
 * Types
 * - a named type is a `Name` or `Attr` chain · `TypeApply` [type, TypeArgs] · `TypeArgs` […] · `TypeArray` [type, size?]
 * - `TypePtr` "*|&" [type] · `TypeUnion` "||&" […] · `TypeOpt` [type] · others are `Other`
 *
 * Only in patterns (made by pattern/decode.ts, never by a language)
 * - `Metavar` "$X" · `MetavarRest` "$...X" · `TypedMetavar` "$X" [Type] · `Ellipsis` · `DeepEllipsis` [expr]
 * - `AttrDots` [object]: the `. ...` of a chain
 */
export type Kind =
  | 'None'
  | 'Other'
  | 'Token'
  | 'Name'
  | 'Str'
  | 'Char'
  | 'Num'
  | 'Bool'
  | 'Null'
  | 'Atom'
  | 'Regex'
  | 'Concat'
  | 'Call'
  | 'New'
  | 'Args'
  | 'KwArg'
  | 'Spread'
  | 'Attr'
  | 'Index'
  | 'Slice'
  | 'Assign'
  | 'AugAssign'
  | 'Update'
  | 'Binary'
  | 'Unary'
  | 'Ternary'
  | 'Cast'
  | 'Await'
  | 'Yield'
  | 'Seq'
  | 'List'
  | 'Tuple'
  | 'Set'
  | 'Dict'
  | 'Record'
  | 'Pair'
  | 'Lambda'
  | 'AnonClass'
  | 'Comprehension'
  | 'CompFor'
  | 'CompIf'
  | 'Xml'
  | 'XmlAttrs'
  | 'XmlAttr'
  | 'XmlKids'
  | 'XmlText'
  | 'XmlExpr'
  | 'Block'
  | 'ExprStmt'
  | 'VarDef'
  | 'FuncDef'
  | 'Params'
  | 'Param'
  | 'ClassDef'
  | 'Bases'
  | 'ClassBody'
  | 'Mods'
  | 'Mod'
  | 'Decorator'
  | 'TypeParams'
  | 'If'
  | 'While'
  | 'DoWhile'
  | 'For'
  | 'ForEach'
  | 'Switch'
  | 'Cases'
  | 'Case'
  | 'Tests'
  | 'Try'
  | 'Catches'
  | 'Catch'
  | 'With'
  | 'Items'
  | 'Return'
  | 'Throw'
  | 'Break'
  | 'Continue'
  | 'Goto'
  | 'Label'
  | 'Assert'
  | 'Import'
  | 'Path'
  | 'Package'
  | 'TypeDef'
  | 'TypeApply'
  | 'TypeArgs'
  | 'TypeArray'
  | 'TypePtr'
  | 'TypeUnion'
  | 'TypeOpt'
  | 'Metavar'
  | 'MetavarRest'
  | 'TypedMetavar'
  | 'Ellipsis'
  | 'DeepEllipsis'
  | 'AttrDots';

/** Is one node; offsets count UTF-16 units from the start of the text, `end` is exclusive. */
export class Node {
  readonly kind: Kind;
  readonly text: string;
  readonly kids: readonly Node[];
  readonly start: number;
  readonly end: number;
  /** Is set by `number`, for targets: the node above, this node's place in preorder, and that of its last descendant. */
  parent: Node | undefined = undefined;
  index = -1;
  last = -1;

  constructor(kind: Kind, text: string, kids: readonly Node[], start: number, end: number) {
    this.kind = kind;
    this.text = text;
    this.kids = kids;
    this.start = start;
    this.end = end;
  }
}

/** Makes the node of a missing optional child, empty and at a place. */
export const none = (at: number): Node => new Node('None', '', [], at, at);

/** Returns a child; `None` when the node has no such slot. */
export const kid = (node: Node, slot: number): Node => node.kids[slot] ?? none(node.end);

/** Is called for each node that is worked on; what it throws ends the work. */
export type Step = () => void;

/** Lets work go on. */
export const noStep: Step = () => undefined;

/** Sets parents and preorder numbers below a root; returns the nodes in preorder, so that `nodes[n.index] === n`. */
export function number(root: Node, step: Step = noStep): readonly Node[] {
  const nodes: Node[] = [];
  const visit = (node: Node, parent: Node | undefined): void => {
    step();
    node.parent = parent;
    node.index = nodes.length;
    nodes.push(node);
    for (const child of node.kids) visit(child, node);
    node.last = nodes.length - 1;
  };
  visit(root, undefined);
  return nodes;
}

/** Shows a tree as an S-expression on one line, for tests and for explaining: `(Call (Name foo) (Args (Str "x")))`. */
export function show(node: Node): string {
  const text = node.text === '' ? '' : ` ${quoted.has(node.kind) ? JSON.stringify(node.text) : node.text}`;
  const kids = node.kids.map(child => ` ${show(child)}`).join('');
  return node.kind === 'None' ? '_' : `(${node.kind}${text}${kids})`;
}

const quoted = new Set<Kind>(['Str', 'Char', 'Regex', 'XmlText', 'Token']);
