/**
 * The claim to ship: of all guards of a user one ships at a time. A claim is a file that its owner touches; one whose
 * owner is gone, or has not touched it for long, is taken over. Two owners at once, which a race may make for a moment,
 * would send lines twice, never lose one.
 */
import { randomBytes } from 'node:crypto';
import { mkdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isGone, thisProcess, type Owner } from '../ledger/segments.ts';
import { isCode } from '../ledger/signing.ts';
import { readPlainText } from '../platform/plainFile.ts';

/** Holds the right to ship. */
export interface ShippingClaim {
  /** Says that the owner still ships; false when somebody else has taken over. */
  renew(): Promise<boolean>;
  release(): Promise<void>;
}

/** An owner renews far more often. */
const staleAfter = 5 * 60_000;

/** Claims shipping for a folder of states; undefined while somebody else ships. */
export async function claimShipping(folder: string): Promise<ShippingClaim | undefined> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, 'shipping.lock');
  const owner = { ...thisProcess(), token: randomBytes(8).toString('hex') };
  if (!(await create(file, owner))) {
    if (!(await isStale(file))) return undefined;
    const aside = `${file}.${owner.token}`;
    const moved = await rename(file, aside).then(
      () => true,
      () => false,
    );
    if (moved) await rm(aside, { force: true });
    if (!(await create(file, owner))) return undefined;
  }
  const isMine = async (): Promise<boolean> => (await readOwner(file))?.token === owner.token;
  return {
    async renew() {
      if (!(await isMine())) return false;
      const now = new Date();
      await utimes(file, now, now);
      return true;
    },
    async release() {
      if (await isMine()) await rm(file, { force: true });
    },
  };
}

type Claimant = Owner & { readonly token: string };

async function create(file: string, owner: Claimant): Promise<boolean> {
  try {
    await writeFile(file, JSON.stringify(owner), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  }
}

async function isStale(file: string): Promise<boolean> {
  const owner = await readOwner(file);
  if (owner !== undefined && isGone(owner)) return true;
  try {
    return Date.now() - (await stat(file)).mtimeMs > staleAfter;
  } catch {
    // It has just been released.
    return true;
  }
}

async function readOwner(file: string): Promise<Claimant | undefined> {
  try {
    const { pid, machine, token } = JSON.parse(await readPlainText(file)) as Partial<Claimant>;
    if (typeof pid !== 'number' || typeof machine !== 'string' || typeof token !== 'string') return undefined;
    return { pid, machine, token };
  } catch {
    return undefined;
  }
}
