/** Tests which floor is in force when its configuration, or the copy that is kept, is changed. */
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FloorState } from '../../../server/floor/floor.ts';
import { held, messages, openAfter, makeMachine, type FloorMachine } from '../../support/floor.ts';

let machine: FloorMachine;
beforeEach(() => {
  machine = makeMachine();
});
afterEach(() => machine.remove());

const inFloor = (file: string): string => path.join(machine.source, file);
const inState = (file: string): string => path.join(machine.folders.state, 'floor', file);

const after = (change: () => void): Promise<FloorState> => openAfter(machine, change);

describe('the configuration', () => {
  const file = (): string => path.join(machine.folders.config, 'floor.json');

  it.each<[string, string, string]>([
    ['no JSON', '{', 'This is not JSON'],
    ['no source', '{"keys":[]}', '"source" must be'],
    ['no key', '{"source":"/x","keys":[]}', '"keys" must list one or two'],
    ['three keys', '{"source":"/x","keys":["a","b","c"]}', '"keys" must list one or two'],
    ['a key that is none', '{"source":"/x","keys":["RWQ="]}', 'no public key'],
    ['plain http', '{"source":"http://example.com/f","keys":["a"]}', 'Only https is used, not http.'],
    ['an unknown field', '{"source":"/x","keys":["a"],"key":"b"}', '"key" is not known'],
  ])('that has %s leaves the last good floor in force', async (_, text, message) => {
    const floor = held(await after(() => fs.writeFileSync(file(), text)));
    expect(floor).toMatchObject({ status: 'last good', serial: 1 });
    expect(messages(floor)).toContain(message);
    expect(messages(floor)).toContain(file());
  });

  it('that is broken from the start is missing, not none', async () => {
    fs.writeFileSync(file(), '{');
    expect(await machine.open()).toMatchObject({ status: 'missing', source: file() });
  });

  it('that is gone leaves the floor in force', async () => {
    const floor = held(await after(() => fs.rmSync(file())));
    expect(floor).toMatchObject({ status: 'last good', serial: 1 });
    expect(messages(floor)).toContain('policy trust --remove');
  });

  it('with other keys starts afresh', async () => {
    await machine.open();
    machine.sign({ serial: 7 });
    await machine.open();
    fs.rmSync(inFloor('manifest.json'));
    machine.sign({ key: machine.spare });
    machine.configure(machine.source, [machine.spare.publicKey]);
    expect(await machine.open()).toMatchObject({ status: 'in force', serial: 1 });
  });

  it('may name its source relative to itself', async () => {
    machine.configure('../floor');
    expect(await machine.open()).toMatchObject({ status: 'in force', source: machine.source });
  });
});

describe.skipIf(process.platform === 'win32' || process.getuid?.() !== 0)(
  'the machine’s configuration',
  () => {
    const file = (): string => path.join(machine.machineFolder, 'floor.json');
    const other = (): string => path.join(machine.root, 'other');
    beforeEach(() => {
      fs.mkdirSync(machine.machineFolder);
      fs.copyFileSync(path.join(machine.folders.config, 'floor.json'), file());
      fs.mkdirSync(other());
      machine.configure(other());
    });

    it('wins over the user’s', async () => {
      expect(await machine.open()).toMatchObject({
        status: 'in force',
        scope: 'machine',
        source: machine.source,
      });
    });

    it('wins even when it is broken', async () => {
      fs.writeFileSync(file(), '{');
      expect(await machine.open()).toMatchObject({ status: 'missing', scope: 'machine' });
    });

    it.each<[string, () => void]>([
      ['belongs to user 1000', () => fs.chownSync(file(), 1000, 1000)],
      ['may be written by others', () => fs.chmodSync(file(), 0o666)],
      ['may be written by others', () => fs.chmodSync(machine.machineFolder, 0o777)],
      [
        'is a link',
        () => {
          fs.renameSync(file(), `${file()}.real`);
          fs.symlinkSync(`${file()}.real`, file());
        },
      ],
    ])('does not count when it %s', async (message, change) => {
      change();
      const state = await machine.open();
      expect(state).toMatchObject({ status: 'missing', scope: 'user', source: other() });
      expect(messages(state)).toContain(message);
    });
  },
);

describe.skipIf(process.platform === 'win32' || process.getuid?.() !== 0)('a machine’s floor', () => {
  const file = (): string => path.join(machine.machineFolder, 'floor.json');
  beforeEach(() => {
    fs.mkdirSync(machine.machineFolder);
    fs.renameSync(path.join(machine.folders.config, 'floor.json'), file());
  });

  it('ends when its administrator removes the file, and holds when the file breaks', async () => {
    await machine.open();
    const text = fs.readFileSync(file());
    fs.writeFileSync(file(), '{');
    expect(await machine.open()).toMatchObject({ status: 'last good', scope: 'machine', serial: 1 });
    fs.writeFileSync(file(), text);
    fs.rmSync(file());
    expect(await machine.open()).toEqual({ status: 'none', problems: [] });
  });

  it('that is anybody’s is reported where there is no other', async () => {
    fs.chmodSync(file(), 0o666);
    const state = await machine.open();
    expect(state.status).toBe('none');
    expect(messages(state)).toContain('may be written by others');
  });
});

describe('what is kept', () => {
  it.each(['memory.json', 'last-good.json'])('may be damaged (%s) while the source is right', async name => {
    const state = await after(() => fs.writeFileSync(inState(name), '{"type":'));
    expect(state).toMatchObject({ status: 'in force', serial: 1 });
    expect(await machine.open()).toMatchObject({ status: 'in force', problems: [] });
  });

  it('is verified before it is used', async () => {
    const state = await after(() => {
      const good = inState('last-good.json');
      fs.writeFileSync(good, fs.readFileSync(good, 'utf8').replace('// 1', '// x'));
      fs.rmSync(machine.source, { recursive: true });
    });
    expect(state.status).toBe('missing');
    expect(messages(state)).toContain('changed after it was signed');
  });

  it('cannot be kept on a disk that takes nothing, and the floor is in force all the same', async () => {
    fs.writeFileSync(machine.folders.state, 'a file, not a folder');
    const state = await machine.open();
    expect(held(state).files.size).toBe(2);
    expect(messages(state)).toContain('No copy of the floor could be kept');
  });
});
