/**
 * Turns events into observations: which files they really touch, what those hold before and after, what their commands
 * would run. Never rejects; what cannot be found out is listed as opaque.
 */
import type { GuardEvent, PathOp } from '../../common/event.ts';
import { compareSeverity } from '../../common/finding.ts';
import type { CommandLine, CommandPath } from '../detect/commands/commandLine.ts';
import type { ShellParser } from '../detect/commands/shellParser.ts';
import { classifyPath, protectedNames, protectedPlaces } from '../detect/files/classify.ts';
import type { PlacedPath } from '../detect/files/classify.ts';
import type { Observation, ObservedPath, Observer } from '../pipeline/types.ts';
import { companionsOf } from './companions.ts';
import { observeContents } from './contents.ts';
import type { Disk } from './disk.ts';
import { expandPattern, guessNames, searchedNames } from './globs.ts';
import { protectedTwin } from './hardLinks.ts';
import { mentionsIn } from './mentions.ts';
import { readPatch } from './patch.ts';
import { observePath } from './paths.ts';
import type { PathPorts } from './paths.ts';
import { spell } from './spelling.ts';
import type { Flavour, PathContext } from './spelling.ts';

/** Is what an observer works with. */
export interface ObserverDeps {
  readonly shell: ShellParser;
  readonly disk: Disk;
  readonly flavour: Flavour;
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** More paths than any honest event touches. */
const mostPaths = 400;

const nothing: CommandLine = { commands: [], paths: [], writes: [], urls: [], opaque: [] };

/** Creates an observer; it reads files and follows links, and changes nothing. */
export function createObserver(deps: ObserverDeps): Observer {
  return {
    observe: async event => {
      try {
        return await observeEvent(event, deps);
      } catch {
        return {
          event,
          paths: [],
          contents: [],
          commands: [],
          urls: event.urls ?? [],
          opaque: ['the event could not be observed'],
        };
      }
    },
  };
}

interface Use extends CommandPath {
  readonly via: ObservedPath['via'];
}

async function observeEvent(event: GuardEvent, deps: ObserverDeps): Promise<Observation> {
  const context: PathContext = { flavour: deps.flavour, cwd: event.cwd, home: deps.home, env: deps.env };
  // Looking for real folders waits for the disk; most calls of tools name no file at all.
  const ports = once(() => portsFor(event, deps, context));
  const line = readCommands(event, deps.shell);
  const opaque = new Set(line.opaque);
  const uses = await expandUses(usesOf(event, line), context, deps.disk);
  if (uses.length > mostPaths) opaque.add('it touches too many paths to look at each');
  const found = await Promise.all(
    uses.slice(0, mostPaths).map(async use => observePath(use, context, await ports())),
  );
  const paths = await Promise.all(
    distinct(found.flat()).map(async path => revealTwin(path, await ports(), deps.disk)),
  );
  const { contents, unknown } = await observeContents({
    event,
    line,
    paths,
    disk: deps.disk,
    place: async (name: string) =>
      observePath({ path: name, op: 'write', via: 'tool' }, context, await ports()),
  });
  for (const reason of unknown) opaque.add(reason);
  const companions = await companionsOf(contents, deps.disk);
  return {
    event,
    paths,
    contents,
    ...(companions.length === 0 ? {} : { companions }),
    commands: line.commands,
    urls: urlsOf(event, line),
    opaque: [...opaque],
  };
}

/** Makes a function whose first call does the work for all. */
function once<T>(work: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= work());
}

async function portsFor(
  event: GuardEvent,
  { disk, home }: ObserverDeps,
  context: PathContext,
): Promise<PathPorts> {
  const withReal = async (folders: readonly string[]): Promise<readonly string[]> => {
    const spelt = folders.map(folder => spell(folder, context).literal);
    const real = await Promise.all(spelt.map(folder => realFolder(folder, disk)));
    return [...new Set([...spelt, ...real.filter(folder => folder !== undefined)])];
  };
  return {
    realPath: rememberLinks(disk),
    roots: await withReal(event.roots.length > 0 ? event.roots : [event.cwd]),
    homes: await withReal([home]),
    isProtected,
    protectedNames: protectedNames(),
  };
}

/** Looks at each folder once for an event: names of one command line lie mostly in the same few. */
function rememberLinks(disk: Disk): PathPorts['realPath'] {
  const remember = (look: (path: string) => Promise<string | undefined>) => {
    const found = new Map<string, Promise<string | undefined>>();
    return (path: string): Promise<string | undefined> => {
      const known = found.get(path) ?? look(path);
      found.set(path, known);
      return known;
    };
  };
  return { real: remember(path => disk.real(path)), link: remember(path => disk.link(path)) };
}

const keptMs = 500;
const kept = new WeakMap<Disk, Map<string, { readonly at: number; readonly real: string | undefined }>>();

