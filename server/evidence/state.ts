/** Derives where a control stands from what is in force and what was seen. Pure. */
import type { Profile } from '../../common/settings.ts';
import type { Basis } from './inForce.ts';
import type { Mechanism } from './mechanisms.ts';
import type { ControlCount, Dispositions } from './tally.ts';

/** Lists the states of a control from the best, and what each says. */
export const controlStates = {
  enforced: 'Something acts on it, and acted in the period',
  'configured, not observed': 'Something would act on it, and nothing came up in the period',
  'monitor only': 'It is noticed and recorded, and nothing holds it up',
  'not covered': 'Nothing here gives evidence of it',
} as const;
/** Names a state of a control. */
export type ControlState = keyof typeof controlStates;

/** Is where a control stands, and why. */
export interface Standing {
  readonly state: ControlState;
  /** One sentence. */
  readonly why: string;
}

/** Is what a standing is derived from. */
export interface StandingFacts {
  readonly basis: Basis;
  readonly count: ControlCount;
  /** The mechanisms of the control. */
  readonly mechanisms: readonly Mechanism[];
  readonly level: Profile | undefined;
}

/** Counts events that were not let through as they were. */
export const actedOn = ({ redact, ask, quarantine, deny }: Dispositions): number =>
  redact + ask + quarantine + deny;

/** Returns where a control stands. */
export function standingOf(facts: StandingFacts): Standing {
  const { basis, count, mechanisms, level } = facts;
  const there = mechanisms.filter(({ configured }) => configured);
  if (basis.rules.length + basis.policies.length + there.length === 0)
    return { state: 'not covered', why: notCovered(mechanisms) };
  const flaws = there.flatMap(({ flaw }) => flaw ?? []);
  const holding = there.filter(({ flaw }) => flaw === undefined);
  const seen = holding.filter(({ observed }) => observed > 0);
  const acted = actedOn(count.counts);
  // A record that was changed, or a signature that does not hold, is not made good by what stands beside it.
  const sound = flaws.length === 0 && holding.length > 0;
  const acting = level !== 'observe' && basis.policies.length > 0;
  const parts = [...basisParts(basis, level), ...flaws];
  if (acted > 0 || (sound && seen.length > 0))
    return { state: 'enforced', why: sentence([...parts, ...actedParts(acted), ...seen.map(detailOf)]) };
  if (acting || sound)
    return { state: 'configured, not observed', why: sentence([...parts, ...holding.map(detailOf)]) };
  return { state: 'monitor only', why: sentence([...parts, noticed(count)]) };
}

const detailOf = ({ detail }: Mechanism): string => detail;

const actedParts = (acted: number): readonly string[] =>
  acted === 0 ? [] : [`acted on ${acted.toLocaleString('en')} ${acted === 1 ? 'event' : 'events'}`];

function basisParts({ rules, policies }: Basis, level: Profile | undefined): readonly string[] {
  if (rules.length === 0 && policies.length === 0) return [];
  const acts =
    policies.length === 0
      ? 'no policy acts on them'
      : `${policies.length} ${policies.length === 1 ? 'policy acts' : 'policies act'} on them`;
  return [
    `${rules.length} ${rules.length === 1 ? 'rule bears' : 'rules bear'} on it, ${acts}`,
    ...(level === 'observe' ? ['the level is observe, so that nothing is held up'] : []),
  ];
}

const noticed = ({ counts, monitored }: ControlCount): string =>
  `noticed ${(counts.pass + actedOn(counts)).toLocaleString('en')} times, ${monitored.toLocaleString('en')} of them policy would have acted on`;

const notCovered = (mechanisms: readonly Mechanism[]): string =>
  mechanisms.length === 0
    ? 'Nothing here gives evidence of it: this is for the organisation to show.'
    : sentence(mechanisms.map(({ detail }) => detail));

/** Joins parts to sentences. */
const sentence = (parts: readonly string[]): string =>
  parts
    .map(part => `${part.charAt(0).toUpperCase()}${part.slice(1)}${part.endsWith('.') ? '' : '.'}`)
    .join(' ');
