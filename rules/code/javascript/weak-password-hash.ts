import { createHash, scryptSync } from 'node:crypto';

export class Account {
  private hash = '';

  set(password: string, salt: Buffer): void {
    // ruleid: javascript.weak-password-hash
    this.hash = createHash('sha256').update(password, 'utf8').digest('hex');
    // ok: javascript.weak-password-hash
    this.hash = scryptSync(password, salt, 64).toString('hex');
  }
}
