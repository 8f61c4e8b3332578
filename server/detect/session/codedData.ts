/** Finds data that is spelt into addresses: parts that no person would write. Pure. */

/** Returns the characters of the parts of an address that look like coded data; 0 for an ordinary address. */
export function codedCharacters(url: string): number {
  return decoded(url)
    .split(/[/?&=.:;,+#~@-]/u)
    .filter(isCoded)
    .reduce((sum, part) => sum + part.length, 0);
}

/** Hashes and ids have lengths of their own and say nothing. */
const isHash = (part: string): boolean => /^(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64})$/iu.test(part);

function isCoded(part: string): boolean {
  if (part.length < 16 || isHash(part) || /^\d+$/u.test(part)) return false;
  const classes = Array.from(part, classOf);
  const changes = classes.filter((each, at) => at > 0 && each !== classes[at - 1]);
  return changes.length >= part.length / 4;
}

const classOf = (letter: string): number => {
  if (/\d/u.test(letter)) return 0;
  if (/[a-z]/u.test(letter)) return 1;
  return /[A-Z]/u.test(letter) ? 2 : 3;
};

const decoded = (url: string): string => {
  try {
    return decodeURIComponent(url);
  } catch {
    return url;
  }
};
