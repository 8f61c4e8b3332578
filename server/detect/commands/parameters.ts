/** Parameter expansions of the shell, `${name…}`, as far as they can be known without running anything. Pure. */
/** Answers what an expansion refers to. */
export interface ParameterSource {
  /** Returns a variable's value, or undefined when it is not known. */
  lookup(name: string): string | undefined;
  /** Reads an argument, which may hold quotes and expansions of its own. */
  read(raw: string): string;
}

type Operation = (value: string | undefined, argument: string, source: ParameterSource) => string | undefined;

const expansion = /^(?<flag>[!#]?)(?<name>[A-Za-z_]\w*|[0-9@*#?$!-])(?<index>(?:\[[^\]]*\])?)(?<rest>[^]*)$/u;

/** Evaluates the inside of `${…}`; undefined when the value cannot be known. */
export function expandParameter(body: string, source: ParameterSource): string | undefined {
  const match = expansion.exec(body);
  if (match === null) return undefined;
  const [, flag, name = '', index = '', rest = ''] = match;
  const value = elementOf(name, index, source);
  if (flag === '!') return value === undefined ? undefined : source.lookup(value);
  if (flag === '#') return value === undefined ? undefined : String(value.length);
  return rest === '' ? value : applyOperator(rest, value, source);
}

/** In bash the bare name of a list stands for its first element. */
const elementOf = (name: string, index: string, source: ParameterSource): string | undefined =>
  source.lookup(`${name}${index}`) ?? (index === '[0]' ? source.lookup(name) : undefined);

function applyOperator(rest: string, value: string | undefined, source: ParameterSource): string | undefined {
  const operator = operators.find(([prefix]) => rest.startsWith(prefix));
  return operator?.[1](value, rest.slice(operator[0].length), source);
}

const orElse: Operation = (value, argument, source) =>
  value === undefined || value === '' ? source.read(argument) : value;

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
    const pattern = source.read(argument);
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
    const [from = '', to = ''] = argument.split('/').map(part => source.read(part));
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
  [':+', (_value, argument, source) => source.read(argument)],
  [':?', value => value],
  ['-', orElse],
  ['=', orElse],
  ['+', (_value, argument, source) => source.read(argument)],
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
