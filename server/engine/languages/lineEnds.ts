/** Line ends that a language has and its grammar does not. Pure. */

/**
 * Returns a text of the same length in which a carriage return by itself is a newline: the languages that use this end lines
 * there (ECMA-262 12.3, Python's "Physical lines", JLS 3.4, Kotlin, C compilers but GCC), their grammars do not, so that all that
 * follows the first comment would be part of it. The grammars of C#, PHP and YAML know it.
 */
export const returnsAsNewlines = (text: string): string =>
  text.includes('\r') ? text.replaceAll(/\r(?!\n)/g, '\n') : text;
