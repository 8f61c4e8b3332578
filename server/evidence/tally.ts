/** Counts what a ledger tells of a period, entry by entry, in memory that does not grow with the ledger. Pure. */
import type { LedgerBody, LedgerEntry } from '../../common/ledger.ts';
import type { Profile } from '../../common/settings.ts';
import type { VerdictKind } from '../../common/verdict.ts';
import { spread, type Spread } from './spread.ts';

/** Is a period; both ends in milliseconds since the epoch, the end left out. */
export interface Period {
  readonly since: number;
  readonly until: number;
}

/** Counts events by what became of them. */
export type Dispositions = Readonly<Record<VerdictKind, number>>;

/** Is what happened on one day, UTC. */
export interface DayCount {
  readonly day: string;
  readonly counts: Dispositions;
}

/** Is what a tally came to. */
export interface Tally {
  readonly entries: number;
  readonly first: number | undefined;
  readonly last: number | undefined;
  readonly dispositions: Dispositions;
  /** Events that policy would have acted on, had the level not been `observe`. */
  readonly monitored: number;
  readonly days: readonly DayCount[];
  readonly agents: ReadonlyMap<string, AgentCount>;
  readonly policies: ReadonlyMap<string, Dispositions>;
  readonly rules: ReadonlyMap<string, Dispositions>;
  /** By the place of the control in the list that the tally was made for. */
  readonly controls: readonly ControlCount[];
  readonly approvals: ApprovalCount;
  readonly items: ItemCount;
  readonly stops: number;
  readonly labels: ReadonlyMap<string, number>;
  readonly posture: Readonly<Record<'drifted' | 'ended' | 'repaired', number>>;
  readonly guard: GuardCount;
}

/** Is what became of the events of a control. */
export interface ControlCount {
  readonly counts: Dispositions;
  readonly monitored: number;
}

/** Is what an agent did. */
export interface AgentCount {
  readonly events: number;
  readonly refused: number;
  /** Milliseconds since the epoch. */
  readonly last: number;
}

/** Is what people decided of what agents asked for, and how long it took in milliseconds. */
export interface ApprovalCount {
  readonly requested: number;
  readonly allowed: number;
  readonly denied: number;
  /** Requests that nobody decided in time. */
  readonly expired: number;
  /** Approvals whose time was over. */
  readonly lapsed: number;
  readonly used: number;
  readonly revoked: number;
  readonly waited: Spread;
}

/** Is what people decided of held changes, and how long it took in milliseconds. */
export interface ItemCount {
  readonly held: number;
  readonly approved: number;
  readonly kept: number;
  readonly discarded: number;
  readonly reapplied: number;
  readonly waited: Spread;
}

/** Is how guards ran. */
export interface GuardCount {
  readonly started: number;
  readonly stopped: number;
  readonly degraded: number;
  readonly levels: readonly Profile[];
  /** Level that the newest guard ran with, at the end of the period; undefined when no entry tells. */
  readonly level: Profile | undefined;
  /** The longest time without any entry, in milliseconds. */
  readonly quiet: number;
}

/** Finds the places of the controls that a rule, a harm or a policy speaks of. */
export interface ControlIndex {
  readonly size: number;
  readonly byRule: ReadonlyMap<string, readonly number[]>;
  readonly byHarm: ReadonlyMap<string, readonly number[]>;
  readonly byPolicy: ReadonlyMap<string, readonly number[]>;
}

/** Counts entries. */
export interface Tallier {
  add(entry: LedgerEntry): void;
  end(): Tally;
}

/** Names come from agents, who could make up any number of them. */
const mostNames = 1_000;
const rest = '(others)';
/** Held changes are few; more than so many that wait at once are not timed. */
const mostHeld = 50_000;
const dayMs = 86_400_000;

type Counts = Record<VerdictKind, number>;
const none = (): Counts => ({ pass: 0, redact: 0, ask: 0, quarantine: 0, deny: 0 });

/** Creates a tally of a period. */
export const createTally = (period: Period, index: ControlIndex): Tallier => new PeriodTally(period, index);

type Body<T extends LedgerBody['type']> = Extract<LedgerBody, { type: T }>;

/** Is the counts of a period while they grow. */
class PeriodTally implements Tallier {
  readonly #period: Period;
  readonly #index: ControlIndex;
  readonly #controls: readonly { readonly counts: Counts; monitored: number }[];
  readonly #dispositions = none();
  readonly #days = new Map<string, Counts>();
  readonly #agents = new Map<string, { events: number; refused: number; last: number }>();
  readonly #policies = new Map<string, Counts>();
  readonly #rules = new Map<string, Counts>();
  readonly #approvals = { requested: 0, allowed: 0, denied: 0, expired: 0, lapsed: 0, used: 0, revoked: 0 };
  readonly #items = { held: 0, approved: 0, kept: 0, discarded: 0, reapplied: 0, recovered: 0, expired: 0 };
  readonly #heldSince = new Map<string, number>();
  readonly #asked = spread();
  readonly #held = spread();
  readonly #labels = new Map<string, number>();
  readonly #posture = { drifted: 0, ended: 0, repaired: 0 };
  readonly #guard = { started: 0, configured: 0, stopped: 0, degraded: 0, recovered: 0 };
  readonly #levels = new Set<Profile>();
  #level: Profile | undefined;
  #entries = 0;
  #first: number | undefined;
  #last: number | undefined;
  #monitored = 0;
  #stops = 0;
  #quiet = 0;

  constructor(period: Period, index: ControlIndex) {
    this.#period = period;
    this.#index = index;
    this.#controls = Array.from({ length: index.size }, () => ({ counts: none(), monitored: 0 }));
  }

