/**
 * Globs of the file catalogue: braces, `*` within a segment, `**` across segments, `[…]`. Everything is lower case,
 * because a guard must compare names without regard to case on every system. Pure.
 */

/** Expands `{a,b}` alternatives, nested ones too. */
export function expandBraces(glob: string): readonly string[] {
  const open = glob.indexOf('{');
  if (open < 0) return [glob];
  const close = closingBrace(glob, open);
  if (close < 0) return [glob];
  const head = glob.slice(0, open);
  const tail = expandBraces(glob.slice(close + 1));
  return alternatives(glob.slice(open + 1, close))
    .flatMap(expandBraces)
    .flatMap(part => tail.map(rest => head + part + rest));
}

function closingBrace(glob: string, open: number): number {
  let depth = 0;
  for (let at = open; at < glob.length; at += 1) {
    if (glob[at] === '{') depth += 1;
    if (glob[at] === '}') depth -= 1;
    if (depth === 0) return at;
  }
  return -1;
}

function alternatives(body: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < body.length; at += 1) {
    if (body[at] === '{') depth += 1;
    if (body[at] === '}') depth -= 1;
    if (body[at] === ',' && depth === 0) {
      parts.push(body.slice(start, at));
      start = at + 1;
    }
  }
  return [...parts, body.slice(start)];
}

/** Tells whether a segment of a glob stands for itself only. */
export const isLiteral = (segment: string): boolean => !/[*?[]/u.test(segment);

/** Compiles a glob without braces; a trailing `/**` also matches the folder itself. */
export function globPattern(glob: string): RegExp {
  const folder = glob.endsWith('/**');
  const body = folder ? glob.slice(0, -3) : glob;
  let source = '';
  for (let at = 0; at < body.length; at += 1) {
    const char = body.charAt(at);
    if (body.startsWith('**/', at)) {
      source += '(?:.*/)?';
      at += 2;
    } else if (char === '*') {
      source += body[at + 1] === '*' ? '.*' : '[^/]*';
      if (body[at + 1] === '*') at += 1;
    } else if (char === '?') source += '[^/]';
    else if (char === '[' || char === ']' || char === '-') source += char;
    else source += char.replace(/[\\^$.|+(){}]/gu, '\\$&');
  }
  return new RegExp(`^${source}${folder ? '(?:/.*)?' : ''}$`, 'su');
}
