/** Splits Cedar text into its policies, so that each problem can name a line. Pure. */

/** Is the text of one policy with its annotations, up to its semicolon, and where it begins. */
export interface PolicyText {
  readonly text: string;
  /** Line of the first character that is neither space nor comment, from 1. */
  readonly line: number;
}

/** What matters for finding ends: strings and comments may hold semicolons; nothing else in Cedar does. */
const token = /"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|;|\n|[^\s]/g;

/** Returns the policies of a text in order; a rest without semicolon is returned too, for the parser to refuse. */
export function splitPolicies(text: string): readonly PolicyText[] {
  const policies: PolicyText[] = [];
  let line = 1;
  let start: { readonly index: number; readonly line: number } | undefined;
  for (const match of text.matchAll(token)) {
    const found = match[0];
    if (found === '\n') line += 1;
    else if (found.startsWith('//')) continue;
    else start ??= { index: match.index, line };
    if (found === ';' && start !== undefined) {
      policies.push({ text: text.slice(start.index, match.index + 1), line: start.line });
      start = undefined;
    }
  }
  if (start !== undefined) policies.push({ text: text.slice(start.index), line: start.line });
  return policies;
}

/** Returns the line at a byte offset of UTF-8 text, counted from the line that the text begins on. */
export function lineAt({ text, line }: PolicyText, byteOffset: number): number {
  const before = Buffer.from(text, 'utf8').subarray(0, byteOffset).toString('utf8');
  return line + (before.match(/\n/g)?.length ?? 0);
}
