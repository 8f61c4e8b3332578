/** Finds keys without a mark of their own by the name of their service nearby and their exact form. Pure. */
import { isGeneratedPath, isMadeUp, looksDrawn } from './noise.ts';
import type { SecretHit } from './hit.ts';
import type { Vendor } from './vendors.ts';

/** How far from the name of a service its key may start. */
const reach = 60;
const run = /(?<![\w+/.~-])[A-Za-z0-9+/_-][A-Za-z0-9+/_~-]{11,399}={0,2}(?![\w+/=~-]|\.\w)/gu;
/** Says that what follows is a credential, as opposed to a hash, an id or a file of the service. */
const credential = /key|token|secret|pass|auth|cred|api|bearer|\bpat\b|login/iu;
const other =
  /sha\d|md5|hash|digest|checksum|commit|revision|integrity|\brev\b|etag|[_-]id\b|uuid|guid|https?:\/\/\S*$|version|image|tree|blob|key_?id|fingerprint|site_?key|public|publishable/iu;

/** Returns a function that returns the key of a service at a place where a word that names it stands. */
export const vendorLook =
  (word: string, vendor: Vendor) =>
  (text: string, at: number, path: string): SecretHit | undefined => {
    if (!startsName(text, at) || isGeneratedPath(path)) return undefined;
    const from = at + word.length;
    const near = text.slice(from, from + reach + 400);
    const own = `${/[\w-]{0,20}$/u.exec(text.slice(Math.max(0, at - 20), at))?.[0] ?? ''} ${word}`;
    for (const match of near.matchAll(run)) {
      if (match.index > reach) return undefined;
      const [value] = match;
      if (!isIssuedBy(vendor, value) || !leadsToKey(own, near.slice(0, match.index), value)) continue;
      const start = from + match.index;
      return { rule: 'vendor-value', start, end: start + value.length, kind: `a key of ${vendor.name}` };
    }
    return undefined;
  };

/** Says that a credential follows, no hash and no id; what is set right under the name needs no further word. */
const leadsToKey = (own: string, gap: string, value: string): boolean =>
  /[=:"'`> (,\n]$/u.test(gap) &&
  !other.test(gap) &&
  (credential.test(`${own} ${gap}`) || (value.length >= 20 && isSet.test(gap) && !hash.test(value)));

const isSet = /^[\w.-]{0,30}["']?[ \t]{0,4}(?::=|=>|[=:])[ \t]{0,4}["'`]?$/u;
const hash = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/u;

/** The name starts a word, or a part of one in camel case. */
function startsName(text: string, at: number): boolean {
  const before = text.charAt(at - 1);
  const first = text.charAt(at);
  return !/[A-Za-z]/u.test(before) || (/[a-z]/u.test(before) && /[A-Z]/u.test(first));
}

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/iu;

function isIssuedBy({ forms }: Vendor, value: string): boolean {
  if (!forms.some(form => form.test(value))) return false;
  if (uuid.test(value)) return !isMadeUp(value);
  return /\d/u.test(value) && /[a-z]/iu.test(value) && looksDrawn(value);
}
