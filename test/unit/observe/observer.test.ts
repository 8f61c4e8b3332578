/** Whole observations: an event in, what it touches and leads to out. */
import { createRequire } from 'node:module';
import { beforeAll, describe, expect, test } from 'vitest';
import type { GuardEvent } from '../../../common/event.ts';
import { createShellParser } from '../../../server/detect/commands/shellParser.ts';
import type { ShellParser } from '../../../server/detect/commands/shellParser.ts';
import { filesDetector } from '../../../server/detect/files/detector.ts';
import type { Disk } from '../../../server/observe/disk.ts';
import { createObserver } from '../../../server/observe/observer.ts';
import type { Observation } from '../../../server/pipeline/types.ts';
import { makeEvent, memoryDisk, shellEvent } from './support.ts';

const require = createRequire(import.meta.url);
const root = '/home/ada/work/app';
const settings = '{\n  "editor.tabSize": 2\n}\n';
const disk = memoryDisk({
  [`${root}/.env`]: 'A=1\n',
  [`${root}/.env.example`]: 'A=\n',
  [`${root}/.vscode/settings.json`]: settings,
  [`${root}/src/app.ts`]: 'one\n',
  [`${root}/twin.txt`]: { same: `${root}/.env` },
  [`${root}/link`]: { link: '.env' },
  '/home/ada/.ssh/id_work': 'KEY',
  [`${root}/plain`]: { same: '/home/ada/.ssh/id_work' },
});

let shell: ShellParser;
beforeAll(async () => {
  shell = await createShellParser({
    runtimeWasm: require.resolve('web-tree-sitter/web-tree-sitter.wasm'),
    bashWasm: require.resolve('tree-sitter-bash/tree-sitter-bash.wasm'),
  });
});

const observe = (event: GuardEvent, on: Disk = disk): Promise<Observation> =>
  createObserver({ shell, disk: on, flavour: 'posix', home: '/home/ada', env: {} }).observe(event);

const touched = ({ paths }: Observation): readonly string[] =>
  paths.map(
    path =>
      `${path.op} ${path.relative ?? path.path}${path.disguise === undefined ? '' : ` (${path.disguise})`}`,
  );

const afterwards = ({ contents }: Observation): readonly unknown[] =>
  contents.map(({ path, before, after }) => [path.relative, before, after]);

describe('the same secret, read in many ways', () => {
  const commands = [
    'cat .env',
    'c\'\'at .e""nv',
    'cat .e*',
    'cat .en?',
    'cat .e[n]v',
    'cat {.env,x}',
    'cat ./src/../.env',
    'cat ~/work/app/.env',
    `cat ${root}/.env`,
    'f=.env; cat $f',
    'cat link',
    'cat twin.txt',
    'cat < .env',
    'cat /proc/self/cwd/.env',
    'cat ".env "',
    'cat .ｅｎｖ',
    'cd src && cat ../.env',
    'cat $(echo .env)',
    'echo .env | xargs cat',
    'find . -name ".en*" -exec cat {} \\;',
    'python3 -c "open(\'.env\').read()"',
    'sh -c "cat .env"',
    'echo Y2F0IC5lbnY= | base64 -d | sh',
    'cp .env /tmp/x',
    'ln -s .env y',
    'ln .env y',
    'tar cf - .env',
    'source .env',
    'while read l; do echo $l; done < .env',
    'git diff --no-index /dev/null .env',
    'dd if=.env',
    'grep "" .env',
    'cat .ENV',
    'Get-Content .env',
    'type .env',
  ].filter(command => command !== 'type .env');
  test.each(commands)('%s', async command => {
    const findings = filesDetector.detect(await observe(shellEvent(command)));
    expect(findings.map(finding => finding.ruleId)).toContain('files/env');
  });
});

describe('a search that aims at a secret by a pattern', () => {
  const findingsOf = async (pattern: string): Promise<readonly string[]> =>
    filesDetector
      .detect(await observe(makeEvent({ kind: 'fs.search', paths: [{ path: pattern, op: 'search' }] })))
      .map(finding => finding.ruleId);

  test.each(['.env', '.e*', '**/.env*', '**/.EN?', '{.env,src/**}', '{src/**,.env}'])(
    '%s looks into .env',
    async pattern => expect(await findingsOf(pattern)).toContain('files/env'),
  );
  test.each([
    '**',
    '*',
    '**/*.ts',
    'src/**',
    '{src,test}/**/*.{ts,js}',
    '.env.example',
    '.git*',
    'pack*.json',
  ])('%s does not', async pattern => expect(await findingsOf(pattern)).not.toContain('files/env'));
});

