import { describe, expect, it } from 'vitest';
import { eventRequest, findingRequest } from '../../../server/policy/request.ts';
import { explain } from '../../../server/policy/explain.ts';
import { constitution, finding, mustLoad, observation, observedPath } from './stories.ts';

const circumstances = { profile: 'balanced', trusted: true } as const;

describe('findingRequest', () => {
  const shell = observation({
    kind: 'shell.exec',
    paths: [
      observedPath('.env', 'read'),
      observedPath('OUT/Ｘ.txt', 'write'),
      observedPath('~/.ssh/id', 'link'),
    ],
  });

  it.each<[name: string, path: string, inWorkspace: boolean, reads: boolean, changes: boolean]>([
    ['.env', '.env', true, true, false],
    ['./.env', '.env', true, true, false],
    ['/work/app/.env', '.env', true, true, false],
    ['out/x.txt', 'out/x.txt', true, false, true],
    ['~/.ssh/id', '~/.ssh/id', false, true, true],
    ['', '', false, true, true],
    ['elsewhere.txt', 'elsewhere.txt', true, true, true],
    ['C:\\Users\\x', 'c:/users/x', false, true, true],
  ])('finds what happens to %s', (...[name, path, inWorkspace, reads, changes]) => {
    const { attributes } = findingRequest(shell, circumstances, finding('high SECRET', { path: name }));
    expect(attributes).toMatchObject({ path, inWorkspace, reads, changes });
  });

  it('joins the uses of a file that is both read and changed', () => {
    const both = observation({
      kind: 'shell.exec',
      paths: [observedPath('a', 'read'), observedPath('a', 'write')],
    });
    const { attributes } = findingRequest(both, circumstances, finding('high SECRET', { path: 'a' }));
    expect(attributes).toMatchObject({ reads: true, changes: true });
  });

  it('carries classes, severity, confidence and key', () => {
    const found = finding('high MCP AUTO', { confidence: 'low', keyPath: ['servers', 0, 'command'] });
    expect(findingRequest(shell, circumstances, found)).toMatchObject({
      principal: { type: 'Agent', id: 'codex' },
      action: { type: 'Action', id: 'shell.exec' },
      resource: { type: 'Finding' },
      context: { profile: 'balanced', phase: 'pre', surface: 'hook', trusted: true },
      attributes: {
        rule: 'test/rule',
        risk: 'MCP',
        risks: ['MCP', 'AUTO'],
        severity: 3,
        severityName: 'high',
        confidence: 0,
        key: 'servers.0.command',
      },
    });
  });

  it('leaves the key out where there is none', () => {
    expect(findingRequest(shell, circumstances, finding('high')).attributes).not.toHaveProperty('key');
  });
});

describe('eventRequest', () => {
  it('names the event as a whole', () => {
    const asked = observation({
      kind: 'shell.exec',
      paths: [observedPath('A/b', 'write'), observedPath('/Etc/Passwd', 'read')],
      programs: ['cat', 'cat', 'tee'],
      command: 'cat /etc/passwd | tee a/b',
    });
    expect(eventRequest(asked, circumstances, 2).attributes).toEqual({
      opaque: false,
      opaqueSince: [],
      nearProtected: false,
      disguised: false,
      outside: true,
      paths: ['a/b', '/etc/passwd'],
      programs: ['cat', 'tee'],
      urls: [],
      tool: '',
      findings: 2,
    });
  });

  it.each<[words: string, near: boolean, text: { command?: string; rawInput?: unknown }]>([
    ['a plain command', false, { command: 'npm run build' }],
    ['a word that only contains a name', false, { command: 'cat docs/environment.md' }],
    ['a protected file', true, { command: 'X=1 tee .vscode/settings.json' }],
    ['a template', false, { command: 'touch .env.example .env.local.sample' }],
    ['a template and what it is for', true, { command: 'touch .env.example .env' }],
    ['variables of a program', false, { command: 'node -e "process.env.A"' }],
    ['full-width letters', true, { command: 'cat ．ｅｎｖ' }],
    ['a padded command', true, { command: `echo ${'x'.repeat(100_000)}` }],
    ['the input of a tool', true, { rawInput: { deep: ['~/.ssh/config'] } }],
    ['no input', false, {}],
  ])('hints at protected places in %s', (_words, near, text) => {
    const asked = observation({ kind: 'unknown', ...text });
    expect(eventRequest(asked, circumstances, 0).attributes['nearProtected']).toBe(near);
  });

  it('is careful with an input that cannot be written down', () => {
    const circular: Record<string, unknown> = {};
    circular['self'] = circular;
    const asked = observation({ kind: 'unknown', rawInput: circular });
    expect(eventRequest(asked, circumstances, 0).attributes['nearProtected']).toBe(true);
  });
});

it('explains every question, which policies fired, and what observe would have enforced', () => {
  const read = observation({ kind: 'fs.read', paths: [observedPath('.env', 'read')] });
  const explanation = explain(mustLoad(constitution), { profile: 'observe' }, read, [
    finding('high SECRET', { path: '.env', ruleId: 'files/env' }),
  ]);
  expect(explanation).toMatchObject({
    verdict: 'pass',
    enforced: 'deny',
    policies: [{ id: 'agent/secrets' }],
  });
  expect(explanation.requests).toMatchObject([
    { about: 'event', principal: 'Agent::"codex"', action: 'Action::"fs.read"', fired: [] },
    {
      about: 'files/env',
      resource: { path: '.env' },
      context: { profile: 'observe' },
      fired: [{ id: 'agent/secrets' }],
    },
  ]);
});
