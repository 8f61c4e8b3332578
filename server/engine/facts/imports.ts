/**
 * What an `Import` brings into a file: the local name, and the fully qualified names it stands for. Each language spells
 * a module in its own way, so several readings may be true at once; the likeliest comes first.
 */
import type { LanguageId } from '../languages/language.ts';
import { kid } from '../tree/node.ts';
import type { Node } from '../tree/node.ts';

/** Is a fully qualified name as its parts: `['os','path','join']`. */
export type Path = readonly string[];

/** Is what one `Import` brings: a name for some paths, or every name of a module. */
export interface Imported {
  /** The `Name` in the import that declares the local name, where there is one. */
  readonly node: Node | undefined;
  readonly local: string | undefined;
  readonly paths: readonly Path[];
  readonly wildcard: Path | undefined;
}

const nothing: Imported = { node: undefined, local: undefined, paths: [], wildcard: undefined };

const scripts = new Set<LanguageId>(['javascript', 'typescript', 'tsx']);

/** Tells whether a language is JavaScript or a dialect of it. */
export const isScript = (language: LanguageId): boolean => scripts.has(language);

/** Returns what an `Import` node brings. */
export function importedBy(node: Node, language: LanguageId): Imported {
  if (isScript(language)) return scriptImport(node);
  if (language === 'go') return goImport(node);
  const parts = partsOf(kid(node, 0));
  if (node.text === 'all') return { ...nothing, wildcard: parts };
  const alias = named(node, 2);
  if (node.text === 'from') return entityImport(parts, named(node, 1), alias);
  return moduleImport({ parts, alias, path: kid(node, 0) }, language);
}

function entityImport(parts: Path, entity: Node | undefined, alias: Node | undefined): Imported {
  if (entity === undefined) return nothing;
  if (entity.text === '*') return { ...nothing, wildcard: parts };
  // Rust's `use a::b::{self}` names the module itself.
  const path = entity.text === 'self' ? parts : [...parts, entity.text];
  const node = alias ?? entity;
  return { node, local: alias?.text ?? path.at(-1), paths: [path], wildcard: undefined };
}

function moduleImport(
  { parts, alias, path }: { readonly parts: Path; readonly alias: Node | undefined; readonly path: Node },
  language: LanguageId,
): Imported {
  if (alias !== undefined) return { node: alias, local: alias.text, paths: [parts], wildcard: undefined };
  if (language === 'csharp') return { ...nothing, wildcard: parts };
  const last = parts.at(-1);
  if (last === '*') return { ...nothing, wildcard: parts.slice(0, -1) };
  // Python's `import a.b` binds `a` only; elsewhere the last part is what the file calls it.
  if (language === 'python')
    return {
      node: path.kids[0],
      local: parts[0],
      paths: parts[0] === undefined ? [] : [[parts[0]]],
      wildcard: undefined,
    };
  return { node: path.kids.at(-1), local: last, paths: [parts], wildcard: undefined };
}

function goImport(node: Node): Imported {
  const text = pathText(kid(node, 0));
  const parts = text.split('/');
  const alias = named(node, 2);
  const base = goPackage(parts);
  if (node.text === 'all' || alias?.text === '.') return { ...nothing, wildcard: [base] };
  const paths = distinct([[base], [text], parts]);
  return {
    node: alias ?? kid(node, 0).kids[0],
    local: alias?.text ?? base,
    paths,
    wildcard: undefined,
  };
}

/** Returns the package that a Go path most likely declares: its last part, without a version. */
function goPackage(parts: Path): string {
  const last = parts.at(-1) ?? '';
  const name = /^v\d+$/.test(last) && parts.length > 1 ? (parts.at(-2) ?? last) : last;
  return name.replace(/\.v\d+$/, '').replace(/^go-|-go$|\.go$/g, '');
}

function scriptImport(node: Node): Imported {
  const modules = scriptModules(pathText(kid(node, 0)));
  const alias = named(node, 2);
  if (node.text === 'all') return { ...nothing, wildcard: modules[0] };
  const entity = named(node, 1);
  const local = alias ?? entity;
  if (local === undefined) return nothing;
  const whole = entity === undefined || entity.text === 'default';
  const paths = [
    ...(whole ? modules : []),
    ...(entity === undefined ? [] : modules.map(module => [...module, entity.text])),
  ];
  return { node: local, local: local.text, paths, wildcard: undefined };
}

/** Returns the names of a JavaScript module: as written, without `node:`, and the file's own name. */
export function scriptModules(text: string): readonly Path[] {
  const plain = text.replace(/^node:/, '');
  const base = plain.startsWith('.') ? plain.replace(/^.*\//, '').replace(/\.\w+$/, '') : plain;
  // `fs/promises` is the module that `fs` has as its part `promises`.
  const part = /^(\w+)\/promises$/.exec(plain)?.[1];
  return distinct([
    [text],
    [plain],
    ...(base === '' ? [] : [[base]]),
    ...(part === undefined ? [] : [[part, 'promises']]),
  ]);
}

/** Returns a path's parts; the dots of a relative Python import are its first. */
function partsOf(path: Node): Path {
  const names = path.kids.map(({ text }) => text);
  const parts = names.length > 0 ? names : path.text.split(/::|[.\\/]/).filter(part => part !== '');
  const dots = /^\.+/.exec(path.text)?.[0];
  return dots === undefined || parts[0]?.startsWith('.') === true ? parts : [dots, ...parts];
}

const pathText = (path: Node): string =>
  path.text === '' ? path.kids.map(({ text }) => text).join('/') : path.text;

function named(node: Node, slot: number): Node | undefined {
  const child = node.kids[slot];
  return child === undefined || child.kind === 'None' ? undefined : child;
}

/** Returns paths without repetitions, in order. */
export function distinct(paths: readonly Path[]): readonly Path[] {
  const seen = new Map<string, Path>();
  for (const path of paths) {
    const key = path.join('\0');
    if (!seen.has(key)) seen.set(key, path);
  }
  return [...seen.values()];
}
