/** Finds the servers that a configuration defines, whatever agent it is for. Pure. */
import { parse as parseJsonc, type ParseError } from 'jsonc-parser';
import { parse as parseToml } from 'smol-toml';
import { parse as parseYaml } from 'yaml';
import { serverName } from '../serverName.ts';
import { fieldsOf } from '../question.ts';
import type { Definition } from '../pins/record.ts';

/** Is a server as a file defines it. */
export interface DefinedServer {
  readonly name: string;
  readonly keyPath: readonly (string | number)[];
  readonly definition: Definition;
  /** Whether its own client leaves it out. */
  readonly disabled: boolean;
  /** Name under which the wrapper knows it; undefined when it runs without the guard. */
  readonly wrapped: string | undefined;
}

/** Lists the servers of a file; throws when the text is not what its ending says. */
export function serversOf(file: string, text: string): readonly DefinedServer[] {
  return walk(valueOf(file, text), [], isServersFile(file));
}

function valueOf(file: string, text: string): unknown {
  if (file.endsWith('.toml')) return parseToml(text);
  if (/\.ya?ml$/u.test(file)) return parseYaml(text, { maxAliasCount: 50 });
  const errors: ParseError[] = [];
  const value: unknown = parseJsonc(text, errors, { allowTrailingComma: true, allowEmptyContent: true });
  if (value === undefined && errors.length > 0) throw new Error('it is no JSON');
  return value;
}

const isServersFile = (file: string): boolean => /mcp[\w.-]*\.json$/iu.test(file);

type KeyPath = readonly (string | number)[];

const holders = new Set(['mcpServers', 'mcp_servers', 'context_servers', 'amp.mcpServers']);
const deepest = 8;

function walk(value: unknown, keyPath: KeyPath, isServers: boolean): readonly DefinedServer[] {
  if (keyPath.length > deepest || typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const at = [...keyPath, Array.isArray(value) ? Number(key) : key];
    const isHolder =
      holders.has(key) || (key === 'servers' && (isServers || keyPath.at(-1) === 'mcp')) || key === 'mcp';
    const found = isHolder ? entriesOf(inner, at) : [];
    return found.length > 0 ? found : walk(inner, at, isServers);
  });
}

/** An object by name, or a list whose entries say their names. */
function entriesOf(value: unknown, keyPath: KeyPath): readonly DefinedServer[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, entry]) => {
    const fields = fieldsOf(entry);
    const definition = fields === undefined ? undefined : definitionIn(fields);
    if (fields === undefined || definition === undefined) return [];
    const named = fields['name'];
    const name = Array.isArray(value) ? (typeof named === 'string' ? named : key) : key;
    return [
      {
        name,
        keyPath: [...keyPath, Array.isArray(value) ? Number(key) : key],
        definition,
        disabled: fields['disabled'] === true || fields['enabled'] === false,
        wrapped: wrappedName(definition),
      },
    ];
  });
}

function definitionIn(fields: Readonly<Record<string, unknown>>): Definition | undefined {
  const { command, args, env, environment } = fields;
  // Zed nests the command, OpenCode makes it a list.
  const nested = fieldsOf(command);
  if (nested !== undefined) return definitionIn({ ...fields, command: nested['path'], ...nested });
  const words = typeof command === 'string' ? [command, ...textsOf(args)] : textsOf(command);
  const url = ['url', 'serverUrl', 'httpUrl', 'uri']
    .map(key => fields[key])
    .find(each => typeof each === 'string');
  const names = Object.keys(fieldsOf(env) ?? fieldsOf(environment) ?? {});
  const [program, ...rest] = words;
  if (program === undefined && url === undefined) return undefined;
  return {
    ...(program === undefined ? {} : { command: program, args: rest }),
    ...(names.length === 0 ? {} : { env: names.toSorted() }),
    ...(url === undefined ? {} : { url }),
  };
}

const textsOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter(item => typeof item === 'string') : [];

/** Recognises `ringfence mcp … -- COMMAND`, also started by a runtime or a package runner. */
function wrappedName({ command, args = [] }: Definition): string | undefined {
  const words = command === undefined ? [] : [command, ...args];
  const verb = /(?:^|[\\/])ringfence-mcp(?:\.cmd)?$/u.test(words[0] ?? '') ? 0 : verbIn(words);
  const border = words.indexOf('--', verb);
  const [program, ...rest] = words.slice(border + 1);
  if (verb === -1 || border === -1 || program === undefined) return undefined;
  const named = words.slice(verb, border);
  const at = named.indexOf('--name');
  return at === -1 ? serverName(program, rest) : named[at + 1];
}

const verbIn = (words: readonly string[]): number =>
  words.findIndex(
    (word, at) =>
      word === 'mcp' && /(?:^|[\\/])(?:ringfence(?:@[\w.-]+|\.cmd)?|cli\.js)$/u.test(words[at - 1] ?? ''),
  );
