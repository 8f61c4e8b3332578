import { expect, test } from 'vitest';
import { adapters } from '../../../server/agents/index.ts';
import { killSwitchesIn } from '../../../server/guard/killSwitches.ts';
import { createCatalogueClassifier } from '../../../server/sentinel/catalogueClassifier.ts';
import { switchNotice } from '../../../src/models/killSwitches.ts';

const classifier = createCatalogueClassifier();
const atRest = (relative: string, text: string) =>
  killSwitchesIn('/w', [{ path: `/w/${relative}`, findings: classifier.assess(relative, undefined, text) }]);

/** A file for each way that an adapter names, as a repository would bring it. */
const ways: readonly (readonly [agent: string, file: string, text: string, key: string])[] = [
  ['vscode', '.vscode/settings.json', '{\n  "chat.useHooks": false\n}', 'chat.useHooks'],
  ['vscode', '.vscode/settings.json', '{\n  "chat.plugins.enabled": false\n}', 'chat.plugins.enabled'],
  ['claude-code', '.claude/settings.json', '{\n  "disableAllHooks": true\n}', 'disableAllHooks'],
  ['claude-code', '.claude/settings.local.json', '{\n  "disableAllHooks": true\n}', 'disableAllHooks'],
  ['codex', '.codex/config.toml', '[features]\nhooks = false\n', 'features.hooks'],
  ['gemini', '.gemini/settings.json', '{\n  "hooksConfig": { "enabled": false }\n}', 'hooksConfig.enabled'],
  ['qwen', '.qwen/settings.json', '{\n  "disableAllHooks": true\n}', 'disableAllHooks'],
  ['copilot-cli', '.github/copilot/settings.json', '{\n  "disableAllHooks": true\n}', 'disableAllHooks'],
  ['droid', '.factory/settings.json', '{\n  "hooksDisabled": true\n}', 'hooksDisabled'],
];

test.each(ways)(
  '%s: %s that switches hooks off is found at open, with its line',
  (agent, file, text, key) => {
    const found = atRest(file, text);
    expect(found).toContainEqual(expect.objectContaining({ path: `/w/${file}`, root: '/w', line: 2, key }));
    expect(found[0]?.agents).toContain(agent);
  },
);

test('every agent that a file of a repository can switch off is tried above', () => {
  const named = adapters.filter(({ switches }) => switches.workspace.length > 0).map(({ name }) => name);
  expect(named.filter(name => !ways.some(([agent]) => agent === name))).toEqual([]);
});

test.each([
  ['.claude/settings.json', '{ "disableAllHooks": false, "model": "x" }'],
  ['.vscode/settings.json', '{ "chat.useHooks": true, "editor.tabSize": 2 }'],
])('%s that leaves hooks alone is none', (file, text) => expect(atRest(file, text)).toEqual([]));

test('the notice says what, where and whose, and starts with a harmless button', () => {
  const [one] = atRest('.claude/settings.json', '{\n  "disableAllHooks": true\n}');
  if (one === undefined) throw new Error('nothing found');
  expect(switchNotice([one])).toEqual({
    message:
      'This folder switches off the hooks of Claude Code: disableAllHooks in .claude/settings.json:2. ' +
      'While that stands, Ringfence does not see what it does.',
    buttons: ['Show', 'Undo It', 'Keep'],
  });
  const [other] = atRest('.qwen/settings.json', '{ "disableAllHooks": true }');
  if (other === undefined) throw new Error('nothing found');
  expect(switchNotice([one, other])).toMatchObject({
    message: expect.stringContaining(
      '2 settings of this folder switch off the hooks of Claude Code and Qwen Code',
    ),
    buttons: ['Show', 'Undo All', 'Keep All'],
  });
  expect(switchNotice([])).toBeUndefined();
});
