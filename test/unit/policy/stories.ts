/** Builds observations and findings for policy tests from a few words. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { EventKind, GuardEvent, Origin, PathOp } from '../../../common/event.ts';
import { riskTag, wholeFile, type Finding, type RiskClass, type Severity } from '../../../common/finding.ts';
import { describeProblem, type Result } from '../../../common/result.ts';
import type { Observation, ObservedPath } from '../../../server/pipeline/types.ts';
import { findCedarWasm, startCedar, type Cedar } from '../../../server/policy/cedar.ts';
import { loadPolicies } from '../../../server/policy/load.ts';
import type { PolicySet, PolicySource } from '../../../server/policy/policy.ts';

/** Is the repository's root. */
export const repository = fileURLToPath(new URL('../../../', import.meta.url));

/** Reads a file of rules/policy. */
export const ruleText = (name: string): string =>
  readFileSync(path.join(repository, 'rules/policy', name), 'utf8');

/** Is the engine, started once a test file. */
export const cedar: Cedar = startCedar(readFileSync(findCedarWasm(repository)));

const schema = { name: 'ringfence.cedarschema', text: ruleText('ringfence.cedarschema') };

/** Is the built-in layer. */
export const constitution: PolicySource = {
  layer: 'built-in',
  name: 'constitution.cedar',
  text: ruleText('constitution.cedar'),
};

/** Loads sources against the shipped schema. */
export const load = (...sources: readonly PolicySource[]): Result<PolicySet> =>
  loadPolicies(cedar, schema, sources);

/** Loads sources that must be right. */
export function mustLoad(...sources: readonly PolicySource[]): PolicySet {
  const result = load(...sources);
  if (!result.ok) throw new Error(result.problems.map(describeProblem).join('\n'));
  return result.value;
}

/** Is a path with what happens to it: `.env` is in the workspace, `~/.ssh/id` in the home folder, `/etc/x` outside. */
export function observedPath(name: string, op: PathOp): ObservedPath {
  if (name.startsWith('~/')) {
    const absolute = `/home/dev/${name.slice(2)}`;
    return { path: absolute, named: absolute, op, homeRelative: name.slice(2), via: 'tool' };
  }
  if (name.startsWith('/')) return { path: name, named: name, op, via: 'tool' };
  return { path: `/work/app/${name}`, named: `/work/app/${name}`, op, relative: name, via: 'tool' };
}

/** Is what a story says of its event; everything else is what an ordinary tool call has. */
export interface EventWords {
  readonly kind: EventKind;
  readonly origin?: Origin;
  readonly paths?: readonly ObservedPath[];
  readonly command?: string;
  readonly opaque?: readonly string[];
  readonly programs?: readonly string[];
  readonly rawInput?: unknown;
}

/** Builds an observation. */
export function observation(words: EventWords): Observation {
  const { kind, origin = 'agent', paths = [], command, opaque = [], programs = [], rawInput } = words;
  const event: GuardEvent = {
    v: 1,
    id: '1',
    agent: 'codex',
    surface: origin === 'agent' ? 'hook' : 'sentinel',
    sessionId: 's',
    ts: 0,
    cwd: '/work/app',
    roots: ['/work/app'],
    phase: 'pre',
    kind,
    origin,
    paths: paths.map(use => ({ path: use.named, op: use.op })),
    ...(command === undefined ? {} : { command }),
    ...(rawInput === undefined ? {} : { rawInput }),
  };
  const commands = programs.map(program => ({ program, args: [], env: {}, via: [] }));
  return { event, paths, contents: [], commands, urls: [], opaque };
}

/** Builds a finding from `SEVERITY CLASS CLASS`, such as `critical AUTO`. */
export function finding(words: string, more: Partial<Finding> = {}): Finding {
  const [severity, ...risks] = words.split(' ');
  return {
    ruleId: 'test/rule',
    severity: severity as Severity,
    confidence: 'high',
    path: '',
    ...wholeFile,
    message: 'A message.',
    tags: risks.map(risk => riskTag(risk as RiskClass)),
    ...more,
  };
}
