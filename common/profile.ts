/**
 * The team's profile: what `profile.jsonc` of a layer says beside its policies. The floor is what the team signed; the
 * user's and the workspace's may only add to it. Must import nothing outside common/.
 */
import type { Severity } from './finding.ts';
import type { Profile } from './settings.ts';

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
  /** Days that held changes are kept after somebody decided on them. Never from a workspace. */
  readonly quarantineDays?: number;
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

/** Tells whether a day as YYYY-MM-DD is in the calendar. */
export const isDay = (day: string): boolean => {
  const time = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
};

/** Tells whether a waiver holds at a moment: to the end of its last day, in UTC. */
export const holdsAt = ({ expires }: Waiver, now: number): boolean =>
  isDay(expires) && now < Date.parse(`${expires}T00:00:00Z`) + 86_400_000;
