/** Tests which floor is in force when it or its signature is changed, goes back or grows old. */
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeBundle } from '../../../server/floor/bundle.ts';
import type { FloorState } from '../../../server/floor/floor.ts';
import { publicKeyOf } from '../../../server/floor/minisign/publicKey.ts';
import { makeSecretKey } from '../../../server/floor/minisign/secretKey.ts';
import { readFolder } from '../../../server/floor/sources/folder.ts';
import {
  held,
  messages,
  openAfter,
  dayMs,
  makeMachine,
  noon,
  type FloorMachine,
} from '../../support/floor.ts';

let machine: FloorMachine;
beforeEach(() => {
  machine = makeMachine();
});
afterEach(() => machine.remove());

const inFloor = (file: string): string => path.join(machine.source, file);
const inState = (file: string): string => path.join(machine.folders.state, 'floor', file);

const after = (change: () => void): Promise<FloorState> => openAfter(machine, change);

describe('a floor that is in force', () => {
  it('gives its files, its name and who signed', async () => {
    const floor = held(await machine.open());
    expect(floor).toMatchObject({
      status: 'in force',
      name: 'floor',
      serial: 1,
      signer: machine.key.publicKey.id,
      expires: '2027-05-30T12:00:00.000Z',
      source: machine.source,
      scope: 'user',
      problems: [],
    });
    expect([...floor.files]).toEqual([
      ['policy.cedar', '// 1\n'],
      ['tests/one.jsonl', '{}\n'],
    ]);
    expect(floor.digest).toMatch(/^[0-9a-f]{64}$/u);
  });

  it('is replaced by the next one', async () => {
    const floor = held(
      await after(() => {
        machine.write('policy.cedar', '// 2\n');
        machine.sign();
      }),
    );
    expect(floor).toMatchObject({ status: 'in force', serial: 2, problems: [] });
    expect(floor.files.get('policy.cedar')).toBe('// 2\n');
  });

  it('may be a bundle file', async () => {
    const read = readFolder(machine.source);
    if (!read.ok) throw new Error('unreadable');
    const file = path.join(machine.root, 'floor.bundle');
    fs.writeFileSync(file, writeBundle(read.value.bundle));
    machine.configure(file);
    expect(await machine.open()).toMatchObject({ status: 'in force', serial: 1, source: file });
  });

  it('writes nothing when nothing changed', async () => {
    await machine.open();
    const before = fs.statSync(inState('memory.json')).ino;
    await machine.open();
    expect(fs.statSync(inState('memory.json')).ino).toBe(before);
  });

  it('keeps its copy for its user alone', async () => {
    await machine.open();
    const modes = ['last-good.json', 'memory.json'].map(file => fs.statSync(inState(file)).mode & 0o777);
    if (process.platform !== 'win32') expect(modes).toEqual([0o600, 0o600]);
    expect(fs.readdirSync(path.dirname(inState('x'))).toSorted()).toEqual(['last-good.json', 'memory.json']);
  });
});

describe('without a floor', () => {
  it('says none', async () => {
    fs.rmSync(machine.folders.config, { recursive: true });
    expect(await machine.open()).toEqual({ status: 'none', problems: [] });
  });

  it.each<[string, () => void, string]>([
    ['unsigned', () => fs.rmSync(inFloor('manifest.json.minisig')), 'not signed'],
    ['gone', () => fs.rmSync(machine.source, { recursive: true }), 'does not exist'],
    ['signed by a stranger', () => machine.sign({ key: makeSecretKey(), serial: 9 }), 'trusted:'],
    ['too new', () => machine.sign({ minimumVersion: '0.1.1' }), 'Update Ringfence'],
  ])('says missing when the first one is %s', async (_, change, message) => {
    change();
    const state = await machine.open();
    expect(state).toMatchObject({ status: 'missing', source: machine.source });
    expect(messages(state)).toContain(message);
  });
});

