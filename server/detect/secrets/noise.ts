/** Tells secrets from what only looks like one: placeholders, samples, regular texts. Pure. */

/** Tells whether a text says of itself that it stands for a secret. */
export const standsForSecret = (text: string): boolean =>
  /\.{3}|…|\*{3}|x{6}|<[a-z_ -]{2,40}>|\$\{|\{\{|your[_ -]?|placeholder|redacted|snip|example|changeme|dummy|truncated|omitted|insert/iu.test(
    text,
  );

/** Tells whether a file lies among tests, fixtures, samples or documentation, by its lower-case name with `/`. */
export const isSamplePath = (name: string): boolean =>
  /(?:^|\/)(?:tests?|__tests__|spec|specs|fixtures?|__fixtures__|testdata|test-?data|examples?|samples?|mocks?|__mocks__|e2e)\//u.test(
    name,
  ) || /(?:[._-](?:test|spec|example|sample)|_test)\.[a-z\d]+$/u.test(name);

/** Tells whether a tool writes a file, full of hashes that nobody typed, by its lower-case name with `/`. */
export const isGeneratedPath = (name: string): boolean =>
  /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|pnpm-lock\.yaml|go\.sum|mix\.lock|packages\.lock\.json|composer\.lock|flake\.lock|pubspec\.lock|package\.resolved|podfile\.lock|gemfile\.lock|[a-z]+\.lockb?|requirements[^/]*\.lock|sha\d*sums?[^/]*|checksums?[^/]*)$|\.(?:min\.js|min\.css|map|snap|svg|ipynb_checkpoints|sum)$/u.test(
    name,
  );

const counts = new Uint32Array(128);

/** Returns the Shannon entropy of a text in bits a character; signs outside of ASCII count as one another's like. */
export function entropyOf(text: string): number {
  counts.fill(0);
  for (let at = 0; at < text.length; at += 1) {
    const slot = text.charCodeAt(at) & 127;
    counts[slot] = (counts[slot] ?? 0) + 1;
  }
  let sum = 0;
  for (const count of counts) if (count > 1) sum += count * Math.log2(count);
  return text.length === 0 ? 0 : Math.log2(text.length) - sum / text.length;
}

/** Tells whether a longer base64 text could have been drawn at random: 6 bits a character when it is long, 5 at 64. */
export const looksRandom = (text: string): boolean => entropyOf(text.slice(0, 4_096)) > 4.5;

/** Says that somebody made a value up: words for it, one character again and again, the alphabet, counting. */
const madeUp =
  /example|sample|placeholder|dummy|fake|change_?-?me|replace_?-?(?:me|with|this)|redacted|secret_?here|key_?here|token_?here|insert|your[_-]?|my[_-]?(?:api|secret|token|key|pass)|todo|foo_?bar|lorem|deadbeef|cafebabe|x{5}|\*{3}|(?:^|[^a-z])(?:test|demo|mock|none|null|undefined)(?:[^a-z]|$)/iu;

/** Keys that documentation of their issuers shows to everybody. */
const shown =
  /^4eC39HqLyjWDarjtT1zdp7dc|^BQokikJOvBiI2HlWgH4olfQ2|wJalrXUtnFEMI\/K7MDENG|550e8400-e29b-41d4|123e4567-e89b|je7MtGbClwBF\/2Zp9Utk|Zm9vYmFy/u;

/** Tells whether a value is one that a person typed to fill a place. */
export function isMadeUp(value: string): boolean {
  return madeUp.test(value) || shown.test(value) || hasLongRun(value) || isRepeated(value) || isRow(value);
}

/** Six of one character in a row: 1 in 10⁹ places of base62, and 1 in a million of hex digits. */
const hasLongRun = (value: string): boolean => /(.)\1{5}/u.test(value);

/** One short text again and again. */
const isRepeated = (value: string): boolean => /^(.{1,16}?)\1{2,}.{0,15}$/u.test(value);

/** Are the sequences that fingers go along; a sign follows one sign in each. */
const rows = [
  ['abcdefghijklmnopqrstuvwxyz'],
  ['01234567890'],
  ['9876543210'],
  ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'],
].map(parts => {
  const next = new Uint8Array(128);
  for (const part of parts)
    for (let at = 0; at + 1 < part.length; at += 1) next[part.charCodeAt(at)] = part.charCodeAt(at + 1);
  return next;
});
const stretch = 5;
const runs = new Uint16Array(rows.length);

/** Tells whether a sign ends a stretch of a row. */
function goesOn(before: number, code: number): boolean {
  let longest = 1;
  for (let row = 0; row < rows.length; row += 1) {
    const run = before !== 0 && rows[row]?.[before] === code ? (runs[row] ?? 0) + 1 : 1;
    runs[row] = run;
    if (run > longest) longest = run;
  }
  return longest >= stretch;
}

/** Counts how much of a value goes through the alphabet, the digits or the rows of a keyboard. */
function isRow(value: string): boolean {
  const lower = value.toLowerCase();
  runs.fill(0);
  let covered = 0;
  let before = 0;
  for (let at = 0; at < lower.length; at += 1) {
    const code = lower.charCodeAt(at);
    const isCovered = goesOn(before, code);
    if (isCovered) covered += stretch;
    before = isCovered ? 0 : code;
  }
  return covered >= 10 && covered * 2 >= lower.length;
}

/** Is the pairs of letters that make up most of what people write, in names of code and in prose. */
const pairs = new Set(
  (
    'th he in er an re on at en nd ti es or te of ed is it al ar st to nt ng se ha as ou io le ve co me de hi ' +
    'ri ro ic ne ea ra ce li ch ll be ma si om ur ca el ta la ns di fo ho pe ec pr no ct us ac ot il tr ly nc ' +
    'et ut ss so rs un lo wa ge ie wh ee wi em ad ol rt po we na ul ni ts mo ow pa im mi ai sh ir su id os iv ' +
    'ia am fi ci vi pl ig tu ev ld ry mp fe bl ab gh ty op wo sa ay ex ke fr oo av ag if ap gr od bo sp rd do ' +
    'uc bu ei ov by rm ep tt oc fa ef cu rn sc gi da yo cr cl du ga qu ue ff ba ey ls va um pp ua up lu go ht ' +
    'ru ug ds lt pi rc rr eg au ck ew mu br bi pt ak pu ui rg ib tl ny ki rk ys ob mm fu ph og ms ye ud mb ip'
  ).split(' '),
);

const usualPairs = Uint8Array.from({ length: 26 * 26 }, (_, at) =>
  pairs.has(String.fromCharCode(97 + Math.floor(at / 26), 97 + (at % 26))) ? 1 : 0,
);

/** Tells whether a value consists of words: its letters follow one another as in what people write. */
export function isWordy(value: string): boolean {
  let all = 0;
  let usual = 0;
  for (let at = 1; at < value.length; at += 1) {
    const [first, second] = [value.charCodeAt(at - 1), value.charCodeAt(at)];
    // A capital after a small letter begins another word.
    if (!isLetter(first) || !isLetter(second) || (first > 96 && second < 97)) continue;
    all += 1;
    usual += usualPairs[((first | 32) - 97) * 26 + (second | 32) - 97] ?? 0;
  }
  return all >= 4 && usual / all >= (all >= 14 ? 0.68 : 0.75);
}

const isLetter = (code: number): boolean => (code > 96 && code < 123) || (code > 64 && code < 91);

const isHex = (value: string): boolean => /^[0-9a-f_.-]+$/iu.test(value) && /\d/u.test(value);

/** Returns the bits a character below which a value of its length and alphabet is too regular for one drawn at random. */
function leastEntropy(value: string): number {
  const alphabet = isHex(value) ? 16 : /[a-z]/u.test(value) && /[A-Z]/u.test(value) ? 62 : 30;
  return Math.log2(Math.min(value.length, alphabet)) * 0.7;
}

/** Tells whether a value of ten characters or more could have been drawn at random, by its characters alone. */
export const looksDrawn = (value: string): boolean =>
  entropyOf(value) >= leastEntropy(value) && !isMadeUp(value) && (isHex(value) || !isWordy(value));
