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

/** Returns the Shannon entropy of a text in bits a character. */
export function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}

/** Tells whether a longer base64 text could have been drawn at random: 6 bits a character when it is long, 5 at 64. */
export const looksRandom = (text: string): boolean => entropyOf(text.slice(0, 4_096)) > 4.5;
