import { jwtVerify } from 'jose';

export const check = (token: string, key: Uint8Array) => [
  // ruleid: javascript.jwt-none
  jwtVerify(token, key, { issuer: 'us', algorithms: ['None' as string] }),
  // ok: javascript.jwt-none
  jwtVerify(token, key, { issuer: 'none', algorithms: ['EdDSA'] }),
];
