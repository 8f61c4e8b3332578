/** Hovers and quick fixes on risky keys of open configuration files. */
import type { Connection, Hover, CodeAction, Position, Range } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Finding } from '../../common/finding.ts';
import type { QuarantineItem } from '../../common/quarantine.ts';
import { quickFixes } from './actions.ts';
import { holds, toMarkdown, toRange, type HoverDetails, type HoverPlace } from './convert.ts';
import type { Runner } from './safely.ts';

/** Says what the features depend on. */
export interface EditorFeatures {
  readonly connection: Connection;
  readonly runner: Runner;
  readonly open: (uri: string) => TextDocument | undefined;
  readonly findings: (document: TextDocument) => readonly Finding[];
  readonly details: (finding: Finding) => HoverDetails | undefined;
  readonly place: () => HoverPlace;
  /** Lists the items of a document's file that wait for a decision. */
  readonly held: (document: TextDocument) => readonly QuarantineItem[];
}

/** Registers the handlers; a document that is not open has neither hovers nor fixes. */
export function handleEditorFeatures(features: EditorFeatures): void {
  const { connection, runner, open } = features;
  connection.onHover(({ textDocument, position }) =>
    runner.orElse<Hover | null>(
      'explain a key',
      () => null,
      () => hover(features, open(textDocument.uri), position),
    ),
  );
  connection.onCodeAction(({ textDocument, range }) =>
    runner.orElse<CodeAction[]>(
      'offer fixes',
      () => [],
      () => fixes(features, open(textDocument.uri), range),
    ),
  );
}

function hover(
  { findings, details, place }: EditorFeatures,
  document: TextDocument | undefined,
  position: Position,
): Hover | null {
  if (document === undefined) return null;
  const here = findings(document).filter(finding => holds(toRange(finding), position));
  const [first] = here;
  if (first === undefined) return null;
  const value = here.map(finding => toMarkdown(finding, place(), details(finding))).join('\n\n---\n\n');
  return { contents: { kind: 'markdown', value }, range: toRange(first) };
}

function fixes(
  { findings, held }: EditorFeatures,
  document: TextDocument | undefined,
  range: Range,
): CodeAction[] {
  if (document === undefined) return [];
  const found = findings(document);
  return found.length === 0 ? [] : quickFixes({ document, range, findings: found, held: held(document) });
}
