/** Tests where configurations are looked for on every system, and whose file counts as the machine's. */
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { isOlder } from '../../../server/floor/accept.ts';
import { machineFolderOf, ownershipFault, parseConfig, writeConfig } from '../../../server/floor/config.ts';
import { makeSecretKey } from '../../../server/floor/minisign/secretKey.ts';

const key = makeSecretKey().publicKey;

describe('the machine’s configuration', () => {
  it.each<[NodeJS.Platform, Record<string, string>, string]>([
    ['linux', {}, '/etc/ringfence'],
    ['linux', { XDG_CONFIG_HOME: '/tmp/x', ProgramData: '/tmp/x' }, '/etc/ringfence'],
    ['darwin', {}, '/Library/Application Support/Ringfence'],
    ['win32', { ProgramData: 'D:\\Data' }, 'D:\\Data\\Ringfence'],
    ['win32', { PROGRAMDATA: 'D:\\Data' }, 'D:\\Data\\Ringfence'],
    ['win32', {}, 'C:\\ProgramData\\Ringfence'],
  ])('on %s with %j is in %s', (platform, env, folder) => {
    expect(machineFolderOf({ env, home: '/home/ada', platform })).toBe(folder);
  });

  it.each<[string, Parameters<typeof ownershipFault>[0], string | undefined]>([
    ['root’s alone', { uid: 0, mode: 0o100644, link: false }, undefined],
    ['root’s folder', { uid: 0, mode: 0o40755, link: false }, undefined],
    ['a user’s', { uid: 1000, mode: 0o100644, link: false }, 'belongs to user 1000, not to root'],
    ['written by a group', { uid: 0, mode: 0o100664, link: false }, 'may be written by others than root'],
    ['written by all', { uid: 0, mode: 0o100646, link: false }, 'may be written by others than root'],
    ['a link', { uid: 0, mode: 0o120777, link: true }, 'is a link'],
  ])('that is %s', (_, owned, fault) => expect(ownershipFault(owned)).toBe(fault));
});

describe('floor.json', () => {
  it('comes back as it was written', () => {
    const config = { source: path.resolve('/floors/a'), keys: [key], name: 'acme' };
    expect(parseConfig(writeConfig(config), '/etc/ringfence/floor.json')).toEqual(config);
    const url = { source: 'https://example.com/floor.json', keys: [key], name: undefined };
    expect(parseConfig(writeConfig(url), '/etc/ringfence/floor.json')).toEqual(url);
  });
});

describe('a version', () => {
  it.each<[string, string, boolean]>([
    ['0.1.0', '0.1.0', false],
    ['0.1.0', '0.1.1', true],
    ['0.10.0', '0.9.9', false],
    ['1.0.0', '0.99.0', false],
    ['0.1.0-dev+3', '0.1.0', false],
    ['0.1', '0.1.1', true],
  ])('%s is older than %s: %s', (version, than, older) => expect(isOlder(version, than)).toBe(older));
});
