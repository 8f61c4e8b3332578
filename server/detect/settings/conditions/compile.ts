/**
 * Compiles the conditions of rules/catalogue: `"truthy"`, `{ "oneOf": […] }`, `{ "all": [ … ] }` and so on.
 * An unknown condition is an error of the catalogue, never a condition that is silently false.
 */
import { child, childrenOf, type ConfigNode, type Scalar } from '../document.ts';
import {
  isBroadPath,
  isNetworkPath,
  isOutsidePath,
  isSharedTemp,
  isSystemPath,
  isToolFolder,
  isWorkspacePath,
} from './places.ts';
import {
  commandLine,
  packageOf,
  pipesInto,
  programOf,
  runsInlineCode,
  runsUnpinnedPackage,
  runsWorkspaceFile,
  segmentsOf,
} from './programs.ts';
import { runsDecoded, runsDownload, runsEarlierDownload } from './downloads.ts';
import { anyText, textsIn, type Subject, type Test } from './subject.ts';
import { isOrdinary, wrapsServer } from './shell.ts';
import {
  carriesSecret,
  hostOf,
  isHostOf,
  isInsecureUrl,
  isRemoteUrl,
  sourceHosts,
  urlParts,
} from './urls.ts';
import { isSecretValue, isWildcard } from './values.ts';

/** Holds what conditions refer to by name. */
export interface Vocabulary {
  /** Lists of names; `*` in an entry stands for any characters. */
  readonly lists: ReadonlyMap<string, readonly string[]>;
  /** Conditions that are used in several rules, referred to as `"@name"`. */
  readonly conditions: ReadonlyMap<string, unknown>;
}

const scalarOf = (node: ConfigNode): Scalar | undefined => (node.type === 'scalar' ? node.value : undefined);

const isEmpty = (node: ConfigNode): boolean =>
  node.type === 'scalar' ? node.value === null || node.value === '' : childrenOf(node).length === 0;

/** Switches that say "off" in one way or another are not truthy; programs differ in what they take for yes. */
function isTruthy({ node }: Subject): boolean {
  const value = scalarOf(node);
  if (value === undefined) return !isEmpty(node);
  return typeof value === 'string' ? !/^(?:|false|off|no|0|never|none)$/i.test(value.trim()) : Boolean(value);
}

const simple: Readonly<Record<string, Test>> = {
  present: () => true,
  truthy: isTruthy,
  falsy: subject => !isTruthy(subject),
  nonEmpty: ({ node }) => !isEmpty(node),
  string: ({ node }) => typeof scalarOf(node) === 'string',
  object: ({ node }) => node.type === 'object',
  wildcard: anyText(isWildcard),
  workspacePath: anyText(isWorkspacePath),
  outsidePath: anyText(isOutsidePath),
  broadPath: anyText(isBroadPath),
  networkPath: anyText(isNetworkPath),
  toolFolder: anyText(isToolFolder),
  systemPath: anyText(isSystemPath),
  sharedTemp: anyText(isSharedTemp),
  remoteUrl: anyText(isRemoteUrl),
  insecureUrl: anyText(isInsecureUrl),
  secretInUrl: anyText(carriesSecret),
  secretValue: anyText(isSecretValue),
  inlineCode: ({ node }) => runsInlineCode(node),
  unpinnedPackage: ({ node }) => runsUnpinnedPackage(node),
  workspaceFile: ({ node }) => runsWorkspaceFile(node),
  runsDownload: ({ node }) => runsDownload(commandLine(node)),
  runsDecoded: ({ node }) => runsDecoded(commandLine(node)),
  runsEarlierDownload: ({ node, root }) => runsEarlierDownload(commandLine(node), root),
  sameHost: ({ key, node }) => textsIn(node).every(text => hostOf(text) === hostOf(key)),
};

type Build = (argument: unknown, words: Vocabulary) => Test;

