/** Tests what holds when a floor is rightly signed, yet nothing can load what it says. */
import fs from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeBundle } from '../../../server/floor/bundle.ts';
import { examine } from '../../../server/floor/examine.ts';
import type { ContentCheck, FloorOptions, FloorState } from '../../../server/floor/floor.ts';
import { readFolder } from '../../../server/floor/sources/folder.ts';
import { held, makeMachine, messages, type FloorMachine } from '../../support/floor.ts';

let machine: FloorMachine;
let checked: string[] = [];
beforeEach(() => {
  machine = makeMachine();
  checked = [];
});
afterEach(() => machine.remove());

/** Is a Ringfence to which a policy with the word "bad" means nothing. */
const check: ContentCheck = (files, place) => {
  const text = files.get('policy.cedar') ?? '';
  checked.push(text.trim());
  const line = text.split('\n').findIndex(each => each.includes('bad')) + 1;
  const problem = {
    source: place('policy.cedar'),
    line,
    message: 'This is no policy.',
    remedy: 'Mend it.',
  };
  return Promise.resolve(line === 0 ? [] : [problem]);
};
const open = (options: Partial<FloorOptions> = {}): Promise<FloorState> =>
  machine.open({ check, ...options });

const sign = (text: string): void => {
  machine.write('policy.cedar', text);
  machine.sign();
};
const memory = () =>
  JSON.parse(fs.readFileSync(path.join(machine.folders.state, 'floor', 'memory.json'), 'utf8')) as {
    readonly serials: readonly { readonly serial: number }[];
  };

describe('a signed floor that cannot be loaded', () => {
  it('leaves the last good one in force, with file, line and remedy', async () => {
    await open();
    sign('// 2\nbad\n');
    const floor = held(await open());
    expect(floor).toMatchObject({ status: 'last good', serial: 1 });
    expect(floor.files.get('policy.cedar')).toBe('// 1\n');
    expect(floor.problems).toContainEqual({
      source: path.join(machine.source, 'policy.cedar'),
      line: 2,
      message: 'This is no policy.',
      remedy: 'Mend it.',
    });
    expect(messages(floor)).toContain('serial 2 is signed, but cannot be loaded: serial 1 stays in force.');
  });

  it('is not remembered: neither its serial, nor its keys', async () => {
    const { key, spare } = machine;
    await open();
    machine.write('policy.cedar', 'bad\n');
    machine.sign({ serial: 40, keys: [key.publicKey, spare.publicKey] });
    await open();
    expect(Math.max(...memory().serials.map(({ serial }) => serial))).toBe(1);
    machine.write('policy.cedar', '// good\n');
    machine.sign({ serial: 41 });
    expect(await open()).toMatchObject({ status: 'in force', serial: 41, problems: [] });
  });

  it('gives way to the next good one, though that has the serial of the bad one', async () => {
    await open();
    sign('bad\n');
    await open();
    fs.rmSync(path.join(machine.source, 'manifest.json'));
    machine.write('policy.cedar', '// mended\n');
    machine.sign({ serial: 2 });
    expect(await open()).toMatchObject({ status: 'in force', serial: 2, problems: [] });
  });

  it('does not let an older one come back', async () => {
    sign('// 2\n');
    await open();
    sign('bad\n');
    await open();
    fs.rmSync(path.join(machine.source, 'manifest.json'));
    machine.write('policy.cedar', '// 1\n');
    machine.sign({ serial: 1 });
    const floor = held(await open());
    expect(floor).toMatchObject({ status: 'last good', serial: 2 });
    expect(messages(floor)).toContain('its serial is 1, while 2 was in force already');
  });

  it('is missing where there was none before: what is signed is told, and why it does not hold', async () => {
    sign('bad\n');
    const state = await open();
    expect(state).toMatchObject({
      status: 'missing',
      refused: { name: 'floor', serial: 2 },
      files: new Map([
        ['policy.cedar', 'bad\n'],
        ['tests/one.jsonl', '{}\n'],
      ]),
    });
    expect(messages(state)).toContain('no earlier one is here: everything is as strict as can be.');
    expect(messages(state)).toContain('This is no policy.');
    expect(fs.existsSync(path.join(machine.folders.state, 'floor'))).toBe(false);
    sign('// good\n');
    expect(await open()).toMatchObject({ status: 'in force', serial: 3, problems: [] });
  });

  it('does not take the place of a kept one that an older Ringfence took, and neither counts as good', async () => {
    sign('bad\n');
    await machine.open();
    const state = await open({ version: '0.2.0' });
    expect(state).toMatchObject({ status: 'missing', refused: { serial: 2 } });
    fs.rmSync(machine.source, { recursive: true });
    const gone = await open({ version: '0.2.0' });
    expect(gone).toMatchObject({ status: 'missing', refused: { serial: 2 } });
    expect(gone.status === 'missing' && gone.files.get('policy.cedar')).toBe('bad\n');
    expect(messages(gone)).toContain('This is no policy.');
  });

  it('is nothing to trust', async () => {
    sign('bad\n');
    const config = { source: machine.source, keys: [machine.key.publicKey], name: undefined };
    const examined = await examine({ config, version: '0.1.0', folders: undefined, check });
    expect(examined).toMatchObject({ ok: false, problems: [{ line: 1, message: 'This is no policy.' }] });
  });

  it('is not taken from an address either', async () => {
    const read = (): string => {
      const floor = readFolder(machine.source);
      return floor.ok ? writeBundle(floor.value.bundle) : '';
    };
    const server = createServer((_, answer) => answer.end(read()));
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
    try {
      machine.configure(`http://127.0.0.1:${(server.address() as AddressInfo).port}/floor.json`);
      await open();
      sign('bad\n');
      expect(await open({ refresh: 'always' })).toMatchObject({ status: 'last good', serial: 1 });
      sign('// good\n');
      expect(await open({ refresh: 'always' })).toMatchObject({ status: 'in force', serial: 3 });
    } finally {
      server.close();
    }
  });
});

describe('a floor that can be loaded', () => {
  it('is asked about once for each version of Ringfence', async () => {
    await open();
    await open();
    expect(checked).toEqual(['// 1']);
    await open({ version: '0.2.0' });
    await open({ version: '0.2.0' });
    expect(checked).toEqual(['// 1', '// 1']);
  });
});
