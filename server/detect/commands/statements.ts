/** Splits shell text into statements where the grammar gives up: one part that is not understood hides no other. Pure. */

const mostParts = 50;

/** Returns the statements of a text, apart at `;`, `&&`, `||` and line ends outside quotes and brackets; at most fifty. */
export function splitStatements(text: string): readonly string[] {
  const parts: string[] = [];
  let start = 0;
  let depth = 0;
  for (let at = 0; at < text.length && parts.length < mostParts; at += 1) {
    const char = text.charAt(at);
    if (char === '\\') {
      at += 1;
      continue;
    }
    if (char === "'" || char === '"' || char === '`') at = endOfQuote(text, at);
    depth += steps[char] ?? 0;
    const mark = depth > 0 ? undefined : /^(?:;+|&&|\|\||\n+)/u.exec(text.slice(at, at + 3))?.[0];
    if (mark === undefined) continue;
    parts.push(text.slice(start, at));
    at += mark.length - 1;
    start = at + 1;
  }
  return [...parts, text.slice(start)].map(part => part.trim()).filter(part => part !== '');
}

const steps: Readonly<Record<string, number>> = { '(': 1, '{': 1, ')': -1, '}': -1 };

function endOfQuote(text: string, open: number): number {
  const mark = text.charAt(open);
  for (let at = open + 1; at < text.length; at += 1) {
    if (text[at] === '\\' && mark !== "'") at += 1;
    else if (text[at] === mark) return at;
  }
  return text.length;
}
