/** Where names lead, on both kinds of systems. `!` marks a disguise. */
import { describe, expect, test } from 'vitest';
import type { PathOp } from '../../../common/event.ts';
import { compareSeverity } from '../../../common/finding.ts';
import { classifyPath, protectedNames } from '../../../server/detect/files/classify.ts';
import { observePath } from '../../../server/observe/paths.ts';
import type { PathPorts, RealPath } from '../../../server/observe/paths.ts';
import { longNames } from '../../../server/observe/spelling.ts';
import type { PathContext } from '../../../server/observe/spelling.ts';
import { emptyDisk, memoryDisk } from './support.ts';

const protectedPlace: PathPorts['isProtected'] = (place, op) =>
  classifyPath(place, op).some(rule => compareSeverity(rule.severity, 'medium') >= 0);

function ports(realPath: RealPath, root: string, home: string): PathPorts {
  return {
    realPath,
    roots: [root],
    homes: [home],
    isProtected: protectedPlace,
    protectedNames: protectedNames(),
  };
}

async function lead(name: string, op: PathOp, context: PathContext, with_: PathPorts): Promise<string> {
  const found = await observePath({ path: name, op, via: 'tool' }, context, with_);
  return found
    .map(
      path =>
        `${path.relative ?? (path.homeRelative === undefined ? path.path : `~/${path.homeRelative}`)}${path.disguise === undefined ? '' : '!'}`,
    )
    .join(' ');
}

describe('POSIX', () => {
  const root = '/home/ada/work/app';
  const disk = memoryDisk({
    [`${root}/.env`]: 'A=1',
    [`${root}/src/app.ts`]: '',
    [`${root}/notes.md`]: { link: '.env' },
    [`${root}/away`]: { link: '/srv/data' },
    [`${root}/loop`]: { link: 'loop' },
    [`${root}/later`]: { link: '.vscode/settings.json' },
    [`${root}/.claude/settings.json`]: { link: '../plain.json' },
    [`${root}/plain.json`]: '{}',
    '/srv/data/x.txt': '',
    '/srv/.env': '',
  });
  const context: PathContext = {
    flavour: 'posix',
    cwd: root,
    home: '/home/ada',
    env: { XDG_CONFIG_HOME: '/home/ada/.config' },
  };
  const go = (name: string, op: PathOp = 'read') => lead(name, op, context, ports(disk, root, '/home/ada'));

  test.each([
    ['src/app.ts', 'src/app.ts'],
    ['./src//../src/app.ts', 'src/app.ts'],
    ['src/new/deep.ts', 'src/new/deep.ts'],
    ['', ''],
    ['~/x', '~/x'],
    ['$HOME/x', '~/x'],
    ['${HOME}/x', '~/x'],
    ['%USERPROFILE%/x', '~/x'],
    ['$XDG_CONFIG_HOME/gh/hosts.yml', '~/.config/gh/hosts.yml'],
    // Variables that the system does not set still name a place.
    ['$XDG_DATA_HOME/keyrings/login.keyring', '~/.local/share/keyrings/login.keyring'],
    ['%APPDATA%/gcloud/credentials.db', '~/AppData/Roaming/gcloud/credentials.db'],
    ['file:///home/ada/work/app/.env', '.env'],
    ['file://localhost/etc/hosts', '/etc/hosts'],
    ['file:///home/ada/work/app/%2Eenv', '.env'],
    ['../../.ssh/id_rsa', '~/.ssh/id_rsa'],
    ['notes.md', '.env'],
    ['away/x.txt', '/srv/data/x.txt'],
    ['away/new.txt', '/srv/data/new.txt'],
    ['later', '.vscode/settings.json'],
    ['loop', 'loop'],
    ['.ENV', '.ENV'],
    ['a.', 'a.'],
    ['read:me', 'read:me'],
    ['ünïcode.txt', 'ünïcode.txt'],
  ])('%j → %s', async (name, place) => {
    expect(await go(name)).toBe(place);
  });

  test.each([
    ['.env.', '.env!'],
    ['.env ', '.env!'],
    ['.env::$DATA', '.env!'],
    ['．env', '.env!'],
    ['.ｅｎｖ', '.env!'],
    ['.e\u200bnv', '.env!'],
    ['.env\ufeff', '.env!'],
    ['.e\u2060nv', '.env!'],
    ['/proc/self/cwd/.env', '.env!'],
    ['/proc/self/root/etc/shadow', '/etc/shadow!'],
    ['/proc/1/root/home/ada/.ssh/id_rsa', '~/.ssh/id_rsa!'],
    ['/proc/self/root/proc/self/cwd/.env', '.env!'],
    ['/proc/thread-self/cwd/.env', '.env!'],
    ['away/../.env', '/srv/.env!'],
    ['ENV~1', '.env!'],
    ['\\\\?\\C:\\Users\\Ada\\.ssh\\id_rsa', 'C:/Users/Ada/.ssh/id_rsa!'],
  ])('%j is a disguise of %s', async (name, place) => {
    expect(await go(name)).toBe(place);
  });

  test('a disguise of something harmless is none', async () => {
    expect(await go('/proc/self/cwd/src/app.ts')).toBe('src/app.ts');
    expect(await go('ｒeadme.md')).toBe('ｒeadme.md');
  });

  test('a protected name that links elsewhere counts as both', async () => {
    expect(await go('.claude/settings.json', 'write')).toBe('plain.json .claude/settings.json');
  });

  test('the deepest of nested roots names the path', async () => {
    const nested = { ...ports(disk, root, '/home/ada'), roots: [root, `${root}/src`] };
    const [found] = await observePath({ path: 'src/app.ts', op: 'read', via: 'tool' }, context, nested);
    expect(found).toMatchObject({
      path: `${root}/src/app.ts`,
      relative: 'app.ts',
      homeRelative: 'work/app/src/app.ts',
      op: 'read',
      via: 'tool',
    });
  });
});

