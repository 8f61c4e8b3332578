import { createDecipheriv } from 'node:crypto';

const NAME: string = 'rc4';

export const open = (key: Buffer, iv: Buffer) => [
  // ruleid: javascript.weak-cipher
  createDecipheriv(NAME, key, null),
  // ok: javascript.weak-cipher
  createDecipheriv('chacha20-poly1305', key, iv),
];
