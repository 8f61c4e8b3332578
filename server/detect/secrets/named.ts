/** Finds values that stand under a name that says secret: assignments, keys of data, options, headers, arguments. Pure. */
import { entropyOf, isGeneratedPath, isMadeUp, isSamplePath, isWordy, looksDrawn } from './noise.ts';
import type { SecretHit } from './hit.ts';
import { judgePassword, refers } from './passwords.ts';
import { vendors } from './vendors.ts';

/** Lists the lower-case words that say secret within a name. */
export const secretWords: readonly string[] = [
  'key',
  'secret',
  'token',
  'passw',
  'pwd',
  'passphrase',
  'credential',
  'auth',
  'bearer',
  'pass',
  '_pw',
  'cookie',
  'session',
  'pat',
  'salt',
  'dsn',
];

/** Is a value with the name that it stands under. */
export interface Named {
  readonly name: string;
  readonly value: string;
  readonly start: number;
  readonly isQuoted: boolean;
  /** Stands alone on a line, as in a configuration, or within an element. */
  readonly isLine: () => boolean;
}

/** From the end of a name to the value: quotes, brackets, a type, `=`, `:`, `=>`, `,`, `(`, `>`, `value=`. */
const toValue =
  /["'`\])]{0,3}(?:[ \t]{0,8}\r?\n[ \t]{0,40}(?=["']?value))?[ \t]{0,20}(?:,?[ \t]{0,4}["']?value["']?[ \t]{0,4}[:=]|:[ \t]?[\w&<>' |?[\].]{1,30}?[ \t]{0,2}=(?!=)|=>|:=|\?\?=?|\|\|=?|[!=]==?|[:=,(>]|(?<=--[\w-]{1,40})[ \t]|[ \t](?:is|was)(?::|[ \t])|[ \t](?=[\w+/-]{20}))[ \t]{0,20}(?:[A-Za-z]{1,20}\()?(?:[bruLf@$](?=["'`\\]))?(["'`]{0,3}|\\["'])/y;
const nameEnd = /[\w.-]{0,40}/y;

/** What was found last: a name that holds several of the words is looked at once. */
let last:
  | {
      readonly text: string;
      readonly path: string;
      readonly end: number;
      readonly hit: SecretHit | undefined;
    }
  | undefined;

/** Returns the secret whose name holds the word at a place. */
export function namedAt(text: string, at: number, path: string): SecretHit | undefined {
  nameEnd.lastIndex = at;
  const end = at + (nameEnd.exec(text)?.[0].length ?? 0);
  if (last?.end === end && last.text === text && last.path === path) return last.hit;
  const named = readNamed(text, at, end);
  const hit = named === undefined || isGeneratedPath(path) ? undefined : judgeNamed(named, path);
  last = { text, path, end, hit };
  return hit;
}

function judgeNamed(named: Named, path: string): SecretHit | undefined {
  const sort = sortOfName(named.name);
  if (sort === undefined) return undefined;
  const found = sort === 'password' ? judgePassword(named, path) : judgeKey(named);
  if (found === undefined) return undefined;
  const { start, value } = named;
  return {
    rule: 'named-value',
    start,
    end: start + value.length,
    kind: sort === 'password' ? 'a password' : 'a key',
    ...(isSamplePath(path) ? { severity: 'info' } : found),
  };
}

function readNamed(text: string, at: number, end: number): Named | undefined {
  toValue.lastIndex = end;
  const gap = toValue.exec(text);
  if (gap === null) return undefined;
  const quote = gap[1] ?? '';
  const start = toValue.lastIndex;
  const value = valueAt(text, start, quote);
  if (value === undefined) return undefined;
  const from = nameStart(text, at);
  const name = text.slice(from, end);
  return {
    name,
    value,
    start,
    isQuoted: quote !== '',
    isLine: () => isElement(text, start, value) || isAlone(text, from, start + value.length),
  };
}

const isElement = (text: string, start: number, value: string): boolean =>
  text.charAt(start - 1) === '>' && text.startsWith('</', start + value.length);

/** Before a name on a line of its own stand marks of lists and of shells only. */
const lineStart =
  /(?:^|\n)[ \t]{0,40}(?:[-*>{,]?[ \t]{0,8}|<)(?:export |set |env |arg |-e )?["'`]?[\w.:-]{0,60}$/iu;

