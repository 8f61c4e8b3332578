/** Puts an evidence report together. Its JSON form is a public contract: docs/evidence.md. Pure. */
import type { Profile } from '../../common/settings.ts';
import type { VerifyReport } from '../ledger/verify.ts';
import { frameworks, type Control, type Framework } from './frameworks.ts';
import { basisOf, type Basis, type InForce } from './inForce.ts';
import { mechanismsOf, type Mechanism } from './mechanisms.ts';
import { standingOf, type ControlState, type Standing } from './state.ts';
import type { ControlIndex, Dispositions, Period, Tally } from './tally.ts';

/** Is the version of the JSON form; it grows with every change that a reader could stumble over. */
export const reportVersion = 1;

/** Is a control in the report. */
export interface ControlReport extends Standing {
  readonly id: string;
  readonly name: string;
  readonly counts: Dispositions;
  /** Events that policy would have acted on, had the level not been `observe`. */
  readonly monitored: number;
  readonly rules: readonly string[];
  readonly policies: readonly string[];
  readonly mechanisms: readonly string[];
}

/** Is a framework in the report. */
export interface FrameworkReport extends Omit<Framework, 'controls'> {
  readonly controls: readonly ControlReport[];
}

/** Says how an agent stands. */
export interface AgentEvidence {
  readonly name: string;
  readonly title: string;
  readonly present: boolean;
  readonly covered: boolean;
  readonly detail: string;
  readonly events: number;
  readonly refused: number;
  /** ISO 8601; absent when it was not seen in the period. */
  readonly last?: string;
}

/** Says how long people took, in milliseconds. */
export interface Waiting {
  readonly count: number;
  readonly median?: number;
  readonly ninetieth?: number;
  readonly bars: readonly { readonly upTo: string; readonly count: number }[];
}

/** Is an evidence report. */
export interface EvidenceReport {
  readonly version: typeof reportVersion;
  readonly tool: { readonly name: 'ringfence'; readonly version: string };
  /** ISO 8601 times. */
  readonly generated: string;
  readonly period: { readonly since: string; readonly until: string };
  /** Level in force at the end of the period, and all that the period saw. */
  readonly level: { readonly current?: Profile; readonly seen: readonly Profile[] };
  readonly policy: PolicyEvidence;
  readonly floor: FloorEvidence;
  readonly ledger: LedgerEvidence;
  readonly dispositions: Dispositions;
  readonly monitored: number;
  readonly days: Tally['days'];
  readonly decisions: {
    readonly approvals: Omit<Tally['approvals'], 'waited'> & {
      readonly unanswered: number;
      readonly waited: Waiting;
    };
    readonly held: Omit<Tally['items'], 'waited'> & { readonly waited: Waiting };
    readonly stops: number;
  };
  readonly guard: Omit<Tally['guard'], 'levels' | 'level'>;
  readonly agents: readonly AgentEvidence[];
  /** Agents that no hook can guard. */
  readonly uncoverable: readonly { readonly title: string; readonly why: string }[];
  readonly fired: {
    readonly policies: readonly Fired[];
    readonly rules: readonly Fired[];
  };
  readonly mechanisms: readonly Mechanism[];
  readonly frameworks: readonly FrameworkReport[];
}

/** Is a policy or rule that fired in the period. */
export interface Fired {
  readonly id: string;
  /** The policy's principle, or the rule's title; '' when it is not loaded now. */
  readonly title: string;
  readonly counts: Dispositions;
}

/** Says which policy is in force. */
export interface PolicyEvidence {
  /** SHA-256 (hex) over ids, effects, layers and texts of all policies. */
  readonly digest: string;
  readonly policies: number;
  readonly byLayer: Readonly<Record<string, number>>;
  readonly problems: readonly string[];
}

/** Says how the signed floor stands. */
export interface FloorEvidence {
  readonly status: string;
  readonly name?: string;
  readonly serial?: number;
  readonly signer?: string;
  readonly digest?: string;
  readonly expires?: string;
  readonly source?: string;
  readonly problems: readonly string[];
}

/** Says how the ledger stands. */
export interface LedgerEvidence {
  readonly files: number;
  /** All of them, and those of the period. */
  readonly entries: number;
  readonly inPeriod: number;
  readonly whole: boolean;
  readonly gaps: readonly { readonly file: string; readonly line: number; readonly message: string }[];
  readonly notes: readonly string[];
  readonly first?: string;
  readonly last?: string;
}

