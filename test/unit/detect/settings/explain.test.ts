/** Explanations of keys, the pipeline's detector, the scan, and the catalogue's own soundness. */
import { describe, expect, test } from 'vitest';
import type { Observation } from '../../../../server/pipeline/types.ts';
import { catalogue, compileCatalogue } from '../../../../server/detect/settings/catalogue.ts';
import { catalogueSources } from '../../../../server/detect/settings/sources.ts';
import {
  explainKey,
  explanationMarkdown,
  scanConfig,
  settingsDetector,
} from '../../../../server/detect/settings/index.ts';

const settings = { path: '.vscode/settings.json', relative: '.vscode/settings.json' };

describe('an explanation', () => {
  test.each([
    [settings, ['chat.permissions.default'], 'settings/chat-permissions-default'],
    [settings, ['chat', 'permissions', 'default'], 'settings/chat-permissions-default'],
    [settings, ['[python]', 'clangd.path'], 'settings/program-path'],
    [settings, ['terminal.integrated.env.linux', 'PATH'], 'settings/terminal-environment'],
    [{ path: 'x.code-workspace' }, ['settings', 'chat.useHooks'], 'settings/hooks-off'],
    [{ path: '.mcp.json' }, ['mcpServers', 'x'], 'mcp/server'],
    [{ path: '.claude/settings.json' }, ['hooks', 'PreToolUse', 0, 'hooks', 0, 'command'], 'hooks/command'],
    [{ path: '.git/config' }, ['core', 'fsmonitor'], 'git/command'],
  ])('of %j %j names %s', (file, keyPath, rule) => {
    expect(explainKey(file, keyPath).map(item => item.ruleId)).toContain(rule);
  });

  test.each([
    [settings, ['editor.tabSize']],
    [settings, []],
    [{ path: 'README.md' }, ['chat.permissions.default']],
    [{ path: 'x.code-workspace' }, ['other', 'chat.useHooks']],
  ])('of %j %j is empty', (file, keyPath) => {
    expect(explainKey(file, keyPath)).toEqual([]);
  });

  test('says what, who, when and what instead', () => {
    const text = explanationMarkdown(explainKey(settings, ['chat.tools.global.autoApprove']));
    expect(text).toContain('AUTO: removes approval or oversight');
    expect(text).toContain('CVE-2025-53773');
    expect(text).toContain('ignores it in a workspace');
    expect(text).toContain('Instead: Remove the key.');
  });
});

test('the detector reports what a write brings in, and nothing else', () => {
  const path = {
    path: '/w/.vscode/settings.json',
    named: '',
    op: 'write',
    relative: '.vscode/settings.json',
    via: 'tool',
  } as const;
  const home = {
    path: '/h/.codex/config.toml',
    named: '',
    op: 'write',
    homeRelative: '.codex/config.toml',
    via: 'tool',
  } as const;
  const observation: Pick<Observation, 'contents'> = {
    contents: [
      {
        path,
        before: '{ "chat.useHooks": false }',
        after: '{ "chat.useHooks": false, "http.proxy": "http://p.example" }',
      },
      { path: home, before: undefined, after: 'notify = ["x"]' },
      { path: { ...path, path: '/w/a.ts', relative: 'a.ts' }, before: '', after: 'x' },
      { path, before: '{}', after: undefined },
    ],
  };
  const found = settingsDetector.detect(observation as Observation);
  expect(found.map(finding => [finding.ruleId, finding.path])).toEqual([
    ['settings/proxy', '/w/.vscode/settings.json'],
    ['codex/notify', '/h/.codex/config.toml'],
  ]);
});

test('a scan reports what is there', () => {
  expect(scanConfig(settings, '{ "chat.useHooks": false }')).toMatchObject([
    { ruleId: 'settings/hooks-off', severity: 'high' },
  ]);
  expect(scanConfig({ path: 'a.ts' }, '{')).toEqual([]);
});

describe('the catalogue', () => {
  test('compiles without a problem and without an id twice', () => {
    const { rules, problems } = catalogue();
    expect(problems).toEqual([]);
    expect(new Set(rules.map(rule => rule.id)).size).toBe(rules.length);
  });

  test('stays small, since it is bundled', () => {
    expect(JSON.stringify(catalogueSources).length).toBeLessThan(300_000);
  });

  test('cites taxonomies with their edition for every rule', () => {
    for (const rule of catalogue().rules) {
      expect(rule.tags.length, rule.id).toBeGreaterThan(2);
      expect(rule.tags.every(tag => tag.edition !== '')).toBe(true);
      expect(rule.cve.every(cve => /^CVE-\d{4}-\d{4,}$/.test(cve))).toBe(true);
    }
  });

  const rule = {
    id: 'a/b',
    dialects: ['settings'],
    keys: ['a'],
    risk: 'AUTO',
    severity: 'low',
    title: 't',
    does: 'd.',
    affects: 'a',
    remedy: 'r.',
  };
  test.each([
    [{ ...rule, id: '' }, '"id" is missing'],
    [{ ...rule, risk: 'NONE' }, 'no risk class'],
    [{ ...rule, severity: 'huge' }, 'no severity'],
    [{ ...rule, confidence: 'some' }, 'no confidence'],
    [{ ...rule, dialects: ['none'] }, 'no dialect'],
    [{ ...rule, keys: [] }, 'not a list'],
    [{ ...rule, keys: [1] }, 'no text'],
    [{ ...rule, effective: 'maybe' }, 'when a key works'],
    [{ ...rule, when: 'unheardOf' }, 'no condition'],
    ['text', 'no risk class'],
  ])('names a mistake in %j', (raw, message) => {
    const { problems } = compileCatalogue({
      lists: {},
      conditions: {},
      taxonomy: {},
      topics: { test: { rules: [raw] } },
    });
    expect(problems).toMatchObject([{ source: expect.stringContaining('test') as string }]);
    expect(problems[0]?.message).toContain(message);
  });

  test('names mistakes of its other files', () => {
    const { problems } = compileCatalogue({
      lists: { a: 'x' },
      conditions: {},
      taxonomy: { AUTO: ['no tag'], NONE: [] },
      topics: { empty: {} },
    });
    expect(problems.map(problem => problem.source)).toEqual([
      'catalogue lists: a',
      'catalogue taxonomy: AUTO',
      'catalogue taxonomy: NONE',
      'catalogue empty',
    ]);
  });
});
