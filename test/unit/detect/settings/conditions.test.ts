/** Conditions of the catalogue: each evaluator with values that pass and values that do not. */
import { describe, expect, test } from 'vitest';
import { compileCondition, type Vocabulary } from '../../../../server/detect/settings/conditions/compile.ts';
import { parseJsonc } from '../../../../server/detect/settings/parse/jsonc.ts';

const words: Vocabulary = {
  lists: new Map([
    ['hosts', ['known.example']],
    ['names', ['LD_*', 'PATH']],
    ['programs', ['curl']],
  ]),
  conditions: new Map<string, unknown>([
    ['short', { matches: '^.{1,3}$' }],
    ['loop', '@short'],
  ]),
};

const holds = (condition: unknown, value: unknown, key = 'key'): boolean => {
  const { root } = parseJsonc(JSON.stringify(value), 'test');
  if (root === undefined) throw new Error('The value of a test is not JSON.');
  return compileCondition(condition, words)({ key, node: root });
};

/** Lists conditions with values for which they hold, and values for which they do not. */
const table: readonly (readonly [condition: unknown, yes: readonly unknown[], no: readonly unknown[]])[] = [
  ['present', [null, '', 0], []],
  ['truthy', [true, 1, 'on', 'x', { a: 1 }, [0]], [false, 0, '', 'off', 'false', 'Never', null, {}, []]],
  ['falsy', [false, 0, 'off', null, {}], [true, 'on', [0]]],
  ['nonEmpty', ['x', 0, false, [0]], ['', null, [], {}]],
  ['string', [''], [1, null, ['a']]],
  ['object', [{}], [[], 'x']],
  [
    'wildcard',
    [
      '*',
      '**',
      '**/*',
      '/.*/',
      '/^.*$/i',
      'Bash(*)',
      'WebFetch(domain:*)',
      '*:*',
      'https://*',
      '.*',
      '/[\\s\\S]*/',
    ],
    ['npm test', 'Bash(npm test)', '*.ts', 'https://a.example/*', '/^npm .*/', 'x'],
  ],
  [
    'workspacePath',
    [
      './x',
      '../x',
      'a/b',
      '.venv',
      'tools\\x.exe',
      '${workspaceFolder}/x',
      './gradlew build',
      '$CLAUDE_PROJECT_DIR/x',
    ],
    [
      'x',
      '/usr/bin/x',
      'C:\\x',
      '~/x',
      'npm run a/b',
      '-x ./y',
      '@scope/name',
      'https://a/b',
      '$HOME/x',
      '.',
      '',
    ],
  ],
  [
    'outsidePath',
    ['/x', '~/x', '../x', 'a/../../b', 'C:\\x', '${userHome}/x', '%USERPROFILE%\\x', 'file:///x'],
    ['x', './x', 'a..b/c'],
  ],
  [
    'broadPath',
    [
      '/',
      '~',
      '~/',
      '$HOME',
      'C:\\',
      '/home',
      '/home/u',
      '/etc',
      '..',
      '~/.ssh',
      '/x/.aws/credentials',
      '${userHome}',
      '~/.config/gh',
      '/*',
    ],
    ['./docs', '~/project', '/home/u/project', '/usr/share/x', 'x', '.', '/opt/tool'],
  ],
  [
    'networkPath',
    ['\\\\host\\share\\x', '//host/share', 'file://host/x'],
    ['/x', 'file:///x', '\\x', '\\\\?\\C:\\x'],
  ],
  [
    'toolFolder',
    ['node_modules/.bin/x', './.venv/bin/python', '.yarn/sdks/x', '${workspaceFolder}/venv/x'],
    ['bin/x', 'node_modules/../x', './events/x'],
  ],
  [
    'systemPath',
    ['/usr/bin/x', '/opt/homebrew/bin/x', 'C:\\Program Files\\x'],
    ['/home/u/x', './x', '/tmp/x'],
  ],
  ['sharedTemp', ['/tmp/x', '/dev/shm/x', 'C:\\Temp\\x', '%TEMP%\\x'], ['./tmp/x', '/tmpx']],
  [
    'remoteUrl',
    ['https://a.example', 'http://198.51.100.7', 'wss://a.example', 'https://127.0.0.1.a.example'],
    ['http://localhost:1', 'http://127.0.0.1/x', 'http://[::1]:2/', 'x', 'file:///x', 'a://b'],
  ],
  [
    'insecureUrl',
    ['http://a.example', 'https://198.51.100.7/x', 'ws://a.example', 'https://3325256704/'],
    ['https://a.example', 'http://localhost', 'http://127.0.0.1:3'],
  ],
  [
    'secretInUrl',
    ['https://a.example/?k=${KEY}', 'https://u:secret@a.example'],
    ['https://a.example/x', '${KEY}'],
  ],
  [
    'secretValue',
    [
      'sk-0123456789abcdefghij',
      'ghp_0123456789abcdefghijABCD',
      'Bearer 0123456789abcdefgh',
      'AKIA0123456789ABCDEF',
    ],
    ['${env:KEY}', 'sk-short', 'Bearer ${TOKEN}', 'x'],
  ],
  [
    'inlineCode',
    [
      { command: 'bash', args: ['-c', 'x'] },
      'node -e 1',
      ['sh', '-lc', 'x'],
      { command: '/usr/bin/python3', args: ['-c', 'x'] },
      'cmd.exe /c x',
    ],
    [{ command: 'bash', args: ['x.sh'] }, 'npm -c x', { args: ['-c'] }, 7],
  ],
  [
    'unpinnedPackage',
    [
      { command: 'npx', args: ['-y', 'a'] },
      { command: 'npx', args: ['a@latest'] },
      'pnpm dlx a',
      { command: 'uvx', args: ['a'] },
      'docker run -i a/b',
      'docker run a/b:latest',
    ],
    [
      { command: 'npx', args: ['a@1.2.3'] },
      { command: 'uvx', args: ['a==1.0'] },
      'npm run a',
      'docker run a/b:1.2',
      'npx ./x',
      'npx',
    ],
  ],
  [
    'workspaceFile',
    [{ command: './x' }, { command: 'node', args: ['dist/x.js'] }, 'python3 x.py', 'bash ./x'],
    [{ command: 'npx', args: ['a'] }, { command: 'node', args: ['--version'] }, '/usr/bin/x', {}],
  ],
  [{ equals: true }, [true], ['true', 1]],
  [{ equals: null }, [null], ['']],
  [{ oneOf: ['a', 1] }, ['a', 1], ['b', ['a']]],
  [{ above: 5 }, [6], [5, 'x', null]],
  [{ matches: '^a' }, ['A', ['x', 'ab'], { k: 'a' }], ['b', 1]],
  [{ in: ['names'] }, ['LD_X', 'path', ['PATH']], ['XLD_', 'PATHS']],
  [
    { urlOutside: ['hosts'] },
    ['https://x.example', 'https://known.example.x.example'],
    ['https://known.example', 'https://a.known.example', 'http://localhost', 'x'],
  ],
  [{ command: 'curl.*sh' }, ['curl x | sh', { command: 'curl', args: ['x.sh'] }, ['curl', 'sh']], ['ls', {}]],
  [
    { program: ['programs'] },
    [{ command: '/usr/bin/curl' }, 'curl.exe x', { command: 'C:\\x\\curl.exe' }],
    ['curlx', {}],
  ],
  [
    { pipes: ['curl', '^ *sh'] },
    ['curl x | sh', 'curl x && a; sh'],
    ['sh | curl x', 'curl sh', 'curl x | cat'],
  ],
  [{ segment: ['nc', '-e'] }, ['a | nc x -e sh'], ['nc x | a -e']],
  [{ not: 'truthy' }, [false], [true]],
  [{ all: ['string', 'nonEmpty'] }, ['x'], ['', 1]],
  [{ any: [{ equals: 1 }, { equals: 2 }] }, [1, 2], [3]],
  [{ some: { equals: 1 } }, [[2, 1], { a: 1 }], [[2], 1]],
  [{ some: { key: { equals: 'a' } } }, [{ a: 0 }], [{ b: 0 }]],
  [{ has: { a: 'truthy' } }, [{ a: 1 }], [{ a: 0 }, { b: 1 }, [1], 'a']],
  [{ has: { constructor: 'present' } }, [{ constructor: 1 }], [{}]],
  [{ equals: 'a', matches: '^a' }, ['a'], ['b']],
  ['@short', ['abc'], ['abcd']],
];