/** Is what a report is made of. */
export interface EvidenceFacts {
  readonly version: string;
  readonly now: number;
  readonly period: Period;
  readonly inForce: InForce;
  readonly policy: PolicyEvidence;
  readonly floor: FloorEvidence;
  readonly verified: VerifyReport;
  readonly level: Profile | undefined;
  readonly team: {
    readonly retentionDays: number | undefined;
    readonly exports: number;
    readonly mcpList: number | undefined;
    readonly level: boolean;
  };
  readonly agents: readonly Omit<AgentEvidence, 'events' | 'refused' | 'last'>[];
  readonly uncoverable: EvidenceReport['uncoverable'];
}

/** Is the list of all controls with what each rests on, and the index that a tally needs. */
export interface Plan {
  readonly frameworks: readonly Framework[];
  readonly bases: readonly Basis[];
  readonly index: ControlIndex;
}

/** Works out what every control rests on. */
export function planOf(inForce: InForce): Plan {
  const list = frameworks();
  const bases = list.flatMap(({ controls }) => controls.map(control => basisOf(control, inForce)));
  return {
    frameworks: list,
    bases,
    index: {
      size: bases.length,
      byRule: placesBy(bases, ({ rules }) => rules),
      byHarm: placesBy(bases, ({ control }) => control.harms),
      byPolicy: placesBy(bases, ({ policies }) => policies),
    },
  };
}

function placesBy(
  bases: readonly Basis[],
  namesOf: (basis: Basis) => readonly string[],
): ReadonlyMap<string, readonly number[]> {
  const places = new Map<string, number[]>();
  for (const [place, basis] of bases.entries())
    for (const name of namesOf(basis)) places.set(name, [...(places.get(name) ?? []), place]);
  return places;
}

/** Puts the report together. */
export function reportOf(facts: EvidenceFacts, plan: Plan, tally: Tally): EvidenceReport {
  const { version, now, period, policy, floor, verified, uncoverable } = facts;
  const level = tally.guard.level ?? facts.level;
  const agents = agentsOf(facts.agents, tally);
  const mechanisms = mechanismsOf(mechanismFacts(facts, tally, agents));
  const { levels: seen, started, stopped, degraded, quiet } = tally.guard;
  const { waited: asked, ...approvals } = tally.approvals;
  const { waited: held, ...items } = tally.items;
  return {
    version: reportVersion,
    tool: { name: 'ringfence', version },
    generated: time(now),
    period: { since: time(period.since), until: time(period.until) },
    level: { ...(level === undefined ? {} : { current: level }), seen },
    policy,
    floor,
    ledger: ledgerOf(verified, tally),
    dispositions: tally.dispositions,
    monitored: tally.monitored,
    days: tally.days,
    decisions: {
      approvals: {
        ...approvals,
        unanswered: Math.max(0, approvals.requested - approvals.allowed - approvals.denied),
        waited: waitingOf(asked),
      },
      held: { ...items, waited: waitingOf(held) },
      stops: tally.stops,
    },
    guard: { started, stopped, degraded, quiet },
    agents,
    uncoverable,
    fired: {
      policies: firedOf(
        tally.policies,
        new Map(facts.inForce.policies.map(each => [each.id, each.principle])),
      ),
      rules: firedOf(tally.rules, new Map(facts.inForce.rules.map(each => [each.id, each.title]))),
    },
    mechanisms,
    frameworks: frameworksOf(plan, tally, mechanisms, level),
  };
}

const time = (ms: number): string => new Date(ms).toISOString();

function ledgerOf({ ok, files, entries, problems, notes }: VerifyReport, tally: Tally): LedgerEvidence {
  return {
    files,
    entries,
    inPeriod: tally.entries,
    whole: ok,
    gaps: problems.slice(0, 100).map(({ file, line, message }) => ({ file, line, message })),
    notes,
    ...(tally.first === undefined ? {} : { first: time(tally.first) }),
    ...(tally.last === undefined ? {} : { last: time(tally.last) }),
  };
}

