/**
 * Suggests exceptions where people kept allowing the same, and principles where they kept refusing it. Nothing is applied:
 * what comes out is for a person to review, and an exception counts only once the team has signed it. Pure.
 */
import { plain } from '../../common/plain.ts';
import type { Waiver } from '../../common/profile.ts';
import type { RuleInfo } from '../detect/rule.ts';
import type { Decision } from './decisions.ts';

/** Says what suggestions are made of. */
export interface Learning {
  readonly decisions: Iterable<Decision>;
  readonly rules: readonly RuleInfo[];
  /** Sessions in which people must have decided the same, none of them otherwise. */
  readonly least: number;
  /** Milliseconds since the epoch; suggested waivers end ninety days later. */
  readonly now: number;
}

/** Is what is suggested. */
export interface Suggestions {
  readonly waivers: readonly Waiver[];
  readonly policies: readonly SuggestedPolicy[];
  /** What came up and cannot be suggested, and why. */
  readonly notes: readonly string[];
}

/** Is a policy to review. */
export interface SuggestedPolicy {
  readonly id: string;
  readonly text: string;
}

/** Is what people decided of one kind of wish. */
interface Family {
  readonly sample: Decision;
  readonly allowed: Set<string>;
  readonly denied: Set<string>;
  first: number;
  last: number;
}

const waiverDays = 90;
const dayMs = 86_400_000;
/** More kinds of wishes than people ever decided are noise. */
const mostFamilies = 10_000;

/** Suggests. */
export function suggest({ decisions, rules, least, now }: Learning): Suggestions {
  const families = [...familiesOf(decisions).values()];
  const risks = new Map(rules.map(rule => [rule.id, rule.risks]));
  const agreed = (mine: 'allowed' | 'denied', other: 'allowed' | 'denied') =>
    families.filter(family => family[mine].size >= least && family[other].size === 0);
  const exceptions = agreed('allowed', 'denied').map(family => exceptionOf(family, risks, now));
  const principles = agreed('denied', 'allowed').map(principleOf);
  return {
    waivers: merged(exceptions.flatMap(each => (typeof each === 'string' ? [] : each))),
    policies: [
      ...new Map(
        principles.flatMap(each => (typeof each === 'string' ? [] : [[each.id, each] as const])),
      ).values(),
    ],
    notes: [...exceptions, ...principles].filter(each => typeof each === 'string'),
  };
}

function familiesOf(decisions: Iterable<Decision>): ReadonlyMap<string, Family> {
  const families = new Map<string, Family>();
  for (const decision of decisions) {
    const { kind, shape, rules, policies, agent, sessionId, allowed, ts } = decision;
    const key = JSON.stringify([kind, shape, rules.toSorted(), policies.toSorted()]);
    if (!families.has(key) && families.size >= mostFamilies) continue;
    const family = families.get(key) ?? {
      sample: decision,
      allowed: new Set<string>(),
      denied: new Set<string>(),
      first: ts,
      last: ts,
    };
    families.set(key, family);
    family[allowed ? 'allowed' : 'denied'].add(JSON.stringify([agent, sessionId]));
    family.first = Math.min(family.first, ts);
    family.last = Math.max(family.last, ts);
  }
  return families;
}

const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
const told = ({ sample: { kind, shape } }: Family): string =>
  `"${kind}: ${plain(shape.replaceAll(/[\n\r]+/gu, ' '))}"`;

/** Returns waivers for the files that people kept allowing; what cannot be narrowed to files is no exception. */
function exceptionOf(
  family: Family,
  risks: ReadonlyMap<string, readonly string[]>,
  now: number,
): readonly Waiver[] | string {
  const { sample, allowed, first, last } = family;
  const times = `${allowed.size} sessions`;
  if (sample.rules.length === 0)
    return `${told(family)} was allowed in ${times}, by policy ${sample.policies.join(', ')} alone: no finding could be waived. Look at the policy.`;
  if (sample.rules.some(rule => risks.get(rule)?.includes('SELF') === true))
    return `${told(family)} was allowed in ${times}; what protects Ringfence itself is never excused.`;
  const paths = pathsIn(sample.shape);
  if (paths.length === 0)
    return `${told(family)} was allowed in ${times}; it names no file, so that a waiver would excuse ${sample.rules.join(', ')} everywhere.`;
  return sample.rules.map(rule => ({
    rule,
    paths,
    reason: `People allowed this in ${times} between ${dayOf(first)} and ${dayOf(last)}, and never refused it.`,
    expires: dayOf(now + waiverDays * dayMs),
  }));
}

