/** What a shell knows at a point of a command line: folder, variables, functions. */
import { computedMark, isComputed } from './commandLine.ts';
import type { SyntaxNode } from './syntax.ts';
import { homeValue } from './words.ts';

/** Is what a shell knows; subshells get a copy. */
export interface Scope {
  /** Holds the folder relative to where the line starts; '' is that folder itself. */
  readonly place: { folder: string };
  readonly variables: Map<string, string>;
  readonly exported: Map<string, string>;
  readonly functions: Map<string, SyntaxNode>;
  readonly aliases: Map<string, string>;
  readonly via: readonly string[];
  readonly depth: number;
}

/** Makes the scope that a command line starts in. */
export const startScope = (): Scope => ({
  place: { folder: '' },
  variables: new Map(),
  exported: new Map(),
  functions: new Map(),
  aliases: new Map(),
  via: [],
  depth: 0,
});

/** Copies a scope, for a subshell or for text one level deeper. */
export const innerScope = (scope: Scope, ...via: readonly string[]): Scope => ({
  ...scope,
  place: { ...scope.place },
  variables: new Map(scope.variables),
  exported: new Map(scope.exported),
  via: [...scope.via, ...via],
  depth: scope.depth + 1,
});

/** Shares a scope's state under another way of being reached. */
export const scopeVia = (scope: Scope, ...via: readonly string[]): Scope =>
  via.length === 0 ? scope : { ...scope, via: [...scope.via, ...via] };

const wellKnown: Readonly<Record<string, string>> = {
  HOME: homeValue,
  USERPROFILE: homeValue,
  PWD: '.',
  TMPDIR: '/tmp',
  XDG_CONFIG_HOME: `${homeValue}/.config`,
  XDG_DATA_HOME: `${homeValue}/.local/share`,
  XDG_STATE_HOME: `${homeValue}/.local/state`,
  XDG_CACHE_HOME: `${homeValue}/.cache`,
  IFS: ' ',
};

/** Returns a variable's value as far as it is known. */
export const lookupVariable = (scope: Scope, name: string): string | undefined =>
  scope.variables.get(name) ?? wellKnown[name];

/** Places a path of a command relative to where the line starts. */
export function placeIn(folder: string, path: string): string {
  if (folder === '' || /^(?:[/~\\]|[A-Za-z]:[\\/]|\w+:\/\/)/u.test(path)) return path;
  return `${folder.replace(/\/$/u, '')}/${path}`;
}

/** Returns the part of a partly computed path that is known: what follows the last computed folder. */
export function knownTail(path: string): string | undefined {
  const tail = path.slice(path.lastIndexOf(computedMark) + 1);
  return isComputed(path) && /^\/./u.test(tail) ? `.${tail}` : undefined;
}