describe('a condition', () => {
  test.each(table.flatMap(([condition, yes]) => yes.map(value => [condition, value] as const)))(
    '%j holds for %j',
    (condition, value) => {
      expect(holds(condition, value)).toBe(true);
    },
  );
  test.each(table.flatMap(([condition, , no]) => no.map(value => [condition, value] as const)))(
    '%j does not hold for %j',
    (condition, value) => {
      expect(holds(condition, value)).toBe(false);
    },
  );

  test('can be about the key', () => {
    expect(holds({ key: { in: ['names'] } }, 'x', 'LD_PRELOAD')).toBe(true);
    expect(holds({ key: { in: ['names'] } }, 'LD_PRELOAD', 'x')).toBe(false);
  });

  test.each([
    ['unheardOf', 'no condition "unheardOf"'],
    ['toString', 'no condition "toString"'],
    [{ unheardOf: 1 }, 'no condition "unheardOf"'],
    ['@missing', 'no condition "@missing"'],
    ['@loop', 'names another one'],
    [{}, 'is empty'],
    [[], 'wants an object'],
    [7, 'wants an object'],
    [{ in: ['missing'] }, 'no list "missing"'],
    [{ oneOf: 'a' }, 'wants a list'],
    [{ matches: 1 }, 'wants a text'],
    [{ above: '1' }, 'wants a number'],
    [{ pipes: ['a'] }, 'wants two texts'],
    [{ all: ['unheardOf'] }, 'no condition'],
  ])('%j is refused: %s', (condition, message) => {
    expect(() => compileCondition(condition, words)).toThrow(message);
  });
});
