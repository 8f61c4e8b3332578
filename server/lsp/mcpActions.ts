/** Quick fixes on MCP servers: run one behind the guard, or without it again. Pure. */
import { applyEdits, findNodeAtLocation, modify, parseTree } from 'jsonc-parser';
import { CodeActionKind } from 'vscode-languageserver';
import type { CodeAction, Range } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { serversOf, type DefinedServer } from '../mcp/inventory/servers.ts';
import { smallestEdit } from './actions.ts';

/** Is where fixes are offered. */
export interface McpActionContext {
  readonly document: TextDocument;
  readonly path: string;
  readonly range: Range;
  /** Program that runs a server behind the guard. */
  readonly launcher: string;
}

/** Lists the fixes for the server that a range lies in; none in a file that defines none. */
export function mcpActions({ document, path, range, launcher }: McpActionContext): CodeAction[] {
  if (!/^jsonc?$/u.test(document.languageId) || !/mcp|settings|workspace|claude|opencode|crush/iu.test(path))
    return [];
  const text = document.getText();
  const server = serverAt(path, text, document.offsetAt(range.start));
  const { command, args = [] } = server?.definition ?? {};
  if (server === undefined || command === undefined) return [];
  const name = server.name.length <= 40 ? server.name : `${server.name.slice(0, 39)}…`;
  if (server.wrapped !== undefined) {
    const [program, ...rest] = args.slice(args.indexOf('--') + 1);
    return program === undefined
      ? []
      : [action(document, `Run “${name}” without Ringfence`, changed(text, server, program, rest))];
  }
  const behind = ['--name', server.name, '--', command, ...args];
  return [action(document, `Run “${name}” behind Ringfence`, changed(text, server, launcher, behind))];
}

function serverAt(path: string, text: string, offset: number): DefinedServer | undefined {
  try {
    const root = parseTree(text);
    if (root === undefined) return undefined;
    return serversOf(path, text).find(({ keyPath }) => {
      const node = findNodeAtLocation(root, [...keyPath])?.parent;
      return node !== undefined && node.offset <= offset && offset <= node.offset + node.length;
    });
  } catch {
    // Half-typed text defines nothing yet.
    return undefined;
  }
}

/** Only where both stand as plain keys: other spellings of a command are left to the person. */
function changed(text: string, { keyPath }: DefinedServer, command: string, args: readonly string[]): string {
  const options = {
    formattingOptions: { insertSpaces: true, tabSize: 2, eol: text.includes('\r\n') ? '\r\n' : '\n' },
  };
  const withCommand = applyEdits(text, modify(text, [...keyPath, 'command'], command, options));
  return applyEdits(withCommand, modify(withCommand, [...keyPath, 'args'], [...args], options));
}

const action = (document: TextDocument, title: string, after: string): CodeAction => ({
  title,
  kind: CodeActionKind.QuickFix,
  edit: { changes: { [document.uri]: [smallestEdit(document, document.getText(), after)] } },
});
