/**
 * Tells who is probably behind a held change. Runs on the server's side, never in the sentinel thread: it asks git.
 * An attribution is a hint with a confidence; it never makes a change harmless by itself.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import type { Origin } from '../../common/event.ts';
import type { Confidence } from '../../common/finding.ts';
import type { EditorEdit } from '../../common/protocol.ts';
import type { Clock } from '../ports/clock.ts';
import { sha256 } from '../quarantine/content.ts';

/** Is who is probably behind a change. */
export interface Attribution {
  readonly origin: Origin;
  /** Adapter name of the agent, or ''. */
  readonly agent: string;
  readonly sessionId: string;
  readonly confidence: Confidence;
}

/** Is a change to attribute. */
export interface AttributedChange {
  readonly path: string;
  readonly root: string;
  /** Attempted bytes; undefined when the attempt was that there be no file. */
  readonly bytes: Buffer | undefined;
}

/** Remembers what hooks and editors told, for half a minute, and asks git. */
export interface Attributor {
  /** Notes what an agent's hook announced; `hash` is the SHA-256 of the content after the write, when known. */
  noteAgentWrite(file: string, hash: string | undefined, agent: string, sessionId: string): void;
  noteEditorEdit(edit: EditorEdit): void;
  /** Never rejects; takes up to two seconds while git is at work in the root. */
  attribute(change: AttributedChange): Promise<Attribution>;
}

/** Runs git and returns its output; undefined when it fails. Replaceable in tests. */
export type Git = (folder: string, args: readonly string[]) => Promise<string | undefined>;

interface AgentWrite {
  readonly file: string;
  readonly hash: string | undefined;
  readonly agent: string;
  readonly sessionId: string;
  readonly at: number;
}

const remembered = 30_000;
const typingLasts = 10_000;
const gitActivity = 5_000;
const mostNotes = 500;
const retries = [0, 150, 400, 1_000];

/** Creates an attributor. */
export function createAttributor({
  clock,
  git = runGit,
}: {
  readonly clock: Clock;
  readonly git?: Git;
}): Attributor {
  const writes: AgentWrite[] = [];
  const typed = new Map<string, number>();
  const isFresh = (at: number, span: number): boolean => clock.monotonic() - at <= span;

  const byAgent = (file: string, hash: string | undefined): Attribution | undefined => {
    const mine = writes.filter(write => write.file === fold(file) && isFresh(write.at, remembered));
    const exact = mine.findLast(write => write.hash !== undefined && write.hash === hash);
    const write = exact ?? mine.findLast(candidate => candidate.hash === undefined);
    if (!write) return undefined;
    const { agent, sessionId } = write;
    return { origin: 'agent', agent, sessionId, confidence: exact ? 'high' : 'medium' };
  };

  return {
    noteAgentWrite: (file, hash, agent, sessionId) => {
      writes.push({ file: fold(file), hash, agent, sessionId, at: clock.monotonic() });
      if (writes.length > mostNotes) writes.shift();
    },
    noteEditorEdit: edit => {
      if (edit.signature !== 'typing') return;
      typed.delete(fold(edit.path));
      typed.set(fold(edit.path), clock.monotonic());
      const oldest = typed.keys().next();
      if (typed.size > mostNotes && !oldest.done) typed.delete(oldest.value);
    },
    attribute: async change => {
      const agent = byAgent(change.path, change.bytes && sha256(change.bytes));
      if (agent?.confidence === 'high') return agent;
      if (await cameFromGit(change, clock, git)) return nobody('vcs', 'medium');
      const typedAt = typed.get(fold(change.path));
      // A program can type as well (`executeCommand('type')`): a person is never certain.
      if (typedAt !== undefined && isFresh(typedAt, typingLasts)) return agent ?? nobody('user', 'medium');
      return agent ?? nobody('external', 'low');
    },
  };
}

const nobody = (origin: Origin, confidence: Confidence): Attribution => ({
  origin,
  agent: '',
  sessionId: '',
  confidence,
});

const fold = (file: string): string => {
  const plain = path.normalize(file).normalize('NFC');
  return process.platform === 'linux' ? plain : plain.toLowerCase();
};

/** Content that equals the committed blob, right after HEAD and index moved, was checked out, merged or pulled. */
async function cameFromGit(change: AttributedChange, clock: Clock, git: Git): Promise<boolean> {
  if (!change.bytes || fold(change.path).includes(`${path.sep}.git${path.sep}`)) return false;
  const folder = path.dirname(change.path);
  const answer = await git(fs.existsSync(folder) ? folder : change.root, ['rev-parse', '--absolute-git-dir']);
  const gitFolder = answer?.trim();
  if (!gitFolder) return false;
  for (const pause of retries) {
    // git writes files first and moves HEAD last, so the proof may come a moment later.
    if (pause > 0) await new Promise(resolve => setTimeout(resolve, pause));
    if (!isActive(gitFolder, clock.now())) return false;
    if (await isCommitted(change, git)) return true;
  }
  return false;
}

function isActive(gitFolder: string, now: number): boolean {
  return ['index', 'index.lock', 'HEAD', 'ORIG_HEAD'].some(name => {
    const stats = fs.statSync(path.join(gitFolder, name), { throwIfNoEntry: false });
    return stats !== undefined && Math.abs(now - stats.mtimeMs) <= gitActivity;
  });
}

/** Both must hold: an index alone can be filled with `git add` by whoever wrote the file. */
async function isCommitted({ path: file, root, bytes }: AttributedChange, git: Git): Promise<boolean> {
  const folder = fs.existsSync(path.dirname(file)) ? path.dirname(file) : root;
  const name = `./${path.relative(folder, file).split(path.sep).join('/')}`;
  const [index, tree] = await Promise.all([
    git(folder, ['ls-files', '-s', '-z', '--', name]),
    git(folder, ['ls-tree', '-z', 'HEAD', '--', name]),
  ]);
  const staged = /^\d+ ([0-9a-f]{40,64}) 0\t/.exec(index ?? '')?.[1];
  const committed = /^\d+ blob ([0-9a-f]{40,64})\t/.exec(tree ?? '')?.[1];
  return (
    staged !== undefined && staged === committed && blobNames(bytes, committed.length).includes(committed)
  );
}

/** Names of the blob as it is and with the line ends that git may have converted. */
function blobNames(bytes: Buffer | undefined, length: number): readonly string[] {
  if (!bytes) return [];
  const unix = Buffer.from(bytes.toString('latin1').replaceAll('\r\n', '\n'), 'latin1');
  const algorithm = length === 64 ? 'sha256' : 'sha1';
  return [bytes, unix].map(body =>
    createHash(algorithm).update(`blob ${body.length}\0`).update(body).digest('hex'),
  );
}

/** The repository may be hostile: nothing that it configures may run. */
function runGit(folder: string, args: readonly string[]): Promise<string | undefined> {
  const safe = [
    '-c',
    'core.fsmonitor=false',
    '-c',
    `core.hooksPath=${process.platform === 'win32' ? 'NUL' : '/dev/null'}`,
  ];
  const env = { ...process.env, GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' };
  return new Promise(resolve => {
    execFile(
      'git',
      [...safe, '-C', folder, ...args],
      { timeout: 3_000, env, windowsHide: true },
      (error, output) => resolve(error ? undefined : output),
    );
  });
}