describe('a source that cannot be accepted leaves the last good floor in force', () => {
  const cases: readonly (readonly [string, () => void, string])[] = [
    ['a changed file', () => machine.write('policy.cedar', '// x\n'), 'changed after it was signed'],
    ['a file cut short', () => machine.write('policy.cedar', '//'), 'cut short'],
    ['a file more', () => machine.write('more.cedar', ''), 'is not listed'],
    ['a file less', () => fs.rmSync(inFloor('policy.cedar')), 'but missing'],
    ['no signature', () => fs.rmSync(inFloor('manifest.json.minisig')), 'not signed'],
    ['no manifest', () => fs.rmSync(inFloor('manifest.json')), 'does not fit manifest.json'],
    ['a manifest cut short', () => fs.truncateSync(inFloor('manifest.json'), 60), 'does not fit'],
    ['a signature cut short', () => fs.truncateSync(inFloor('manifest.json.minisig'), 120), 'minisig'],
    ['an empty signature', () => machine.write('manifest.json.minisig', ''), 'untrusted comment'],
    ['a link', () => fs.symlinkSync('policy.cedar', inFloor('link.cedar')), 'This is a link.'],
    ['a link to a folder', () => fs.symlinkSync('tests', inFloor('more')), 'This is a link.'],
    [
      'a 10 MB file',
      () => machine.write('big.txt', Buffer.alloc(10 << 20)),
      'The file has 10 MB; 1 MB is the most',
    ],
    ['a name of Windows', () => machine.write('aux.cedar', ''), 'device on Windows'],
    ['another key', () => machine.sign({ key: makeSecretKey(), serial: 9 }), 'It is signed with key'],
    ['a newer Ringfence needed', () => machine.sign({ minimumVersion: '9.0.0' }), 'needs Ringfence 9.0.0'],
    ['no folder', () => fs.rmSync(machine.source, { recursive: true }), 'does not exist'],
  ];
  it.each(cases)('%s', async (_, change, message) => {
    const floor = held(await after(change));
    expect(floor).toMatchObject({ status: 'last good', serial: 1 });
    expect(floor.files.get('policy.cedar')).toBe('// 1\n');
    expect(messages(floor)).toContain(message);
    for (const { source, remedy } of floor.problems) {
      expect(source).toContain(machine.source);
      expect(remedy).not.toBe('');
    }
  });

  it('recovers once the source is right again', async () => {
    await after(() => machine.write('policy.cedar', '// x\n'));
    machine.write('policy.cedar', '// 1\n');
    expect(await machine.open()).toMatchObject({ status: 'in force', problems: [] });
  });
});

describe('a floor that goes back', () => {
  /** Copies the signed folder, to be replayed later. */
  function save(): () => void {
    const copy = fs.mkdtempSync(path.join(machine.root, 'copy-'));
    fs.cpSync(machine.source, copy, { recursive: true });
    return () => {
      fs.rmSync(machine.source, { recursive: true });
      fs.cpSync(copy, machine.source, { recursive: true });
    };
  }

  it('with a lower serial is refused', async () => {
    const replay = save();
    machine.write('policy.cedar', '// 2\n');
    machine.sign();
    const floor = held(await after(replay));
    expect(floor).toMatchObject({ status: 'last good', serial: 2 });
    expect(messages(floor)).toContain('its serial is 1, while 2 was in force already');
  });

  it('with the same serial and other content is refused', async () => {
    const floor = held(
      await after(() => {
        fs.rmSync(inFloor('manifest.json'));
        machine.write('policy.cedar', '// other\n');
        machine.sign({ serial: 1 });
      }),
    );
    expect(floor).toMatchObject({ status: 'last good', serial: 1 });
    expect(floor.files.get('policy.cedar')).toBe('// 1\n');
    expect(messages(floor)).toContain('the same serial (1)');
  });

  it.each(['memory.json', 'last-good.json'])('is refused even when %s was lost', async file => {
    const replay = save();
    machine.sign();
    const state = await after(() => {
      fs.rmSync(inState(file));
      replay();
    });
    expect(messages(state)).toContain('its serial is 1, while 2 was in force already');
  });

  it('shows when an older copy was put among what is kept', async () => {
    held(await machine.open());
    const older = fs.readFileSync(inState('last-good.json'));
    machine.sign();
    const floor = held(
      await after(() => {
        fs.writeFileSync(inState('last-good.json'), older);
        fs.rmSync(machine.source, { recursive: true });
      }),
    );
    expect(floor).toMatchObject({ status: 'last good', serial: 1 });
    expect(messages(floor)).toContain('its serial is 1, while 2 was in force already');
  });

  it('counts floors of one name apart when a name is configured', async () => {
    machine.sign({ serial: 50 });
    held(await machine.open());
    fs.rmSync(inFloor('manifest.json'));
    machine.sign({ name: 'other team', serial: 3 });
    machine.configure(machine.source, [machine.key.publicKey], 'other team');
    expect(await machine.open()).toMatchObject({ status: 'in force', name: 'other team', serial: 3 });
    machine.configure(machine.source, [machine.key.publicKey], 'floor');
    const state = await machine.open();
    expect(state.status).toBe('missing');
    expect(messages(state)).toContain('This is the floor "other team"; "floor" is configured.');
  });
});

