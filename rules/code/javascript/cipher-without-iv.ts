import * as crypto from 'node:crypto';

// ruleid: javascript.cipher-without-iv
export const decipher: crypto.Decipher = crypto.createDecipher('aes-256-cbc', secret as string);
// ok: javascript.cipher-without-iv
export const other: crypto.Decipher = crypto.createDecipheriv('aes-256-gcm', key, iv);
