import { chmod } from 'node:fs/promises';

export async function open(path: string): Promise<void> {
  // ruleid: javascript.chmod-world-writable
  await chmod(path, 0o722);
  // ok: javascript.chmod-world-writable
  await chmod(path, 0o600 as number);
}
