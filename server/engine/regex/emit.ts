/** Writes a parsed regex in JavaScript's syntax, where that has the same meaning; the flags g, d and u at most are used. */
import { nullable } from './ast.ts';
import type { Anchor, Ast, ParsedRegex } from './ast.ts';
import { writeSet } from './charSet.ts';

// `[^]` is any character. A line starts after an inner newline only, not at the very end of the text.
const anchors: Readonly<Record<Anchor, string | undefined>> = {
  textStart: '^',
  textEnd: '$',
  textEndOrNewline: '(?=\\n?$)',
  lineStart: '(?:^|(?<=\\n)(?!$))',
  lineEnd: '(?![^\\n])',
  boundary: '\\b',
  notBoundary: '\\B',
  searchStart: undefined,
};

/** Returns the JavaScript source of a regex, or undefined when only the engine's own machine can run it. */
export function emitRegex(regex: ParsedRegex): string | undefined {
  return regex.shared ? undefined : emit(regex.ast, regex.points);
}

function emit(ast: Ast, points: boolean): string | undefined {
  switch (ast.kind) {
    case 'set':
      return ast.set.ranges.length + ast.set.properties.length === 0 ? '(?!)' : writeSet(ast.set, points);
    case 'seq':
      return joined(ast.parts, '', points);
    case 'alt': {
      const body = joined(ast.parts, '|', points);
      return body === undefined ? undefined : `(?:${body})`;
    }
    case 'loop':
      return emitLoop(ast, points);
    case 'group':
      return wrapped('(', ast.body, points);
    case 'look':
      return wrapped(`(?${ast.ahead ? '' : '<'}${ast.negative ? '!' : '='}`, ast.body, points);
    case 'anchor':
      return anchors[ast.anchor];
    default:
      return undefined;
  }
}

function joined(parts: readonly Ast[], glue: string, points: boolean): string | undefined {
  const texts: string[] = [];
  for (const part of parts) {
    const text = emit(part, points);
    if (text === undefined) return undefined;
    texts.push(text);
  }
  return texts.join(glue);
}

function wrapped(opening: string, body: Ast, points: boolean): string | undefined {
  const text = emit(body, points);
  return text === undefined ? undefined : `${opening}${text})`;
}

function emitLoop(ast: Ast & { readonly kind: 'loop' }, points: boolean): string | undefined {
  // A possessive loop has no JavaScript form, and an empty round ends PCRE's loop where JavaScript tries another.
  if (ast.mode === 'possessive' || nullable(ast.body)) return undefined;
  const body = ast.body.kind === 'set' ? emit(ast.body, points) : wrapped('(?:', ast.body, points);
  if (body === undefined) return undefined;
  const bounds =
    ast.max === Infinity ? `{${ast.min},}` : ast.min === ast.max ? `{${ast.min}}` : `{${ast.min},${ast.max}}`;
  const short = { '{0,}': '*', '{1,}': '+', '{0,1}': '?' }[bounds] ?? bounds;
  return `${body}${short}${ast.mode === 'lazy' ? '?' : ''}`;
}