describe('paths', () => {
  test('a hard link is judged as the file that it is another name of', async () => {
    expect(touched(await observe(shellEvent('cat twin.txt')))).toEqual([
      'read .env (it is a hard link to a protected file)',
    ]);
    expect(touched(await observe(shellEvent('cat plain')))).toEqual([
      'read /home/ada/.ssh/id_work (it is a hard link to a protected file)',
    ]);
  });

  test('tool paths and command paths are told apart', async () => {
    const { paths } = await observe(
      makeEvent({ kind: 'shell.exec', command: 'cat a', paths: [{ path: 'b', op: 'read' }] }),
    );
    expect(paths.map(({ relative, via }) => [relative, via])).toEqual([
      ['b', 'tool'],
      ['a', 'command'],
    ]);
  });

  test('without roots the working folder is the root', async () => {
    const { paths } = await observe(
      makeEvent({ kind: 'fs.read', roots: [], paths: [{ path: 'src/app.ts', op: 'read' }] }),
    );
    expect(paths[0]?.relative).toBe('src/app.ts');
  });

  test('a pattern that matches only harmless files is harmless', async () => {
    expect(touched(await observe(shellEvent('cat src/*')))).toEqual(['read src/app.ts']);
  });

  test('a tool that nobody knows is searched for paths, commands and addresses', async () => {
    const seen = await observe(
      makeEvent({
        rawTool: 'x',
        rawInput: { file: '.env', deep: [{ cmd: 'cat ~/.ssh/id_work' }], note: 'see https://a.example/x' },
      }),
    );
    expect(touched(seen)).toEqual(
      expect.arrayContaining(['read .env', 'write .env', 'read /home/ada/.ssh/id_work']),
    );
    expect(seen.urls).toEqual(['https://a.example/x']);
    expect(seen.commands.map(command => command.program)).toEqual(['cat']);
  });

  test('an event that touches thousands of paths is cut, and says so', async () => {
    const paths = Array.from({ length: 2000 }, (_, index) => ({ path: `f${index}`, op: 'read' as const }));
    const seen = await observe(makeEvent({ kind: 'fs.read', paths }));
    expect(seen.paths).toHaveLength(400);
    expect(seen.opaque).toEqual(['it touches too many paths to look at each']);
  });
});