describe('time', () => {
  it('that is over leaves the floor in force, visibly', async () => {
    const floor = held(await machine.open({ now: noon + 90 * dayMs }));
    expect(floor).toMatchObject({ status: 'expired', serial: 1 });
    expect(messages(floor)).toContain('The floor expired on 2027-05-30T12:00:00.000Z; it stays in force.');
  });

  it('that is over does not stop a later floor', async () => {
    await machine.open({ now: noon + 91 * dayMs });
    machine.sign({ now: noon + 91 * dayMs, expires: noon + 200 * dayMs });
    expect(await machine.open({ now: noon + 92 * dayMs })).toMatchObject({ status: 'in force', serial: 2 });
  });

  it('in the future is said', async () => {
    const state = await machine.open({ now: noon - 2 * dayMs });
    expect(state.status).toBe('in force');
    expect(messages(state)).toContain('Check the clock');
  });
});

describe('rotation of keys', () => {
  it('from one key to the next, each signed in by the one before', async () => {
    const { key, spare } = machine;
    machine.sign({ keys: [key.publicKey, spare.publicKey] });
    expect(await machine.open()).toMatchObject({ status: 'in force', serial: 2 });
    // The new key signs, and the old one no longer counts.
    machine.sign({ key: spare, serial: 3, keys: [spare.publicKey], name: 'floor' });
    expect(await machine.open()).toMatchObject({ status: 'in force', serial: 3, signer: spare.publicKey.id });
    machine.sign({ serial: 4, name: 'floor' });
    const state = held(await machine.open());
    expect(state).toMatchObject({ status: 'last good', serial: 3 });
    expect(messages(state)).toContain(`signed with key ${key.publicKey.id}; trusted: ${spare.publicKey.id}.`);
  });

  it('a spare that is pinned takes over when the first key is lost', async () => {
    const { key, spare } = machine;
    machine.configure(machine.source, [key.publicKey, spare.publicKey]);
    await machine.open();
    const third = makeSecretKey();
    machine.sign({ key: spare, serial: 2, name: 'floor', keys: [spare.publicKey, third.publicKey] });
    expect(await machine.open()).toMatchObject({ status: 'in force', signer: spare.publicKey.id });
    machine.sign({ serial: 3, name: 'floor' });
    expect(await machine.open()).toMatchObject({ status: 'last good', serial: 2 });
    machine.sign({ key: third, serial: 4, name: 'floor' });
    expect(await machine.open()).toMatchObject({ status: 'in force', serial: 4 });
  });

  it('a floor without keys changes none', async () => {
    const { key, spare } = machine;
    machine.configure(machine.source, [key.publicKey, spare.publicKey]);
    machine.sign();
    await machine.open();
    machine.sign({ key: spare, serial: 3, name: 'floor' });
    expect(await machine.open()).toMatchObject({ status: 'in force', serial: 3 });
  });

  it('a key cannot be signed in by a stranger, nor by words in what is remembered', async () => {
    await machine.open();
    const stranger = makeSecretKey();
    machine.sign({ key: stranger, serial: 2, name: 'floor', keys: [stranger.publicKey] });
    const memory = JSON.parse(fs.readFileSync(inState('memory.json'), 'utf8'));
    const change = {
      manifest: fs.readFileSync(inFloor('manifest.json'), 'utf8'),
      signature: fs.readFileSync(inFloor('manifest.json.minisig'), 'utf8'),
    };
    fs.writeFileSync(inState('memory.json'), JSON.stringify({ ...memory, keyChanges: [change] }));
    expect(await machine.open()).toMatchObject({ status: 'last good', serial: 1 });
  });

  it('another key under the same id is another key', async () => {
    await machine.open();
    const stranger = makeSecretKey();
    const { rawId } = machine.key;
    const disguised = { ...stranger, rawId, publicKey: publicKeyOf(rawId, stranger.raw.subarray(32)) };
    machine.sign({ key: disguised, serial: 2, name: 'floor' });
    const state = await machine.open();
    expect(state).toMatchObject({ status: 'last good', serial: 1 });
    expect(messages(state)).toContain('The signature does not fit manifest.json');
  });
});
