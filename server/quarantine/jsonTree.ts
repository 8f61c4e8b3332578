/**
 * JSON with comments as a tree with offsets. Works on nodes, never on JavaScript objects, so that keys such as
 * `__proto__` and duplicate keys cannot hide anything. Pure; must never import node:.
 */
import { createScanner, parseTree, type Node, type ParseError } from 'jsonc-parser';

export type { Node } from 'jsonc-parser';

/** Is a path into a JSON document: property names and array indices, outermost first. */
export type KeyPath = readonly (string | number)[];

/** Holds a text that parsed without any error. */
export interface JsonDocument {
  readonly text: string;
  /** Undefined when the text holds nothing but blanks and comments. */
  readonly root: Node | undefined;
}

/** Beyond this no person wrote it, and a parser that calls itself for each level would run out of stack. */
const deepest = 500;

/** Parses JSON with comments and trailing commas; undefined when anything is wrong with it, or too deeply nested. */
export function parseDocument(text: string): JsonDocument | undefined {
  if (offsetTooDeep(text) !== undefined) return undefined;
  const errors: ParseError[] = [];
  const options = { allowTrailingComma: true, disallowComments: false, allowEmptyContent: true };
  const root = parseTree(text, errors, options);
  return errors.length === 0 ? { text, root } : undefined;
}

/**
 * Returns where a text is nested deeper than so many levels; undefined when it is not. A bracket that does not match
 * closes nothing: the parser as well goes on below it.
 */
export function offsetTooDeep(text: string, most = deepest): number | undefined {
  const scanner = createScanner(text, true);
  const open: string[] = [];
  while (scanner.getPosition() < text.length) {
    scanner.scan();
    const offset = scanner.getTokenOffset();
    const token = text.charAt(offset);
    if (token === '{') open.push('}');
    else if (token === '[') open.push(']');
    else if (token === open.at(-1)) open.pop();
    if (open.length > most) return offset;
  }
  return undefined;
}

/** Returns the properties of an object node as key, value and whole node; empty for anything else. */
export function propertiesOf(
  node: Node,
): readonly { readonly key: string; readonly value: Node; readonly node: Node }[] {
  if (node.type !== 'object') return [];
  return (node.children ?? []).flatMap(child => {
    const [name, value] = child.children ?? [];
    return name && value && typeof name.value === 'string' ? [{ key: name.value, value, node: child }] : [];
  });
}

/** Returns the value at one step below a node; the last of duplicate keys, as every JSON reader takes it. */
export function childAt(node: Node | undefined, segment: string | number): Node | undefined {
  if (!node) return undefined;
  if (node.type === 'array') return typeof segment === 'number' ? node.children?.[segment] : undefined;
  return propertiesOf(node).findLast(property => property.key === segment)?.value;
}

/** Returns the value at a path, or undefined. */
export const valueAt = (document: JsonDocument, keyPath: KeyPath): Node | undefined =>
  keyPath.reduce<Node | undefined>(childAt, document.root);

/** Tells whether a key on the way along the path is named twice in its object. */
export function hasDuplicates(document: JsonDocument, keyPath: KeyPath): boolean {
  let node = document.root;
  for (const segment of keyPath) {
    if (node && propertiesOf(node).filter(property => property.key === segment).length > 1) return true;
    node = childAt(node, segment);
  }
  return false;
}

/** Renders a value without comments and layout: equal texts mean equal values. Key order counts, harmlessly. */
export function compact(node: Node | undefined): string | undefined {
  if (!node) return undefined;
  if (node.type === 'array') return `[${(node.children ?? []).map(compact).join(',')}]`;
  if (node.type !== 'object') return JSON.stringify(node.value);
  const body = propertiesOf(node).map(
    property => `${JSON.stringify(property.key)}:${compact(property.value)}`,
  );
  return `{${body.join(',')}}`;
}

/** Returns a value exactly as it is written, comments inside included. */
export const rawText = (document: JsonDocument, node: Node): string =>
  document.text.slice(node.offset, node.offset + node.length);
