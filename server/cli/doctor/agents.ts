/** Says for every agent whether Ringfence covers it here, in sentences of doctor. Reads files, writes none. */
import { access, readdir } from 'node:fs/promises';
import path from 'node:path';
import type { FailureSemantics } from '../../agents/adapter.ts';
import { isAgentName, ownDeadlineMs } from '../../agents/denials.ts';
import {
  adapterOf,
  agentStatus,
  knownAgents,
  lockOf,
  type AgentLock,
  type AgentStatus,
  type InstallSetting,
} from '../../agents/index.ts';
import type { Folders } from '../../platform/folders.ts';
import { flyCanary, type CanaryReport } from './canary.ts';
import { statusUnder } from './lock.ts';
import { coverageOf, readSightings, type Coverage } from './proof.ts';

/** Says how one agent stands. */
export interface AgentReport {
  readonly name: string;
  readonly title: string;
  /** Whether the agent seems to be used on this machine. */
  readonly present: boolean;
  readonly status: AgentStatus;
  /** Whether an administrator's file keeps the hooks on. */
  readonly lock: AgentLock;
  /** Whether only an administrator's file protects it: the user's own hooks are missing, altered or switched off. */
  readonly managedOnly: boolean;
  /** The status as a sentence, with file and line. */
  readonly detail: string;
  /** What to do; absent when all is well. */
  readonly remedy?: string;
  /** What becomes of a call when the hook itself fails. */
  readonly failure: string;
  /** How each kind of acts is covered. */
  readonly coverage: readonly Coverage[];
  /** How its hook answered a marked call; only when that was asked for. */
  readonly canary?: CanaryReport;
  /** Whether what is known of the agent was measured on it. */
  readonly evidence: 'measured' | 'not verified';
}

/** Says where to look, and whether to send a marked call through each installed hook. */
export interface AgentInspection {
  readonly folders: Pick<Folders, 'ledger' | 'state'>;
  readonly canary: boolean;
  readonly cwd: string;
  /** Reads files of administrators; absent: from the disk. */
  readonly readManaged?: (file: string) => Promise<string>;
}

/** Reports on every agent that Ringfence has an adapter for. */
export async function inspectAgents(
  setting: InstallSetting,
  { folders, canary, cwd, readManaged }: AgentInspection,
): Promise<readonly AgentReport[]> {
  const [agents, sightings] = await Promise.all([knownAgents(setting), readSightings(folders)]);
  return await Promise.all(
    agents.map(async ({ name, title, present }) => {
      const adapter = adapterOf(name);
      if (adapter === undefined) throw new Error(name);
      const editor = name === 'vscode' ? await findExtension(setting) : undefined;
      const [stands, lock] = await Promise.all([
        agentStatus(name, setting),
        lockOf(adapter, setting, readManaged),
      ]);
      // What is switched on and not there still is not there.
      const { status, note, managedOnly } =
        editor?.installed === false
          ? { status: stands.kind === 'installed' ? absent : stands, managedOnly: false }
          : statusUnder(lock, stands);
      const remedy = remedyFor(name, status);
      return {
        name,
        title,
        present: editor?.present ?? present,
        status,
        lock,
        managedOnly,
        detail: note ?? describeStatus(status),
        ...(remedy === undefined ? {} : { remedy }),
        failure: describeFailure(name),
        coverage: await coverageOf(adapter, status, sightings, folders),
        ...(canary && status.kind === 'installed' ? { canary: await flyCanary(adapter, setting, cwd) } : {}),
        evidence: adapter.evidence,
      };
    }),
  );
}

const absent: AgentStatus = { kind: 'absent' };

/** Says a status as a sentence. */
export function describeStatus(status: AgentStatus): string {
  switch (status.kind) {
    case 'installed':
      return 'The hooks are installed.';
    case 'absent':
      return 'The hooks are not installed.';
    case 'altered':
      return `${status.file}: ${status.why}`;
    case 'switched-off':
      return status.by
        .map(({ file, line, key }) => `${file}:${line}: "${key}" switches the hooks off.`)
        .join(' ');
  }
}

function remedyFor(agent: string, status: AgentStatus): string | undefined {
  if (status.kind === 'installed') return undefined;
  if (status.kind === 'switched-off') return 'Remove that setting.';
  return agent === 'vscode'
    ? 'Install the extension and open a window, so that it writes its launcher.'
    : `Run: ringfence install --agent ${agent}`;
}

/** Says in one line what an agent does when its hook fails, and what Ringfence does about it. */
export function describeFailure(agent: string): string {
  const adapter = adapterOf(agent);
  if (adapter === undefined || !isAgentName(agent)) return '';
  const { timeoutMs, failure } = adapter;
  const open = openCases(failure);
  const seconds = (ms: number): string => `${Math.round(ms / 1000)} s`;
  const runs =
    open.length === 0
      ? 'It runs no call after a failed hook'
      : `It runs the call after ${listed(open)}; Ringfence turns those into refusals`;
  const ask =
    failure.ask === 'native' ? 'a question is shown in its own dialog' : 'a question becomes a refusal';
  return `${runs}; the hook refuses by itself after ${seconds(ownDeadlineMs(agent))} of ${seconds(timeoutMs)}, and ${ask}.`;
}

const caseNames: Readonly<Record<Exclude<keyof FailureSemantics, 'ask' | 'exit2'>, string>> = {
  exit1: 'exit 1',
  commandMissing: 'a missing command',
  badJson: 'bad JSON',
  timeout: 'a time-out',
};

const openCases = (failure: FailureSemantics): readonly string[] =>
  Object.entries(caseNames)
    .filter(([key]) => new Map<string, string>(Object.entries(failure)).get(key) === 'open')
    .map(([, name]) => name);

const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`;

/** Folders of the user in which editions of VS Code keep extensions. */
const editorFolders = [
  '.vscode',
  '.vscode-insiders',
  '.vscode-oss',
  '.vscode-server',
  '.vscode-server-insiders',
  '.vscode-remote',
  '.local/share/code-server',
];

/** Finds editions of VS Code of this user, and whether one of them has the extension. */
async function findExtension({
  home,
  hook,
}: InstallSetting): Promise<{ readonly present: boolean; readonly installed: boolean }> {
  const found = await Promise.all(
    editorFolders.map(async folder => {
      const extensions = path.join(home, folder, 'extensions');
      const present = await access(extensions).then(
        () => true,
        () => false,
      );
      const names = await readdir(extensions).catch(() => []);
      return { present, installed: names.some(name => /^ringfence\.ringfence-/iu.test(name)) };
    }),
  );
  // Started from the extension's own folder, wherever an edition of VS Code keeps it.
  const own = /[\\/]extensions[\\/]ringfence\.ringfence-[^\\/]*[\\/]/iu.test(hook);
  return {
    present: own || found.some(({ present }) => present),
    installed: own || found.some(({ installed }) => installed),
  };
}
