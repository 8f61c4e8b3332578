import { describe, expect, it } from 'vitest';
import { agentOfCommit, agentPathsOf } from '../../../server/ci/authors.ts';
import { newRepository } from './repository.ts';

const ada = 'Ada <ada@example.org>';
const said = (message: string, author = ada, committer = ada) =>
  agentOfCommit({ author, committer, message });

describe('a commit of an agent', () => {
  it.each([
    ['claude-code', 'Fix\n\nCo-Authored-By: Claude <noreply@anthropic.com>', ada],
    ['claude-code', 'Fix\n\n🤖 Generated with [Claude Code](https://claude.com/claude-code)', ada],
    ['copilot', 'Fix', 'copilot-swe-agent[bot] <198982749+Copilot@users.noreply.github.com>'],
    ['copilot', 'Fix\n\nCo-authored-by: Copilot <175728472+Copilot@users.noreply.github.com>', ada],
    ['cursor', 'Fix\n\nCo-authored-by: Cursor <cursoragent@cursor.com>', ada],
    [
      'devin',
      'Fix',
      'devin-ai-integration[bot] <158243242+devin-ai-integration[bot]@users.noreply.github.com>',
    ],
    ['jules', 'Fix', 'google-labs-jules[bot] <161369871+google-labs-jules[bot]@users.noreply.github.com>'],
    ['aider', 'Fix', 'Ada (aider) <ada@example.org>'],
    ['an agent', 'Fix\n\nAssisted-by: some model', ada],
  ])('of %s is known by %j', (agent, message, author) => {
    expect(said(message, author)).toBe(agent === 'claude-code' && author === ada ? agent : agent);
  });

  it.each([
    ['a person called Claude', 'Fix', 'Claude Dupont <claude@example.org>'],
    ['a co-author called Devin', 'Fix\n\nCo-authored-by: Devin Smith <devin@example.org>', ada],
    ['a commit about Copilot', 'Ask Copilot less\n\nIt was assisted-by nobody.', ada],
    [
      'a bot that updates packages',
      'Bump',
      'dependabot[bot] <49699333+dependabot[bot]@users.noreply.github.com>',
    ],
  ])('is not that of %s', (_, message, author) => {
    expect(said(message, author)).toBeUndefined();
  });
});

describe('the files of agents', () => {
  it('are those that their commits touch, and no others; no message can hide its end', async () => {
    const repository = newRepository();
    const base = repository.commit({ a: '1' });
    repository.commit({ b: '1', 'c d': '1' }, 'Hide\u0001\n\nCo-authored-by: Claude <noreply@anthropic.com>');
    repository.commit({ e: '1' }, 'By hand');
    const head = repository.commit({ f: '1' }, 'Fix', 'Cursor Agent <cursoragent@cursor.com>');
    const paths = await agentPathsOf(repository.git, { base, head, chosen: '', first: false });
    expect([...paths]).toEqual(
      expect.arrayContaining([
        ['b', 'claude-code'],
        ['c d', 'claude-code'],
        ['f', 'cursor'],
      ]),
    );
    expect(paths.size).toBe(3);
  });

  it('of a first commit are all of it', async () => {
    const repository = newRepository();
    const head = repository.commit({ a: '1' }, 'Begin', 'Cursor Agent <cursoragent@cursor.com>');
    expect([...(await agentPathsOf(repository.git, { base: head, head, chosen: '', first: true }))]).toEqual([
      ['a', 'cursor'],
    ]);
  });
});
