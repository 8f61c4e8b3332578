/** Plain values: wildcards that match everything, and literals that look like secrets. */

/** Tells whether a pattern matches everything: `*`, an empty prefix, a catch-all expression, `Bash(*)`. */
export function isWildcard(text: string): boolean {
  const inner = /^[\w-]+\((.*)\)$/s.exec(text.trim())?.[1] ?? text.trim();
  const pattern = inner.replace(/^domain:/, '').replace(/^\/(.*)\/[a-z]*$/s, '$1');
  return /^(?:\^?(?:\.\*|\.\+|\[\\s\\S\][*+])?\$?|\*{1,2}|\*{1,2}[/:]\*{1,2}|:?\*|https?:\/\/\*{1,2}(?:\/\*{0,2})?)$/.test(
    pattern,
  );
}

const knownSecret =
  /^(?:Bearer\s+)?(?:sk-[\w-]{16,}|gh[pousr]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}|xox[abprs]-[\w-]{10,}|AKIA[A-Z\d]{12,}|AIza[\w-]{30,}|npm_\w{20,}|eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]*|-----BEGIN [A-Z ]*PRIVATE KEY)/;

/** Tells whether a value is a secret written out, rather than a reference to one. */
export const isSecretValue = (text: string): boolean =>
  knownSecret.test(text.trim()) || /^(?:Bearer|Basic|token)\s+[\w.~+/=-]{16,}$/i.test(text.trim());
