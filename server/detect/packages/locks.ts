/** Reads lock files: from where packages come and which checksums they have. Pure. */
import type { TextSource } from '../text/source.ts';
import { judgeIndex } from './indexes.ts';

/** Is how each lock file writes where a package comes from. */
const addresses: readonly { readonly name: RegExp; readonly line: RegExp }[] = [
  {
    name: /(?:^|\/)(?:package-lock|npm-shrinkwrap)\.json$/u,
    line: /"resolved": ?"((?:https?|git):\/\/[^\s"#]{3,300})/gu,
  },
  { name: /(?:^|\/)yarn\.lock$/u, line: /^ {2}resolved "?((?:https?|git):\/\/[^\s"#]{3,300})/gmu },
  { name: /(?:^|\/)pnpm-lock\.yaml$/u, line: /tarball: ?'?(https?:\/\/[^\s"',}#]{3,300})/gu },
  { name: /(?:^|\/)cargo\.lock$/u, line: /^source = "((?:registry\+)?(?:https?|git):\/\/[^\s"#]{3,300})/gmu },
  {
    name: /(?:^|\/)(?:poetry|uv|pdm)\.lock$/u,
    line: /\b(?:url|registry) ?= ?"(https?:\/\/[^\s"#]{3,300})/gu,
  },
  { name: /(?:^|\/)(?:composer|pipfile)\.lock$/u, line: /"url": ?"(https?:\/\/[^\s"#]{3,300})/gu },
  { name: /(?:^|\/)gemfile\.lock$/u, line: /^ {2}remote: ((?:https?|git):\/\/\S{3,300})/gmu },
];
/** Hosts of source code, where lock files take packages from by commit. */
const sourceHosts =
  /^(?:registry\+)?(?:https:\/\/(?:codeload\.|api\.|raw\.)?(?:github\.com|gitlab\.com|bitbucket\.org|githubusercontent\.com)(?:\/|$)|https:\/\/(?:index\.crates\.io|static\.crates\.io|files\.pythonhosted\.org|codeload\.github\.com))/u;

/** Lists addresses of a lock file that are no registry's; each host once. */
export function lockedAddresses({ name, text }: TextSource) {
  const line = addresses.find(each => each.name.test(name))?.line;
  if (line === undefined) return [];
  const seen = new Set<string>();
  return Array.from(text.matchAll(line)).flatMap(match => {
    const url = match[1] ?? '';
    const host = /^(?:registry\+)?\w+:\/\/[^/]*/u.exec(url)?.[0] ?? url;
    if (seen.has(host)) return [];
    seen.add(host);
    const judged = sourceHosts.test(url) ? 'known' : judgeIndex(url.replace(/^registry\+/u, ''));
    const start = match.index + match[0].length - url.length;
    return judged === 'known' ? [] : [{ start, end: start + url.length, isInsecure: judged === 'insecure' }];
  });
}

/** Is a locked package: name and version, its checksum and where that stands. */
interface Locked {
  readonly id: string;
  readonly host: string;
  readonly key: string;
  readonly sum: string;
  readonly start: number;
  readonly end: number;
}

const shapes: readonly { readonly name: RegExp; readonly entry: RegExp }[] = [
  {
    name: /(?:package-lock|npm-shrinkwrap)\.json$/u,
    entry:
      /"(?<id>(?:node_modules\/)?[^"\n]{1,200})": \{\s{0,20}"version": "(?<version>[^"\n]{1,80})"(?:,\s{0,20}"resolved": "(?<from>[^"\n]{1,400})")?(?:,\s{0,20}"integrity": "(?<sum>[^"\n]{1,400})")?/gu,
  },
  {
    name: /yarn\.lock$/u,
    entry:
      /^"?(?<id>[^\n]{1,300})"?:\n {2}version:? "?(?<version>[^"\n]{1,80})"?\n(?: {2}resolved "?(?<from>[^\n]{1,400})\n)?(?: {2}integrity (?<sum>\S{1,400}))?/gmu,
  },
  {
    name: /cargo\.lock$/u,
    entry:
      /^name = "(?<id>[^"\n]{1,100})"\nversion = "(?<version>[^"\n]{1,60})"\nsource = "(?<from>registry[^"\n]{1,200})"(?:\nchecksum = "(?<sum>[0-9a-f]{64})")?/gmu,
  },
];

function lockedIn(text: string, name: string): readonly Locked[] {
  const entry = shapes.find(shape => shape.name.test(name))?.entry;
  if (entry === undefined) return [];
  return Array.from(text.matchAll(entry), match => {
    const { id = '', version = '', sum = '', from = '' } = match.groups ?? {};
    const place = { start: match.index, end: match.index + match[0].length };
    return { id, host: hostOf(from), key: `${id} ${version}`, sum, ...place };
  });
}

const hostOf = (address: string): string => /:\/\/(?:[^/@]*@)?([^/:]+)/u.exec(address)?.[1] ?? '';

/** Hosts that serve the same bytes. */
const oneRegistry: readonly string[] = ['registry.npmjs.org', 'registry.yarnpkg.com'];

/** Lists packages that came from a registry and now come from another host, and the first of each host only. */
export function movedPackages({ name, text, before }: TextSource) {
  if (before === undefined) return [];
  const hosts = new Map(lockedIn(before, name).map(({ id, host }) => [id, host]));
  const seen = new Set<string>();
  return lockedIn(text, name).filter(({ id, host }) => {
    const was = hosts.get(id) ?? '';
    if (was === '' || host === '' || was === host || seen.has(host)) return false;
    if (!oneRegistry.includes(was) || oneRegistry.includes(host)) return false;
    seen.add(host);
    return true;
  });
}

/** Lists packages whose checksum differs from what it was although the version is the same; SHA-1 may become SHA-512. */
export function changedSums({ name, text, before }: TextSource) {
  if (before === undefined) return [];
  const earlier = new Map(lockedIn(before, name).map(({ key, sum }) => [key, sum]));
  return lockedIn(text, name).flatMap(({ key, sum, start, end }) => {
    const was = earlier.get(key) ?? '';
    const isSame = was === '' || was === sum || algorithm(was) !== algorithm(sum || was);
    return isSame ? [] : [{ start, end, isGone: sum === '' }];
  });
}

const algorithm = (sum: string): string => /^sha\d+-/u.exec(sum)?.[0] ?? '';
