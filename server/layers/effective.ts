/**
 * Puts profiles together: the floor may loosen what is built in, and whoever comes after it can only add. Pure.
 */
import { compareSeverity } from '../../common/finding.ts';
import type { LedgerProfile, McpPin, RuleOverride, TeamProfile } from '../../common/profile.ts';
import { profiles, type Profile } from '../../common/settings.ts';
import type { EffectiveProfile, Layer } from './layer.ts';

/** Is a layer as far as its profile goes. */
export type ProfileOf = Pick<Layer, 'layer' | 'folder' | 'profile' | 'problems'>;

/** Returns the stricter of two levels; none is the weakest. */
export const stricterLevel = (a: Profile | undefined, b: Profile | undefined): Profile | undefined =>
  rank(a) >= rank(b) ? a : b;

const rank = (level: Profile | undefined): number => (level === undefined ? -1 : profiles.indexOf(level));

/** Puts layers together, the most trusted first. */
export function effectiveProfile(layers: readonly ProfileOf[]): EffectiveProfile {
  const asked = layers.map(each => ({ ...each, profile: withCare(each) }));
  const profile = asked.map(each => each.profile).reduce<TeamProfile>(joined, {});
  const origins = Object.fromEntries(
    Object.keys(profile).map(key => [
      key,
      asked.filter(each => Object.hasOwn(each.profile, key)).map(({ layer, folder }) => ({ layer, folder })),
    ]),
  );
  return { profile, origins };
}

/** What is broken may have wanted anything, so it counts as the strictest, and loosens nothing. */
function withCare({ profile, problems }: ProfileOf): TeamProfile {
  if (problems.length === 0) return profile;
  const { rules } = profile;
  const sound: TeamProfile = Object.fromEntries(
    Object.entries(profile).filter(([key]) => key !== 'waivers' && key !== 'rules'),
  );
  const raised = Object.entries(rules ?? {}).filter(([, override]) => override !== 'off');
  return {
    ...sound,
    ...(rules === undefined ? {} : { rules: Object.fromEntries(raised) }),
    level: 'locked',
    onUnavailable: 'deny',
  };
}

function joined(above: TeamProfile, below: TeamProfile): TeamProfile {
  return {
    ...optional('name', above.name ?? below.name),
    ...optional('level', stricterLevel(above.level, below.level)),
    ...optional(
      'settings',
      both(above.settings, below.settings, (a, b) => ({ ...b, ...a })),
    ),
    ...optional('mcpServers', both(above.mcpServers, below.mcpServers, commonServers)),
    ...optional('rules', both(above.rules, below.rules, raisedRules)),
    ...optional('waivers', above.waivers ?? below.waivers),
    ...optional(
      'onUnavailable',
      both(above.onUnavailable, below.onUnavailable, (a, b) => (a === 'deny' ? a : b)),
    ),
    ...optional(
      'approvalRequired',
      both(above.approvalRequired, below.approvalRequired, (a, b) => [...new Set([...a, ...b])]),
    ),
    ...optional('ledger', both(above.ledger, below.ledger, joinedLedger)),
    ...optional(
      'quarantineDays',
      both(above.quarantineDays, below.quarantineDays, (a, b) => Math.max(a, b)),
    ),
  };
}

const optional = <K extends keyof TeamProfile>(
  key: K,
  value: TeamProfile[K],
): Partial<Record<K, TeamProfile[K]>> =>
  value === undefined ? {} : ({ [key]: value } as Partial<Record<K, TeamProfile[K]>>);

const both = <T>(a: T | undefined, b: T | undefined, join: (a: T, b: T) => T): T | undefined =>
  a === undefined || b === undefined ? (a ?? b) : join(a, b);

type Pins = Readonly<Record<string, McpPin>>;

/** Only what every layer lists stays; for one server each layer's demands hold, the upper one's shown first. */
const commonServers = (above: Pins, below: Pins): Pins =>
  Object.fromEntries(
    Object.entries(above).flatMap(([name, pin]) => {
      const other = Object.hasOwn(below, name) ? below[name] : undefined;
      return other === undefined ? [] : [[name, { ...other, ...pin, ...optionalTools(pin, other) }]];
    }),
  );

function optionalTools(a: McpPin, b: McpPin): Pick<McpPin, 'tools'> {
  const tools = both(a.tools, b.tools, (above, below) => above.filter(tool => below.includes(tool)));
  return tools === undefined ? {} : { tools };
}

type Rules = Readonly<Record<string, RuleOverride>>;

/** What the floor turned off stays off only if nobody below asks for it: a lower layer adds rules, too. */
function raisedRules(above: Rules, below: Rules): Rules {
  const raised = Object.entries(below).map(([id, override]) => {
    const upper = Object.hasOwn(above, id) ? above[id] : undefined;
    return [id, stricterOverride(upper, override)] as const;
  });
  return { ...above, ...Object.fromEntries(raised) };
}

/** Returns the stricter of two overrides; `off` is the weakest. */
function stricterOverride(a: RuleOverride | undefined, b: RuleOverride): RuleOverride {
  if (a === undefined || a === 'off') return b;
  return b === 'off' || compareSeverity(a, b) >= 0 ? a : b;
}

/** A team's wishes for its record stand; a user may keep it longer, hide more, and send it to further places. */
const joinedLedger = (above: LedgerProfile, below: LedgerProfile): LedgerProfile => ({
  ...(above.retentionDays === undefined && below.retentionDays === undefined
    ? {}
    : { retentionDays: Math.max(above.retentionDays ?? 0, below.retentionDays ?? 0) }),
  ...(above.redactPaths === undefined && below.redactPaths === undefined
    ? {}
    : { redactPaths: above.redactPaths ?? below.redactPaths === true }),
  ...(above.export === undefined && below.export === undefined
    ? {}
    : { export: [...(above.export ?? []), ...(below.export ?? [])] }),
});
