/** TOML through smol-toml; places come from a scan of the lines. A file that does not parse is read line by line. */
import { parse, TomlError } from 'smol-toml';
import type { Problem } from '../../../../common/result.ts';
import type { ConfigDocument, KeyPath, Scalar } from '../document.ts';
import { createTreeBuilder, fromPlain } from './plain.ts';

interface Line {
  readonly path: readonly string[];
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** Parses TOML; when it is broken, keeps what single lines say. */
export function parseToml(text: string, source: string): ConfigDocument {
  const lines = tomlLines(text);
  const problems: Problem[] = [];
  const report = (message: string, place: { line?: number; column?: number } = {}): void => {
    problems.push({
      source,
      message,
      remedy: 'Mend the TOML so that every program reads the same from it.',
      ...place,
    });
  };
  try {
    const value: unknown = parse(text);
    const root = fromPlain(value, locator(lines), () => {
      report('The file nests too deeply; what is below was not assessed.');
    });
    return { root, problems, duplicates: [], broken: problems.length > 0, unread: problems.length > 0 };
  } catch (error) {
    const place = error instanceof TomlError ? { line: error.line, column: error.column } : {};
    report('The file is not valid TOML; it was read line by line.', place);
    return { root: salvage(lines), problems, duplicates: [], broken: true, unread: false };
  }
}

function locator(lines: readonly Line[]): (path: KeyPath) => Line | undefined {
  const places = new Map<string, Line>();
  for (const line of lines) {
    const key = JSON.stringify(line.path);
    if (!places.has(key)) places.set(key, line);
  }
  // An index has no line of its own in a table array: [[a]] is found by its header, which carries no index.
  return path => places.get(JSON.stringify(path.filter(part => typeof part === 'string')));
}

function tomlLines(text: string): readonly Line[] {
  const lines: Line[] = [];
  let table: readonly string[] = [];
  for (const match of text.matchAll(/[^\r\n]+/g)) {
    const line = match[0];
    const start = match.index + (line.length - line.trimStart().length);
    const header = /^\s*\[\[?([^\]]+)\]\]?/.exec(line);
    if (header !== null) {
      table = keysOf(header[1] ?? '');
      lines.push({ path: table, value: '', start, end: match.index + line.length });
      continue;
    }
    const pair = /^\s*((?:"[^"]*"|'[^']*'|[\w-]+)(?:\s*\.\s*(?:"[^"]*"|'[^']*'|[\w-]+))*)\s*=(.*)$/.exec(
      line,
    );
    if (pair === null) continue;
    const path = [...table, ...keysOf(pair[1] ?? '')];
    lines.push({ path, value: pair[2] ?? '', start, end: match.index + line.length });
  }
  return lines;
}

function keysOf(dotted: string): readonly string[] {
  return [...dotted.matchAll(/"([^"]*)"|'([^']*)'|([\w-]+)/g)].map(
    part => part[1] ?? part[2] ?? part[3] ?? '',
  );
}

function salvage(lines: readonly Line[]): ConfigDocument['root'] {
  const builder = createTreeBuilder();
  for (const line of lines) {
    if (line.value !== '') builder.add(line.path, guess(line.value), line.start, line.end);
  }
  return builder.build();
}

function guess(raw: string): Scalar {
  const text = raw.trim();
  if (text.startsWith('true')) return true;
  if (text.startsWith('false')) return false;
  return /^["']([^"']*)["']/.exec(text)?.[1] ?? text;
}
