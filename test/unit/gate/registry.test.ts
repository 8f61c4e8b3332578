import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
  chmodSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { gateAddress } from '../../../server/gate/address.ts';
import { ensurePrivateFolder } from '../../../server/gate/privateFolder.ts';
import { sweepRegistrations, writeRegistration } from '../../../server/gate/register.ts';
import {
  contains,
  guardsFor,
  isAlive,
  parseRegistration,
  readRegistrations,
  type Registration,
} from '../../../server/gate/registry.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'rf-registry-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const registration: Registration = {
  v: 1,
  pid: process.pid,
  socket: '/s',
  roots: ['/w'],
  nonce: 'n'.repeat(64),
  startedAt: 5,
};
/** No process has this number: it is above what any system hands out. */
const deadPid = 2 ** 30;

describe('the guard to ask', () => {
  const guard = (startedAt: number, ...roots: string[]): Registration => ({
    ...registration,
    startedAt,
    roots,
  });
  const outer = guard(1, '/w');
  const inner = guard(2, '/x', '/w/packages/app');
  const early = guard(3);
  const late = guard(4);
  const other = guard(5, '/other');
  const all = [other, early, outer, late, inner];

  test.each([
    [['/w/packages/app/src'], [inner, outer, late, early]],
    [['/w/packages/application'], [outer, late, early]],
    [['/w'], [outer, late, early]],
    [['/nowhere'], [late, early]],
    [['relative'], [late, early]],
    [
      ['/nowhere', '/x/y'],
      [inner, late, early],
    ],
    [[], [late, early]],
  ])('in %j', (places, expected) => expect(guardsFor(all, places)).toEqual(expected));

  test.each([
    ['C:\\w', 'c:\\W\\src', true],
    ['C:\\w', 'D:\\w\\src', false],
    ['C:\\w', 'C:\\w2', false],
    ['C:\\w', 'C:\\w\\..hidden', true],
    ['C:\\w', 'C:\\', false],
  ])('on Windows %s contains %s: %s', (root, place, inside) =>
    expect(contains(root, place, path.win32)).toBe(inside),
  );
});

test.each([
  ['{}'],
  ['nonsense'],
  ['null'],
  [JSON.stringify({ ...registration, v: 2 })],
  [JSON.stringify({ ...registration, pid: 0 })],
  [JSON.stringify({ ...registration, pid: '1' })],
  [JSON.stringify({ ...registration, socket: '' })],
  [JSON.stringify({ ...registration, nonce: 'short' })],
  [JSON.stringify({ ...registration, roots: [1] })],
  [JSON.stringify({ ...registration, startedAt: null })],
])('%s is no registration', text => expect(parseRegistration(text)).toBeUndefined());

test('a registration is written whole, for the user alone; what is none is passed over', async () => {
  const run = path.join(folder, 'written');
  await ensurePrivateFolder(run);
  const file = await writeRegistration(run, registration);
  writeFileSync(path.join(run, '1-1.guard.json'), '{"v":1');
  writeFileSync(path.join(run, 'other.txt'), JSON.stringify(registration));
  expect(readRegistrations(run)).toEqual([{ ...registration, file }]);
  expect(readdirSync(run).some(name => name.endsWith('.tmp'))).toBe(false);
  expect([statSync(run).mode & 0o777, statSync(file).mode & 0o777]).toEqual([0o700, 0o600]);
  expect(readRegistrations(path.join(folder, 'missing'))).toEqual([]);
});

test('registrations of dead processes and of refusing sockets are swept away with their sockets, others stay', async () => {
  const run = path.join(folder, 'swept');
  await ensurePrivateFolder(run);
  const live = path.join(run, 'live.sock');
  const server = createServer();
  await new Promise<void>(resolve => server.listen(live, () => resolve()));
  writeFileSync(path.join(run, 'left.sock'), '');
  const dead = await writeRegistration(run, {
    ...registration,
    pid: deadPid,
    startedAt: 1,
    socket: path.join(run, 'left.sock'),
  });
  const refusing = await writeRegistration(run, {
    ...registration,
    startedAt: 2,
    socket: path.join(run, 'gone.sock'),
  });
  await writeRegistration(run, { ...registration, startedAt: 3, socket: live });
  expect((await sweepRegistrations(run)).toSorted()).toEqual([dead, refusing].toSorted());
  expect(readRegistrations(run).map(({ startedAt }) => startedAt)).toEqual([3]);
  expect(readdirSync(run)).not.toContain('left.sock');
  await new Promise(resolve => server.close(resolve));
});

test('a process that belongs to somebody else counts as alive, a missing one does not', () => {
  expect([isAlive(process.pid), isAlive(1), isAlive(deadPid)]).toEqual([true, true, false]);
});

describe('where a gate listens', () => {
  const setting = {
    platform: 'linux',
    runFolder: '/home/u/.local/state/ringfence/run',
    tmpdir: '/tmp',
    uid: 1000,
    token: '0123456789abcdef',
  } as const;
  const long = `/home/${'x'.repeat(100)}/run`;

  test.each([
    [setting, { socket: `${setting.runFolder}/0123456789ab.sock`, folder: setting.runFolder }],
    [
      { ...setting, runFolder: long },
      { socket: '/tmp/ringfence-1000/0123456789ab.sock', folder: '/tmp/ringfence-1000' },
    ],
    [
      { ...setting, runFolder: long, tmpdir: long },
      { socket: '/tmp/ringfence-1000/0123456789ab.sock', folder: '/tmp/ringfence-1000' },
    ],
    [
      { ...setting, platform: 'win32' as const, uid: undefined },
      { socket: '\\\\.\\pipe\\ringfence-0123456789abcdef', folder: undefined },
    ],
  ])('%j', (given, address) => expect(gateAddress(given)).toEqual(address));

  test.each([
    ['linux', 107],
    ['darwin', 103],
  ] as const)('on %s a path of %i bytes still fits, counted in bytes', (platform, bytes) => {
    const name = '/0123456789ab.sock';
    const fits = `/${'x'.repeat(bytes - name.length - 1)}`;
    expect(gateAddress({ ...setting, platform, runFolder: fits }).folder).toBe(fits);
    expect(gateAddress({ ...setting, platform, runFolder: `${fits}x` }).folder).toBe('/tmp/ringfence-1000');
    expect(gateAddress({ ...setting, platform, runFolder: fits.replace('xx', 'üx') }).folder).toBe(
      '/tmp/ringfence-1000',
    );
  });
});

describe.skipIf(process.platform === 'win32')('a private folder', () => {
  test('is closed to others', async () => {
    const open = path.join(folder, 'open');
    mkdirSync(open);
    chmodSync(open, 0o755);
    await ensurePrivateFolder(open);
    expect(statSync(open).mode & 0o777).toBe(0o700);
  });

  test('is refused when somebody else made it, or when it is a link', async () => {
    const theirs = path.join(folder, 'theirs');
    mkdirSync(theirs);
    await expect(ensurePrivateFolder(theirs, (process.getuid?.() ?? 0) + 1)).rejects.toThrow(
      'belongs to another user',
    );
    symlinkSync(theirs, path.join(folder, 'link'));
    await expect(ensurePrivateFolder(path.join(folder, 'link'))).rejects.toThrow('is not a folder');
  });
});