function agentsOf(known: EvidenceFacts['agents'], tally: Tally): readonly AgentEvidence[] {
  const names = new Set(known.map(({ name }) => name));
  const others = [...tally.agents.keys()]
    .filter(name => !names.has(name))
    .map(name => ({
      name,
      title: name,
      present: false,
      covered: false,
      detail: 'Seen at work, and not among the agents that are looked for.',
    }));
  return [...known, ...others]
    .map(agent => {
      const { events = 0, refused = 0, last = 0 } = tally.agents.get(agent.name) ?? {};
      return { ...agent, events, refused, ...(last === 0 ? {} : { last: time(last) }) };
    })
    .filter(({ present, events }) => present || events > 0)
    .toSorted((a, b) => rank(a) - rank(b) || b.events - a.events);
}

/** What is here and not covered comes first. */
const rank = ({ present, covered }: AgentEvidence): number => (present ? (covered ? 1 : 0) : 2);

function mechanismFacts(
  { inForce, floor, verified, team }: EvidenceFacts,
  tally: Tally,
  agents: readonly AgentEvidence[],
): Parameters<typeof mechanismsOf>[0] {
  const { approvals, items, posture, stops } = tally;
  const judged = Object.values(tally.dispositions).reduce((sum, count) => sum + count, 0);
  const present = agents.filter(agent => agent.present);
  const refusedServers = tally.rules.get('mcp/not-listed');
  return {
    policies: inForce.policies.length,
    asking: inForce.policies.filter(({ effect }) => effect === 'ask').length,
    floor,
    ledger: { entries: verified.entries, inPeriod: tally.entries, ok: verified.ok },
    retentionDays: team.retentionDays,
    exports: team.exports,
    judged,
    decided: approvals.allowed + approvals.denied + items.approved + items.kept + items.discarded,
    stops,
    held: items.held,
    settled: items.approved + items.kept + items.discarded,
    posture: posture.drifted + posture.ended + posture.repaired,
    postureLevel: team.level,
    mcpList: team.mcpList,
    mcpRefused: refusedServers === undefined ? 0 : refusedServers.deny + refusedServers.ask,
    agents: {
      present: present.length,
      seen: agents.filter(({ events }) => events > 0).length,
      uncovered: present.filter(({ covered }) => !covered).length,
      installed: present.filter(({ covered }) => covered).length,
    },
  };
}

function waitingOf({ count, at, bars }: Tally['approvals']['waited']): Waiting {
  const [median, ninetieth] = [at(0.5), at(0.9)];
  return {
    count: count(),
    ...(median === undefined ? {} : { median: Math.round(median) }),
    ...(ninetieth === undefined ? {} : { ninetieth: Math.round(ninetieth) }),
    bars: bars(),
  };
}

const mostFired = 200;

const firedOf = (
  counts: ReadonlyMap<string, Dispositions>,
  titles: ReadonlyMap<string, string>,
): readonly Fired[] =>
  [...counts]
    .map(([id, count]) => ({ id, title: titles.get(id) ?? '', counts: count }))
    .toSorted((a, b) => sumOf(b.counts) - sumOf(a.counts) || (a.id < b.id ? -1 : 1))
    .slice(0, mostFired);

/** Counts all events of some dispositions. */
export const sumOf = (counts: Dispositions): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);

function frameworksOf(
  { frameworks: list, bases }: Plan,
  tally: Tally,
  mechanisms: readonly Mechanism[],
  level: Profile | undefined,
): readonly FrameworkReport[] {
  let place = 0;
  return list.map(({ controls, ...framework }) => ({
    ...framework,
    controls: controls.map(control => controlOf(control, place++)),
  }));

  function controlOf(control: Control, at: number): ControlReport {
    const basis = bases[at] ?? { control, rules: [], policies: [] };
    const count = tally.controls[at] ?? { counts: tally.dispositions, monitored: 0 };
    const own = mechanisms.filter(({ id }) => control.mechanisms.includes(id));
    return {
      id: control.id,
      name: control.name,
      ...standingOf({ basis, count, mechanisms: own, level }),
      ...count,
      rules: basis.rules,
      policies: basis.policies,
      mechanisms: control.mechanisms,
    };
  }
}

/** Counts the controls of a framework by state. */
export function statesOf({ controls }: FrameworkReport): ReadonlyMap<ControlState, number> {
  const counts = new Map<ControlState, number>();
  for (const { state } of controls) counts.set(state, (counts.get(state) ?? 0) + 1);
  return counts;
}
