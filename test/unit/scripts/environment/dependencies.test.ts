/** Tests when the set-up runs `npm ci`, and which Node it accepts. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { npmEnvironment } from '../../../../scripts/environment/command.mjs';
import { demandNode, isInstalled } from '../../../../scripts/environment/dependencies.mjs';

let root = '';
beforeEach(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'ringfence-root-'));
  await mkdir(path.join(root, 'node_modules'));
});
afterEach(() => rm(root, { recursive: true, force: true }));

type Packages = Readonly<Record<string, { readonly version?: string; readonly optional?: boolean }>>;
const a = { 'node_modules/a': { version: '1.0.0' } };
const forMac = { 'node_modules/fsevents': { version: '2.0.0', optional: true } };

describe('isInstalled', () => {
  const cases: readonly (readonly [string, Packages, Packages | undefined, boolean])[] = [
    ['the same packages', { '': {}, ...a }, a, true],
    ['all but an optional one of another platform', { ...a, ...forMac }, a, true],
    [
      'an optional one in another version',
      { ...a, ...forMac },
      { ...a, 'node_modules/fsevents': { version: '1' } },
      false,
    ],
    ['another version', a, { 'node_modules/a': { version: '1.0.1' } }, false],
    ['one too few', a, {}, false],
    ['one too many', a, { ...a, 'node_modules/b': { version: '1.0.0' } }, false],
    ['an install that never finished', a, undefined, false],
  ];
  it.each(cases)('with %s', async (_story, wanted, present, expected) => {
    await writeFile(path.join(root, 'package-lock.json'), JSON.stringify({ packages: wanted }));
    const hidden = path.join(root, 'node_modules', '.package-lock.json');
    if (present !== undefined) await writeFile(hidden, JSON.stringify({ packages: present }));
    expect(isInstalled(root)).toBe(expected);
  });
});

describe('demandNode', () => {
  it('accepts Node 20 and newer', () => {
    expect(() => demandNode('20.0.0')).not.toThrow();
    expect(() => demandNode('26.1.0')).not.toThrow();
  });

  it('refuses an older one by name', () => {
    expect(() => demandNode('18.20.8')).toThrow('This is Node 18.20.8');
  });
});

describe('npmEnvironment', () => {
  it("keeps a user's settings and drops what an outer npm says about its own package", () => {
    const env = {
      PATH: '/usr/bin',
      npm_config_registry: 'https://mirror.example/',
      npm_config_local_prefix: '/clone',
      npm_package_name: 'ringfence',
      npm_lifecycle_event: 'setup',
    };
    expect(npmEnvironment(env, ['/node24'])).toEqual({
      PATH: ['/node24', '/usr/bin'].join(path.delimiter),
      npm_config_registry: 'https://mirror.example/',
    });
  });
});
