/** Floors for tests: a scratch machine with a signed folder, configured and opened as a guard would. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { writeConfig } from '../../server/floor/config.ts';
import type { FloorOptions, FloorState, HeldFloor } from '../../server/floor/floor.ts';
import type { PublicKey } from '../../server/floor/minisign/publicKey.ts';
import { makeSecretKey, type SecretKey } from '../../server/floor/minisign/secretKey.ts';
import { openFloor } from '../../server/floor/open.ts';
import { signFolder, type SignOptions } from '../../server/floor/sign.ts';

/** Is noon of a day on which all floors of the tests hold. */
export const noon = Date.parse('2027-03-01T12:00:00Z');
/** Is a day. */
export const dayMs = 86_400_000;

/** Finds nothing wrong with what a floor says. */
export const loadsAnything: FloorOptions['check'] = () => Promise.resolve([]);

/** Is a scratch machine. */
export interface FloorMachine {
  readonly root: string;
  /** Folder of the floor. */
  readonly source: string;
  readonly folders: { readonly config: string; readonly state: string };
  readonly machineFolder: string;
  readonly key: SecretKey;
  readonly spare: SecretKey;
  /** Writes a file of the floor. */
  write(file: string, text: string | Uint8Array): void;
  /** Signs the floor; throws when that fails. */
  sign(options?: Partial<SignOptions>): void;
  /** Writes the user's floor.json. */
  configure(source?: string, keys?: readonly PublicKey[], name?: string): void;
  open(options?: Partial<FloorOptions>): Promise<FloorState>;
  remove(): void;
}

/** Sets a scratch machine up with a floor of two files, signed with serial 1 and configured. */
export function makeMachine(): FloorMachine {
  const root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'rf-floor-')));
  const [source, config, state] = ['floor', 'config', 'state'].map(name => path.join(root, name)) as [
    string,
    string,
    string,
  ];
  const [key, spare] = [makeSecretKey(), makeSecretKey()];
  const machineFolder = path.join(root, 'etc');
  const machine: FloorMachine = {
    root,
    source,
    folders: { config, state },
    machineFolder,
    key,
    spare,
    write(file, text) {
      const place = path.join(source, file);
      fs.mkdirSync(path.dirname(place), { recursive: true });
      fs.writeFileSync(place, text);
    },
    sign(options = {}) {
      const signed = signFolder({ folder: source, key, now: noon, expires: noon + 90 * dayMs, ...options });
      if (!signed.ok) throw new Error(JSON.stringify(signed.problems));
    },
    configure(from = source, keys = [key.publicKey], name?) {
      fs.mkdirSync(config, { recursive: true });
      fs.writeFileSync(path.join(config, 'floor.json'), writeConfig({ source: from, keys, name }));
    },
    open: options =>
      openFloor({
        folders: { config, state },
        surroundings: { env: {}, home: root, platform: process.platform },
        now: noon,
        version: '0.1.0',
        machineFolder,
        check: loadsAnything,
        ...options,
      }),
    remove: () => fs.rmSync(root, { recursive: true, force: true }),
  };
  machine.write('policy.cedar', '// 1\n');
  machine.write('tests/one.jsonl', '{}\n');
  machine.sign();
  machine.configure();
  return machine;
}

/** Returns the floor that holds; fails the test when none does. */
export function held(state: FloorState): HeldFloor {
  if (state.status === 'none' || state.status === 'missing') throw new Error(JSON.stringify(state));
  return state;
}

/** Returns what a floor tells of its troubles, a line each. */
export const messages = (state: FloorState): string =>
  state.problems.map(({ source, message, remedy }) => `${source}: ${message} ${remedy}`).join('\n');

/** Opens a floor that holds, changes something, opens again. */
export async function openAfter(machine: FloorMachine, change: () => void): Promise<FloorState> {
  held(await machine.open());
  change();
  return machine.open();
}
