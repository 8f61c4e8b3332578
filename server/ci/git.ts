/** Asks git about a repository, without running anything that the repository brings. */
import { execFile, spawn } from 'node:child_process';

/** Is what a git command gave. */
export interface GitAnswer {
  /** -1 when git could not be started. */
  readonly code: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** Runs git in one folder. */
export interface Git {
  /** Runs a command; never rejects. */
  run(args: readonly string[], input?: string): Promise<GitAnswer>;
  /** Returns trimmed output, or undefined when the command fails. */
  line(args: readonly string[]): Promise<string | undefined>;
  /** Opens a reader of objects; the caller closes it. */
  objects(): ObjectReader;
}

/** Reads objects by their names, one after the other. */
export interface ObjectReader {
  /** Returns an object's bytes, undefined when there is none. */
  read(id: string): Promise<Buffer | undefined>;
  close(): void;
}

/** A checked-out repository may bring hooks, a file-system monitor and drivers; none of them has to run for us. */
const safely = [
  '--no-optional-locks',
  ...[
    'core.fsmonitor=false',
    'core.hooksPath=/dev/null',
    'core.quotePath=false',
    'log.showSignature=false',
  ].flatMap(setting => ['-c', setting]),
];
const mostOutput = 1024 * 1024 * 1024;

/** Creates the way to git for a folder. */
export function openGit(cwd: string, env: NodeJS.ProcessEnv): Git {
  const surroundings = { ...env, GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' };
  const run = (args: readonly string[], input?: string): Promise<GitAnswer> =>
    new Promise(resolve => {
      const child = execFile(
        'git',
        [...safely, ...args],
        { cwd, env: surroundings, encoding: 'buffer', maxBuffer: mostOutput },
        (error, stdout, stderr) => {
          const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
          resolve({ code, stdout, stderr: stderr.toString('utf8') || (error?.message ?? '') });
        },
      );
      // Git may end before it has read everything; its exit code tells.
      child.stdin?.on('error', () => undefined);
      child.stdin?.end(input ?? '');
    });
  return {
    run,
    async line(args) {
      const { code, stdout } = await run(args);
      return code === 0 ? stdout.toString('utf8').trim() : undefined;
    },
    objects: () => readObjects(cwd, surroundings),
  };
}

interface Wanted {
  readonly resolve: (bytes: Buffer | undefined) => void;
}

function readObjects(cwd: string, env: NodeJS.ProcessEnv): ObjectReader {
  const child = spawn('git', [...safely, 'cat-file', '--batch'], {
    cwd,
    env,
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const waiting: Wanted[] = [];
  const parser = objectParser(bytes => waiting.shift()?.resolve(bytes));
  let ended = false;
  const end = (): void => {
    ended = true;
    for (const wanted of waiting.splice(0)) wanted.resolve(undefined);
  };
  child.stdout.on('data', parser);
  child.stdin.on('error', end);
  child.on('error', end);
  child.on('close', end);
  return {
    read: id =>
      ended || !/^[0-9a-f]{40,64}$/u.test(id)
        ? Promise.resolve(undefined)
        : new Promise(resolve => {
            waiting.push({ resolve });
            child.stdin.write(`${id}\n`);
          }),
    close: () => void child.stdin.end(),
  };
}

/** Parses what `cat-file --batch` writes: a line with name, type and size, the bytes, a line feed. */
function objectParser(found: (bytes: Buffer | undefined) => void): (chunk: Buffer) => void {
  let chunks: Buffer[] = [];
  let have = 0;
  let need: number | undefined;
  return chunk => {
    chunks.push(chunk);
    have += chunk.length;
    // Joined only when an object is whole, so that a large one is not copied with each chunk.
    while (need === undefined ? chunks.length > 0 : have > need) {
      const all: Buffer = chunks.length === 1 ? (chunks[0] ?? chunk) : Buffer.concat(chunks);
      const step = need === undefined ? headerOf(all) : { rest: all.subarray(need + 1), size: undefined };
      if (step === undefined) return;
      if (need !== undefined) found(all.subarray(0, need));
      else if (step.size === undefined) found(undefined);
      need = need === undefined ? step.size : undefined;
      chunks = step.rest.length === 0 ? [] : [step.rest];
      have = step.rest.length;
    }
  };
}

/** Returns what follows the first line and the size that the line tells; undefined while the line is not whole. */
function headerOf(all: Buffer): { readonly rest: Buffer; readonly size: number | undefined } | undefined {
  const end = all.indexOf(0x0a);
  if (end === -1) return undefined;
  const [, size] = /^\S+ \w+ (\d+)$/u.exec(all.subarray(0, end).toString('latin1')) ?? [];
  return { rest: all.subarray(end + 1), size: size === undefined ? undefined : Number(size) };
}
