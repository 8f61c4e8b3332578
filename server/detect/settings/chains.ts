/**
 * Chains over several files: a script that a configuration runs changes, a schema is fetched from a host that another
 * file has made trusted. Each file alone looks harmless. Pure.
 */
import type { Finding } from '../../../common/finding.ts';
import type { Observation, ObservedContent } from '../../pipeline/types.ts';
import { findingFrom, tags, type RuleInfo } from '../rule.ts';
import { catalogue } from './catalogue.ts';
import { isHostOf, isLoopback, urlParts } from './conditions/urls.ts';
import { positionsOf } from './document.ts';
import { configKind, type ConfigFile } from './kinds.ts';
import { maybeScript, scriptsRunBy } from './references.ts';

/** Is a file with its text. */
export interface FileText extends ConfigFile {
  readonly text: string;
}

const scriptOfConfiguration: RuleInfo = {
  id: 'chain/script-of-configuration',
  title: 'A script that a configuration runs by itself is changed',
  why: 'Whoever approved the configuration approved what the script did then; it now runs something else, unasked.',
  remedy: 'Show the user what changes in the script and where it is run from.',
  severity: 'medium',
  confidence: 'high',
  risks: ['DRIFT', 'EXEC-AUTO'],
  tags: tags('OWASP-ASI@2026:ASI05', 'CWE@4.18:CWE-494'),
};

const trustedSchema: RuleInfo = {
  id: 'chain/trusted-schema',
  title: 'A schema is fetched from a host that the settings of the workspace trust',
  why: 'The editor fetches it without a question as soon as the file is opened, so the address can carry data away.',
  remedy: 'Keep a copy of the schema in the project, and leave the list of trusted hosts as it was.',
  severity: 'high',
  confidence: 'high',
  risks: ['EXFIL-FETCH'],
  tags: tags('OWASP-ASI@2026:ASI02', 'CWE@4.18:CWE-200'),
};

/** Lists what the rules on chains say of themselves. */
export const chainRules: readonly RuleInfo[] = [scriptOfConfiguration, trustedSchema];

/** Finds chains that an event closes: with other files that it changes, and with what lies beside them. */
export function chainsOf({ contents, companions = [] }: Observation): readonly Finding[] {
  const changed = contents.filter(({ path, before, after }) => path.op !== 'read' && before !== after);
  if (changed.length === 0) return [];
  const around = [...companions, ...changed];
  const settled = companions.filter(({ path }) => !changed.some(content => content.path.path === path.path));
  const scripts = changed
    .filter(({ path, after }) => after !== undefined && maybeScript(path))
    .flatMap(({ path }) => scriptFindings(path, settled));
  const schemas = changed.flatMap(content => schemaFindings(fileOf(content), hostsTrustedBy(around)));
  const opened = changed.some(({ path }) => isSettings(path));
  // Settings may come last: then the file with the schema lies beside them.
  const before = opened
    ? companions.flatMap(content => schemaFindings(fileOf(content), hostsTrustedBy(changed)))
    : [];
  return [...scripts, ...schemas, ...before];
}

/** Finds chains among files as they lie there. */
export function chainsAtRest(files: readonly FileText[]): readonly Finding[] {
  const hosts = files.filter(isSettings).flatMap(({ text }) => hostsIn(text));
  return hosts.length === 0
    ? []
    : files
        .flatMap(file => schemaFindings(file, hosts))
        .map(finding => ({ ...finding, severity: 'medium' as const }));
}

const fileOf = ({ path, after }: ObservedContent): FileText => ({ ...path, text: after ?? '' });

function scriptFindings(file: ConfigFile, companions: readonly ObservedContent[]): readonly Finding[] {
  const name = (file.relative ?? '').replaceAll('\\', '/').toLowerCase();
  const config = companions.find(
    ({ path, after }) => after !== undefined && scriptsRunBy(path, after).has(name),
  );
  if (config === undefined) return [];
  const where = config.path.relative ?? config.path.path;
  return [findingFrom(scriptOfConfiguration, { path: file.path, detail: `${shown(where)} runs it.` })];
}

/** A name is shown without characters that could pass for something else. */
const shown = (name: string): string => `\`${name.replaceAll(/[^\w./@ -]/gu, '?').slice(0, 120)}\``;

const isSettings = (file: ConfigFile): boolean =>
  ['vscode-settings', 'code-workspace', 'devcontainer'].includes(configKind(file) ?? '');

const hostsTrustedBy = (contents: readonly ObservedContent[]): readonly string[] =>
  contents.filter(({ path }) => isSettings(path)).flatMap(({ after }) => hostsIn(after ?? ''));

const trusted = /"json\.schemaDownload\.trustedDomains"\s{0,20}:\s{0,20}\{([^}]{1,20000})\}/gu;

function hostsIn(settings: string): readonly string[] {
  if (!settings.includes('trustedDomains')) return [];
  return Array.from(settings.matchAll(trusted), ([, list = '']) => list)
    .flatMap(list =>
      Array.from(list.matchAll(/"([^"]{1,500})"\s{0,20}:\s{0,20}true\b/gu), ([, url = '']) => url),
    )
    .map(url => (url === '*' ? url : (urlParts(url)?.host ?? url.toLowerCase()).replace(/^\*\./u, '')))
    .filter(host => host !== '' && !isHostOf(host, known()) && !isLoopback(host));
}

const known = (): readonly string[] => catalogue().words.lists.get('schemaHosts') ?? [];

const maxHead = 20_000;
const schema =
  /"\$schema"\s{0,20}:\s{0,20}"(https?:\/\/[^"\s]{1,2000})"|\byaml-language-server:\s{0,4}\$schema=(https?:\/\/\S{1,2000})|^#:schema\s{1,4}(https?:\/\/\S{1,2000})/gimu;

function schemaFindings(file: FileText, hosts: readonly string[]): readonly Finding[] {
  if (hosts.length === 0 || !file.text.includes('schema')) return [];
  const positionOf = positionsOf(file.text);
  return Array.from(file.text.slice(0, maxHead).matchAll(schema)).flatMap(match => {
    const host = urlParts(match[1] ?? match[2] ?? match[3] ?? '')?.host ?? '';
    if (host === '' || isHostOf(host, known()) || isLoopback(host)) return [];
    if (!hosts.includes('*') && !isHostOf(host, hosts)) return [];
    const [start, end] = [positionOf(match.index), positionOf(match.index + match[0].length)];
    return [findingFrom(trustedSchema, { path: file.path, start, end })];
  });
}
