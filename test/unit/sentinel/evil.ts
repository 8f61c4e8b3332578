/** A classifier for tests that knows `evil`. Needs no test runner, so that child processes can use it. */
import { wholeFile, type Finding } from '../../../common/finding.ts';
import { compact, parseDocument, propertiesOf, type Node } from '../../../server/quarantine/jsonTree.ts';
import type { Classifier } from '../../../server/sentinel/classifier.ts';

const finding = (ruleId: string, keyPath?: readonly string[]): Finding => ({
  ruleId,
  severity: 'high',
  confidence: 'high',
  path: 'f',
  ...wholeFile,
  message: 'm',
  tags: [{ scheme: 'ringfence', edition: '1', id: 'AUTO' }],
  ...(keyPath ? { keyPath } : {}),
});

/** Finds keys named `evil…` and removed `deny` keys in JSON, and the word EVIL in anything else. */
export const evilClassifier: Classifier = {
  globs: [
    '**/.vscode/*.json',
    '**/.husky/**',
    '**/.claude/**',
    '**/.codex/config.toml',
    '**/*.code-workspace',
    '**/.mcp.json',
  ],
  assess: (file, before, after) => {
    if (after?.includes('THROW')) throw new Error('cannot judge');
    const was = evils(before);
    return evils(after)
      .filter(({ at, value }) => !was.some(old => old.at.join() === at.join() && old.value === value))
      .map(({ at }) => finding('evil', at))
      .concat(removedDeny(before, after))
      .concat(
        !file.includes('json') && after?.includes('EVIL') === true && before?.includes('EVIL') !== true
          ? [finding('evil-text')]
          : [],
      );
  },
};

function removedDeny(before: string | undefined, after: string | undefined): readonly Finding[] {
  return before?.includes('"deny"') === true && after?.includes('"deny"') !== true
    ? [finding('deny', ['deny'])]
    : [];
}

function evils(
  text: string | undefined,
): readonly { readonly at: readonly string[]; readonly value: string | undefined }[] {
  const root = text === undefined ? undefined : parseDocument(text.replace(/^\uFEFF/, ''))?.root;
  // A reader that forgives sees a risky key in broken text as well, as VS Code does.
  if (text !== undefined && !root) return /"evil\w*"\s*:/.test(text) ? [{ at: ['evil'], value: text }] : [];
  const found: { at: readonly string[]; value: string | undefined }[] = [];
  const visit = (node: Node, at: readonly string[]): void => {
    for (const { key, value } of propertiesOf(node)) {
      if (key.startsWith('evil')) found.push({ at: [...at, key], value: compact(value) });
      else visit(value, [...at, key]);
    }
  };
  if (root) visit(root, []);
  return found;
}
