/** Quick fixes on risky keys: the finding's own fix, removal of the key, and a look at what was held back. Pure. */
import { applyEdits, modify } from 'jsonc-parser';
import { CodeActionKind } from 'vscode-languageserver';
import type { CodeAction, Diagnostic, Range, TextEdit } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Finding } from '../../common/finding.ts';
import type { QuarantineItem } from '../../common/quarantine.ts';
import { overlaps, toDiagnostic, toRange } from './convert.ts';

/** Says what quick fixes are offered from. */
export interface ActionContext {
  readonly document: TextDocument;
  readonly range: Range;
  readonly findings: readonly Finding[];
  /** Items of this document's file that wait for a decision. */
  readonly held: readonly QuarantineItem[];
}

/** Lists the quick fixes for a range, the safest first. */
export function quickFixes({ document, range, findings, held }: ActionContext): CodeAction[] {
  const here = findings.filter(finding => overlaps(toRange(finding), range));
  const fixes = here.flatMap(finding => {
    const diagnostic = toDiagnostic(finding, undefined);
    return [...ownFix(document, finding, diagnostic), ...removal(document, finding, diagnostic)];
  });
  return [...fixes, ...(here.length === 0 ? [] : held.slice(0, 3).map(reviewAction))];
}

function ownFix(document: TextDocument, finding: Finding, diagnostic: Diagnostic): CodeAction[] {
  if (finding.fix === undefined) return [];
  const edit = { range: toRange(finding.fix), newText: finding.fix.text };
  return [action(document, finding.fix.title, [edit], diagnostic)];
}

function removal(document: TextDocument, finding: Finding, diagnostic: Diagnostic): CodeAction[] {
  const { keyPath } = finding;
  if (keyPath === undefined || keyPath.length === 0 || !isJson(document)) return [];
  const edit = removeKey(document, keyPath);
  return edit === undefined ? [] : [action(document, `Remove “${name(keyPath)}”`, [edit], diagnostic)];
}

/** Builds the edit that removes a key with its comma; undefined when the text does not hold it where it is said to be. */
export function removeKey(
  document: TextDocument,
  keyPath: readonly (string | number)[],
): TextEdit | undefined {
  const before = document.getText();
  try {
    const after = applyEdits(before, modify(before, [...keyPath], undefined, {}));
    return after === before ? undefined : smallestEdit(document, before, after);
  } catch {
    // jsonc-parser throws on a path through a value of another type: the text no longer is what was assessed.
    return undefined;
  }
}

/** Returns the edit that turns one text into another and touches no more than it must. */
export function smallestEdit(document: TextDocument, before: string, after: string): TextEdit {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  return {
    range: { start: document.positionAt(head), end: document.positionAt(before.length - tail) },
    newText: after.slice(head, after.length - tail),
  };
}

const action = (
  document: TextDocument,
  title: string,
  edits: TextEdit[],
  diagnostic: Diagnostic,
): CodeAction => ({
  title,
  kind: CodeActionKind.QuickFix,
  diagnostics: [diagnostic],
  isPreferred: false,
  edit: { changes: { [document.uri]: edits } },
});

const reviewAction = (item: QuarantineItem): CodeAction => ({
  title: 'Ringfence: review the change that was held back here',
  kind: CodeActionKind.QuickFix,
  command: { title: 'Review', command: 'ringfence.reviewItem', arguments: [item.id] },
});

const isJson = (document: TextDocument): boolean => /^jsonc?$/.test(document.languageId);

const name = (keyPath: readonly (string | number)[]): string => {
  const text = keyPath.join('.');
  return text.length <= 60 ? text : `${text.slice(0, 59)}…`;
};
