/** Chains over several files: each file alone looks harmless. */
import { describe, expect, test } from 'vitest';
import { chainsAtRest, settingsDetector } from '../../../../server/detect/settings/index.ts';
import { scriptsRunBy } from '../../../../server/detect/settings/references.ts';
import type { Observation, ObservedContent } from '../../../../server/pipeline/types.ts';

const content = (relative: string, before: string | undefined, after: string): ObservedContent => {
  const place = `/w/${relative}`;
  return { path: { path: place, named: place, relative, op: 'write', via: 'tool' }, before, after };
};

const lying = (relative: string, value: unknown): ObservedContent => {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return content(relative, text, text);
};

function chainsIn(contents: readonly ObservedContent[], companions: readonly ObservedContent[] = []) {
  const observation = {
    event: { kind: 'fs.write' },
    paths: [],
    contents,
    companions,
    commands: [],
    urls: [],
  };
  return settingsDetector
    .detect(observation as unknown as Observation)
    .filter(({ ruleId }) => ruleId.startsWith('chain/'))
    .map(({ ruleId, path }) => `${ruleId} ${path}`);
}

const hooks = {
  hooks: {
    PostToolUse: [{ hooks: [{ type: 'command', command: '"$CLAUDE_PROJECT_DIR"/.claude/hooks/format.sh' }] }],
  },
};

describe('a script that a configuration runs', () => {
  test.each([
    ['.claude/settings.json', hooks, '.claude/hooks/format.sh'],
    [
      '.vscode/tasks.json',
      {
        tasks: [{ label: 'a', command: 'node scripts/setup.js --all', runOptions: { runOn: 'folderOpen' } }],
      },
      'scripts/setup.js',
    ],
    [
      '.mcp.json',
      { mcpServers: { a: { command: 'python3', args: ['tools/server.py'] } } },
      'tools/server.py',
    ],
    ['.codex/config.toml', 'notify = ["bash", "./scripts/done.sh"]\n', 'scripts/done.sh'],
    ['.devcontainer/devcontainer.json', { initializeCommand: './bin/prepare' }, 'bin/prepare'],
  ])('%s: its change is told', (name, config, script) => {
    expect(chainsIn([content(script, 'a\n', 'b\n')], [lying(name, config)])).toEqual([
      `chain/script-of-configuration /w/${script}`,
    ]);
  });

  test('is no chain when it stays, when it is another, or when the configuration comes with it', () => {
    const settings = lying('.claude/settings.json', hooks);
    const script = '.claude/hooks/format.sh';
    expect(chainsIn([content(script, 'a\n', 'a\n')], [settings])).toEqual([]);
    expect(chainsIn([content('.claude/hooks/other.sh', 'a\n', 'b\n')], [settings])).toEqual([]);
    expect(chainsIn([content('src/format.sh', 'a\n', 'b\n')], [settings])).toEqual([]);
    const both = [content('.claude/settings.json', undefined, JSON.stringify(hooks))];
    expect(chainsIn([content(script, undefined, 'b\n'), ...both])).toEqual([]);
  });

  test('is named from the root, without variables, and never outside of it', () => {
    const text = JSON.stringify({
      mcpServers: { a: { command: 'node', args: ['../x.js', '/abs/y.js', '${workspaceFolder}/b/z.js'] } },
    });
    expect([...scriptsRunBy({ path: '/w/.mcp.json', relative: '.mcp.json' }, text)]).toEqual(['b/z.js']);
  });
});

const trusting = (host: string) => ({ 'json.schemaDownload.trustedDomains': { [host]: true } });
const schema = (url: string) => JSON.stringify({ $schema: url, a: 1 });

describe('a schema from a host that the settings trust', () => {
  const url = 'https://x.example/s.json?d=1';

  test.each(['https://x.example', 'https://x.example/', '*', 'https://*.x.example'])(
    'is told when %s is trusted',
    host => {
      const expected = ['chain/trusted-schema /w/data.json'];
      const settings = lying('.vscode/settings.json', trusting(host));
      expect(chainsIn([content('data.json', undefined, schema(url))], [settings])).toEqual(expected);
      const both = content('.vscode/settings.json', '{}', JSON.stringify(trusting(host)));
      expect(chainsIn([both, content('data.json', undefined, schema(url))])).toEqual(expected);
      expect(chainsIn([both], [lying('data.json', schema(url))])).toEqual(expected);
    },
  );

  test('is no chain for well-known hosts, other hosts and untrusted ones', () => {
    const settings = lying('.vscode/settings.json', trusting('https://x.example'));
    const known = schema('https://json.schemastore.org/package.json');
    expect(chainsIn([content('data.json', undefined, known)], [settings])).toEqual([]);
    expect(chainsIn([content('data.json', undefined, schema('https://y.example/s'))], [settings])).toEqual(
      [],
    );
    expect(chainsIn([content('data.json', undefined, schema(url))])).toEqual([]);
  });

  test('is found among files as they lie there', () => {
    const files = [
      {
        path: '.vscode/settings.json',
        relative: '.vscode/settings.json',
        text: JSON.stringify(trusting('*')),
      },
      { path: 'app.json', relative: 'app.json', text: schema(url) },
    ];
    expect(chainsAtRest(files).map(({ ruleId, path, severity }) => [ruleId, path, severity])).toEqual([
      ['chain/trusted-schema', 'app.json', 'medium'],
    ]);
  });
});
