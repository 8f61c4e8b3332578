/** Finds structured tokens by their forms at the literals that they hold. Pure. */
import { isMadeUp, looksDrawn } from './noise.ts';
import type { Proof } from './checksums.ts';
import type { SecretHit } from './hit.ts';
import type { TokenShape } from './shape.ts';
import { aiServices } from './shapes/ai.ts';
import { clouds } from './shapes/cloud.ts';
import { messaging } from './shapes/messaging.ts';
import { operations } from './shapes/operations.ts';
import { payment } from './shapes/payment.ts';
import { registries } from './shapes/registries.ts';
import { services } from './shapes/services.ts';
import { sourceHosts } from './shapes/sourceHosts.ts';

/** Lists the forms of all structured tokens. */
export const tokenShapes: readonly TokenShape[] = [
  ...sourceHosts,
  ...clouds,
  ...aiServices,
  ...registries,
  ...messaging,
  ...payment,
  ...operations,
  ...services,
];

/** Returns the token of a form that holds the literal at a place. */
export function tokenAt(text: string, at: number, shape: TokenShape): SecretHit | undefined {
  for (const back of shape.back) {
    const start = at - back;
    if (start < 0 || !(shape.glued === true || startsToken(text, start))) continue;
    shape.pattern.lastIndex = start;
    const match = shape.pattern.exec(text);
    if (match === null) continue;
    const [token] = match;
    if (start + token.length <= at) continue;
    const proof = shape.prove?.(token, match) ?? 'none';
    const hit = judge(shape, token, match, proof);
    if (hit !== undefined) return { ...hit, start, end: start + token.length };
  }
  return undefined;
}

type Judged = Omit<SecretHit, 'start' | 'end'>;

function judge(
  { kind, family, severity }: TokenShape,
  token: string,
  match: RegExpExecArray,
  proof: Proof,
): Judged | undefined {
  const drawn = match.slice(1).find(part => part as string | undefined) ?? token;
  // A checksum that fails is a typed sample, or a token that its issuer changed: worth a look when it looks drawn.
  if (proof !== 'right' && !looksPlausible(drawn.slice(0, 100))) return undefined;
  return {
    rule: `${family}-token`,
    kind,
    ...(severity === undefined ? {} : { severity }),
    ...(proof === 'wrong' ? { severity: 'medium', confidence: 'low' } : {}),
  };
}

/** Short random parts prove little either way. */
const looksPlausible = (drawn: string): boolean =>
  drawn.length < 10 ? !isMadeUp(drawn) : looksDrawn(drawn) && /\d/u.test(drawn.length < 24 ? drawn : '0');

/** A token starts where no word goes on; `\n` within a string ends one. */
export function startsToken(text: string, start: number): boolean {
  const code = text.charCodeAt(start - 1);
  if (start === 0 || !isWordCode(code)) return true;
  return text.charCodeAt(start - 2) === 92 && (code === 110 || code === 114 || code === 116);
}

const isWordCode = (code: number): boolean =>
  (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
