/** Tests that a floor that changes is noticed: on disk at once, elsewhere when the time has come. */
import fs from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeBundle } from '../../../server/floor/bundle.ts';
import type { FloorState } from '../../../server/floor/floor.ts';
import { readFolder } from '../../../server/floor/sources/folder.ts';
import { watchFloor, type FloorWatch } from '../../../server/floor/watch.ts';
import { loadsAnything, makeMachine, noon, type FloorMachine } from '../../support/floor.ts';

let machine: FloorMachine;
let watch: FloorWatch | undefined;
let states: FloorState[] = [];
beforeEach(() => {
  machine = makeMachine();
  states = [];
});
afterEach(() => {
  watch?.stop();
  machine.remove();
});

const start = async (every?: number): Promise<FloorWatch> => {
  watch = await watchFloor({
    folders: machine.folders,
    surroundings: { env: {}, home: machine.root, platform: process.platform },
    now: () => noon,
    version: '0.1.0',
    machineFolder: machine.machineFolder,
    check: loadsAnything,
    changed: state => states.push(state),
    ...(every === undefined ? {} : { every }),
  });
  return watch;
};

/** Waits until the last state told looks like something. */
const until = (expected: object): Promise<void> =>
  expect.poll(() => states.at(-1), { timeout: 10_000 }).toMatchObject(expected);

describe('a watch', () => {
  it('tells of a floor that was signed again, and of one that broke', async () => {
    const watching = await start();
    expect(watching.state()).toMatchObject({ status: 'in force', serial: 1 });
    machine.write('policy.cedar', '// 2\n');
    machine.sign();
    await until({ status: 'in force', serial: 2 });
    machine.write('tests/one.jsonl', 'x');
    await until({ status: 'last good', serial: 2 });
    expect(watching.state()).toBe(states.at(-1));
  });

  it('tells of a folder that was replaced by another', async () => {
    await start();
    const next = `${machine.source}.next`;
    fs.cpSync(machine.source, next, { recursive: true });
    fs.renameSync(machine.source, `${machine.source}.old`);
    await until({ status: 'last good' });
    fs.renameSync(next, machine.source);
    await until({ status: 'in force' });
    machine.sign();
    await until({ status: 'in force', serial: 2 });
  });

  it('tells of a configuration that changed', async () => {
    await start();
    fs.writeFileSync(path.join(machine.folders.config, 'floor.json'), '{');
    await until({ status: 'last good', serial: 1 });
  });

  it('tells nothing while nothing changes, nor after its end', async () => {
    const watching = await start();
    await watching.refresh();
    watching.stop();
    machine.sign();
    await delay(500);
    expect(states).toEqual([]);
  });

  it('starts from what is kept, and asks a URL in the background and from time to time', async () => {
    let bundle = bundleText();
    const server = createServer((_, response) => response.end(bundle));
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    machine.configure(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    const watching = await start(300);
    expect(watching.state().status).toBe('missing');
    await until({ status: 'in force', serial: 1 });
    machine.sign();
    bundle = bundleText();
    await until({ status: 'in force', serial: 2 });
    server.closeAllConnections();
    server.close();
    await until({ status: 'last good', serial: 2 });
  });

  it('goes on telling that a URL has no good floor, whatever makes it look again', async () => {
    let bundle = bundleText();
    const server = createServer((_, response) => response.end(bundle));
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const configure = (): void =>
      machine.configure(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    configure();
    const watching = await start();
    await until({ status: 'in force', serial: 1 });
    bundle = 'broken';
    expect(await watching.refresh()).toMatchObject({ status: 'last good', serial: 1 });
    states = [];
    configure();
    await delay(700);
    await watching.refresh();
    expect(states).toEqual([]);
    server.closeAllConnections();
    server.close();
  });
});

/** Returns the signed folder as a bundle. */
function bundleText(): string {
  const read = readFolder(machine.source);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  return writeBundle(read.value.bundle);
}
