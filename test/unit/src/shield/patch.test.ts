/** The shield in this very process: every form that it covers, and that nothing of it is left afterwards. */
import fs from 'node:fs';
import fsPromises, { readFile as importedPromise } from 'node:fs/promises';
import { readFileSync as importedSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ExtensionRead, ReadAnswer } from '../../../../common/protocol.ts';
import { shieldList } from '../../../../server/detect/files/shieldList.ts';
import { createGate, type ShieldGate } from '../../../../src/shield/gate.ts';
import { patchReads } from '../../../../src/shield/patch.ts';

const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'rf-shield-')));
const secret = path.join(folder, '.env');
const plain = path.join(folder, 'notes.txt');
const link = path.join(folder, 'link.txt');
const written = 'KEY=not-a-real-value\n';
const blob = (name: string): Promise<string> => fs.openAsBlob(name).then(found => found.text());

let asked: ExtensionRead[] = [];
let answer: (read: ExtensionRead) => Promise<ReadAnswer>;
let gate: ShieldGate;
let takeOff: () => void = () => undefined;
let now = 0;
let onTimeout: (() => void) | undefined;

beforeAll(() => {
  fs.writeFileSync(secret, written);
  fs.writeFileSync(plain, 'plain');
  fs.symlinkSync(secret, link);
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));
beforeEach(() => {
  [asked, now, onTimeout] = [[], 0, undefined];
  answer = () => Promise.resolve({ allowed: false });
  gate = createGate(shieldList([os.homedir()], true), {
    judge: read => {
      asked.push(read);
      return answer(read);
    },
    readerOf: () => 'acme.reader',
    now: () => now,
    after: (_, task) => {
      onTimeout = task;
      return () => undefined;
    },
    failed: () => undefined,
  });
  takeOff = patchReads(gate);
});
afterEach(() => takeOff());

const stream = (name: string): Promise<string> =>
  new Promise((resolve, reject) => {
    let text = '';
    fs.createReadStream(name, 'utf8')
      .on('data', part => (text += String(part)))
      .on('end', () => resolve(text))
      .on('error', reject);
  });
const copied = path.join(folder, 'copy.txt');
const viaCopy = (copy: () => unknown): Promise<string> =>
  Promise.resolve(copy()).then(() => {
    const text = fs.readFileSync(copied, 'utf8');
    fs.rmSync(copied, { recursive: true });
    return text;
  });
const inHandle = async (): Promise<string> => {
  const handle = await fsPromises.open(secret);
  return handle.readFile('utf8').finally(() => handle.close());
};

/** Every way that the shield covers. */
const covered: Readonly<Record<string, () => unknown>> = {
  'fs.readFileSync': () => fs.readFileSync(secret, 'utf8'),
  'an imported readFileSync': () => importedSync(secret, 'utf8'),
  'fs.readFile': () => promisify(fs.readFile)(secret, 'utf8'),
  'fs.promises.readFile': () => fs.promises.readFile(secret, 'utf8'),
  'an imported promise': () => importedPromise(secret, 'utf8'),
  'fs.openSync': () => fs.openSync(secret, 'r'),
  'fs.openSync to read and write': () => fs.openSync(secret, 'r+'),
  'fs.openSync by number': () => fs.openSync(secret, fs.constants.O_RDWR),
  'fs.open': () => promisify(fs.open)(secret, 'r'),
  'fs.open without flags': () =>
    new Promise((resolve, reject) => fs.open(secret, (error, fd) => (error ? reject(error) : resolve(fd)))),
  'fs.promises.open': inHandle,
  'fs.createReadStream': () => stream(secret),
  'fs.openAsBlob': () => blob(secret),
  'fs.copyFileSync': () => viaCopy(() => fs.copyFileSync(secret, copied)),
  'fs.promises.copyFile': () => viaCopy(() => fs.promises.copyFile(secret, copied)),
  'fs.cpSync': () => viaCopy(() => fs.cpSync(secret, copied)),
  'fs.promises.cp': () => viaCopy(() => fs.promises.cp(secret, copied)),
  'fs.linkSync': () => viaCopy(() => fs.linkSync(secret, copied)),
  'fs.renameSync': () => fs.renameSync(secret, copied),
  'process.loadEnvFile': () => process.loadEnvFile(secret),
  'require of a file': () =>
    process.getBuiltinModule('node:module').createRequire(secret)(`${folder}/credentials.json`),
  'a symbolic link': () => fs.readFileSync(link, 'utf8'),
  'a name in bytes': () => fs.readFileSync(Buffer.from(secret), 'utf8'),
  'a URL': () => fs.readFileSync(pathToFileURL(secret), 'utf8'),
  'a name with dots': () => fs.readFileSync(`${folder}/./.env`, 'utf8'),
  'a name through /proc': () => fs.readFileSync(`/proc/self/root${secret}`, 'utf8'),
};

const attempt = async (run: () => unknown): Promise<unknown> => {
  try {
    return await run();
  } catch (error) {
    return error;
  }
};

