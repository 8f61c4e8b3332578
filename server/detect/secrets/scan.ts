/** Finds all secrets of a text in one walk, once for all rules; texts that are encoded are looked at decoded. Pure. */
import { isSamplePath } from './noise.ts';
import type { TextSource } from '../text/source.ts';
import { anchorFinder, foldCase } from './anchors.ts';
import type { SecretHit, SecretRule } from './hit.ts';
import { basicLogin, dockerLogin, loginAt, passwordInPairs, passwordInUrl } from './logins.ts';
import { namedAt, secretWords } from './named.ts';
import { passwordFileLines } from './passwordFiles.ts';
import { signedTokenAt } from './signedTokens.ts';
import { spokenLooks } from './spoken.ts';
import { tokenAt, tokenShapes } from './tokens.ts';
import { vendors } from './vendors.ts';
import { vendorLook } from './vendorValues.ts';

type Look = (text: string, at: number, path: string) => SecretHit | undefined;

const rows: readonly { readonly literal: string; readonly value: Look }[] = [
  ...tokenShapes.flatMap(shape =>
    shape.anchors.map(literal => ({
      literal,
      value: (text: string, at: number) => tokenAt(text, at, shape),
    })),
  ),
  { literal: 'eyj', value: signedLook },
  { literal: '://', value: passwordInUrl },
  ...['password', 'pwd', 'accountkey', 'sharedaccesskey', 'sharedsecret'].map(literal => ({
    literal,
    value: passwordInPairs,
  })),
  { literal: 'basic', value: basicLogin },
  { literal: '"auth"', value: dockerLogin },
  ...[
    '-u',
    '--user',
    '--proxy-user',
    'sshpass',
    'password',
    ' -p',
    'pgpassword',
    'mysql_pwd',
    'rediscli_auth',
  ].map(literal => ({ literal, value: loginAt })),
  ...spokenLooks,
  ...vendors.flatMap(vendor =>
    vendor.words.map(literal => ({ literal, value: vendorLook(literal, vendor) })),
  ),
  ...secretWords.map(literal => ({ literal, value: namedAt })),
];

function signedLook(text: string, at: number): SecretHit | undefined {
  return signedTokenAt(text, at);
}

const find = anchorFinder(rows);
const known = new WeakMap<TextSource, readonly SecretHit[]>();

/** Lists the secrets of a text, in order, the surest where several cover one place; worked out once a text. */
export function secretsIn(source: TextSource): readonly SecretHit[] {
  const found = known.get(source);
  if (found !== undefined) return found;
  const { text, name } = source;
  const hits = [...plainHits(text, name), ...encodedHits(text, name), ...passwordFileLines(text, name)];
  const best = withoutOverlaps(hits).map(hit =>
    isSamplePath(name) && hit.severity !== 'info' ? { ...hit, severity: 'low' as const } : hit,
  );
  known.set(source, best);
  return best;
}

function plainHits(text: string, name: string): readonly SecretHit[] {
  const hits: SecretHit[] = [];
  for (const { at, values } of find(foldCase(text)))
    for (const look of values) {
      const hit = look(text, at, name);
      if (hit !== undefined) hits.push(hit);
    }
  return hits;
}

const ranks: Readonly<Partial<Record<SecretRule, number>>> = {
  'signed-token': 1,
  'connection-string': 1,
  login: 1,
  'vendor-value': 2,
  'named-value': 3,
};

/** Ranks what says most of a secret first: a form of its own, then a service's, then a mere name. */
const rank = ({ rule, severity, confidence }: SecretHit): number =>
  (ranks[rule] ?? 0) + (severity === 'info' ? 4 : confidence === 'low' ? 0.5 : 0);

function withoutOverlaps(hits: readonly SecretHit[]): readonly SecretHit[] {
  const kept: SecretHit[] = [];
  let last: SecretHit | undefined;
  for (const hit of hits.toSorted((a, b) => a.start - b.start || rank(a) - rank(b))) {
    if (last === undefined || hit.start >= last.end) {
      kept.push(hit);
      last = hit;
    } else if (rank(hit) < rank(last)) {
      kept[kept.length - 1] = hit;
      last = hit;
    }
  }
  return kept;
}

/** Encoded texts below are shorter than any token; longer ones are files. */
const base64 = /(?<![\w+/=-])[A-Za-z0-9+/_-]{32,4000}={0,2}(?![\w+/=-])/gu;
const word = /[^\s"'<>`]{16,2000}/gu;

/** Looks once into what is encoded in base64 or for an address; the whole encoded text is the secret then. */
function encodedHits(text: string, name: string): readonly SecretHit[] {
  const hits: SecretHit[] = [];
  for (const { index, 0: part } of text.matchAll(base64)) {
    const plain = printable(part);
    if (plain !== undefined)
      hits.push(...within(plain, { start: index, end: index + part.length, name, how: 'in base64' }));
  }
  if (text.includes('%'))
    for (const { index, 0: part } of text.matchAll(word)) {
      if (!part.includes('%')) continue;
      const plain = unescaped(part);
      if (plain !== undefined)
        hits.push(
          ...within(plain, { start: index, end: index + part.length, name, how: 'encoded for an address' }),
        );
    }
  return hits;
}

interface Encoded {
  readonly start: number;
  readonly end: number;
  readonly name: string;
  readonly how: string;
}

const within = (plain: string, { start, end, name, how }: Encoded): readonly SecretHit[] =>
  plainHits(plain, name)
    .filter(({ rule, severity }) => rule !== 'named-value' && severity !== 'info')
    .slice(0, 1)
    .map(hit => ({ ...hit, start, end, kind: `${hit.kind}, ${how}` }));

/** Most base64 decodes to bytes that are no text, which the first dozen tells. */
function printable(part: string): string | undefined {
  if (!isText(Buffer.from(part.slice(0, 16), 'base64').toString('latin1'))) return undefined;
  const plain = Buffer.from(part, 'base64').toString('latin1');
  return isText(plain) ? plain : undefined;
}

const isText = (plain: string): boolean => /^[\t\n\r\u0020-\u007e]+$/u.test(plain);

function unescaped(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}
