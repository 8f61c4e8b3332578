import { generateKeyPairSync } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Observation } from '../../../server/pipeline/types.ts';
import { createOverseer } from '../../../server/guard/oversight.ts';
import { allow, deny, sweepApprovals } from '../../../server/session/approvals.ts';
import { proposalOf } from '../../../server/session/proposal.ts';
import { desk } from './desk.ts';
import { finding, observation, verdict } from './stories.ts';

const token = `ghp_aB3dE5fG7hJ9kL1mN2pQ4rS6tU8vW0xY1zA2`;

const content = (
  name: string,
  before: string | undefined,
  after: string | undefined,
  op: 'write' | 'delete' | 'read' = 'write',
): Observation['contents'][number] => ({
  path: { path: `/w/${name}`, named: `/w/${name}`, relative: name, op, via: 'tool' },
  before,
  after,
});
const writing = (...contents: readonly Observation['contents'][number][]) =>
  observation({ kind: 'fs.write' }, { contents });

describe('what would be written', () => {
  it('is each file before and after, and the keys of a configuration', () => {
    const seen = writing(
      content('.vscode/settings.json', '{ "a": 1, "b": true }', '{ "a": 2, "b": true }'),
      content('old.txt', 'gone\n', undefined, 'delete'),
      content('read.txt', 'same', 'same', 'read'),
    );
    expect(proposalOf(seen, [])).toEqual({
      more: 0,
      files: [
        {
          path: '.vscode/settings.json',
          before: '{ "a": 1, "b": true }',
          after: '{ "a": 2, "b": true }',
          skipped: 0,
          keys: [{ keyPath: ['a'], kind: 'changed', restored: true, before: '1', after: '2' }],
        },
        { path: 'old.txt', before: 'gone\n', after: '', skipped: 0, keys: [] },
      ],
    });
  });

  it('is nothing for what writes nothing, or what nobody can tell', () => {
    expect(proposalOf(observation(), [])).toBeUndefined();
    expect(proposalOf(writing(content('a', 'x', undefined)), [])).toBeUndefined();
  });

  it('shows no secret, and still that one changes', () => {
    const other = token.replace('aB3d', 'zZ9y');
    const seen = writing(
      content('a.json', `{"token": "${token}"}`, `{"token": "${other}", "x": "${token}"}`),
    );
    const [file] = proposalOf(seen, [])?.files ?? [];
    expect(JSON.stringify(file)).not.toMatch(/ghp_/u);
    expect(file?.before).toContain('[secret 1, masked]');
    expect(file?.after).toMatch(/secret 2, masked.*secret 1, masked/u);
  });

  it('shows no value of a file that holds secrets', () => {
    const found = [finding('SECRET', { ruleId: 'files/secret', path: '/w/.env' })];
    const seen = writing(content('.env', 'export A=hunter2\n', 'export A=hunter3\n# note\nB: x y\n'));
    const [file] = proposalOf(seen, found)?.files ?? [];
    expect(JSON.stringify(file)).not.toMatch(/hunter|x y/u);
    expect(file?.after).toContain('export A=[secret');
    expect(file?.after).toContain('# note');
  });

  it('shows no private key', () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const shown = JSON.stringify(proposalOf(writing(content('k.txt', '', key)), []));
    expect(shown).not.toContain(key.split('\n')[1]);
    expect(shown).toContain('masked');
  });

  it('is cut around the first difference, and says so', () => {
    const long = 'a line of text\n'.repeat(20_000);
    const [file] = proposalOf(writing(content('a.txt', `${long}old\n`, `${long}new\n`)), [])?.files ?? [];
    expect(file?.after).toContain('new');
    expect(file?.before).toContain('old');
    expect(file?.after.length).toBeLessThan(61_000);
    expect(file?.skipped).toBeGreaterThan(500_000);
  });

  it('counts the files that are too many to be shown', () => {
    const many = Array.from({ length: 30 }, (_, at) => content(`${at}.txt`, '', 'x'));
    expect(proposalOf(writing(...many), [])).toMatchObject({ more: 10 });
  });
});

describe('what a request keeps of it', () => {
  const ask = verdict('ask');
  const change = writing(content('a.md', 'old', 'a new text'));
  const asked = () => {
    const opened = desk();
    opened.approvals.answer(change, ask);
    const kept = () => {
      try {
        return readdirSync(opened.folders.proposals);
      } catch {
        return [];
      }
    };
    return { ...opened, kept };
  };

  it('is a file of the user alone, and nothing in the ledger', () => {
    const { kept, folders, only, recorded, clock } = asked();
    const [name = ''] = kept();
    const file = path.join(folders.proposals, name);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(folders.proposals).mode & 0o777).toBe(0o700);
    expect(readFileSync(file, 'utf8')).toContain('a new text');
    expect(JSON.stringify([recorded, only()])).not.toContain('a new text');
    expect(only().changes).toBe(1);
    const record = () => Promise.resolve();
    const overseer = createOverseer({ folders, clock, record, by: 'user' });
    expect(overseer.proposal(only().id)?.files).toMatchObject([{ path: 'a.md', after: 'a new text' }]);
    clock.time += 16 * 60_000;
    expect(overseer.proposal(only().id)).toBeUndefined();
  });

  it.each<[string, (opened: ReturnType<typeof asked>) => unknown]>([
    ['allowed', ({ files, only, clock }) => allow(files, only(), 'once', clock.time)],
    ['denied', ({ files, only, clock }) => deny(files, only(), clock.time)],
    [
      'left alone for too long',
      ({ files, clock }) => sweepApprovals(files, (clock.time += 16 * 60_000), () => undefined),
    ],
  ])('goes when it was %s', (_, end) => {
    const opened = asked();
    expect(opened.kept()).toHaveLength(1);
    end(opened);
    expect(opened.kept()).toEqual([]);
    expect(opened.files.requests.list()).toEqual([]);
  });
});
