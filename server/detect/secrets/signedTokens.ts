/** Finds JSON Web Tokens whose header says what they are. Pure. */
import type { SecretHit } from './hit.ts';
import { startsToken } from './tokens.ts';

const jwt = /(eyJ[\w-]{10,1000})\.(eyJ[\w-]{10,8000}|[\w-]{20,8000})\.([\w-]{16,4000})?(?![\w-])/y;

type Fields = Readonly<Record<string, unknown>>;

/** Returns the signed token that starts at a place. */
export function signedTokenAt(text: string, at: number): SecretHit | undefined {
  jwt.lastIndex = at;
  const match = startsToken(text, at) ? jwt.exec(text) : null;
  if (match === null) return undefined;
  const [token, header = '', body = '', signature = ''] = match;
  const head = decode(header);
  const claims = decode(body);
  if (head === undefined || signature === '' || !isSigned(head, claims) || isSample(claims)) return undefined;
  return { rule: 'signed-token', start: at, end: at + token.length, ...weigh(claims) };
}

/** An unsigned token proves nothing to anybody; an encrypted one has no claims that can be read. */
function isSigned(head: Fields, claims: Fields | undefined): boolean {
  const algorithm = head['alg'];
  if (typeof algorithm !== 'string' || algorithm.toLowerCase() === 'none') return false;
  return claims !== undefined || head['enc'] !== undefined;
}

/** The token that documentation of every library shows. */
const isSample = (claims: Fields | undefined): boolean =>
  claims?.['name'] === 'John Doe' || claims?.['sub'] === '1234567890';

/** Whoever runs this does so later; an older clock is no reason to look at one. */
const longAgo = Date.UTC(2026, 0, 1) / 1000;

function weigh(claims: Fields | undefined): Pick<SecretHit, 'kind' | 'severity'> {
  const expiry = claims?.['exp'];
  return typeof expiry === 'number' && expiry < longAgo
    ? { kind: 'a signed token that has expired', severity: 'low' }
    : { kind: 'a signed token' };
}

function decode(part: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Fields) : undefined;
  } catch {
    return undefined;
  }
}