const isAlone = (text: string, from: number, end: number): boolean =>
  isArgument(text, from, end) ||
  (/^[ \t]{0,20}(?:[\r\n,;"'`}]|<\/|#|$)/u.test(text.slice(end, end + 24)) &&
    lineStart.test(text.slice(Math.max(0, from - 120), from)));

/** `NAME=value` among other words, as shells and addresses have it. */
const isArgument = (text: string, from: number, end: number): boolean =>
  /^[\w.-]{1,60}=[^\s=]/u.test(text.slice(from, from + 80)) &&
  /^[\s"'&,;)}]?$/u.test(text.charAt(end)) &&
  /^[\s"'&?,;({]?$/u.test(text.charAt(from - 1));

function nameStart(text: string, at: number): number {
  let start = at;
  while (start > 0 && at - start < 40 && /[\w.-]/u.test(text.charAt(start - 1))) start -= 1;
  // `API key` is a name of two words.
  return start - (wordBefore.exec(text.slice(Math.max(0, start - 12), start))?.[0].length ?? 0);
}

const wordBefore =
  /\b(?:api|access|secret|auth|private|client|service|app|account|license|signing|encryption|master) $/iu;

const quotedValue = /[^\s"'`\\]{6,400}/y;
const bareValue = /[^\s"'`<>,;(){}[\]|\\&]{6,400}/y;

function valueAt(text: string, start: number, quote: string): string | undefined {
  const pattern = quote === '' ? bareValue : quotedValue;
  pattern.lastIndex = start;
  const value = pattern.exec(text)?.[0];
  if (value === undefined) return undefined;
  const next = text.charAt(start + value.length);
  // A sentence in quotes is no value, and a name before a bracket is a call.
  if (quote === '') return next === '(' || next === '[' ? undefined : value.replace(/[.:]+$/u, '');
  return quote.endsWith(next) || next === '\\' ? value : undefined;
}

/** Says what a name promises: a password, a key, or nothing. */
function sortOfName(name: string): 'password' | 'key' | undefined {
  const words = name
    .replace(/([a-z\d])([A-Z])/gu, '$1_$2')
    .toLowerCase()
    .replace(/[.\-_ ]+/gu, '_');
  if (harmless.test(words)) return undefined;
  if (/(?:pass_?w(?:or)?d|passwd|(?:^|_)pwd?|passphrase|(?:^|_)pass)\d?$/u.test(words)) return 'password';
  return keyName.test(words) ? 'key' : undefined;
}

/** Ends in what is about a secret and is none, or is public. */
const harmless =
  /(?:^|_)(?:public|page|next|continuation|pagination|cursor|publishable|pub|csrf|xsrf|site_?key|primary_key|foreign_key|partition|idempotency|hash|hashed|digest|checksum|sha\d*|fingerprint|thumbprint|i18n|translation|cache|sort|keyword|keycode|keyboard|author|authors|monkey|turkey|path|compass|bypass|tokenizer|tokens|passed|passive|patch|pattern|compat)(?:_|$)|_(?:id|ids|name|names|path|file|url|uri|endpoint|type|types|length|len|size|count|limit|field|label|placeholder|expiry|expires|expiration|ttl|env|var|header|prefix|suffix|regex|pattern|arn|ref|version|policy|hint|input|selector|format|alias|algorithm|alg|method|mode|scope|provider|callback|handler|error|message|title|description|column|index|map|event|timeout|class|style|icon|helper|service|manager|store|schema)$/u;
const keyName =
  /(?:^|_)(?:api|access|auth|authentication|authorization|secret|private|service|account|client|app|application|admin|master|encryption|encrypt|signing|signature|consumer|integration|license|sdk|write|read|ingest|webhook|shared|storage|subscription|rest|server|developer|dev|user|personal|live|prod|production|deploy|hmac|aes|jwt|cipher|crypto|security|channel|bot|project|org|team|rpc|x|[a-z]*api)_?key(?:_?(?:v?\d|secret|value|base))?$|(?:^|_)apikey|secret(?:_?(?:key|token|access_key|value|base|v?\d))*(?:_base)?$|(?:^|_|[a-z])token(?:_?(?:secret|value|v?\d))?$|(?:^|_)(?:credentials?|auth|authorization|bearer|pat|salt)$|(?:^|_)(?:session|cookie)_?(?:secret|token|key)?$|(?:^|_)(?:[a-z]+)_key$/u;

type Judged = Pick<SecretHit, 'severity' | 'confidence'>;

function judgeKey(named: Named): Judged | undefined {
  const { value, name, isQuoted } = named;
  if (isQuoted && isPhrase(value) && saysSecret.test(name)) return likely;
  const core = value.replace(/=+$/u, '');
  if (!isKey(named, core)) return undefined;
  if (uuid.test(core)) return unsure;
  if (isOfOther(name, [value, core])) return { severity: 'info', confidence: 'low' };
  return isQuoted ? likely : unsure;
}

function isKey({ value, name }: Named, core: string): boolean {
  if (!hasFormOfKey(value) || isLocation(core) || isVersionOrDate(core)) return false;
  if (uuid.test(core)) return (namesKey.test(name) || namesToken.test(name)) && !isMadeUp(core);
  return core.length >= (saysSecret.test(name) ? 16 : 20) && looksDrawn(core);
}

const likely: Judged = { severity: 'medium', confidence: 'medium' };
const unsure: Judged = { severity: 'medium', confidence: 'low' };

/** A service whose keys have another form did not issue this one. */
const isOfOther = (name: string, values: readonly string[]): boolean =>
  vendorOf(name)?.forms.some(form => values.some(value => form.test(value))) === false;

const saysSecret = /secret|token|api_?-?key|access_?-?key|private|auth|credential|bearer/iu;

/** Characters of keys only, letters and most often digits, and no reference. */
const hasFormOfKey = (value: string): boolean =>
  value.length <= 300 &&
  !refers.test(value) &&
  /^[\w+/.=~:-]+$/u.test(value) &&
  (/\d/u.test(value) || (value.length >= 20 && /[a-z]/u.test(value) && /[A-Z]/u.test(value))) &&
  /[a-z]/iu.test(value);

/** Frameworks draw keys from all signs of a keyboard. */
const isPhrase = (value: string): boolean =>
  value.length >= 32 &&
  value.length <= 200 &&
  !refers.test(value) &&
  !/[<>{}]|:\/\/|\\/u.test(value) &&
  /[!@#$%^&*()].*[!@#$%^&*()]/u.test(value) &&
  /\d/u.test(value) &&
  entropyOf(value) >= 4.3 &&
  !isMadeUp(value);

/** Some services issue keys in the form of identifiers. */
const namesKey =
  /(?:api_?-?key|secret(?:_?-?key)?|access_?-?key|auth_?-?token|api_?-?token|access_?-?token)$/iu;
/** A variable of the environment. */
const namesToken = /^[A-Z][A-Z\d_]*_TOKEN$/u;
const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/iu;

const oldVaultToken = /^s\.(?=.{0,23}\d)[A-Za-z\d]{24}$/u;

/** Words between slashes, dots or dashes: a path, a host, a slug. */
const isLocation = (value: string): boolean =>
  (/^[\w-]+(?:\.[a-z][\w-]*){1,}$/iu.test(value) && !oldVaultToken.test(value)) ||
  value.split(/[/.:_-]/u).filter(part => part.length >= 3 && isPlainWord(part)).length * 2 >
    value.split(/[/.:_-]/u).length;

const isPlainWord = (part: string): boolean =>
  /^(?:[A-Z]?[a-z]+|[A-Z]+)\d{0,4}$/u.test(part) && isWordy(part);

const isVersionOrDate = (value: string): boolean =>
  /^v?\d+(?:\.\d+)+/u.test(value) || /^\d{4}-\d\d-\d\d/u.test(value);

const longWords = vendors.flatMap(vendor =>
  vendor.words.filter(word => word.length > 4).map(word => [word, vendor] as const),
);
const byWord = new Map(longWords);
const anyWord = new RegExp(longWords.map(([word]) => word.replaceAll('.', '\\.')).join('|'), 'u');

const byName = new Map<string, (typeof vendors)[number] | undefined>();
const mostNames = 500;

/** Returns the service that a name names. */
function vendorOf(name: string) {
  if (byName.has(name)) return byName.get(name);
  const vendor = byWord.get(anyWord.exec(name.toLowerCase())?.[0] ?? '');
  if (byName.size >= mostNames) byName.clear();
  byName.set(name, vendor);
  return vendor;
}
