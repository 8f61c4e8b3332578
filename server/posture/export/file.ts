/** What an export consists of. */
import type { TeamProfile } from '../../../common/profile.ts';
import type { Profile } from '../../../common/settings.ts';

/** Lists what a profile can be exported for. */
export const exportTargets = [
  'vscode-policy',
  'copilot',
  'claude',
  'codex',
  'cursor',
  'gemini',
  'windsurf',
  'code-profile',
  'devcontainer',
] as const;
/** Names what a profile is exported for. */
export type ExportTarget = (typeof exportTargets)[number];

/** Lists the systems that files are made for. */
export const systems = ['linux', 'macos', 'windows'] as const;
/** Names a system. */
export type System = (typeof systems)[number];

/** Names the system as Node does. */
export const platformOf: Readonly<Record<System, 'linux' | 'darwin' | 'win32'>> = {
  linux: 'linux',
  macos: 'darwin',
  windows: 'win32',
};

/** Says how far it is known that the product reads a file as it stands here. */
export type Evidence = 'loaded by the real product in our tests' | 'not verified';

/** Is a file to hand out. */
export interface ExportFile {
  /** Path below the folder of the export, with `/`. */
  readonly path: string;
  readonly text: string;
  /** The registry's own files are UTF-16; all others are UTF-8. */
  readonly encoding?: 'utf16le';
  readonly executable?: boolean;
  /** Where it goes: a path on the machine, or words. */
  readonly goes: string;
  readonly evidence: Evidence;
  /** What else to know, one sentence each. */
  readonly notes: readonly string[];
}

/** Says what is exported. */
export interface ExportSetting {
  readonly level: Profile;
  readonly team: Pick<TeamProfile, 'level' | 'settings' | 'mcpServers' | 'name'>;
  /** Returns our hooks for an agent on a system, by event. */
  readonly hooks: (
    agent: 'claude-code' | 'codex' | 'gemini' | 'cursor' | 'windsurf',
    system: System,
  ) => Readonly<Record<string, readonly unknown[]>>;
  readonly version: string;
}

/** Renders JSON as people read it. */
export const jsonText = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;
