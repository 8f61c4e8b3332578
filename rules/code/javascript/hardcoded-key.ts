import { createHmac, createDecipheriv } from 'node:crypto';

export class Signer {
  sign(text: string, config: Config): string {
    // ruleid: javascript.hardcoded-key
    return createHmac('sha512', `static-key-of-us`).update(text).digest('hex');
  }

  open(iv: Buffer, key: Buffer) {
    // ok: javascript.hardcoded-key
    return createDecipheriv('aes-256-gcm', key, iv);
  }
}
