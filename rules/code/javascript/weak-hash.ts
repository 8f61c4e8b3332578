import { createHash } from 'node:crypto';

const ALGORITHM = 'md5' as const;

export class Digest {
  of(text: string): string {
    // ruleid: javascript.weak-hash
    return createHash(ALGORITHM).update(text).digest('base64');
  }

  // ok: javascript.weak-hash
  private readonly good = createHash('sha3-256');
}
