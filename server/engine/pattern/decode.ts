/** Turns placeholders in a lowered pattern back into what they stand for. Pure. */
import type { LanguageAdapter } from '../languages/language.ts';
import type { Kind } from '../tree/node.ts';
import { Node } from '../tree/node.ts';

/** Returns the type of a typed metavariable by its number, with the metavariable's name. */
export type TypeOf = (index: number) => { readonly metavariable: string; readonly type: Node } | undefined;

const name = /^\$?(?:MV_(?<one>\w+)_MV|MVS_(?<rest>\w+)_MV|(?<dots>DOTS_MV)|TYPED_(?<typed>\d+)_MV)$/;
const within = /\$?(?:MVS_(\w+?)_MV|MV_(\w+?)_MV|DOTS_MV)/g;
/** PHP's own variables, though they are spelt as metavariables are. */
const superglobals = /^\$_(?:SERVER|GET|POST|FILES|COOKIE|SESSION|REQUEST|ENV)$/;
const metavariable = /^\$(?:\.\.\.)?[A-Z_][A-Z_0-9]*$/;

/** What holds nothing but an ellipsis in its first slot is the ellipsis itself. */
const liftable = new Set<Kind>([
  'ExprStmt',
  'VarDef',
  'Param',
  'Pair',
  'KwArg',
  'Spread',
  'Decorator',
  'Mod',
  'XmlAttr',
  'XmlExpr',
  'Label',
  'FuncDef',
  'Import',
  'ClassDef',
]);

/** Is what was parsed: its text, and how its language writes a regex in a string. */
export interface Written {
  readonly text: string;
  readonly regexText: LanguageAdapter['regexText'];
}

/** Returns the pattern with its metavariables and ellipses. */
export function decode(root: Node, written: Written, typeOf: TypeOf): Node {
  const visit = (node: Node): Node => {
    const kids = node.kids.map(visit);
    return lift(special(node, kids, written.text, typeOf) ?? rebuild(node, kids, written));
  };
  return visit(root);
}

type Special = (node: Node, kids: readonly Node[], source: string, typeOf: TypeOf) => Node | undefined;

/** Reads the kinds that may stand for a pattern's own syntax; undefined where one is what it looks like. */
const specials: Partial<Record<Kind, Special>> = {
  Name: (node, _kids, _source, typeOf) => named(node, typeOf),
  Token: (node, _kids, _source, typeOf) => named(node, typeOf),
  Mod: (node, _kids, _source, typeOf) => named(node, typeOf),
  Atom: node => (node.text.startsWith('DOTS_MV') ? dots(node) : undefined),
  Call: ({ start, end }, [callee, args]) => {
    const [first] = args?.kids ?? [];
    if (callee?.kind !== 'Name' || first === undefined) return undefined;
    if (callee.text === 'STATEMENT_MV') return first;
    return callee.text === 'DEEP_MV' ? new Node('DeepEllipsis', '', [first], start, end) : undefined;
  },
  Attr: ({ start, end }, [object, name]) =>
    object !== undefined && name?.kind === 'Ellipsis'
      ? new Node('AttrDots', '', [object], start, end)
      : undefined,
  Block: (node, kids) => {
    const [first] = kids;
    return first?.kind === 'ExprStmt' && kids.length === 1 && isBare(node, first) ? first : undefined;
  },
  ExprStmt: (node, kids, source) => rebuilt(node, kids, source[node.end - 1] === ';' ? ';' : ''),
};

function special(node: Node, kids: readonly Node[], source: string, typeOf: TypeOf): Node | undefined {
  return specials[node.kind]?.(node, kids, source, typeOf);
}

/** A metavariable that stands for a body without braces around it is the body as a whole. */
const isBare = ({ start, end }: Node, only: Node): boolean =>
  only.kids[0]?.kind === 'Metavar' && only.start === start && only.end === end;

function named(node: Node, typeOf: TypeOf): Node | undefined {
  const { start, end, text, kind } = node;
  if (text === '...' && kind !== 'Mod') return dots(node);
  const { one, rest, dots: gap, typed: index } = name.exec(text)?.groups ?? {};
  if (one !== undefined) return new Node('Metavar', `$${one}`, [], start, end);
  if (rest !== undefined) return new Node('MetavarRest', `$...${rest}`, [], start, end);
  if (gap !== undefined) return dots(node);
  if (index === undefined)
    return kind === 'Name' && isMetavariable(text) ? new Node('Metavar', text, [], start, end) : undefined;
  const typed = typeOf(Number(index));
  return typed && new Node('TypedMetavar', typed.metavariable, [typed.type], start, end);
}

const isMetavariable = (text: string): boolean =>
  metavariable.test(text) && !text.startsWith('$...') && !superglobals.test(text);

/** A regex in a string keeps its backslashes: they are the regex's, not the language's. */
function regexAsWritten({ text, start, end }: Node, { text: source, regexText }: Written): string {
  const raw = source.slice(start, end);
  const written = raw.slice(raw.indexOf('=~/'), raw.lastIndexOf('/'));
  if (written === '' || !raw.includes('=~/')) return text;
  const whole = written + text.slice(text.lastIndexOf('/'));
  return regexText?.(whole, text) ?? whole;
}

function rebuild(node: Node, kids: readonly Node[], written: Written): Node {
  const plain = node.text.startsWith('=~/') ? regexAsWritten(node, written) : node.text;
  const text = plain.includes('_MV') ? unspell(plain) : plain;
  return rebuilt(node, kids, text);
}

function rebuilt(node: Node, kids: readonly Node[], text: string): Node {
  return new Node(node.kind, text, kids, node.start, node.end);
}

/** Writes placeholders inside a longer text as they were in the pattern. */
export function unspell(text: string): string {
  return text.replaceAll(within, (_whole, rest: string | undefined, one: string | undefined) => {
    if (rest !== undefined) return `$...${rest}`;
    return one === undefined ? '...' : `$${one}`;
  });
}

function lift(node: Node): Node {
  if (node.kind === 'Case') return liftCase(node);
  if (node.kind === 'KwArg') return node.text === '...' ? dots(node) : node;
  if (node.kind === 'Path' || !liftable.has(node.kind)) return node;
  const [first, ...rest] = node.kids;
  if (first?.kind !== 'Ellipsis' && first?.kind !== 'MetavarRest') return node;
  if (node.kind === 'Import') return node;
  // `... = value` says something about the value; a placeholder's own type does not.
  const says = rest.some(child => meaningful(child, node.kind));
  return says ? node : first;
}

const meaningful = (node: Node, parent: Kind): boolean => {
  if (node.kind === 'None' || node.kind === 'Ellipsis' || node.kind === 'MetavarRest') return false;
  if (parent === 'VarDef' || parent === 'Param' || parent === 'FuncDef' || parent === 'ClassDef')
    return !(node.kids.length === 0 || node.kids.every(child => child.kids.length === 0));
  return node.kids.length > 0 || node.text !== '';
};

function liftCase(node: Node): Node {
  const [tests, block] = node.kids;
  const only = tests?.kids.length === 1 ? tests.kids[0] : undefined;
  return only?.kind === 'Ellipsis' && (block === undefined || block.kids.length === 0) ? only : node;
}

const dots = ({ start, end }: Node): Node => new Node('Ellipsis', '', [], start, end);