describe('contents', () => {
  const file = '.vscode/settings.json';
  const write = [{ path: file, op: 'write' as const }];

  test.each<readonly [string, Partial<GuardEvent>, unknown]>([
    [
      'what is read is looked into',
      { kind: 'fs.read', paths: [{ path: 'src/app.ts', op: 'read' }] },
      'one\n',
    ],
    ['by a command, too', { kind: 'shell.exec', command: 'head -5 src/app.ts' }, 'one\n'],
    [
      'unless the event brings it',
      { kind: 'fs.read', paths: [{ path: 'src/app.ts', op: 'read' }], content: 'two' },
      'two',
    ],
  ])('%s', async (_name, part, text) => {
    expect(afterwards(await observe(makeEvent(part)))).toEqual([['src/app.ts', text, text]]);
  });

  test('what is too large to look into is named, and what is no text is left', async () => {
    const text: Disk['text'] = (_path, limit) =>
      Promise.resolve({ kind: 'unreadable', reason: limit > 1024 * 1024 ? 'is not text' : 'is too large' });
    const seen = await observe(makeEvent({ kind: 'fs.read', paths: [{ path: 'src/app.ts', op: 'read' }] }), {
      ...disk,
      text,
    });
    expect([seen.contents, seen.opaque]).toEqual([[], ['a file that it reads is too large to look into']]);
  });

  test.each<readonly [string, Partial<GuardEvent>, unknown]>([
    ['a write', { kind: 'fs.write', paths: write, content: '{}' }, '{}'],
    [
      'an edit',
      { kind: 'fs.edit', paths: write, edits: [{ old: '2', new: '4' }] },
      settings.replace('2', '4'),
    ],
    [
      'a patch',
      {
        kind: 'fs.patch',
        content: `*** Begin Patch\n*** Update File: ${file}\n@@\n-  "editor.tabSize": 2\n+  "editor.tabSize": 4\n*** End Patch`,
      },
      settings.replace('2', '4'),
    ],
    ['a change of configuration', { kind: 'config.change', paths: write, content: '{}' }, '{}'],
    ['echo', { kind: 'shell.exec', command: `echo '{}' > ${file}` }, '{}\n'],
    ['appending', { kind: 'shell.exec', command: `echo x >> ${file}` }, `${settings}x\n`],
    ['a here-document', { kind: 'shell.exec', command: `cat > ${file} <<'EOF'\n{}\nEOF` }, '{}\n'],
    ['two writes', { kind: 'shell.exec', command: `echo a > ${file}; echo b >> ${file}` }, 'a\nb\n'],
    ['tee', { kind: 'shell.exec', command: `echo a | tee ${file}` }, 'a\n'],
    ['in another folder', { kind: 'shell.exec', command: "cd .vscode && printf 'a' > settings.json" }, 'a'],
  ])('%s', async (_name, part, after) => {
    const seen = await observe(makeEvent(part));
    expect(afterwards(seen)).toEqual([[file, settings, after]]);
    expect(seen.opaque).toEqual([]);
  });

  test.each<readonly [string, Partial<GuardEvent>, string]>([
    [
      'an edit that does not apply',
      { kind: 'fs.edit', paths: write, edits: [{ old: 'nope', new: 'x' }] },
      'an edit does not apply to the file as it is',
    ],
    [
      'a patch that does not apply',
      {
        kind: 'fs.patch',
        content: `*** Begin Patch\n*** Update File: ${file}\n@@\n-nope\n+x\n*** End Patch`,
      },
      'a patch does not apply to the file as it is',
    ],
    [
      'a patch that is none',
      { kind: 'fs.patch', paths: write, content: 'hello' },
      'a patch could not be read',
    ],
    ['a write without content', { kind: 'fs.write', paths: write }, 'the new content is not known'],
    [
      'a command with unknown output',
      { kind: 'shell.exec', command: `date > ${file}` },
      'what a command writes is not known',
    ],
  ])('%s is not known', async (_name, part, reason) => {
    const seen = await observe(makeEvent(part));
    expect(afterwards(seen)).toEqual([[file, settings, undefined]]);
    expect(seen.opaque).toContain(reason);
  });

  test('a file that is too large is not read', async () => {
    const large: Disk = {
      ...disk,
      text: () => Promise.resolve({ kind: 'unreadable', reason: 'is too large' }),
    };
    const seen = await observe(
      makeEvent({ kind: 'fs.edit', paths: write, edits: [{ old: '2', new: '4' }] }),
      large,
    );
    expect(seen.opaque).toEqual([
      'a file that it changes is too large',
      'an edit changes a file that could not be read',
    ]);
    expect(afterwards(seen)).toEqual([[file, undefined, undefined]]);
  });

  test('a removal leaves nothing', async () => {
    expect(afterwards(await observe(shellEvent('rm .env')))).toEqual([['.env', 'A=1\n', undefined]]);
  });

  test('a move takes the text along', async () => {
    const seen = await observe(
      makeEvent({
        kind: 'fs.patch',
        content:
          '*** Begin Patch\n*** Update File: src/app.ts\n*** Move to: .envrc\n@@\n-one\n+two\n*** End Patch',
      }),
    );
    expect(afterwards(seen)).toEqual([
      ['.envrc', undefined, 'two\n'],
      ['src/app.ts', 'one\n', undefined],
    ]);
  });
});

test('a disk that breaks makes the event opaque, never an error', async () => {
  const broken: Disk = { ...disk, real: () => Promise.reject(new Error('gone')) };
  const seen = await observe(makeEvent({ kind: 'fs.read', paths: [{ path: '.env', op: 'read' }] }), broken);
  expect(seen.opaque).toEqual(['the event could not be observed']);
});
