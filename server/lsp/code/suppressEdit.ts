/** Writes the comments that suppress a finding: on the line above it, or behind it where that would break the code. Pure. */
import type { TextEdit } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { commentStyle, jsxComment, mayHoldJsx, type CommentStyle } from './languages.ts';

/** Says what to suppress; without a reason Semgrep's own comment is written. */
export interface Suppression {
  readonly ruleId: string;
  /** Line of the finding, from 1. */
  readonly line: number;
  readonly reason?: string;
}

const longestReason = 200;

/** Returns the edit that adds the comment; undefined where the language or the place takes none. */
export function suppressEdit(
  document: TextDocument,
  { ruleId, line, reason }: Suppression,
): TextEdit | undefined {
  const style = commentStyle(document.languageId);
  if (style === undefined) return undefined;
  const words =
    reason === undefined ? `nosemgrep: ${ruleId}` : `ringfence-ignore: ${ruleId} -- ${clean(reason)}`;
  const here = lineAt(document, line);
  const above = lineAt(document, line - 1);
  if (isOpen(above) || isSuppressing(above)) return behind(document, { line, here, words, style });
  const { open, close } = jsxStyle(document, here, above) ?? style;
  const indent = /^[ \t]*/.exec(here)?.[0] ?? '';
  const at = { line: line - 1, character: 0 };
  return { range: { start: at, end: at }, newText: `${indent}${open}${words}${close}${lineEnd(document)}` };
}

interface Place {
  readonly line: number;
  readonly here: string;
  readonly words: string;
  readonly style: CommentStyle;
}

/** The line above goes on in this one, or is itself a comment that suppresses: then the comment stands behind. */
function behind(document: TextDocument, { line, here, words, style }: Place): TextEdit | undefined {
  if (isOpen(here) || isSuppressing(here) || document.languageId === 'dockerfile') return undefined;
  const at = { line: line - 1, character: here.length };
  return { range: { start: at, end: at }, newText: `  ${style.open}${words}${style.close}` };
}

/** A comment of the language itself would be text among the children of an element. */
function jsxStyle({ languageId }: TextDocument, here: string, above: string): CommentStyle | undefined {
  const amongChildren = /^\s*</.test(here) && /[>}]\s*$/.test(above) && !/=>\s*$/.test(above);
  return mayHoldJsx(languageId) && amongChildren ? jsxComment : undefined;
}

/** A reason is one line, and must not end the comment it stands in. */
const clean = (reason: string): string =>
  reason
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replaceAll('*/', '* /')
    .replaceAll('-->', '-- >')
    .trim()
    .slice(0, longestReason);

const isOpen = (line: string): boolean => /\\\s*$/.test(line);
const isSuppressing = (line: string): boolean => /\bnosem(?:grep)?\b|\bringfence-ignore\b/i.test(line);

function lineAt(document: TextDocument, line: number): string {
  if (line < 1 || line > document.lineCount) return '';
  const start = { line: line - 1, character: 0 };
  return document.getText({ start, end: { line, character: 0 } }).replace(/[\r\n]+$/, '');
}

const lineEnd = (document: TextDocument): string => (document.getText().includes('\r\n') ? '\r\n' : '\n');
