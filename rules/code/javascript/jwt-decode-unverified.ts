import { decodeJwt, jwtVerify } from 'jose';

export async function user(token: string): Promise<string | undefined> {
  // ruleid: javascript.jwt-decode-unverified
  const claims = decodeJwt(token);
  // ok: javascript.jwt-decode-unverified
  const { payload } = await jwtVerify<{ name: string }>(token, key);
  return claims.sub ?? payload.name;
}
