import { describe, expect, it } from 'vitest';
import type { Observation, ObservedCommand } from '../../../server/pipeline/types.ts';
import { textDigest } from '../../../server/platform/textDigest.ts';
import { contentsOf, shapeOf } from '../../../server/session/shape.ts';
import { finding, observation } from './stories.ts';

const command = (program: string, ...args: readonly string[]): ObservedCommand => ({
  program,
  args,
  env: {},
  via: [],
});
const shape = (...commands: readonly ObservedCommand[]): string => shapeOf(observation({}, { commands }));
const written = (relative: string, before: string | undefined, after: string | undefined) =>
  ({
    path: { path: `/w/${relative}`, named: `/w/${relative}`, relative, op: 'write', via: 'tool' },
    before,
    after,
  }) satisfies Observation['contents'][number];

describe('the shape of what is wanted', () => {
  it.each<[string, ObservedCommand, string]>([
    [
      'keeps subcommands of known programs',
      command('git', 'push', '--force', 'origin', 'main'),
      'git push --force ARG ARG',
    ],
    [
      'keeps no value of an option',
      command('curl', '--user=admin:hunter2', 'https://a.example/?k=v'),
      'curl --user URL',
    ],
    ['keeps no value after an option', command('mysql', '-phunter2', 'prod'), 'mysql -OPTION ARG'],
    ['keeps no word of a program that it does not know', command('login', 'hunter'), 'login ARG'],
    ['keeps two words at most', command('npm', 'run', 'deploy', 'hunter'), 'npm run deploy ARG'],
    ['names no path', command('rm', '-rf', './build', 'a.txt'), 'rm -rf PATH PATH'],
    ['names no program that is none', command('$(cat secret)'), 'PROGRAM'],
  ])('%s', (_, wanted, expected) => {
    expect(shape(wanted)).toBe(expected);
  });

  it('names files of the workspace, hosts and tools, and nothing outside', () => {
    const path = { path: '/etc/x', named: '/etc/x', op: 'write', via: 'tool' } as const;
    expect(shapeOf(observation({}, { paths: [{ ...path, relative: 'src/a.ts' }, path] }))).toBe(
      'write src/a.ts, write OUTSIDE',
    );
    expect(shapeOf(observation({ urls: ['https://u:p@a.example/x?key=1'] }))).toBe('fetch a.example');
    expect(shapeOf(observation({ mcp: { server: 'db', tool: 'query', args: { sql: 'x' } } }))).toBe(
      'db/query',
    );
  });

  it('stays on one line of 300 characters', () => {
    const long = shape(...Array.from({ length: 200 }, () => command('echo', 'a\nb')));
    expect(long).not.toContain('\n');
    expect(long.length).toBe(300);
  });
});

describe('what an approved file holds', () => {
  it('is known again whatever its line ends and its mark', () => {
    const [content] = contentsOf(observation({}, { contents: [written('a.md', '', 'x\ny\n')] }), []);
    expect(content).toEqual({ path: 'a.md', sha256: textDigest('\uFEFFx\r\ny\r\n') });
  });

  it('has no digest when it is removed, and is not told of when it holds a secret', () => {
    const gone = observation({}, { contents: [written('a.md', 'x', undefined)] });
    expect(contentsOf(gone, [])).toEqual([{ path: 'a.md' }]);
    expect(contentsOf(gone, [finding('SECRET')])).toEqual([]);
  });
});
