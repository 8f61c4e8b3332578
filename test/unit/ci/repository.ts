/** A git repository in a scratch folder, as tests of the gate need one. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { openGit, type Git } from '../../../server/ci/git.ts';

/** Is a repository with one branch, `main`. */
export interface Repository {
  readonly folder: string;
  readonly git: Git;
  readonly run: (...args: readonly string[]) => string;
  /** Writes files, then commits everything; returns the commit. */
  readonly commit: (
    files: Readonly<Record<string, string | Buffer>>,
    message?: string,
    author?: string,
  ) => string;
}

/** Makes a repository, or a clone of one; it is removed after the test. */
export function newRepository(clone: readonly string[] = []): Repository {
  const folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'rf-ci-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null' };
  const run = (...args: readonly string[]): string =>
    execFileSync('git', args, { cwd: folder, encoding: 'utf8', env, stdio: ['ignore', 'pipe', 'ignore'] });
  if (clone.length === 0) run('init', '-q', '-b', 'main');
  else run('clone', '-q', ...clone, '.');
  return {
    folder,
    git: openGit(folder, env),
    run,
    commit(files, message = 'Change', author = 'Ada <ada@example.org>') {
      for (const [name, content] of Object.entries(files)) {
        mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
        writeFileSync(path.join(folder, name), content);
      }
      run('add', '-A');
      const me = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org'];
      run(...me, 'commit', '-q', '--allow-empty', `--author=${author}`, '-m', message);
      return run('rev-parse', 'HEAD').trim();
    },
  };
}
