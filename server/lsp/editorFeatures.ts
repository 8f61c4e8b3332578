/** Hovers and quick fixes in open files, on risky keys of configuration and on insecure code. */
import { CodeActionKind } from 'vscode-languageserver';
import type {
  Connection,
  Hover,
  CodeAction,
  CodeActionContext,
  Position,
  Range,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Finding } from '../../common/finding.ts';
import type { QuarantineItem } from '../../common/quarantine.ts';
import { quickFixes } from './actions.ts';
import { mcpActions } from './mcpActions.ts';
import { holds, toMarkdown, toRange, type HoverDetails, type HoverPlace } from './convert.ts';
import type { CodeSupport } from './code/codeSupport.ts';
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
  readonly code: Pick<CodeSupport, 'hover' | 'actions'>;
  readonly pathOf: (uri: string) => string | undefined;
  /** Program that runs an MCP server behind the guard. */
  readonly mcpLauncher: string;
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
  connection.onCodeAction(({ textDocument, range, context }) =>
    runner.orElse<CodeAction[]>(
      'offer fixes',
      () => [],
      () => fixes(features, open(textDocument.uri), range, context),
    ),
  );
}

async function hover(
  { findings, details, place, code }: EditorFeatures,
  document: TextDocument | undefined,
  position: Position,
): Promise<Hover | null> {
  if (document === undefined) return null;
  const here = findings(document).filter(finding => holds(toRange(finding), position));
  const keys = here.map(finding => ({
    markdown: toMarkdown(finding, place(), details(finding)),
    range: toRange(finding),
  }));
  const all = [...keys, ...(await code.hover(document, position))];
  const [first] = all;
  if (first === undefined) return null;
  const value = all.map(({ markdown }) => markdown).join('\n\n---\n\n');
  return { contents: { kind: 'markdown', value }, range: first.range };
}

async function fixes(
  { findings, held, code, pathOf, mcpLauncher }: EditorFeatures,
  document: TextDocument | undefined,
  range: Range,
  context: CodeActionContext,
): Promise<CodeAction[]> {
  if (document === undefined) return [];
  const inCode = await code.actions(document, range, context);
  if (context.only?.includes(CodeActionKind.QuickFix) === false) return inCode;
  const found = findings(document);
  const path = pathOf(document.uri);
  return [
    ...(found.length === 0 ? [] : quickFixes({ document, range, findings: found, held: held(document) })),
    ...(path === undefined ? [] : mcpActions({ document, path, range, launcher: mcpLauncher })),
    ...inCode,
  ];
}