/** Reads the files out of a shape; one that lies elsewhere, or holds what a glob would take for a pattern, is left out. */
function pathsIn(shape: string): readonly string[] {
  if (shape.endsWith('…')) return [];
  const uses = shape.split(', ').map(use => /^(?:write|delete|read) ([^*?[\]{}!\\~]+)$/u.exec(use)?.[1]);
  if (uses.some(use => use === undefined || use === 'OUTSIDE' || /^\/|(?:^|\/)\.\.(?:\/|$)/u.test(use)))
    return [];
  return [...new Set(uses.flatMap(use => (use === undefined ? [] : [`/${use}`])))].toSorted();
}

/** One waiver for each rule and set of files. */
function merged(waivers: readonly Waiver[]): readonly Waiver[] {
  const byKey = new Map<string, Waiver>();
  for (const waiver of waivers) byKey.set(JSON.stringify([waiver.rule, waiver.paths]), waiver);
  return [...byKey.values()].toSorted((a, b) => (a.rule < b.rule ? -1 : 1));
}

/** Returns a policy that refuses what people kept refusing. */
function principleOf(family: Family): SuggestedPolicy | string {
  const { sample, denied, first, last } = family;
  const condition = conditionOf(sample);
  if (condition === undefined)
    return `${told(family)} was refused in ${denied.size} sessions; it says too little to write a policy of.`;
  const id = `learned/${slug(`${sample.kind} ${condition.name}`)}`;
  const text = [
    `// People refused ${told(family)} in ${denied.size} sessions between ${dayOf(first)} and ${dayOf(last)}, and never allowed it.`,
    `@id("${id}")`,
    '@effect("deny")',
    `@principle("${condition.principle}")`,
    '@advice("Tell the user what it is needed for, and go on without it.")',
    `forbid (principal is Agent, action == Action::"${sample.kind}", resource is ${condition.resource})`,
    `when { ${condition.when} };`,
    '',
  ].join('\n');
  return { id, text };
}

interface Condition {
  readonly resource: 'Finding' | 'Event';
  readonly when: string;
  readonly name: string;
  readonly principle: string;
}

const principle = 'People refused this each time they were asked, so nobody is asked again.';
const plainName = /^[\w@./+-]{1,100}$/u;

/** The narrowest that can be said: the finding with its file, else the file, the tool, or the program. */
function conditionOf({ kind, shape, rules }: Decision): Condition | undefined {
  const [path] = pathsIn(shape).map(each => each.slice(1).normalize('NFKC').toLowerCase());
  const [rule] = rules;
  const named = path !== undefined && /^[\p{L}\p{N}@./+ _-]{1,200}$/u.test(path) ? path : undefined;
  if (rule !== undefined && plainName.test(rule)) {
    const there = named === undefined ? '' : ` && resource.path == "${named}"`;
    return {
      resource: 'Finding',
      when: `resource.rule == "${rule}" && resource.severity >= 2${there}`,
      name: named === undefined ? rule : `${rule} ${named}`,
      principle,
    };
  }
  if (named !== undefined)
    return { resource: 'Event', when: `resource.paths.contains("${named}")`, name: named, principle };
  const [first = ''] = shape.split(' ');
  if (kind === 'shell.exec' && plainName.test(first) && !shape.includes(' ; '))
    return {
      resource: 'Event',
      when: `resource.programs.contains("${first.toLowerCase()}")`,
      name: first,
      principle,
    };
  return undefined;
}

const slug = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, '-')
    .replaceAll(/^-+|-+$/gu, '')
    .slice(0, 50)
    .replace(/-+$/u, '');
