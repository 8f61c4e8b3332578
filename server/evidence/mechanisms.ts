/**
 * Mechanisms: what gives evidence beside rules, such as the record itself or a person who decides. Whether one is there
 * and holds is read off the machine and the ledger, never written down. Pure.
 */

/** Lists mechanisms, and what each is. */
export const mechanismTitles = {
  policy: 'Policies are loaded and decide',
  'signed-policy': 'The team’s policy is signed, verified and in force',
  record: 'What happens is recorded in a chained, signed ledger',
  retention: 'The ledger is kept for six months at least',
  export: 'The ledger leaves the machine',
  approvals: 'A person decides what policy leaves open',
  stop: 'A person can stop every agent at once',
  quarantine: 'Changes are held back with their bytes until a person decides',
  inventory: 'Agents on the machine are known',
  coverage: 'Agents on the machine are covered by hooks',
  posture: 'Settings that keep agents in check are watched for drift',
  'mcp-list': 'MCP servers are limited to a list',
} as const;
/** Names a mechanism. */
export type MechanismId = keyof typeof mechanismTitles;

/** Tells whether a text names a mechanism. */
export const isMechanism = (id: string): id is MechanismId => Object.hasOwn(mechanismTitles, id);

/** Says how a mechanism stands. */
export interface Mechanism {
  readonly id: MechanismId;
  readonly title: string;
  readonly configured: boolean;
  /** Times that it was seen at work in the period, or 1 for what holds now. */
  readonly observed: number;
  /** Why it proves nothing though it is there; absent when it holds. */
  readonly flaw?: string;
  /** One sentence. */
  readonly detail: string;
}

/** Is what mechanisms are read off. */
export interface MechanismFacts {
  readonly policies: number;
  readonly asking: number;
  readonly floor: { readonly status: string; readonly serial?: number; readonly signer?: string };
  readonly ledger: { readonly entries: number; readonly inPeriod: number; readonly ok: boolean };
  readonly retentionDays: number | undefined;
  /** Places that the ledger is sent to. */
  readonly exports: number;
  readonly judged: number;
  readonly decided: number;
  readonly stops: number;
  readonly held: number;
  readonly settled: number;
  readonly posture: number;
  readonly postureLevel: boolean;
  readonly mcpList: number | undefined;
  readonly mcpRefused: number;
  readonly agents: {
    readonly present: number;
    readonly seen: number;
    readonly uncovered: number;
    readonly installed: number;
  };
}

const leastDays = 183;

/** Reads how every mechanism stands. */
export const mechanismsOf = (facts: MechanismFacts): readonly Mechanism[] =>
  (Object.keys(mechanismTitles) as readonly MechanismId[]).map(id => ({
    id,
    title: mechanismTitles[id],
    ...readers[id](facts),
  }));

type Reading = Omit<Mechanism, 'id' | 'title'>;

const times = (count: number, what: string): string =>
  `${count.toLocaleString('en')} ${what}${count === 1 ? '' : 's'}`;

const readers: Readonly<Record<MechanismId, (facts: MechanismFacts) => Reading>> = {
  policy: ({ policies, judged }) => ({
    configured: policies > 0,
    observed: judged,
    detail: `${times(policies, 'policy').replace(/ys$/u, 'ies')} loaded; ${times(judged, 'event')} judged.`,
  }),
  'signed-policy': ({ floor: { status, serial = 0, signer = '' } }) => ({
    configured: status !== 'none',
    observed: status === 'in force' ? 1 : 0,
    ...(status === 'none' || status === 'in force' ? {} : { flaw: `The signed policy is ${status}.` }),
    detail:
      status === 'none'
        ? 'No signed policy is configured.'
        : signer === ''
          ? `The signed policy is ${status}.`
          : `Serial ${serial}, signed with key ${signer}: ${status}.`,
  }),
  record: ({ ledger: { entries, inPeriod, ok } }) => ({
    configured: entries > 0,
    observed: inPeriod,
    ...(ok ? {} : { flaw: 'The chain of the ledger is broken.' }),
    detail: `${times(inPeriod, 'entry').replace(/ys$/u, 'ies')} in the period, ${ok ? 'chain whole' : 'chain broken'}.`,
  }),
  retention: ({ retentionDays, ledger: { entries } }) => ({
    configured: entries > 0,
    observed: entries > 0 ? 1 : 0,
    ...(retentionDays !== undefined && retentionDays < leastDays
      ? { flaw: `It is kept for ${retentionDays} days only.` }
      : {}),
    detail:
      retentionDays === undefined
        ? 'Nothing removes entries by age.'
        : `Entries are kept for ${times(retentionDays, 'day')}.`,
  }),
  export: ({ exports }) => ({
    configured: exports > 0,
    // Whether what was sent arrived is for the receiver to say.
    observed: 0,
    detail: exports === 0 ? 'It is sent nowhere.' : `${times(exports, 'place')} configured.`,
  }),
  approvals: ({ asking, decided }) => ({
    configured: asking > 0,
    observed: decided,
    detail: `${asking} policies ask; ${times(decided, 'decision')} by people.`,
  }),
  stop: ({ stops }) => ({
    configured: true,
    observed: stops,
    detail: stops === 0 ? 'Built in; not used in the period.' : `Used ${times(stops, 'time')}.`,
  }),
  quarantine: ({ held, settled }) => ({
    configured: true,
    observed: held,
    detail: `${times(held, 'change')} held back, ${settled} settled by people.`,
  }),
  inventory: ({ agents: { present, seen } }) => ({
    configured: true,
    observed: Math.max(present, seen),
    detail: `${present} present, ${seen} seen at work.`,
  }),
  coverage: ({ agents: { installed, seen, uncovered } }) => ({
    configured: installed > 0,
    observed: seen,
    ...(uncovered === 0 ? {} : { flaw: `${times(uncovered, 'agent')} on the machine without hooks.` }),
    detail: `${times(installed, 'agent')} with hooks, ${uncovered} without.`,
  }),
  posture: ({ posture, postureLevel }) => ({
    configured: postureLevel,
    observed: posture,
    detail: posture === 0 ? 'No drift was recorded.' : `${times(posture, 'record')} of drift and repair.`,
  }),
  'mcp-list': ({ mcpList, mcpRefused }) => ({
    configured: mcpList !== undefined,
    observed: mcpRefused,
    detail:
      mcpList === undefined
        ? 'No list limits them.'
        : `${times(mcpList, 'server')} allowed; ${times(mcpRefused, 'refusal')}.`,
  }),
};
