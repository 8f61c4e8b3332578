/**
 * Assesses a configuration file: what in it is risky, and what a change brings in. Pure, synchronous and total: it is
 * called from the sentinel's thread, where nothing may block or throw.
 */
import { positionsOf, type ConfigDocument, type ConfigNode } from './document.ts';
import type { Finding } from '../../../common/finding.ts';
import type { Problem } from '../../../common/result.ts';
import { catalogue } from './catalogue.ts';
import { bareServerHits } from './bareServer.ts';
import { viewsOf } from './dialects.ts';
import { genericHits } from './generic.ts';
import { configFormat, configKind, placement, type ConfigFile, type ConfigKind } from './kinds.ts';
import { matchView, namedValues, type Match } from './match.ts';
import { parseConfig, type Format, type ParsedConfig } from './parse/index.ts';
import { findingOf, type Hit, type Setting, type Side } from './report.ts';
import { fingerprinter } from './fingerprint.ts';
import { wholeFileFindings } from './wholeFile.ts';

/** Is what can be said of a configuration file. */
export interface ConfigAssessment {
  readonly kind: ConfigKind;
  /** Lists everything risky in `after`, with the severity of something that is already there. */
  readonly findings: readonly Finding[];
  /** Lists what `after` adds or changes against `before`, removed deny entries included. */
  readonly introduced: readonly Finding[];
  readonly problems: readonly Problem[];
}

/** Says what else is known about the workspace. */
export interface AssessOptions {
  readonly trusted?: boolean;
}

/**
 * Assesses a change of a configuration file, or a file at rest when `before` is undefined. Returns undefined when the
 * path names no configuration. Never throws; what could not be read becomes a problem and a finding, so that callers
 * can fail closed.
 */
export function assessConfig(
  file: ConfigFile,
  before: string | undefined,
  after: string | undefined,
  options: AssessOptions = {},
): ConfigAssessment | undefined {
  const kind = configKind(file);
  const format = configFormat(file);
  if (kind === undefined || format === undefined) return undefined;
  const past = sideOf(before, kind, format, file.path);
  const present = after === before ? past : sideOf(after, kind, format, file.path);
  const setting: Setting = {
    path: file.path,
    placement: placement(file),
    trusted: options.trusted,
    positionOf: positionsOf(present.parsed.text),
  };
  const whole = wholeFileFindings(past, present, setting);
  return {
    kind,
    findings: [...present.hits.map(hit => findingOf(hit, setting, 'rest')), ...whole.findings],
    introduced: [...introducedFindings(past, present, setting), ...whole.introduced],
    problems: [...catalogue().problems, ...present.parsed.document.problems],
  };
}

/** Lists what the rules meet in a file as it is, whatever its severity; empty when the path names no configuration. */
export function hitsAtRest(file: ConfigFile, text: string): readonly Hit[] {
  const kind = configKind(file);
  const format = configFormat(file);
  return kind === undefined || format === undefined ? [] : sideOf(text, kind, format, file.path).hits;
}

const absent: ConfigDocument = {
  root: undefined,
  problems: [],
  duplicates: [],
  broken: false,
  unread: false,
};

function sideOf(text: string | undefined, kind: ConfigKind, format: Format, path: string): Side {
  const parsed: ParsedConfig =
    text === undefined
      ? { document: absent, text: '', tooLarge: false, encoded: false }
      : parseConfig(text, format, path);
  const hits = hitsIn(parsed.document.root, kind);
  return {
    parsed,
    hits: hits.filter(hit => hit.match.probe.rule.on === 'present'),
    kept: hits.filter(hit => hit.match.probe.rule.on === 'removed'),
  };
}

function hitsIn(root: ConfigNode | undefined, kind: ConfigKind): readonly Hit[] {
  if (root === undefined) return [];
  const known = catalogue();
  return viewsOf[kind].flatMap(view => {
    const values = namedValues(root, view);
    const hits = matchView(values, view, known).flatMap(match => hitOf(match, root));
    if (view.dialect === 'settings') return [...hits, ...genericHits(values, known)];
    return kind === 'mcp' && view.dialect === 'mcp' ? [...hits, ...bareServerHits(root, hitOf)] : hits;
  });
}

function hitOf(match: Match, root: ConfigNode): readonly Hit[] {
  const outcome = match.probe.rule.cases.find(item => item.when({ key: match.key, node: match.node, root }));
  return outcome === undefined ? [] : [{ match, outcome }];
}

function introducedFindings(past: Side, present: Side, setting: Setting): readonly Finding[] {
  const fingerprint = fingerprinter();
  const added = without(present.hits, past.hits, fingerprint);
  const removed = without(past.kept, present.kept, fingerprint);
  // A removed entry has no place in the new text.
  const nowhere: Setting = { ...setting, positionOf: () => ({ line: 1, column: 1 }) };
  return [
    ...added.map(hit => findingOf(hit, setting, 'new')),
    ...removed.map(hit => findingOf(hit, nowhere, 'new')),
  ];
}

/** Lists the hits that the others do not hold as well, each counted once. */
function without(
  hits: readonly Hit[],
  others: readonly Hit[],
  fingerprint: (hit: Hit) => string,
): readonly Hit[] {
  if (hits.length === 0 || others.length === 0) return hits;
  const known = countOf(others.map(fingerprint));
  return hits.filter(hit => !take(known, fingerprint(hit)));
}

function countOf(prints: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const print of prints) counts.set(print, (counts.get(print) ?? 0) + 1);
  return counts;
}

/** Takes one off a count; false when there is none left. */
function take(counts: Map<string, number>, print: string): boolean {
  const count = counts.get(print) ?? 0;
  if (count === 0) return false;
  counts.set(print, count - 1);
  return true;
}
