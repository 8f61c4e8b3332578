/**
 * The team's profile: what `profile.jsonc` of a layer says beside its policies. The floor is what the team signed; the
 * user's and the workspace's may only add to it. Must import nothing outside common/.
 */
import type { Severity } from './finding.ts';
import { readJsonc } from './jsonc.ts';
import { profileShape } from './profileShape.ts';
import type { Problem } from './result.ts';
import type { Profile } from './settings.ts';
import { shapedValue } from './shape.ts';

/** Is what a team, a person or a workspace asks for. */
export interface TeamProfile {
  readonly name?: string;
  /** Is the lowest level that is allowed. */
  readonly level?: Profile;
  /** VS Code settings that are expected to be effective. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Is an allow list by name: where there is one, every other server is refused. */
  readonly mcpServers?: Readonly<Record<string, McpPin>>;
  /** Holds severities by rule id; below the floor only raising counts. */
  readonly rules?: Readonly<Record<string, RuleOverride>>;
  /** Only in the floor. */
  readonly waivers?: readonly Waiver[];
  /** Says what hooks answer when no guard can. */
  readonly onUnavailable?: 'default' | 'deny';
  /** Globs: what agents change there needs an approval in the ledger. */
  readonly approvalRequired?: readonly string[];
  /** Never from a workspace. */
  readonly ledger?: LedgerProfile;
}

/** Is a severity that a rule gets, or off. */
export type RuleOverride = 'off' | Severity;

/** Says how an MCP server must be started, and what it may offer; `sha256` is that of its tools as it was approved. */
export interface McpPin {
  readonly command?: string;
  readonly args?: readonly string[];
  readonly url?: string;
  readonly tools?: readonly string[];
  readonly sha256?: string;
}

/** Excuses findings of a rule, for a reason and a time. */
export interface Waiver {
  readonly rule: string;
  /** Globs of files; absent: everywhere. */
  readonly paths?: readonly string[];
  readonly reason: string;
  /** Is the last day on which it holds, as YYYY-MM-DD. */
  readonly expires: string;
  readonly approvedBy?: string;
}

/** Says how long the ledger is kept, what it hides and where it goes. */
export interface LedgerProfile {
  readonly retentionDays?: number;
  readonly redactPaths?: boolean;
  readonly export?: readonly LedgerExport[];
}

/** Is a place that the ledger is sent to. */
export type LedgerExport =
  | { readonly type: 'file'; readonly path: string; readonly format?: 'ocsf' | 'jsonl' }
  | {
      readonly type: 'otlp';
      readonly url: string;
      /** A value `env:NAME` is read from the environment. */
      readonly headers?: Readonly<Record<string, string>>;
    }
  | {
      readonly type: 'syslog';
      readonly host: string;
      readonly port: number;
      readonly transport: 'tcp' | 'tls';
      /** File of the authority that signs the receiver's certificate. */
      readonly ca?: string;
    };

/** Names a layer that holds a profile. */
export type ProfileLayer = 'floor' | 'user' | 'workspace';

/** Is a profile as far as it can be used, with everything that is wrong with its file. */
export interface ReadProfile {
  readonly profile: TeamProfile;
  readonly problems: readonly Problem[];
  /** Returns the line of a part, such as `['waivers', 0]`. */
  readonly lineOf: (path: readonly (string | number)[]) => number;
}

/** Reads the text of a profile; parts that are wrong, or that its layer may not say, are left out and named. */
export function parseProfile(text: string, source: string, layer: ProfileLayer): ReadProfile {
  const node = readJsonc(text, source);
  if (!node.ok) return { profile: {}, problems: node.problems, lineOf: () => 1 };
  const { value, problems, lineOf } = shapedValue(node.value, profileShape, source);
  const whole: TeamProfile = value ?? {};
  const { profile, refused } = allowedIn(layer, whole);
  const notAllowed = refused.map(({ path, message, remedy }) => ({
    source,
    line: lineOf(path),
    message,
    remedy,
  }));
  return {
    profile,
    problems: [...problems, ...impossibleDays(whole, source, lineOf), ...notAllowed],
    lineOf,
  };
}

/** The form lets 2027-02-31 through, which would silently mean 3 March. */
function impossibleDays(
  { waivers = [] }: TeamProfile,
  source: string,
  lineOf: ReadProfile['lineOf'],
): readonly Problem[] {
  return waivers.flatMap(({ expires }, at) =>
    isDay(expires)
      ? []
      : [
          {
            source,
            line: lineOf(['waivers', at, 'expires']),
            message: `has a waiver that expires on ${expires}, a day that does not exist; it does not hold.`,
            remedy: 'Write a day of the calendar.',
          },
        ],
  );
}

/** Tells whether a day as YYYY-MM-DD is in the calendar. */
export const isDay = (day: string): boolean => {
  const time = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
};

/** Tells whether a waiver holds at a moment: to the end of its last day, in UTC. */
export const holdsAt = ({ expires }: Waiver, now: number): boolean =>
  isDay(expires) && now < Date.parse(`${expires}T00:00:00Z`) + 86_400_000;

interface Refused {
  readonly path: readonly string[];
  readonly message: string;
  readonly remedy: string;
}

/** Takes out what a layer may not say: only the floor loosens, and a workspace sends the ledger nowhere. */
function allowedIn(
  layer: ProfileLayer,
  profile: TeamProfile,
): { readonly profile: TeamProfile; readonly refused: readonly Refused[] } {
  if (layer === 'floor') return { profile, refused: [] };
  const { waivers, ledger: sent, rules, ...rest } = profile;
  const off = Object.entries(rules ?? {}).filter(([, override]) => override === 'off');
  const raised = Object.fromEntries(Object.entries(rules ?? {}).filter(([, override]) => override !== 'off'));
  const mayLedger = layer === 'user';
  return {
    profile: {
      ...rest,
      ...(rules === undefined ? {} : { rules: raised }),
      ...(mayLedger && sent !== undefined ? { ledger: sent } : {}),
    },
    refused: [
      ...(waivers === undefined
        ? []
        : [
            {
              path: ['waivers'],
              message: 'holds waivers, which only the signed team floor may.',
              remedy: 'Remove them, or ask who signs the floor.',
            },
          ]),
      ...off.map(([id]) => ({
        path: ['rules', id],
        message: `turns the rule "${id}" off, which only the signed team floor may.`,
        remedy: 'Remove the line, or name a severity to raise it to.',
      })),
      ...(mayLedger || sent === undefined
        ? []
        : [
            {
              path: ['ledger'],
              message: 'says where the ledger goes, which a workspace may not.',
              remedy: 'Move it to your own profile.jsonc, or to the floor.',
            },
          ]),
    ],
  };
}
