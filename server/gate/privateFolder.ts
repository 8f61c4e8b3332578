/** Makes folders that only the user can enter, and refuses those that somebody else prepared. */
import { chmod, lstat, mkdir } from 'node:fs/promises';

/** Creates a folder with mode 0700, or checks one; rejects when it is a link or belongs to another user. */
export async function ensurePrivateFolder(folder: string, uid = process.getuid?.()): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (uid === undefined) return;
  const stat = await lstat(folder);
  if (!stat.isDirectory()) throw new Error(`${folder} is not a folder; remove it and start Ringfence again.`);
  if (stat.uid !== uid)
    throw new Error(`${folder} belongs to another user; remove it and start Ringfence again.`);
  if ((stat.mode & 0o777) !== 0o700) await chmod(folder, 0o700);
}
