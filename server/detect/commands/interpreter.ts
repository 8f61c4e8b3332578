/** What the parts of an interpretation share. Types only. */
import type { Input } from './call.ts';
import type { Harvest } from './commandLine.ts';
import type { Scope } from './scope.ts';
import type { SyntaxNode } from './syntax.ts';

/** Is shared by the interpretation of one command line. */
export interface Interpreter {
  readonly harvest: Harvest;
  /** Interprets text one level deeper; returns its output where known. */
  text(text: string, scope: Scope, input: Input): string | undefined;
  /** Interprets a statement, such as a function's body. */
  statement(node: SyntaxNode, scope: Scope, input: Input): string | undefined;
  /** Counts a level down; false when the line is too deep or too large, which is then recorded. */
  enter(): boolean;
  leave(): void;
  /** Puts the bodies of here-documents back that were set aside before parsing. */
  restore(raw: string): string;
}
