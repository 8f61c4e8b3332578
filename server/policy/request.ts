/** Turns an observation and its findings into questions to the policy: one for the event, one for each finding. Pure. */
import type { EventKind, Origin, PathOp } from '../../common/event.ts';
import { confidences, risksOf, severities, type Finding } from '../../common/finding.ts';
import type { Profile } from '../../common/settings.ts';
import type { Observation, ObservedPath } from '../pipeline/types.ts';
import { nearProtected } from './nearProtected.ts';
import type { EntityName, PolicyRequest } from './policy.ts';

/** Holds what does not come from the event. */
export interface Circumstances {
  readonly profile: Profile;
  /** Whether the person trusts the workspace; a workspace that nobody trusts is the default. */
  readonly trusted: boolean;
}

const principals = {
  agent: 'Agent',
  extension: 'Extension',
  external: 'Process',
  vcs: 'Vcs',
  user: 'Person',
} as const satisfies Record<Origin, string>;

/** Asks about the event as a whole. */
export function eventRequest(
  observation: Observation,
  circumstances: Circumstances,
  findings: number,
): PolicyRequest {
  const { event, paths, commands, opaque } = observation;
  return {
    ...commonParts(observation, circumstances),
    resource: { type: 'Event', id: 'event' },
    attributes: {
      opaque: opaque.length > 0,
      opaqueSince: distinct(opaque),
      nearProtected: nearProtected(event),
      disguised: paths.some(path => path.disguise !== undefined),
      outside: paths.some(path => path.relative === undefined),
      paths: distinct(paths.map(policyPath)),
      programs: distinct(commands.map(command => command.program)),
      urls: distinct(observation.urls),
      tool: event.rawTool ?? '',
      findings,
    },
  };
}

/** Asks about one finding. */
export function findingRequest(
  observation: Observation,
  circumstances: Circumstances,
  finding: Finding,
): PolicyRequest {
  const risks = risksOf(finding);
  const uses = usesOf(observation, finding.path);
  const ops = uses.length === 0 ? opsOfKind[observation.event.kind] : uses.map(use => use.op);
  const [first] = uses;
  return {
    ...commonParts(observation, circumstances),
    resource: { type: 'Finding', id: 'finding' },
    attributes: {
      rule: finding.ruleId,
      risk: risks[0] ?? '',
      risks: distinct(risks),
      severity: severities.indexOf(finding.severity),
      severityName: finding.severity,
      confidence: confidences.indexOf(finding.confidence),
      path: first === undefined ? folded(finding.path) : policyPath(first),
      ...(finding.keyPath === undefined ? {} : { key: finding.keyPath.join('.') }),
      inWorkspace:
        first === undefined
          ? finding.path !== '' && !absolute.test(finding.path)
          : first.relative !== undefined,
      reads: ops.some(op => reading.includes(op)),
      changes: ops.some(op => changing.includes(op)),
    },
  };
}

function commonParts(
  { event }: Observation,
  { profile, trusted }: Circumstances,
): Pick<PolicyRequest, 'principal' | 'action' | 'context'> {
  const principal: EntityName = {
    type: principals[event.origin],
    id: event.agent === '' ? 'unknown' : event.agent,
  };
  return {
    principal,
    action: { type: 'Action', id: event.kind },
    context: { profile, phase: event.phase, surface: event.surface, trusted },
  };
}

/** A link makes its target readable and writable under another name; running a file reads it. */
const reading: readonly PathOp[] = ['read', 'search', 'execute', 'link'];
const changing: readonly PathOp[] = ['write', 'delete', 'link'];

/** Says what an event does to a file that it does not list: anything, where its kind does not tell. */
const opsOfKind: Readonly<Record<EventKind, readonly PathOp[]>> = {
  'fs.read': ['read'],
  'fs.search': ['search'],
  'fs.write': ['write'],
  'fs.edit': ['write'],
  'fs.patch': ['write', 'delete'],
  'fs.delete': ['delete'],
  'shell.exec': ['read', 'write'],
  'shell.input': ['read', 'write'],
  'net.fetch': ['read'],
  'mcp.call': ['read', 'write'],
  'mcp.tools': ['read'],
  'agent.spawn': ['read', 'write'],
  'prompt.submit': ['read'],
  'context.attach': ['read'],
  'config.change': ['write'],
  'session.start': ['read'],
  'session.end': ['read'],
  unknown: ['read', 'write'],
};

/** Returns the files of an event that a finding is about: it names them as the caller did, so every known name is compared. */
export function usesOf(observation: Observation, name: string): readonly ObservedPath[] {
  if (name === '') return [];
  const wanted = folded(name);
  const known = observation.paths.filter(use =>
    [use.path, use.named, use.relative, homeName(use)].some(
      each => each !== undefined && folded(each) === wanted,
    ),
  );
  if (known.length > 0) return known;
  const ending = `/${wanted.replace(/^(?:\.{0,2}\/)+/, '')}`;
  return observation.paths.filter(
    use => folded(use.named).endsWith(ending) || folded(use.path).endsWith(ending),
  );
}

const homeName = (use: ObservedPath): string | undefined =>
  use.homeRelative === undefined ? undefined : `~/${use.homeRelative}`;

/** Cedar's `like` knows neither case nor Unicode, so names are folded before they are asked about. */
const folded = (name: string): string => name.replaceAll('\\', '/').normalize('NFKC').toLowerCase();

const absolute = /^(?:[/\\~]|[a-z]:)/i;

const policyPath = (use: ObservedPath): string => folded(use.relative ?? homeName(use) ?? use.path);

const distinct = (values: readonly string[]): string[] => [...new Set(values)];
