/** The lines of minisign's files: a comment that nothing vouches for, then strict base64. Pure. */

/** Is said of a text that is not what it should be: what is wrong, and on which line. */
export class FormatError extends Error {
  override readonly name = 'FormatError';
  readonly line: number | undefined;
  /** Keeps the line, from 1. */
  constructor(message: string, line?: number) {
    super(message);
    this.line = line;
  }
}

const untrustedPrefix = 'untrusted comment: ';
/** Is more than any file of minisign's needs. */
const longestText = 8 * 1024;

/** Returns a text's lines, without the empty end; throws when it is too long. */
export function linesOf(text: string): readonly string[] {
  if (text.length > longestText) throw new FormatError('It is far too long.');
  return text.replace(/\r?\n$/u, '').split(/\r?\n/u);
}

/** Throws unless a line is an untrusted comment. */
export function expectUntrusted(line: string | undefined): void {
  if (line?.startsWith(untrustedPrefix) !== true)
    throw new FormatError(`The first line must begin with "${untrustedPrefix}".`, 1);
}

/** Returns what base64 stands for; throws unless it is written as we would write it, and has the length. */
export function strictBase64(text: string, length: number, line?: number): Buffer {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.toString('base64') !== text) throw new FormatError('This is not base64.', line);
  if (bytes.length !== length)
    throw new FormatError(`${length} bytes are expected, there are ${bytes.length}.`, line);
  return bytes;
}

/** Returns a file of minisign's: an untrusted comment and more lines. */
export const commented = (comment: string, ...lines: readonly string[]): string =>
  [`${untrustedPrefix}${comment}`, ...lines, ''].join('\n');
