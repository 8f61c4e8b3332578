/** JavaScript with JSX, TypeScript and TSX: their tables, and the frames in which patterns parse. */
import type { EllipsisPlace, Frame, LanguageAdapter } from '../language.ts';
import { Node } from '../../tree/node.ts';
import { returnsAsNewlines } from '../lineEnds.ts';
import { lowerWith } from '../lowering.ts';
import { expressions } from './expressions.ts';
import { functions } from './functions.ts';
import { markup } from './markup.ts';
import { modules } from './modules.ts';
import { statements } from './statements.ts';
import { types } from './types.ts';

const frames: readonly Frame[] = [
  // Where a statement stands, `function` and `class` declare; in parentheses they would be values.
  { before: '', after: '\n', pick: 'file' },
  { before: '(', after: '\n)', pick: 'expression' },
  { before: 'try {} ', after: '\n', pick: 'node' },
  { before: 'if (x) {} ', after: '\n', pick: 'node' },
  { before: 'switch (x) {\n', after: '\n}', pick: 'node' },
  { before: '({', after: '\n})', pick: 'node' },
  { before: 'class A {\n', after: '\n}', pick: 'members' },
  { before: '', after: ' {}', pick: 'header' },
  { before: '', after: ' finally {}', pick: 'header' },
  { before: '', after: ' while (x);', pick: 'header' },
  { before: '', after: '\nclass A {}', pick: 'node' },
  { before: '(<a ', after: '\n/>)', pick: 'node' },
];

/**
 * A function without a body is one with any. Braces with one property, or with `...` alone, parse as a block; what is meant is an object. A `try` alone says nothing
 * of what follows it.
 */
function narrow(pattern: Node): Node {
  const { kind, text, kids, start, end } = pattern;
  const isProperty = (kid: Node): boolean =>
    kid.kind === 'Pair' || (kid.kind === 'ExprStmt' && kid.kids[0]?.text === 'DOTS_MV');
  if (kind === 'Block' && kids.every(isProperty)) return new Node('Record', '', kids, start, end);
  if (kind === 'FuncDef' && kids[3]?.kind === 'None') return header(pattern);
  const [body, catches, , last] = kids;
  if (kind !== 'Try' || body === undefined || catches?.kids.length !== 0 || last?.kind !== 'None')
    return pattern;
  const any = new Node('Name', 'DOTS_MV', [], end, end);
  return new Node(kind, text, [body, any, any, any], start, end);
}

/** A function without a body; or a condition alone, which a class takes for a method of that name. */
function header({ kind, text, kids, start, end }: Node): Node {
  const any = new Node('Name', 'DOTS_MV', [], end, end);
  const [name, params] = kids;
  const condition = params?.kids[0]?.kids[0];
  if (name?.text === 'if' && condition !== undefined)
    return new Node('If', '', [condition, any, any], start, end);
  if (name?.text === 'while' && condition !== undefined)
    return new Node('While', '', [condition, any], start, end);
  return new Node(
    kind,
    text,
    kids.map((kid, slot) => (slot === 3 ? any : kid)),
    start,
    end,
  );
}

const typeFrame: Frame = { before: 'let x: ', after: '\n', pick: 'node' };

const item = ['DOTS_MV', 'DOTS_MV;', ';DOTS_MV;'];
const statement = ['DOTS_MV;', 'DOTS_MV', ';DOTS_MV;', '@DOTS_MV', 'case DOTS_MV:', 'DOTS_MV,', ',DOTS_MV'];

/** Says what kind of list an ellipsis is in, by the bracket around it and by what stands beside it. */
function ellipses(place: EllipsisPlace): readonly string[] {
  const { before, after, bracket, head, alone } = place;
  if (isCase(place)) return ['case DOTS_MV:', ...statement];
  if (isSpread(place)) return spread;
  if (bracket === '(') return isFor.test(head) ? ['DOTS_MV;;', 'DOTS_MV'] : ['DOTS_MV'];
  if (bracket === '[' || before === ',' || after === ',') return ['DOTS_MV'];
  return bracket === '{' ? inBraces(place) : alone ? statement : item;
}

const isCase = ({ before, bracket, head }: EllipsisPlace): boolean =>
  bracket === '{' && before !== ':' && isSwitch.test(head);

const isSpread = ({ before, after, bracket, alone }: EllipsisPlace): boolean =>
  !alone && bracket !== '' && isOperand.test(after) && '([{,'.includes(before);

function inBraces({ before, after, alone }: EllipsisPlace): readonly string[] {
  const first = before === '{';
  if (first && after === '}') return item;
  return alone || first || before === '}' || before === ';' ? statement : item;
}

/** `...$X` spreads; in a block the grammar says that it does not. */
const spread = ['...', 'DOTS_MV;', 'DOTS_MV', ';DOTS_MV;'];
const isOperand = /^[\w$]/;
const isFor = /(?:^|\W)for(?:\s+await)?$/;
const isSwitch = /(?:^|\W)switch\s*\([^]*\)$/;

/**
 * The grammar refuses keywords as names of attributes (`<a class="b">`); nowhere else does `=` follow them. It also wants
 * a string where a pattern names a module by a metavariable (`import a from $X`) or gives an attribute one (`<a b=$X />`).
 */
function prepare(text: string): string {
  const named = returnsAsNewlines(text).replaceAll(/(?<=\s)(?:class|for)(?=\s*=\s*["'{])/g, word =>
    word === 'for' ? 'fro' : 'klass',
  );
  const inQuotes = (name: string): string => `"${name.slice(1, -1)}"`;
  return text.includes('_MV')
    ? named.replaceAll(moduleName, inQuotes).replaceAll(attributeValue, inQuotes)
    : named;
}
const moduleName = /(?<=(?:^|[\s}])(?:from|import)\s+)MV_\w+_MV(?=\s*(?:;|$))/gm;
const attributeValue =
  /(?<=<[\w$][\w$.]*\s(?:[^<>]{0,400}\s)?[\w$:-]+=)(?:MV_[A-Z_0-9]+_MV|DOTS_MV)(?=[\s/>])/g;

const script = {
  prepare,
  frames,
  ellipses,
  narrow,
  typedMetavariables: 'name-first',
  typeFrame,
  scoping: 'block',
  assignmentDeclares: false,
} as const;

const table = { ...types, ...markup, ...modules, ...functions, ...statements, ...expressions };

/** Reads JavaScript and JSX. */
export const javascript: LanguageAdapter = {
  ...script,
  id: 'javascript',
  grammar: 'tree-sitter-javascript/tree-sitter-javascript.wasm',
  // Many files called .js hold types, Flow's or TypeScript's.
  fallback: 'tree-sitter-typescript/tree-sitter-tsx.wasm',
  lower: lowerWith(table),
  typeFrame: { before: '(', after: '\n)', pick: 'expression' },
};

const typed = [...frames, typeFrame, { before: 'interface A {\n', after: '\n}', pick: 'members' }] as const;

/** Reads TypeScript; its `<T>x` casts exclude JSX. */
export const typescript: LanguageAdapter = {
  ...script,
  id: 'typescript',
  grammar: 'tree-sitter-typescript/tree-sitter-typescript.wasm',
  // A rule for both dialects may look for markup.
  fallback: 'tree-sitter-typescript/tree-sitter-tsx.wasm',
  lower: lowerWith(table),
  frames: typed,
};

/** Reads TypeScript with JSX. */
export const tsx: LanguageAdapter = {
  ...script,
  id: 'tsx',
  grammar: 'tree-sitter-typescript/tree-sitter-tsx.wasm',
  lower: lowerWith(table),
  frames: typed,
};
