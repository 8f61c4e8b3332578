/** The parsed form of a regex, with its modifiers already worked into sets and anchors. Must import only charSet.ts. */
import type { CharSet } from './charSet.ts';

/** Names a place that consumes nothing. */
export type Anchor =
  | 'textStart'
  | 'textEnd'
  | 'textEndOrNewline'
  | 'lineStart'
  | 'lineEnd'
  | 'boundary'
  | 'notBoundary'
  | 'searchStart';

/** Is one piece of a regex. */
export type Ast =
  | { readonly kind: 'set'; readonly set: CharSet }
  | { readonly kind: 'seq' | 'alt'; readonly parts: readonly Ast[] }
  | {
      readonly kind: 'loop';
      readonly body: Ast;
      readonly min: number;
      /** Infinity when it is unbounded. */
      readonly max: number;
      readonly mode: 'greedy' | 'lazy' | 'possessive';
    }
  | { readonly kind: 'group'; readonly body: Ast; readonly index: number }
  | { readonly kind: 'atomic'; readonly body: Ast }
  | { readonly kind: 'look'; readonly body: Ast; readonly ahead: boolean; readonly negative: boolean }
  | { readonly kind: 'anchor'; readonly anchor: Anchor }
  | { readonly kind: 'backref'; readonly group: number; readonly fold: boolean }
  | { readonly kind: 'condition'; readonly group: number; readonly yes: Ast; readonly no: Ast }
  | { readonly kind: 'keep' };

/** Is a whole regex. */
export interface ParsedRegex {
  readonly ast: Ast;
  readonly groups: number;
  /** Group numbers by name, in order. */
  readonly names: ReadonlyMap<string, number>;
  /** True when the regex speaks of code points beyond the first plane or of properties. */
  readonly points: boolean;
  /** True when two groups share a number (branch reset), which JavaScript lacks. */
  readonly shared: boolean;
}

/** Is the regex that matches the empty text. */
export const nothing: Ast = { kind: 'seq', parts: [] };

/** Says whether a piece can match without consuming. */
export function nullable(ast: Ast): boolean {
  switch (ast.kind) {
    case 'set':
      return false;
    case 'seq':
      return ast.parts.every(nullable);
    case 'alt':
      return ast.parts.some(nullable);
    case 'loop':
      return ast.min === 0 || nullable(ast.body);
    case 'group':
    case 'atomic':
      return nullable(ast.body);
    default:
      return true;
  }
}

/** Returns the direct pieces of a piece. */
export function partsOf(ast: Ast): readonly Ast[] {
  switch (ast.kind) {
    case 'seq':
    case 'alt':
      return ast.parts;
    case 'loop':
    case 'group':
    case 'atomic':
    case 'look':
      return [ast.body];
    case 'condition':
      return [ast.yes, ast.no];
    default:
      return [];
  }
}

/** Says whether any piece of a regex passes a test. */
export const somePart = (ast: Ast, test: (part: Ast) => boolean): boolean =>
  test(ast) || partsOf(ast).some(part => somePart(part, test));
