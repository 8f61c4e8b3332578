/** Compiles the text of a pattern to a tree: tries the language's frames and spellings until its grammar takes one. */
import { failure, success, type Problem, type Result } from '../../../common/result.ts';
import type { Frame, LanguageAdapter, LanguageId } from '../languages/language.ts';
import type { Cst } from '../tree/cst.ts';
import { Node, type Kind } from '../tree/node.ts';
import { decode, type TypeOf } from './decode.ts';
import { pick, type Picked } from './pick.ts';
import { fill, substitute, type Template } from './substitute.ts';

/** Is a compiled pattern: plain data, so that it can be stored. */
export interface Pattern {
  readonly language: LanguageId;
  readonly shape: Picked['shape'];
  readonly nodes: readonly Node[];
  /** Names that must occur in a file for the pattern to match there, by spelling or through an import. */
  readonly names: readonly string[];
  /** Metavariables that a match binds. */
  readonly metavariables: readonly string[];
}

/** Parses a text; undefined when that is impossible. `broken` counts characters that the grammar could not take. */
export type ParseText = (
  adapter: LanguageAdapter,
  text: string,
) => { readonly root: Cst; readonly broken: boolean } | undefined;

/** Is the longest pattern that is compiled. */
const longest = 20_000;

/** Compiles a pattern for a language; fails with the line of the pattern that its grammar does not take. */
export function compilePattern(source: string, adapter: LanguageAdapter, parse: ParseText): Result<Pattern> {
  const trimmed = source.trim();
  if (trimmed === '') return problem(adapter, 'The pattern is empty.');
  if (source.length > longest) return problem(adapter, `The pattern is longer than ${longest} characters.`);
  const template = substitute(source.replace(/\s+$/u, ''), adapter);
  const typeOf = typesOf(template, adapter, parse);
  if (typeOf !== undefined) return compileTemplate(template, typeOf, adapter, parse);
  // What looks like a type with a metavariable may be an operation in parentheses: `($A & $B)`.
  const plain = substitute(source.replace(/\s+$/u, ''), { ...adapter, typedMetavariables: undefined });
  const compiled = compileTemplate(plain, () => undefined, adapter, parse);
  return compiled.ok ? compiled : problem(adapter, 'The type of a typed metavariable cannot be parsed.');
}

function compileTemplate(
  template: Template,
  typeOf: TypeOf,
  adapter: LanguageAdapter,
  parse: ParseText,
): Result<Pattern> {
  let closest: Attempt | undefined;
  for (const frame of adapter.frames) {
    const attempt = tryFrame(template, frame, adapter, parse);
    if (attempt === undefined) continue;
    if (attempt.errors === 0) {
      const picked = interpret(attempt, frame, adapter, typeOf);
      if (picked !== undefined) return success(finish(picked, adapter));
    } else if (closest === undefined || attempt.errors < closest.errors) closest = attempt;
  }
  const line = closest?.line;
  return problem(
    adapter,
    `The pattern is no valid ${adapter.id} code${line === undefined ? '' : ` (line ${line} of the pattern)`}.`,
    line,
  );
}

/** Compiles a type as it stands in a typed metavariable. */
export function compileType(source: string, adapter: LanguageAdapter, parse: ParseText): Result<Pattern> {
  const type = parseType(source, adapter, parse);
  return type === undefined
    ? problem(adapter, `The type "${source}" cannot be parsed.`)
    : success(finish({ shape: 'node', nodes: [type] }, adapter));
}

const problem = (adapter: LanguageAdapter, message: string, line?: number): Result<never> => {
  const found: Problem = {
    source: adapter.id,
    message,
    remedy: 'Write it as the language does, with $NAMES for what varies and ... for what is left out.',
  };
  return failure(line === undefined ? found : { ...found, line });
};

interface Attempt {
  readonly text: string;
  readonly root: Cst;
  readonly errors: number;
  /** Line of the pattern, from 1, where the first error is. */
  readonly line: number | undefined;
}

/** Is how often spellings are exchanged for a frame before it is given up: less often for a long pattern. */
const mostAttempts = (pattern: string): number => Math.min(60, Math.ceil(20_000 / (pattern.length + 1)));

/** Tries spellings of the ellipses, one after the other, keeping what leaves fewer errors. */
function tryFrame(
  template: Template,
  frame: Frame,
  adapter: LanguageAdapter,
  parse: ParseText,
): Attempt | undefined {
  const choice = template.gaps.map(() => 0);
  const tried = (): Attempt | undefined => attempt(fill(template, choice), frame, adapter, parse);
  let best = tried();
  let left = mostAttempts(fill(template, choice));
  // What a gap needs may depend on one after it, so that they are gone through twice.
  for (const [index, gap] of [...template.gaps.entries(), ...template.gaps.entries()]) {
    const before = choice[index] ?? 0;
    let chosen = before;
    for (const spelling of gap.spellings.keys()) {
      if (best === undefined || best.errors === 0 || left <= 0) return best;
      if (spelling === before) continue;
      left -= 1;
      choice[index] = spelling;
      const next = tried();
      if (next === undefined || next.errors >= best.errors) continue;
      best = next;
      chosen = spelling;
    }
    choice[index] = chosen;
  }
  return best;
}