/** Looks where a root or a home really is; events come in bursts, and neither moves between two of them. */
async function realFolder(folder: string, disk: Disk): Promise<string | undefined> {
  const known = kept.get(disk) ?? new Map<string, { at: number; real: string | undefined }>();
  kept.set(disk, known);
  const before = known.get(folder);
  if (before !== undefined && performance.now() - before.at < keptMs) return before.real;
  const real = await disk.real(folder);
  if (known.size > 64) known.clear();
  known.set(folder, { at: performance.now(), real });
  return real;
}

const isProtected = (place: PlacedPath, op: PathOp): boolean =>
  classifyPath(place, op).some(rule => compareSeverity(rule.severity, 'medium') >= 0);

/** Reads the event's command, and whatever looks like one in a tool call that nobody knows. */
function readCommands(event: GuardEvent, shell: ShellParser): CommandLine {
  const own = event.command === undefined ? [] : [event.command];
  const mentioned =
    event.kind === 'unknown'
      ? mentionsIn(event.rawInput).commands.filter(text => text !== event.command)
      : [];
  const lines = [...own, ...mentioned.slice(0, 20)].map(text => shell.parse(text));
  return lines.reduce(
    (all, one) => ({
      commands: [...all.commands, ...one.commands],
      paths: [...all.paths, ...one.paths],
      writes: [...all.writes, ...one.writes],
      urls: [...all.urls, ...one.urls],
      opaque: [...all.opaque, ...one.opaque],
    }),
    nothing,
  );
}

/** An unknown tool may read or write whatever it names. */
const unknownOps: readonly PathOp[] = ['read', 'write'];

function usesOf(event: GuardEvent, line: CommandLine): readonly Use[] {
  const mentioned = event.kind === 'unknown' ? mentionsIn(event.rawInput).paths : [];
  const patched = event.kind === 'fs.patch' ? (readPatch(event.content ?? '') ?? []) : [];
  return [
    ...event.paths.map(use => ({ ...use, via: 'tool' as const })),
    ...mentioned.flatMap(path => unknownOps.map(op => ({ path, op, via: 'tool' as const }))),
    ...patched.map(({ path, op }) => ({ path, op, via: 'tool' as const })),
    ...searchedFor(event).map(path => ({ path, op: 'search' as const, via: 'tool' as const })),
    ...line.paths.map(use => ({ ...use, via: 'command' as const })),
  ];
}

/** A search for `.en*` looks into .env: what search tools call a path may be a pattern. */
const searchedFor = ({ kind, paths }: GuardEvent): readonly string[] =>
  kind === 'fs.search' ? paths.flatMap(({ path }) => searchedNames(path, protectedNames())) : [];

function urlsOf(event: GuardEvent, line: CommandLine): readonly string[] {
  const mentioned =
    event.kind === 'unknown' || event.kind === 'mcp.call'
      ? [...mentionsIn(event.rawInput).urls, ...mentionsIn(event.mcp?.args).urls]
      : [];
  return [...new Set([...(event.urls ?? []), ...line.urls, ...mentioned])];
}

/** Replaces patterns by what they match; where nothing matches yet, by the protected names that they could mean. */
async function expandUses(uses: readonly Use[], context: PathContext, disk: Disk): Promise<readonly Use[]> {
  const expanded = await Promise.all(
    uses.map(async use => {
      if (use.glob !== true) return [use];
      const pattern = spell(use.path, context).literal;
      const { paths, complete } = await expandPattern(pattern, disk);
      const guessed = complete && paths.length > 0 ? [] : guessNames(pattern, protectedNames());
      // How much a removal takes shows in its pattern, not in what happens to lie there now.
      const asNamed = use.op === 'delete' || isProtected({ path: pattern }, use.op) ? [use] : [];
      return [...asNamed, ...[...paths, ...guessed].map(path => ({ path, op: use.op, via: use.via }))];
    }),
  );
  return expanded.flat();
}

function distinct(paths: readonly ObservedPath[]): readonly ObservedPath[] {
  const seen = new Map<string, ObservedPath>();
  for (const path of paths) {
    const key = `${path.op}\0${path.path}\0${path.disguise ?? ''}`;
    if (!seen.has(key)) seen.set(key, path);
  }
  return [...seen.values()];
}

/** A hard link is judged as the protected file that it is another name of. */
async function revealTwin(path: ObservedPath, ports: PathPorts, disk: Disk): Promise<ObservedPath> {
  if (path.op === 'execute' || path.op === 'search' || isProtected(path, path.op)) return path;
  const places = { roots: ports.roots, homes: ports.homes, ...protectedPlaces() };
  const twin = await protectedTwin(path, places, disk);
  if (twin === undefined) return path;
  const within = (folders: readonly string[]): string | undefined => {
    const folder = folders.find(candidate => twin.startsWith(`${candidate}/`));
    return folder === undefined ? undefined : twin.slice(folder.length + 1);
  };
  const [relative, homeRelative] = [within(ports.roots), within(ports.homes)];
  const revealed: ObservedPath = {
    path: twin,
    named: path.named,
    op: path.op,
    via: path.via,
    disguise: 'it is a hard link to a protected file',
    ...(relative === undefined ? {} : { relative }),
    ...(homeRelative === undefined ? {} : { homeRelative }),
  };
  return isProtected(revealed, path.op) ? revealed : path;
}
