/**
 * Smallest edits of JSON with comments: set or remove one value and leave every other byte alone. jsonc-parser's own
 * `modify` reformats neighbours and breaks `{"a":1,}`, so it is not used. Pure; must never import node:.
 */
import { createScanner } from 'jsonc-parser';
import {
  childAt,
  parseDocument,
  propertiesOf,
  type JsonDocument,
  type KeyPath,
  type Node,
} from './jsonTree.ts';

interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** Removes the value at a path; returns the text unchanged when there is none, undefined when it does not parse. */
export function removeValue(text: string, keyPath: KeyPath): string | undefined {
  const document = parseDocument(text);
  const last = keyPath.at(-1);
  if (!document || last === undefined) return undefined;
  const parent = keyPath.slice(0, -1).reduce<Node | undefined>(childAt, document.root);
  const member = parent && memberAt(parent, last);
  return parent && member ? splice(text, removal(document, parent, member)) : text;
}

/** Sets the value at a path to JSON text, adding missing objects on the way; undefined when that is impossible. */
export function setValue(text: string, keyPath: KeyPath, json: string): string | undefined {
  const document = parseDocument(text);
  if (!document) return undefined;
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const value = json.replace(/\r\n|\r|\n/g, eol);
  if (!document.root) return keyPath.length === 0 ? text + value : setValue(`${text}{}`, keyPath, json);
  let node = document.root;
  for (const [depth, segment] of keyPath.entries()) {
    const next = childAt(node, segment);
    if (!next) return insert(document, node, keyPath.slice(depth), value);
    node = next;
  }
  return splice(text, [{ start: node.offset, end: node.offset + node.length, text: value }]);
}

function memberAt(parent: Node, segment: string | number): Node | undefined {
  if (parent.type === 'array') return childAt(parent, segment);
  return propertiesOf(parent).findLast(property => property.key === segment)?.node;
}

function insert(document: JsonDocument, parent: Node, rest: KeyPath, value: string): string | undefined {
  const [first, ...below] = rest;
  if (below.some(segment => typeof segment === 'number')) return undefined;
  const nested = below.reduceRight<string>((inner, key) => `{ ${JSON.stringify(key)}: ${inner} }`, value);
  const fits = parent.type === 'object' ? typeof first === 'string' : parent.type === 'array';
  if (!fits) return undefined;
  const entry = parent.type === 'object' ? `${JSON.stringify(first)}: ${nested}` : nested;
  const last = parent.children?.at(-1);
  if (last) {
    const end = last.offset + last.length;
    return splice(document.text, [{ start: end, end, text: `,${gapBefore(document.text, last)}${entry}` }]);
  }
  const at = parent.offset + 1;
  return splice(document.text, [{ start: at, end: at, text: firstEntry(document.text, parent, entry) }]);
}

/** The line break and indentation in front of a member that starts its line, else one space. */
function gapBefore(text: string, member: Node): string {
  return /\r?\n[ \t]*$/.exec(text.slice(0, member.offset))?.[0] ?? ' ';
}

/** Puts the first member on a line of its own, unless the brackets already hold a line break or a comment. */
function firstEntry(text: string, parent: Node, entry: string): string {
  const inside = text.slice(parent.offset + 1, parent.offset + parent.length - 1);
  if (inside.trim() !== '') return ` ${entry}`;
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const lineStart = text.lastIndexOf('\n', parent.offset) + 1;
  const indent = /^[ \t]*/.exec(text.slice(lineStart))?.[0] ?? '';
  const step = /\n(\t|[ ]+)\S/.exec(text)?.[1] ?? '  ';
  return inside.includes('\n')
    ? `${eol}${indent}${step}${entry}`
    : `${eol}${indent}${step}${entry}${eol}${indent}`;
}

function removal(document: JsonDocument, parent: Node, member: Node): readonly Splice[] {
  const { text } = document;
  const members = parent.children ?? [];
  const index = members.indexOf(member);
  const end = member.offset + member.length;
  const limit = members[index + 1]?.offset ?? parent.offset + parent.length - 1;
  const after = commaBetween(text, end, limit);
  if (after !== undefined)
    return wholeLines(text, [{ start: member.offset, end: after + 1, gap: [end, after] }]);
  const previous = members[index - 1];
  const before = previous && commaBetween(text, previous.offset + previous.length, member.offset);
  const own = wholeLines(text, [{ start: member.offset, end }]);
  return before === undefined ? own : [{ start: before, end: before + 1, text: '' }, ...own];
}

/** Deletes spans, with their whole line where nothing else stands on it. Comments between value and comma stay. */
function wholeLines(
  text: string,
  spans: readonly {
    readonly start: number;
    readonly end: number;
    readonly gap?: readonly [number, number];
  }[],
): readonly Splice[] {
  return spans.map(({ start, end, gap }) => {
    const kept = gap ? text.slice(...gap).trim() : '';
    const lead = /(?:^|\r?\n)[ \t]*$/.exec(text.slice(0, start));
    const trail = /^[ \t]*(?=\r?\n|$)/.exec(text.slice(end));
    if (kept === '' && lead && trail && lead[0].includes('\n')) {
      return { start: lead.index, end: end + trail[0].length, text: '' };
    }
    const blank = /^[ \t]+/.exec(text.slice(end))?.[0].length ?? 0;
    return { start, end: end + (kept === '' ? blank : 0), text: kept };
  });
}

/** Finds the comma between two offsets, skipping blanks and comments. */
function commaBetween(text: string, from: number, to: number): number | undefined {
  const scanner = createScanner(text.slice(from, to), true);
  for (scanner.scan(); scanner.getTokenLength() > 0; scanner.scan()) {
    const at = from + scanner.getTokenOffset();
    if (text[at] === ',') return at;
  }
  return undefined;
}

function splice(text: string, splices: readonly Splice[]): string {
  let result = text;
  for (const { start, end, text: inserted } of [...splices].sort((a, b) => b.start - a.start)) {
    result = result.slice(0, start) + inserted + result.slice(end);
  }
  return result;
}