describe('Windows', () => {
  const context: PathContext = {
    flavour: 'win32',
    cwd: 'C:\\Work\\App',
    home: 'C:\\Users\\Ada',
    env: { APPDATA: 'C:\\Users\\Ada\\AppData\\Roaming' },
  };
  const go = (name: string, op: PathOp = 'read') =>
    lead(name, op, context, ports(emptyDisk, 'C:/Work/App', 'C:/Users/Ada'));

  test.each([
    ['src\\app.ts', 'src/app.ts'],
    ['c:\\work\\app\\src/app.ts', 'src/app.ts'],
    ['..\\Other\\x', 'C:/Work/Other/x'],
    ['~\\.ssh\\id_rsa', '~/.ssh/id_rsa'],
    ['%USERPROFILE%\\.ssh\\id_rsa', '~/.ssh/id_rsa'],
    ['$env:USERPROFILE\\.ssh\\id_rsa', '~/.ssh/id_rsa'],
    ['%APPDATA%\\Code\\User\\settings.json', '~/AppData/Roaming/Code/User/settings.json'],
    ['file:///C:/Work/App/.env', '.env'],
    ['D:\\x\\', 'D:/x'],
    ['\\\\server\\share\\x', '//server/share/x'],
  ])('%j → %s', async (name, place) => {
    expect(await go(name)).toBe(place);
  });

  test.each([
    ['.env::$DATA', '.env!'],
    ['.env:stream', '.env!'],
    ['.env. . .', '.env!'],
    ['.vscode \\settings.json.', '.vscode/settings.json!', 'write'],
    ['VSCODE~1\\SETTIN~1.JSO', '.vscode/settings.json!', 'write'],
    ['GIT~1\\config', '.git/config!', 'write'],
    ['\\\\?\\C:\\Work\\App\\.env', '.env!'],
    ['\\??\\C:\\Work\\App\\.env', '.env!'],
    ['\\\\.\\C:\\Work\\App\\.env', '.env!'],
    ['\\\\?\\UNC\\server\\share\\.env', '//server/share/.env!'],
    ['.ｅｎｖ', '.env!'],
  ] as const)('%j is a disguise of %s', async (name, place, op: PathOp = 'read') => {
    expect(await go(name, op)).toBe(place);
  });
});

describe('short names', () => {
  const candidates = ['.env', '.vscode', 'settings.json', '.git', '.gitconfig'];
  test.each([
    ['env~1', ['.env']],
    ['vscode~1', ['.vscode']],
    ['settin~1.jso', ['settings.json']],
    ['git~1', ['.git']],
    ['gitcon~2', ['.gitconfig']],
    ['progra~1', ['progra~1']],
    ['plain', ['plain']],
  ])('%s', (name, expected) => {
    expect(longNames(name, candidates)).toEqual(expected);
  });
});
