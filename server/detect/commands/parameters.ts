/** Parameter expansions of the shell, `${name…}`, as far as they can be known without running anything. Pure. */
import type { WordSource } from './words.ts';
import { readText } from './words.ts';

type Operation = (value: string | undefined, argument: string, source: WordSource) => string | undefined;

/** Evaluates the inside of `${…}`; undefined when the value cannot be known. */
export function expandParameter(body: string, source: WordSource): string | undefined {
  const match = /^(?<flag>[!#]?)(?<name>[A-Za-z_]\w*|[0-9@*#?$!-])(?<index>\[[^\]]*\])?(?<rest>[^]*)$/u.exec(
    body,
  );
  if (match?.groups === undefined) return undefined;
  const { flag = '', name = '', index, rest = '' } = match.groups;
  const base =
    source.lookup(index === undefined ? name : `${name}${index}`) ??
    (index === '[0]' ? source.lookup(name) : undefined);
  if (flag === '!') return base === undefined ? undefined : source.lookup(base);
  if (flag === '#') return base === undefined ? undefined : String(base.length);
  if (rest === '') return base;
  const operator = operators.find(([prefix]) => rest.startsWith(prefix));
  return operator?.[1](base, rest.slice(operator[0].length), source);
}

const orElse: Operation = (value, argument, source) =>
  value === undefined || value === '' ? readText(argument, source) : value;

const strip = (pattern: string, end: 'head' | 'tail', greedy: boolean): RegExp => {
  const source = pattern
    .replace(/[.+^${}()|\\]/gu, '\\$&')
    .replaceAll('?', '.')
    .replaceAll('*', greedy ? '.*' : '.*?');
  return new RegExp(end === 'head' ? `^${source}` : `${greedy ? '' : '(?<=^.*)'}${source}$`, 'su');
};

const removal =
  (end: 'head' | 'tail', greedy: boolean): Operation =>
  (value, argument, source) => {
    const pattern = readText(argument, source);
    if (value === undefined || pattern.length > 100) return undefined;
    try {
      return value.replace(strip(pattern, end, greedy), '');
    } catch {
      return undefined;
    }
  };

const replacement =
  (all: boolean): Operation =>
  (value, argument, source) => {
    const [from = '', to = ''] = argument.split('/').map(part => readText(part, source));
    if (value === undefined || from === '' || /[*?[]/u.test(from)) return undefined;
    return all ? value.replaceAll(from, () => to) : value.replace(from, () => to);
  };

const substring: Operation = (value, argument) => {
  const match = /^\s*(?<from>-?\d+)(?::(?<length>\d+))?$/u.exec(argument);
  if (value === undefined || match?.groups === undefined) return undefined;
  const from = Number(match.groups['from']);
  const length = match.groups['length'];
  const rest = value.slice(from);
  return length === undefined ? rest : rest.slice(0, Number(length));
};

// Longer operators come first.
const operators: readonly (readonly [string, Operation])[] = [
  [':-', orElse],
  [':=', orElse],
  [':+', (_value, argument, source) => readText(argument, source)],
  [':?', value => value],
  ['-', orElse],
  ['=', orElse],
  ['+', (_value, argument, source) => readText(argument, source)],
  ['##', removal('head', true)],
  ['#', removal('head', false)],
  ['%%', removal('tail', true)],
  ['%', removal('tail', false)],
  ['//', replacement(true)],
  ['/', replacement(false)],
  ['^^', value => value?.toUpperCase()],
  [',,', value => value?.toLowerCase()],
  ['@', value => value],
  [':', substring],
];
