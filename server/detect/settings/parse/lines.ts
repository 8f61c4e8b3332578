/** Line-based formats: git configuration, `key = value` files and whole scripts. */
import type { ConfigDocument, Scalar } from '../document.ts';
import { createTreeBuilder } from './plain.ts';

interface Line {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Parses git configuration and its like. Sections and keys become lower case, subsections keep theirs, as in git. */
export const parseIni = (text: string): ConfigDocument => parseSections(text, withoutComment);

/** Parses what Python's configuration reader takes: a `;` within a line is no comment there. */
export const parseCfg = (text: string): ConfigDocument =>
  parseSections(text, line => (/^\s*[#;]/.test(line) ? '' : line.trimEnd()));

function parseSections(text: string, plain: (line: string) => string): ConfigDocument {
  const builder = createTreeBuilder();
  let section: readonly string[] = [];
  for (const line of joinedLines(text)) {
    const header = /^\s*\[\s*([^\s"\]]+)(?:\s+"((?:\\.|[^"\\])*)")?\s*\]/.exec(line.text);
    const rest = header === null ? line.text : line.text.slice(header[0].length);
    if (header !== null) section = sectionOf(header[1] ?? '', header[2]);
    const pair = /^\s*([A-Za-z][\w.-]*)\s*(?:=(.*))?$/s.exec(plain(rest));
    if (pair === null) continue;
    const key = (pair[1] ?? '').toLowerCase();
    // A key without a value means true, as in git.
    builder.add(
      [...section, key],
      pair[2] === undefined ? true : unquote(pair[2].trim()),
      line.start,
      line.end,
    );
  }
  return { root: builder.build(), problems: [], duplicates: [], broken: false, unread: false };
}

function sectionOf(name: string, subsection: string | undefined): readonly string[] {
  const lower = name.toLowerCase();
  if (subsection !== undefined) return [lower, subsection.replaceAll(/\\(.)/g, '$1')];
  const dot = lower.indexOf('.');
  // The old `[section.subsection]` form still works in git.
  return dot < 0 ? [lower] : [lower.slice(0, dot), lower.slice(dot + 1)];
}

/** Parses `key=value`, `export KEY=value` and `key value` files such as .npmrc, .env and .yarnrc. */
export function parseProperties(text: string): ConfigDocument {
  const builder = createTreeBuilder();
  for (const line of joinedLines(text)) {
    const pair =
      /^\s*(?:export\s+)?(["']?)([^\s=:"'#;!][^\s=:"']*(?::[^\s=:"']+)*)\1\s*(?:[=:]|\s)\s*(.*)$/s.exec(
        line.text,
      );
    const key = pair?.[2];
    if (key === undefined) continue;
    builder.add([key], unquote((pair?.[3] ?? '').trim().replaceAll('\\:', ':')), line.start, line.end);
  }
  return { root: builder.build(), problems: [], duplicates: [], broken: false, unread: false };
}

/** Takes a script as a list of its lines, without blank ones and, unless `all` are wanted, comments. */
export function parseScript(text: string, all = false): ConfigDocument {
  const skipped = all ? /^\s*$/ : /^\s*(?:#|$)/;
  const items = joinedLines(text)
    .filter(line => !skipped.test(line.text))
    .map(line => ({ type: 'scalar' as const, value: line.text.trim(), start: line.start, end: line.end }));
  return {
    root: { type: 'array', items, start: 0, end: text.length },
    problems: [],
    duplicates: [],
    broken: false,
    unread: false,
  };
}

/** Splits into lines; a backslash at the end joins the next one, as git, shells and properties files do. */
function joinedLines(text: string): readonly Line[] {
  const lines: Line[] = [];
  let parts: string[] = [];
  let start = 0;
  for (const match of text.matchAll(/([^\r\n]*)(?:\r\n|\r|\n|$)/g)) {
    const line = match[1] ?? '';
    if (parts.length === 0) start = match.index + (line.length - line.trimStart().length);
    const continued = /(?:^|[^\\])(?:\\\\)*\\$/.test(line);
    parts.push(continued ? line.slice(0, -1) : line);
    if (continued && match[0].length > line.length) continue;
    lines.push({ text: parts.join(''), start, end: match.index + line.length });
    parts = [];
  }
  return lines;
}

function withoutComment(text: string): string {
  let quoted = false;
  for (let index = 0; index < text.length; index++) {
    const char = text[index];
    if (char === '\\') index++;
    else if (char === '"') quoted = !quoted;
    else if (!quoted && (char === '#' || char === ';')) return text.slice(0, index).trimEnd();
  }
  return text.trimEnd();
}

function unquote(text: string): Scalar {
  const inner = /^(["'])(.*)\1$/s.exec(text)?.[2] ?? text;
  if (inner === 'true') return true;
  if (inner === 'false') return false;
  return inner;
}