  add({ ts, body }: LedgerEntry): void {
    const { since, until } = this.#period;
    if (ts >= until) return;
    // What began before the period reaches into it: the level of a guard, a change that is held.
    if (body.type === 'guard') this.#level = body.level ?? this.#level;
    if (ts < since) {
      if (body.type === 'item') this.#noteHeld(ts, body);
      return;
    }
    this.#entries += 1;
    this.#quiet = Math.max(this.#quiet, ts - (this.#last ?? ts));
    this.#first = Math.min(this.#first ?? ts, ts);
    this.#last = Math.max(this.#last ?? ts, ts);
    if (body.type === 'verdict') this.#verdict(ts, body);
    else if (body.type === 'item') this.#item(ts, body);
    else this.#other(body);
  }

  end(): Tally {
    return {
      entries: this.#entries,
      first: this.#first,
      last: this.#last,
      dispositions: this.#dispositions,
      monitored: this.#monitored,
      days: allDays(this.#days),
      agents: this.#agents,
      policies: this.#policies,
      rules: this.#rules,
      controls: this.#controls,
      approvals: { ...this.#approvals, waited: this.#asked },
      items: { ...this.#items, waited: this.#held },
      stops: this.#stops,
      labels: this.#labels,
      posture: this.#posture,
      guard: { ...this.#guard, levels: [...this.#levels], level: this.#level, quiet: this.#quiet },
    };
  }

  #verdict(ts: number, body: Body<'verdict'>): void {
    const { verdict: kind, findings, policies, agent, origin } = body;
    const cited = policies.filter(id => !id.startsWith('approval/'));
    const watched = kind === 'pass' && cited.length > 0 && cited.length === policies.length;
    this.#dispositions[kind] += 1;
    if (watched) this.#monitored += 1;
    countsOf(this.#days, new Date(ts).toISOString().slice(0, 10), Infinity)[kind] += 1;
    for (const id of new Set(cited)) countsOf(this.#policies, id, mostNames)[kind] += 1;
    for (const id of new Set(findings.map(({ ruleId }) => ruleId)))
      countsOf(this.#rules, id, mostNames)[kind] += 1;
    for (const place of placesOf(body, this.#index)) {
      const control = this.#controls[place];
      if (control === undefined) continue;
      control.counts[kind] += 1;
      if (watched) control.monitored += 1;
    }
    if (agent !== '' || origin === 'agent') this.#noteAgent(ts, agent || '(unnamed)', kind !== 'pass');
  }

  #noteAgent(ts: number, named: string, refused: boolean): void {
    const name = this.#agents.has(named) || this.#agents.size < mostNames ? named : rest;
    const agent = this.#agents.get(name) ?? { events: 0, refused: 0, last: 0 };
    this.#agents.set(name, agent);
    agent.events += 1;
    if (refused) agent.refused += 1;
    agent.last = Math.max(agent.last, ts);
  }

  #item(ts: number, body: Body<'item'>): void {
    this.#items[body.action] += 1;
    const start = this.#heldSince.get(body.itemId);
    if (start !== undefined && body.by === 'user' && body.action !== 'held') this.#held.add(ts - start);
    this.#noteHeld(ts, body);
  }

  #noteHeld(ts: number, { action, itemId }: Body<'item'>): void {
    if (action !== 'held') this.#heldSince.delete(itemId);
    else if (this.#heldSince.size < mostHeld) this.#heldSince.set(itemId, ts);
  }

  #other(body: Exclude<LedgerBody, { type: 'verdict' | 'item' }>): void {
    switch (body.type) {
      case 'approval':
        this.#approvals[isLapse(body) ? 'lapsed' : body.action] += 1;
        if (body.waited !== undefined) this.#asked.add(body.waited);
        break;
      case 'stop':
        if (body.action === 'engaged') this.#stops += 1;
        break;
      case 'session':
        if (body.action === 'labelled') this.#labels.set(body.label, (this.#labels.get(body.label) ?? 0) + 1);
        break;
      case 'posture':
        this.#posture[body.action] += 1;
        break;
      case 'guard':
        this.#guard[body.action] += 1;
        if (body.level !== undefined) this.#levels.add(body.level);
        break;
    }
  }
}

const isLapse = ({ action, scope }: Body<'approval'>): boolean => action === 'expired' && scope !== undefined;

function countsOf(map: Map<string, Counts>, name: string, most: number): Counts {
  const key = map.has(name) || map.size < most ? name : rest;
  const counts = map.get(key) ?? none();
  map.set(key, counts);
  return counts;
}

function placesOf(
  { findings, policies }: Extract<LedgerBody, { type: 'verdict' }>,
  { byRule, byHarm, byPolicy }: ControlIndex,
): ReadonlySet<number> {
  const places = new Set<number>();
  const add = (found: readonly number[] | undefined): void => found?.forEach(place => places.add(place));
  for (const { ruleId, risks } of findings) {
    add(byRule.get(ruleId));
    for (const risk of risks) add(byHarm.get(risk));
  }
  // What policy refused without a finding, such as an event that could not be understood.
  if (findings.length === 0) for (const id of policies) add(byPolicy.get(id));
  return places;
}

const mostDays = 3_660;

/** Lists days in order, those without an event among them, so that a chart shows gaps as gaps. */
function allDays(days: ReadonlyMap<string, Counts>): readonly DayCount[] {
  const sorted = [...days.keys()].toSorted();
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (first === undefined || last === undefined) return [];
  const [start, end] = [Date.parse(first), Date.parse(last)];
  if (end - start > mostDays * dayMs) return sorted.map(day => ({ day, counts: days.get(day) ?? none() }));
  const list: DayCount[] = [];
  for (let at = start; at <= end; at += dayMs) {
    const day = new Date(at).toISOString().slice(0, 10);
    list.push({ day, counts: days.get(day) ?? none() });
  }
  return list;
}
