import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { findSpan } from '../../../server/ci/base.ts';
import { changesOf } from '../../../server/ci/changes.ts';
import { newRepository, type Repository } from './repository.ts';

const spanOf = ({ git }: Repository, named?: string, env: NodeJS.ProcessEnv = {}) =>
  findSpan(git, { named, env });
/** Returns a repository whose `topic` left `main` after its first commit, with `main` gone on. */
function branched(): Repository & { readonly first: string } {
  const repository = newRepository();
  const first = repository.commit({ a: '1' });
  repository.run('checkout', '-q', '-b', 'topic');
  repository.commit({ b: '1' });
  repository.run('checkout', '-q', 'main');
  repository.commit({ c: '1' });
  repository.run('checkout', '-q', 'topic');
  return { ...repository, first };
}

describe('the base of a change', () => {
  it('is where it left the branch that is named', async () => {
    const repository = branched();
    expect(await spanOf(repository, 'main')).toMatchObject({ ok: true, value: { base: repository.first } });
  });

  it.each([
    ['GITHUB_BASE_REF', 'main'],
    ['SYSTEM_PULLREQUEST_TARGETBRANCH', 'refs/heads/main'],
  ])('is where it left the branch that %s names', async (name, value) => {
    const origin = branched();
    const clone = newRepository(['--branch', 'topic', `file://${origin.folder}`]);
    expect(await spanOf(clone, undefined, { [name]: value })).toMatchObject({
      ok: true,
      value: { base: origin.first, chosen: `${name}: origin/main` },
    });
  });

  it('is what was there before a push, and the commit before where that was nothing or is gone', async () => {
    const repository = newRepository();
    const first = repository.commit({ a: '1' });
    const second = repository.commit({ a: '2' });
    repository.commit({ a: '3' });
    const event = path.join(repository.folder, '.git', 'event.json');
    writeFileSync(event, JSON.stringify({ before: first }));
    const base = async (env: NodeJS.ProcessEnv) => {
      const span = await spanOf(repository, undefined, env);
      return span.ok ? span.value.base : '';
    };
    expect(await base({ GITHUB_EVENT_PATH: event })).toBe(first);
    expect(await base({ CI_COMMIT_BEFORE_SHA: '0'.repeat(40) })).toBe(second);
    expect(await base({ CI_COMMIT_BEFORE_SHA: '1'.repeat(40) })).toBe(second);
    writeFileSync(event, 'no JSON');
    expect(await base({ GITHUB_EVENT_PATH: event })).toBe(second);
  });

  it('is nothing for a first commit, so that every file is new', async () => {
    const repository = newRepository();
    repository.commit({ a: '1', 'b/c': '2' });
    const span = await spanOf(repository);
    expect(span).toMatchObject({ ok: true, value: { first: true } });
    if (span.ok) expect(await changesOf(repository.git, span.value)).toHaveLength(2);
  });

  it('is never guessed in a shallow clone: the remedy is said', async () => {
    const origin = branched();
    const clone = newRepository([
      '--depth',
      '1',
      '--no-single-branch',
      '--branch',
      'topic',
      `file://${origin.folder}`,
    ]);
    for (const answer of [
      await spanOf(clone),
      await spanOf(clone, 'origin/main'),
      await spanOf(clone, origin.first),
    ]) {
      expect(answer).toMatchObject({
        ok: false,
        problems: [{ remedy: expect.stringContaining('fetch-depth: 0') }],
      });
    }
  });

  it.each([['nowhere'], ['--output=/tmp/x'], ['']])('"%s" is none', async named => {
    const repository = newRepository();
    repository.commit({ a: '1' });
    expect(await spanOf(repository, named)).toMatchObject({ ok: false });
  });

  it('is not there before there is a commit', async () => {
    expect(await spanOf(newRepository())).toMatchObject({ ok: false, problems: [{ source: 'HEAD' }] });
  });

  it('of branches without a common history is the other branch as it is', async () => {
    const repository = branched();
    repository.run('checkout', '-q', '--orphan', 'other');
    repository.commit({ d: '1' });
    expect(await spanOf(repository, 'main')).toMatchObject({
      ok: true,
      value: { chosen: expect.stringContaining('no common history') },
    });
  });
});

describe('the changes between two commits', () => {
  it('are told with what was before: added, changed, gone, moved; links and odd names', async () => {
    const repository = newRepository();
    const base = repository.commit({
      'gone.txt': 'x',
      'moved.txt': 'long enough to be known again\n',
      same: '1',
      changed: '1',
    });
    repository.run('rm', '-q', 'gone.txt');
    repository.run('mv', 'moved.txt', 'café "x"\n.txt');
    repository.run('config', 'core.symlinks', 'true');
    const head = repository.commit({ changed: '2', 'new/file': '3' });
    const changes = await changesOf(repository.git, { base, head, chosen: '', first: false });
    expect(changes.map(({ kind, path: file, from }) => [kind, file, from])).toEqual([
      ['renamed', 'café "x"\n.txt', 'moved.txt'],
      ['modified', 'changed', undefined],
      ['deleted', 'gone.txt', undefined],
      ['added', 'new/file', undefined],
    ]);
  });
});

describe('objects', () => {
  it('are read whole, whatever they hold, and in order', async () => {
    const repository = newRepository();
    const large = Buffer.alloc(3_000_000, 'line\n');
    const odd = Buffer.from([0, 10, 255, 10, 0]);
    repository.commit({ large, odd, empty: '' });
    const id = (name: string): string => repository.run('rev-parse', `HEAD:${name}`).trim();
    const objects = repository.git.objects();
    const read = await Promise.all(
      [id('large'), '0'.repeat(40), id('odd'), id('empty'), 'no id', id('odd')].map(each =>
        objects.read(each),
      ),
    );
    objects.close();
    expect(read.map(bytes => bytes?.length)).toEqual([3_000_000, undefined, 5, 0, undefined, 5]);
    expect(read[2]).toEqual(odd);
  });
});