const parametric: Readonly<Record<string, Build>> = {
  equals:
    argument =>
    ({ node }) =>
      scalarOf(node) === argument,
  oneOf: argument => {
    const values = listOf(argument);
    return ({ node }) => values.includes(scalarOf(node));
  },
  above: argument => {
    const limit = numberOf(argument);
    return ({ node }) => Number(scalarOf(node)) > limit;
  },
  matches: argument => {
    const pattern = new RegExp(textArgument(argument), 'i');
    return anyText(text => pattern.test(text.slice(0, 8_192)));
  },
  in: (argument, words) => {
    const pattern = patternOf(namedList(argument, words));
    return anyText(text => pattern.test(text));
  },
  program: (argument, words) => {
    const pattern = patternOf(namedList(argument, words));
    return ({ node }) => pattern.test(programOf(node)?.name ?? '');
  },
  urlOutside: (argument, words) => {
    const known = namedList(argument, words);
    return anyText(text => isRemoteUrl(text) && !isHostOf(urlParts(text)?.host ?? '', known));
  },
  command: argument => {
    const pattern = new RegExp(textArgument(argument), 'i');
    return ({ node }) => pattern.test(commandLine(node).slice(0, 8_192));
  },
  pipes: argument => {
    const [from, to] = listOf(argument).map(item => new RegExp(textArgument(item), 'i'));
    if (from === undefined || to === undefined) throw new Error('A condition wants two texts.');
    return ({ node }) => pipesInto(segmentsOf(commandLine(node)), from, to);
  },
  segment: argument => {
    const patterns = listOf(argument).map(item => new RegExp(textArgument(item), 'i'));
    return ({ node }) =>
      segmentsOf(commandLine(node)).some(part => patterns.every(pattern => pattern.test(part)));
  },
  not: (argument, words) => {
    const test = compileCondition(argument, words);
    return subject => !test(subject);
  },
  all: (argument, words) => {
    const tests = listOf(argument).map(item => compileCondition(item, words));
    return subject => tests.every(test => test(subject));
  },
  any: (argument, words) => {
    const tests = listOf(argument).map(item => compileCondition(item, words));
    return subject => tests.some(test => test(subject));
  },
  key: (argument, words) => {
    const test = compileCondition(argument, words);
    return ({ key, ...rest }) =>
      test({ ...rest, key, node: { type: 'scalar', value: key, start: 0, end: 0 } });
  },
  some: (argument, words) => {
    const test = compileCondition(argument, words);
    return ({ node, ...rest }) =>
      childrenOf(node).some(item => test({ ...rest, key: String(item.key), node: item.node }));
  },
  has: (argument, words) => {
    const tests = Object.entries(recordOf(argument)).map(([key, condition]) => ({
      key,
      test: compileCondition(condition, words),
    }));
    return ({ node, ...rest }) =>
      tests.every(({ key, test }) => {
        const value = child(node, key);
        return value !== undefined && test({ ...rest, key, node: value });
      });
  },
  root: (argument, words) => {
    const test = compileCondition(argument, words);
    return ({ root }) => root !== undefined && test({ key: '', node: root, root });
  },
  ordinary: (argument, words) => {
    const programs = patternOf(namedList(argument, words));
    return ({ node }) => isOrdinary(node, { programs });
  },
  serves: (argument, words) => {
    const programs = patternOf(namedList(argument, words));
    return ({ node }) => wrapsServer(node, { programs });
  },
  package: (argument, words) => {
    const pattern = patternOf(namedList(argument, words));
    return ({ node }) => pattern.test(packageOf(node) ?? '');
  },
  fetchesFrom: (argument, words) => {
    const known = namedList(argument, words);
    return ({ node }) => {
      const hosts = sourceHosts(commandLine(node));
      return hosts.length > 0 && hosts.every(host => isHostOf(host, known));
    };
  },
};

/** Compiles a condition; throws an Error that says what is wrong with it. */
export function compileCondition(condition: unknown, words: Vocabulary): Test {
  if (typeof condition === 'string') {
    if (condition.startsWith('@')) return compileCondition(namedCondition(condition.slice(1), words), words);
    const test = Object.hasOwn(simple, condition) ? simple[condition] : undefined;
    if (test === undefined) throw new Error(`There is no condition "${condition}".`);
    return test;
  }
  const entries = Object.entries(recordOf(condition));
  if (entries.length === 0) throw new Error('A condition is empty.');
  const tests = entries.map(([name, argument]) => {
    const build = Object.hasOwn(parametric, name) ? parametric[name] : undefined;
    if (build === undefined) throw new Error(`There is no condition "${name}".`);
    return build(argument, words);
  });
  return subject => tests.every(test => test(subject));
}

function namedCondition(name: string, words: Vocabulary): unknown {
  const condition = words.conditions.get(name);
  if (condition === undefined || JSON.stringify(condition).includes('"@')) {
    throw new Error(`There is no condition "@${name}", or it names another one.`);
  }
  return condition;
}

/** Compiles names in which `*` stands for any characters into one expression; case does not count. */
export function patternOf(names: readonly string[]): RegExp {
  const escaped = names.map(name =>
    name.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll('*', '.*'),
  );
  return new RegExp(`^(?:${escaped.join('|')})$`, 'is');
}

function namedList(argument: unknown, words: Vocabulary): readonly string[] {
  const names = Array.isArray(argument) ? listOf(argument) : [argument];
  return names.flatMap(name => {
    const list = typeof name === 'string' ? words.lists.get(name) : undefined;
    if (list === undefined) throw new Error(`There is no list "${String(name)}".`);
    return list;
  });
}

function listOf(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new Error('A condition wants a list.');
  return value;
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error('A condition wants an object.');
  return { ...value };
}

function textArgument(value: unknown): string {
  if (typeof value !== 'string') throw new Error('A condition wants a text.');
  return value;
}

function numberOf(value: unknown): number {
  if (typeof value !== 'number') throw new Error('A condition wants a number.');
  return value;
}
