import { createCipheriv, randomBytes } from 'crypto';

export const seal = (key: Buffer, text: string): string => {
  // ruleid: javascript.static-iv
  const cipher = createCipheriv('aes-256-gcm', key, Buffer.from('unique nonce'));
  // ok: javascript.static-iv
  const good = createCipheriv('aes-256-gcm', key, randomBytes(12));
  return cipher.update(text, 'utf8', 'hex');
};