describe('a protected file', () => {
  beforeAll(() => fs.writeFileSync(path.join(folder, 'credentials.json'), '{"key":"not-a-real-value"}'));

  test.each(Object.keys(covered))('is refused to %s', async name => {
    if (name.includes('/proc') && process.platform !== 'linux') return;
    const result = await attempt(() => covered[name]?.());
    expect(result).toMatchObject({ code: 'EACCES', errno: expect.any(Number), syscall: expect.any(String) });
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatchObject({ reader: 'acme.reader', seen: false });
  });

  test('is read where the guard lets it, by who can wait at once', async () => {
    answer = () => Promise.resolve({ allowed: true });
    expect(await fs.promises.readFile(secret, 'utf8')).toBe(written);
    expect(await promisify(fs.readFile)(secret, 'utf8')).toBe(written);
    expect(await stream(secret)).toBe(written);
    expect(fs.readFileSync(secret, 'utf8')).toBe(written);
    now = 61_000;
    expect(await attempt(() => fs.readFileSync(secret, 'utf8'))).toMatchObject({ code: 'EACCES' });
  });

  test('that was allowed once is read once', async () => {
    answer = () => Promise.resolve({ allowed: true, once: true });
    expect(await attempt(() => fs.readFileSync(secret, 'utf8'))).toMatchObject({ code: 'EACCES' });
    answer = () => Promise.resolve({ allowed: false });
    await Promise.resolve();
    expect(fs.readFileSync(secret, 'utf8')).toBe(written);
    expect(await attempt(() => fs.readFileSync(secret, 'utf8'))).toMatchObject({ code: 'EACCES' });
  });

  test('is refused when the guard is gone or silent', async () => {
    answer = () => Promise.reject(new Error('The guard is not running.'));
    expect(await attempt(() => fs.promises.readFile(secret))).toMatchObject({ code: 'EACCES' });
    answer = () => new Promise(() => undefined);
    const waiting = attempt(() => fs.promises.readFile(secret));
    onTimeout?.();
    expect(await waiting).toMatchObject({ code: 'EACCES' });
  });

  test('is read and told of while nothing is enforced', async () => {
    gate.use(shieldList([], false));
    answer = () => Promise.reject(new Error('The guard is not running.'));
    expect(fs.readFileSync(secret, 'utf8')).toBe(written);
    expect(await fs.promises.readFile(secret, 'utf8')).toBe(written);
    expect(asked).toHaveLength(2);
  });

  test('can be written and saved over as ever', async () => {
    fs.writeFileSync(secret, written);
    await fs.promises.writeFile(`${secret}.tmp`, written);
    fs.renameSync(`${secret}.tmp`, secret);
    fs.closeSync(fs.openSync(secret, 'a'));
    expect(asked).toEqual([]);
    expect(fs.statSync(secret).size).toBe(written.length);
  });

  test('that is not there looks so', async () => {
    const absent = path.join(folder, '.env.local');
    expect(await attempt(() => fs.readFileSync(absent))).toMatchObject({ code: 'ENOENT' });
    expect(await attempt(() => fs.promises.readFile(absent))).toMatchObject({ code: 'ENOENT' });
    expect(asked).toEqual([]);
  });

  test('is not read through an argument that changes its mind', async () => {
    let looks = 0;
    const shifty = {
      protocol: 'file:',
      hostname: '',
      get href() {
        return pathToFileURL((looks += 1) > 1 ? secret : plain).href;
      },
      get pathname() {
        return secret;
      },
    };
    const result = await attempt(() => Reflect.apply(fs.readFileSync, fs, [shifty, 'utf8']));
    expect(result).toBe('plain');
  });
});

describe('everything else', () => {
  test('is read as ever, with the same errors', async () => {
    expect(fs.readFileSync(plain, 'utf8')).toBe('plain');
    expect(await fs.promises.readFile(plain, 'utf8')).toBe('plain');
    expect(await stream(plain)).toBe('plain');
    const descriptor = fs.openSync(plain, 'r');
    expect(fs.readFileSync(descriptor, 'utf8')).toBe('plain');
    fs.closeSync(descriptor);
    expect(await attempt(() => fs.readFileSync('a\0b'))).toMatchObject({ code: 'ERR_INVALID_ARG_VALUE' });
    expect(await attempt(() => Reflect.apply(fs.readFileSync, fs, [{}]))).toMatchObject({
      code: 'ERR_INVALID_ARG_TYPE',
    });
    expect(await attempt(() => Reflect.apply(fs.promises.readFile, fs.promises, []))).toMatchObject({
      code: 'ERR_INVALID_ARG_TYPE',
    });
    expect(asked).toEqual([]);
  });
});

describe('the shield', () => {
  const names = ['readFile', 'readFileSync', 'open', 'openSync', 'copyFile', 'cp', 'link', 'rename'] as const;
  const descriptors = () => [
    ...names.map(name => Object.getOwnPropertyDescriptor(fs, name)),
    Object.getOwnPropertyDescriptor(fs.promises, 'readFile'),
    Object.getOwnPropertyDescriptor(process, 'loadEnvFile'),
  ];

  test('leaves every function as it was when it is taken off', () => {
    takeOff();
    const before = descriptors();
    const off = patchReads(gate);
    expect(fs.readFile.name).toBe('readFile');
    expect(fs.readFile.length).toBe(before[0]?.value.length);
    expect(descriptors()).not.toEqual(before);
    off();
    for (const [at, descriptor] of descriptors().entries()) expect(descriptor).toEqual(before[at]);
    expect(importedSync).toBe(fs.readFileSync);
    expect(fs.readFileSync(secret, 'utf8')).toBe(written);
  });

  test('stops working under what others have put over it, and leaves that in place', () => {
    const ours = fs.readFileSync;
    const theirs = Object.assign((...args: Parameters<typeof ours>) => ours(...args), {});
    Object.assign(fs, { readFileSync: theirs });
    takeOff();
    expect(fs.readFileSync).toBe(theirs);
    expect(fs.readFileSync(secret, 'utf8')).toBe(written);
    const off = patchReads(gate);
    off();
    expect(fs.readFileSync).toBe(theirs);
  });
});
