/** The key of masks: made at first use, kept beside the ledger's folder. Reads and writes a file. */
import { randomBytes } from 'node:crypto';
import { link, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isCode } from '../ledger/signing.ts';
import { readPlain } from '../platform/plainFile.ts';

/** Returns the key of a state folder, making one when there is none; several processes end up with the same. */
export async function openMaskKey(state: string): Promise<Uint8Array> {
  const file = path.join(state, 'mask.key');
  const known = await read(file);
  if (known !== undefined) return known;
  await mkdir(state, { recursive: true, mode: 0o700 });
  const temporary = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  await writeFile(temporary, randomBytes(32), { mode: 0o600, flag: 'wx', flush: true });
  try {
    await link(temporary, file);
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error;
  } finally {
    await rm(temporary, { force: true });
  }
  const made = await read(file);
  if (made === undefined) throw new Error(`${file} holds no key of 32 bytes; remove it.`);
  return made;
}

async function read(file: string): Promise<Uint8Array | undefined> {
  try {
    const bytes = await readPlain(file);
    return bytes.byteLength === 32 ? bytes : undefined;
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

/** Returns the key, or one for this process only where none can be kept; what it masks is equal to nothing else. */
export const maskKeyOrOwn = (state: string): Promise<Uint8Array> =>
  openMaskKey(state).catch(() => randomBytes(32));
