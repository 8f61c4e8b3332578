/** Shows what comes from outside to a person, at a terminal or in a log of a job. Must import nothing. */

/** Shows a name or a sentence in one line, without characters that would mislead a person or a terminal. */
export const plain = (text: string): string =>
  text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+/gu, '\uFFFD');

/**
 * Shows a path in the log of a job. Systems that run jobs obey lines that begin with "::", and "##[" and "##vso["
 * anywhere, and a path is what somebody else chose.
 */
export const logPath = (path: string): string => inert(plain(path).replace(/^(?=\s*::)/u, './'));

/** Shows a sentence in the log of a job: as a path, and with its lines joined. */
export const logText = (text: string): string =>
  inert(plain(text.trim().replaceAll(/\s+/gu, ' ')).replace(/^::/u, ': :'));

const inert = (text: string): string => text.replaceAll(/##(?=(?:vso)?\[)/giu, '#\uFFFD');
