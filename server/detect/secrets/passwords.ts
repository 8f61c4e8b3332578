/**
 * Judges values under names that say password. A strong one stands out anywhere; a weak one, such as people choose, is
 * told from a word only where it is clearly set: on a line of a configuration, or in quotes in code. Pure.
 */
import { entropyOf, isMadeUp, isWordy, looksDrawn } from './noise.ts';
import type { Named } from './named.ts';
import type { SecretHit } from './hit.ts';

/** A value that names where the secret is, or stands for it. */
export const refers =
  /^(?:[$%@{<[(&*]|https?:|file:|env[.:]|process\.|os\.|vault:|secrets?\.|arn:|op:\/\/|ref\+|data:|sha\d{3}-|\/|\.{1,2}\/)|%[({]|<%|\$\{[\w.]+\}|\{\{[^}]*\}\}|^(?:this|self|config|options|opts|props|params|request|req|ctx|state|args|settings|data|response|res)\.|\(\)|^[a-z]+\.[A-Za-z.]+$/u;

/** Words that people write where a password belongs, alone, joined, or with a number behind. */
const typical =
  /^(?:(?:my|your|the|some|any|new|old|super|very|top|db|database|user|admin|root|test|demo|default|sample|secure|strong|temp|initial|app|local|dev|service|example|basic|strong|valid|invalid|wrong|bad|correct|changed?|reset|forgot|confirm|verify|enter|current|plain|guest|client|server|smtp|mail|proxy|redis|mongo|mysql|postgres|rabbit|oracle|docker|git)[-_.]?)*(?:(?:p[a@4][s$5]{1,2}(?:w[o0]?r?d|wd|phrase|wort)?|pwd?|secret|token|key|admin|root|user(?:name)?|guest|test(?:ing)?|string|text|none|null|nil|true|false|undefined|required|hidden|letmein|qwerty\w*|foo|bar|baz|abcd?|change|changeit|default|sample|demo|value|postgres|mysql|mongo|redis|db|me)[-_.]?)*[\d!@#$.*]*$/iu;
/** Names of formats, units and versions. */
const technical =
  /^(?:sha\d*|md5|utf-?\d+|base\d\d|oauth2?|http\d?|s3|ec2|x509|ed25519|rsa\d*|aes\d*|argon2|bcrypt|scrypt|pbkdf2|p2p|i18n|l10n|k8s|v\d|tls|mp[34]|[hx]26|2fa|utf|iso|rfc|\d+(?:ms|s|m|h|d|[kmg]i?b?|px|r?em|%|bits?)$)/iu;

const letters: Readonly<Record<string, string>> = {
  0: 'o',
  1: 'l',
  3: 'e',
  4: 'a',
  5: 's',
  7: 't',
  '@': 'a',
  $: 's',
};

/** Reads signs as the letters that they stand for: outside of configurations, `s3cr3t` is a sample. */
const unleet = (value: string): string =>
  value.toLowerCase().replace(/[013457@$]/gu, sign => letters[sign] ?? sign);

type Judged = Pick<SecretHit, 'severity' | 'confidence'>;

/** Judges a value; undefined when it is no password, or none that opens anything. */
export function judgePassword(named: Named, path: string): Judged | undefined {
  const { value, isQuoted } = named;
  if (value.length < 6 || value.length > 100 || refers.test(value) || isMadeUp(value)) return undefined;
  if (typical.test(value)) return undefined;
  const place = placeOf(path);
  if (place !== 'configuration' && /passw|secret/u.test(unleet(value))) return undefined;
  return isStrong(named) || isWeak(named, place)
    ? { severity: 'medium', confidence: isQuoted ? 'medium' : 'low' }
    : undefined;
}

const isStrong = ({ value, isQuoted }: Named): boolean =>
  value.length >= 8 && !isCode(value, isQuoted) && isMixed(value);

/** A text that another fills in, as a whole or in a part. */
const template = /\$\{[\w.]+\}|\{\{[^}]*\}\}|^\{[\w.]*\}$|<[a-z][\w -]*>|\$\([\w ]+\)|^\W*$/iu;

/** Names of code, calls and members. */
const isCode = (value: string, isQuoted: boolean): boolean =>
  (isQuoted ? template : /[;{}()<>]|=>/u).test(value) ||
  /^\w+\(.*\)$/u.test(value) ||
  (/^\w+$/u.test(value) && isWordy(value) && !(isQuoted && /\d\D?\d/u.test(value))) ||
  (!isQuoted && /^\w+(?:\.\w+)+$/u.test(value));

/** A name of code, a word or a path has fewer kinds of characters than a password. */
function isMixed(value: string): boolean {
  const kinds = [/[a-z]/u, /[A-Z]/u, /\d/u, /[^A-Za-z\d]/u].filter(each => each.test(value)).length;
  return /\d/u.test(value) && entropyOf(value) >= 2.5 && (kinds >= 3 || looksDrawn(value));
}

type Place = 'configuration' | 'code' | 'prose';

const configuration =
  /(?:^|\/)(?:\.?env(?:\.[\w-]+)?|\.(?:netrc|npmrc|pypirc|my\.cnf|s3cfg|pgpass|dockercfg)|dockerfile[\w.-]*|[\w-]*compose[\w.-]*)$|\.(?:ya?ml|json[c5]?|toml|ini|cfg|cnf|conf|config|properties|env|envrc|tfvars?|hcl|xml|plist|service|sql|txt)$/u;

/** Texts of no file are set out like a configuration, or are not. */
const placeOf = (path: string): Place =>
  path === '' || configuration.test(path)
    ? 'configuration'
    : /\.(?:md|mdx|rst|adoc|html?)$/u.test(path)
      ? 'prose'
      : 'code';

function isWeak(named: Named, place: Place): boolean {
  const { value, isQuoted } = named;
  if (place === 'prose' || !(isQuoted || place === 'configuration')) return false;
  return hasSignsOfChoice(value, place) && !isName(value, isQuoted) && (isQuoted || named.isLine());
}

const isName = (value: string, isQuoted: boolean): boolean =>
  technical.test(value) ||
  (isQuoted ? template : /[;{}()<>[\]|\\]/u).test(value) ||
  /^\w+(?:[./]\w+)+$/u.test(value);

/** Digits within letters, a sign beside them, or a number behind a word. */
function hasSignsOfChoice(value: string, place: Place): boolean {
  if (!/\d/u.test(value) || !/[a-z]/iu.test(value)) return false;
  if (/[!@#$%^&*+=?~]/u.test(value)) return true;
  if (/[a-z]\d+[a-z]/iu.test(value)) return entropyOf(value) >= 2;
  return place === 'configuration' && /^[a-z]{4,}\d{1,6}$|^\d{1,4}[a-z]{4,}$/iu.test(value);
}
