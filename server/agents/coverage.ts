/** What no hook of an agent tells, as measured: the gaps that doctor and docs/coverage.md name. Data. */
import type { AgentName } from './denials.ts';

/** Is one gap, and what narrows it. */
export interface Gap {
  readonly unseen: string;
  readonly instead: string;
}

/** Lists what holds for every agent. */
export const commonGaps: readonly Gap[] = [
  {
    unseen: 'What a program does after it was started: a script, a build, a test that writes or reads files.',
    instead: 'The command line is parsed beforehand; the file watch takes risky writes back.',
  },
  {
    unseen: 'The files that a search over a whole folder looks into.',
    instead:
      'A search is refused when its folder or pattern names a secret, also by wildcards such as `.e*`.',
  },
  {
    unseen: 'Code that runs as the same user and attacks Ringfence itself.',
    instead: 'The ledger shows edits; prevention takes an OS sandbox, a container or managed settings.',
  },
];

/** Lists what holds for one agent. */
export const agentGaps: Readonly<Partial<Record<AgentName, readonly Gap[]>>> = {
  vscode: [
    {
      unseen: 'Files that a person attaches to a chat, and inline completions.',
      instead: 'Nothing; leave secrets unattached.',
    },
    {
      unseen: 'The agent-host harness and agents in the cloud: they call no local hooks.',
      instead: 'The file watch, once their changes reach the folder.',
    },
    {
      unseen: 'Everything, where `chat.useHooks` is false or the folder is not trusted.',
      instead: 'The file watch takes such a setting back; doctor names the line.',
    },
  ],
  'claude-code': [
    {
      unseen: 'Files that `@path` in a prompt sends along: there is no tool call.',
      instead: 'The prompt itself is judged, and each mention counts as a read.',
    },
    {
      unseen: 'Everything, where a project’s `disableAllHooks` is true.',
      instead: 'Agents may not write it, the file watch takes it back, doctor names the line.',
    },
  ],
  codex: [
    {
      unseen: 'What is typed into a program that runs already (`write_stdin`).',
      instead: 'Starting a shell or another interpreter for later input is refused.',
    },
    {
      unseen:
        'Everything, where `features.hooks` is false, or where the hooks changed since they were trusted.',
      instead: 'Agents may not write it, the file watch takes it back, doctor names the file.',
    },
  ],
  gemini: [
    {
      unseen: 'Files that `@path` in a prompt sends along.',
      instead: 'The prompt itself is judged, and each mention counts as a read.',
    },
    {
      unseen:
        'Everything, where `hooksConfig` switches hooks off, or in a folder that Gemini CLI does not trust.',
      instead: 'Agents may not write it, the file watch takes it back, doctor names the line.',
    },
  ],
};