function attempt(
  pattern: string,
  frame: Frame,
  adapter: LanguageAdapter,
  parse: ParseText,
): Attempt | undefined {
  const text = `${frame.before}${pattern}${frame.after}`;
  const parsed = parse(adapter, text);
  if (parsed === undefined) return undefined;
  if (!parsed.broken) return { text, root: parsed.root, errors: 0, line: undefined };
  const { errors, first } = damage(parsed.root);
  const offset = Math.min(Math.max(first - frame.before.length, 0), pattern.length);
  return {
    text,
    root: parsed.root,
    errors: Math.max(1, errors),
    line: pattern.slice(0, offset).split('\n').length,
  };
}

function damage(root: Cst): { errors: number; first: number } {
  let errors = 0;
  let first = Number.MAX_SAFE_INTEGER;
  const visit = (node: Cst): void => {
    if (node.broken) {
      errors += 1 + node.end - node.start;
      first = Math.min(first, node.start);
    } else for (const child of node.kids) visit(child);
  };
  visit(root);
  return { errors, first: errors === 0 ? 0 : first };
}

function interpret(
  { text, root }: Attempt,
  frame: Frame,
  adapter: LanguageAdapter,
  typeOf: TypeOf,
): Picked | undefined {
  const inner = text.slice(frame.before.length, text.length - frame.after.length);
  const start = frame.before.length + (inner.length - inner.trimStart().length);
  const end = frame.before.length + inner.trimEnd().length;
  const picked = pick(adapter.lower(root, text), { start, end }, frame);
  if (picked === undefined || (frame.complete === true && picked.nodes.some(isHeader))) return undefined;
  // Neighbours say together what they mean: only what stands alone may mean a part of itself.
  const narrow = picked.nodes.length === 1 ? adapter.narrow : undefined;
  const narrowed = narrow === undefined ? picked.nodes : picked.nodes.map(narrow);
  const nodes = narrowed.map(node => decode(node, { text, regexText: adapter.regexText }, typeOf));
  return unwrap({ shape: picked.shape, nodes });
}

/** A function without its body; the header of a method of Go reads as a conversion to a type of functions. */
function isHeader({ kind, kids }: Node): boolean {
  if (kind === 'FuncDef') return kids[3]?.kind === 'None';
  if (kind === 'ExprStmt') return kids.some(isHeader);
  return kind === 'Cast' && kids[0]?.kind === 'Other' && kids[0].text === 'func';
}

/** A lone expression statement without a semicolon is an expression. */
function unwrap({ shape, nodes }: Picked): Picked | undefined {
  const [only] = nodes;
  if (only === undefined || nodes.some(({ kind }) => kind === 'None')) return undefined;
  if (shape !== 'statement') return { shape, nodes };
  const [expression] = only.kids;
  if (only.kind === 'ExprStmt' && only.text === '' && expression !== undefined)
    return { shape: 'expression', nodes: [expression] };
  return only.kind === 'Ellipsis' ? undefined : { shape, nodes };
}

function typesOf({ types }: Template, adapter: LanguageAdapter, parse: ParseText): TypeOf | undefined {
  const parsed: { metavariable: string; type: Node }[] = [];
  for (const { metavariable, type } of types) {
    const node = parseType(type, adapter, parse);
    if (node === undefined) return undefined;
    parsed.push({ metavariable, type: node });
  }
  return index => parsed[index];
}

function parseType(source: string, adapter: LanguageAdapter, parse: ParseText): Node | undefined {
  const frame = adapter.typeFrame ?? { before: '', after: '', pick: 'node' as const };
  const template = substitute(source.trim(), { ...adapter, typedMetavariables: undefined });
  const found = tryFrame(template, frame, adapter, parse);
  return found?.errors === 0 ? interpret(found, frame, adapter, () => undefined)?.nodes[0] : undefined;
}

function finish({ shape, nodes }: Picked, adapter: LanguageAdapter): Pattern {
  const names = new Set<string>();
  const metavariables = new Set<string>();
  const visit = (node: Node, certain: boolean): void => {
    if (bindsText.has(node.kind) && /^\$(?:\.\.\.)?[A-Z_0-9]+$/.test(node.text)) metavariables.add(node.text);
    if (certain && node.kind === 'Name' && !node.text.startsWith('=~')) names.add(node.text);
    if (certain && node.kind === 'KwArg' && !node.text.startsWith('$')) names.add(node.text);
    for (const child of node.kids) visit(child, certain && !optional.has(node.kind));
  };
  for (const node of nodes) visit(node, true);
  const exact = adapter.caseInsensitive === true ? [] : [...names];
  return { language: adapter.id, shape, nodes, names: exact, metavariables: [...metavariables] };
}

const bindsText = new Set<Kind>([
  'Metavar',
  'MetavarRest',
  'TypedMetavar',
  'Str',
  'Char',
  'Atom',
  'Regex',
  'XmlText',
  'KwArg',
]);

/** Names in these may be missing from a file that the pattern matches: types are written in several ways. */
const optional = new Set<Kind>(['TypedMetavar', 'Import', 'Package', 'Path', 'Mods']);
