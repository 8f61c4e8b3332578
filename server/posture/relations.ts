/**
 * How a setting's value compares with what is expected of it. VS Code merges objects of several layers entry by entry, so
 * a comparison tells what one layer's own value loosens from what the merged value lacks. Pure.
 */
import { isDeepStrictEqual } from 'node:util';

/** Compares values of one kind of setting. Names of entries tell what is wrong; '' stands for the whole value. */
export interface Relation {
  /** Returns what a layer's own value loosens. */
  readonly loosens: (own: unknown, expected: unknown) => readonly string[];
  /** Returns what the merged value lacks, beyond the product's default. */
  readonly lacks: (effective: unknown, expected: unknown, byDefault: unknown) => readonly string[];
  /** Returns a layer's own value without what loosens; undefined when nothing is left. */
  readonly mended: (own: unknown, expected: unknown) => unknown;
  /** Returns the user's own value with what is lacking. */
  readonly tightened: (own: unknown, expected: unknown) => unknown;
}

type Entries = Readonly<Record<string, unknown>>;

const whole = (holds: boolean): readonly string[] => (holds ? [] : ['']);

const same: Relation = scalar((value, expected) => isDeepStrictEqual(value, expected));

function scalar(holds: (value: unknown, expected: unknown) => boolean): Relation {
  return {
    loosens: (own, expected) => whole(holds(own, expected)),
    lacks: (effective, expected) => whole(holds(effective, expected)),
    mended: (own, expected) => (holds(own, expected) ? own : undefined),
    tightened: (own, expected) => (holds(own, expected) ? own : expected),
  };
}

/** Makes a comparison of values that are ordered from loosest to strictest: stricter than expected is fine. */
export const rank = (order: readonly string[]): Relation =>
  scalar((value, expected) => {
    const [is, should] = [order.indexOf(String(value)), order.indexOf(String(expected))];
    return is < 0 || should < 0 ? value === expected : is >= should;
  });

/** Every expected entry is there with its value; others are nobody's business. */
const entries: Relation = {
  loosens: (own, expected) => {
    const mine = entriesOf(own);
    // One value for all entries, as some settings take it.
    if (mine === undefined)
      return whole(Object.values(entriesOf(expected) ?? {}).every(each => isDeepStrictEqual(own, each)));
    return differing(mine, expected).filter(name => Object.hasOwn(mine, name));
  },
  lacks: (effective, expected) => {
    const all = entriesOf(effective);
    return all === undefined ? entries.loosens(effective, expected) : differing(all, expected);
  },
  mended: (own, expected) => without(own, entries.loosens(own, expected)),
  tightened: (own, expected) => ({ ...entriesOf(own), ...entriesOf(expected) }),
};

const differing = (value: Entries, expected: unknown): readonly string[] =>
  Object.entries(entriesOf(expected) ?? {})
    .filter(([name, should]) => !isDeepStrictEqual(value[name], should))
    .map(([name]) => name);

/** No entry approves anything but what is expected or the product's default; expected refusals stand. */
const approvals: Relation = {
  loosens: (own, expected) => {
    const mine = entriesOf(own);
    if (mine === undefined) return whole(!approves(own));
    const may = entriesOf(expected) ?? {};
    return Object.keys(mine).filter(
      // Null takes a rule of the product away, refusals included.
      name => mine[name] === null || (approves(mine[name]) && !approves(may[name])),
    );
  },
  lacks: (effective, expected, byDefault) => {
    const all = entriesOf(effective);
    if (all === undefined) return approvals.loosens(effective, expected);
    const [may, shipped] = [entriesOf(expected) ?? {}, entriesOf(byDefault) ?? {}];
    const approved = Object.keys(all).filter(
      name => approves(all[name]) && !approves(may[name]) && !approves(shipped[name]),
    );
    const dropped = Object.entries({ ...shipped, ...may })
      .filter(([name, value]) => value === false && all[name] !== false)
      .map(([name]) => name);
    return [...new Set([...approved, ...dropped])];
  },
  mended: (own, expected) => without(own, approvals.loosens(own, expected)),
  tightened: (own, expected) => ({
    ...entriesOf(without(own, approvals.loosens(own, expected))),
    ...entriesOf(expected),
  }),
};

/** `true`, or an object that says so of a command line, a request or an answer. */
const approves = (value: unknown): boolean =>
  value === true ||
  ['approve', 'approveRequest', 'approveResponse'].some(name => entriesOf(value)?.[name] === true);

const extra = (list: unknown, expected: unknown): readonly string[] =>
  textsOf(list).filter(each => !textsOf(expected).includes(each));

/** A list holds nothing but what is expected. */
const subset: Relation = {
  loosens: extra,
  lacks: extra,
  mended: (own, expected) => {
    const rest = textsOf(own).filter(each => textsOf(expected).includes(each));
    return rest.length === 0 ? undefined : rest;
  },
  tightened: (own, expected) => textsOf(own).filter(each => textsOf(expected).includes(each)),
};

/** A list holds at least what is expected. */
const superset: Relation = {
  loosens: (own, expected) => extra(expected, own),
  lacks: (effective, expected) => extra(expected, effective),
  mended: (own, expected) => (extra(expected, own).length === 0 ? own : undefined),
  tightened: (own, expected) => [...textsOf(own), ...extra(expected, own)],
};

/** Lists of places by name: what starts with `deny` holds at least what is expected, all others nothing more. */
const places: Relation = {
  loosens: (own, expected) => {
    const [mine, should] = [entriesOf(own) ?? {}, entriesOf(expected) ?? {}];
    return Object.keys(should).filter(
      name => Object.hasOwn(mine, name) && listOf(name).loosens(mine[name], should[name]).length > 0,
    );
  },
  lacks: (effective, expected) => {
    const [all, should] = [entriesOf(effective) ?? {}, entriesOf(expected) ?? {}];
    return Object.keys(should).filter(name => listOf(name).loosens(all[name], should[name]).length > 0);
  },
  mended: (own, expected) => without(own, places.loosens(own, expected)),
  tightened: (own, expected) => {
    const [mine, should] = [entriesOf(own) ?? {}, entriesOf(expected) ?? {}];
    const lists = Object.entries(should).map(
      ([name, list]) => [name, listOf(name).tightened(mine[name], list)] as const,
    );
    return { ...mine, ...Object.fromEntries(lists) };
  },
};

const listOf = (name: string): Relation => (name.startsWith('deny') ? superset : subset);

/** Holds the comparisons that need no order, by the names that rules/profile uses. */
export const relations = { same, entries, approvals, subset, superset, places } as const;

/** Returns an object without some of its entries; undefined when none is left, or when the whole value is meant. */
function without(value: unknown, names: readonly string[]): unknown {
  if (names.length === 0) return value;
  const rest = Object.entries(entriesOf(value) ?? {}).filter(([name]) => !names.includes(name));
  return rest.length === 0 ? undefined : Object.fromEntries(rest);
}

const entriesOf = (value: unknown): Entries | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;

const textsOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter(each => typeof each === 'string') : [];
