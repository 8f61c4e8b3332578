import { describe, expect, test } from 'vitest';
import type { ApprovalRequest } from '../../../common/session.ts';
import {
  approvalChildren,
  approvalRoots,
  isOfWindow,
  requestNotice,
  requestTooltip,
} from '../../../src/models/oversight.ts';
import { changeAddress, changeText, parseChangeAddress } from '../../../src/models/changes.ts';
import { grant, request, then } from './samples.ts';

const minutes = 60_000;
const nothing = { timeline: [], files: [] };

describe('what waits', () => {
  test('tells who, what the session has taken in, attempts and age', () => {
    const [node] = approvalRoots({ requests: [request()], grants: [] }, then + 2 * minutes);
    expect(node?.line).toMatchObject({
      label: 'git reset --hard',
      description: 'Codex · #secret #untrusted · tried 3 times · 2 min ago',
      icon: { id: 'terminal', color: 'ringfence.held' },
      context: 'request',
    });
  });

  test('is read aloud in sentences', () => {
    const [node] = approvalRoots(
      { requests: [request({ labels: ['secret'], attempts: 1 })], grants: [] },
      then,
    );
    expect(node?.line.accessible).toBe(
      'Codex wants to run: git reset --hard. Work is thrown away by people only. ' +
        'Its session has seen a secret or credentials. now',
    );
  });

  test('is gone once it has expired', () =>
    expect(approvalRoots({ requests: [request()], grants: [] }, then + 15 * minutes)).toEqual([]));

  test('shows reasons, rules, labels, folder and, folded, the story of the session', () => {
    const [node] = approvalRoots({ requests: [request()], grants: [] }, then);
    const nodes = approvalChildren(node!, nothing, then);
    const labels = nodes.map(({ line }) => line.label);
    expect(labels).toEqual([
      'Work is thrown away by people only.',
      'commands/lost-work',
      'Its session has seen a secret or credentials',
      'Its session has taken in text from outside: the web, an MCP tool, a dependency',
      'app',
      'What its session did',
    ]);
    const timeline = Array.from({ length: 30 }, (_, index) => ({
      ts: then + index,
      text: `read file${index}`,
      verdict: 'pass' as const,
      count: 1,
    }));
    const story = approvalChildren(nodes.at(-1)!, { timeline, files: [] }, then).map(
      ({ line }) => line.label,
    );
    expect(story).toHaveLength(20);
    expect(story.at(-1)).toBe('Read file29');
  });

  test('has lines of its own, whatever the policies are named', () => {
    const [node] = approvalRoots({ requests: [request()], grants: [] }, then);
    const ids = approvalChildren(node!, nothing, then).map(({ line }) => line.id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

test('a tooltip holds the whole command, and nothing in it becomes a link', () => {
  const subject = `echo \`a\` [click](command:evil) ${'x'.repeat(300)}`;
  const text = requestTooltip(request({ subject, reason: '[click](command:evil)' }), [
    { ts: then, text: 'read [x](command:y)', count: 1 },
  ]);
  expect(text).toContain(subject);
  expect(text.replace(subject, '')).not.toMatch(/(?<!\\)\]\(command/u);
  expect(text).toContain('**secret**: its session has seen a secret or credentials');
});

describe('what is allowed', () => {
  test('stands below, folded', () => {
    const [waiting, allowed] = approvalRoots({ requests: [request()], grants: [grant()] }, then);
    expect([waiting?.kind, allowed?.kind]).toEqual(['request', 'granted']);
    expect(allowed?.line).toMatchObject({ label: 'Allowed by You', description: '1' });
    const [node] = approvalChildren(allowed!, nothing, then + 3 * minutes);
    expect(node?.line).toMatchObject({
      label: 'npm publish',
      description: 'Claude Code · for its session · 24 h left',
      context: 'grant',
    });
  });

  test('nothing at all leaves room for the welcome text', () =>
    expect(approvalRoots({ requests: [], grants: [] }, then)).toEqual([]));
});

describe('notices', () => {
  test.each<readonly [string, readonly ApprovalRequest[], string]>([
    ['one', [request()], 'Codex wants to run: git reset --hard — Work is thrown away by people only.'],
    ['two of one agent', [request(), request({ id: 'b' })], 'Codex waits for your decision about 2 actions.'],
    [
      'two agents',
      [request(), request({ agent: 'gemini' })],
      'Codex and Gemini CLI wait for your decision about 2 actions.',
    ],
    [
      'three agents',
      [request(), request({ agent: 'gemini' }), request({ agent: '' })],
      'Several agents wait for your decision about 3 actions.',
    ],
  ])('of %s', (_name, requests, message) => expect(requestNotice(requests)?.message).toBe(message));

  test('the first button only looks, and several are never allowed blindly', () => {
    expect(requestNotice([request()])?.buttons).toEqual(['Review', 'Allow Once', 'Deny']);
    expect(requestNotice([request(), request({ id: 'b' })])?.buttons).toEqual(['Review', 'Deny All']);
  });

  test('nothing is told of nothing', () => expect(requestNotice([])).toBeUndefined());

  test('a hostile command becomes no link and no icon', () =>
    expect(requestNotice([request({ subject: 'echo [ok](command:e) $(rm)' })])?.message).not.toMatch(
      /[[\]]|\$\(/u,
    ));
});

test.each<readonly [string, readonly string[], boolean]>([
  ['/work/app', ['/work/app'], true],
  ['/work/app/packages/a', ['/other', '/work/app/'], true],
  ['/work/application', ['/work/app'], false],
  ['C:\\work\\app\\a', ['C:\\work\\app'], true],
  ['/work/app', [], false],
])('%s in %j is of this window: %s', (cwd, folders, expected) =>
  expect(isOfWindow(cwd, folders)).toBe(expected),
);

describe('a request that would write', () => {
  const writes = request({ kind: 'fs.write', subject: '.vscode/settings.json', changes: 1 });
  const files = [
    {
      path: '.vscode/settings.json',
      before: '{}',
      after: '{ "a": "[x](command:y)" }',
      skipped: 0,
      keys: [{ keyPath: ['a'], kind: 'added' as const, restored: true, after: '"[x](command:y)"' }],
    },
  ];

  test('shows first the files, as diffs, and under a configuration its keys', () => {
    const [node] = approvalRoots({ requests: [writes], grants: [] }, then);
    expect(node?.line.context).toBe('request.writes');
    const [change] = approvalChildren(node!, { timeline: [], files }, then);
    expect(change?.line).toMatchObject({
      label: '.vscode/settings.json',
      description: '1 key',
      context: 'change',
    });
    const [key] = approvalChildren(change!, nothing, then);
    expect(key?.line).toMatchObject({ label: 'a', description: 'not set → "⁅x⁆(command:y)"' });
    expect(change?.line.tooltip).not.toMatch(/(?<!\\)\]\(command/u);
  });

  test('offers its diff in the notice, and nothing that decides as the first button', () => {
    expect(requestNotice([writes])?.buttons).toEqual(['Show Diff', 'Allow Once', 'Deny']);
    expect(requestNotice([request()])?.buttons[0]).toBe('Review');
  });

  test('has addresses of its own, which no JSON service opens', () => {
    const address = { id: 'a1b2c3d4', index: 0, side: 'after' as const };
    const { path, query } = changeAddress(address, files[0]!);
    expect(path).not.toMatch(/json$/u);
    expect(parseChangeAddress(query)).toEqual(address);
    expect(parseChangeAddress('{"id":1}')).toBeUndefined();
    expect(parseChangeAddress('no')).toBeUndefined();
  });

  test('shows its text, and once decided only that', () => {
    const address = { id: 'a', index: 0, side: 'before' as const };
    expect(changeText({ v: 1, id: 'a', files, more: 0 }, address)).toBe('{}');
    expect(changeText(null, address)).toContain('no longer kept');
  });
});
