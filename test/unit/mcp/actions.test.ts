/** Quick fixes that put a server behind the guard and take it out again. */
import { describe, expect, test } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { mcpActions } from '../../../server/lsp/mcpActions.ts';

const launcher = '/state/bin/ringfence-mcp';
const uri = 'file:///work/.vscode/mcp.json';

function offered(text: string, at: string, path = '/work/.vscode/mcp.json') {
  const document = TextDocument.create(uri, 'jsonc', 1, text);
  const position = document.positionAt(text.indexOf(at));
  return mcpActions({ document, path, range: { start: position, end: position }, launcher }).map(
    ({ title, edit }) => ({
      title,
      after: TextDocument.applyEdits(document, edit?.changes?.[uri] ?? []),
    }),
  );
}

const text = `{
  // Files of the project
  "servers": {
    "files": { "command": "npx", "args": ["-y", "files@1.2.0", "."], "env": { "A": "b" } },
    "web": { "type": "http", "url": "https://web.example/mcp" },
    "bare": { "command": "bare-server" }
  }
}
`;

describe('a server', () => {
  test('goes behind the guard and comes back, and nothing else changes', () => {
    const [wrap, ...more] = offered(text, '"-y"');
    expect(more).toEqual([]);
    expect(wrap?.title).toBe('Run “files” behind Ringfence');
    expect(wrap?.after).toContain('// Files of the project');
    const { servers } = JSON.parse((wrap?.after ?? '').replace(/\/\/.*/u, ''));
    expect(servers.files).toEqual({
      command: launcher,
      args: ['--name', 'files', '--', 'npx', '-y', 'files@1.2.0', '.'],
      env: { A: 'b' },
    });
    const [unwrap] = offered(wrap?.after ?? '', '"--name"');
    expect(unwrap?.title).toBe('Run “files” without Ringfence');
    expect(unwrap?.after.replace(/\s/gu, '')).toBe(text.replace(/\s/gu, ''));
  });

  test('without arguments gets some', () => {
    const [wrap] = offered(text, 'bare-server');
    expect(wrap?.after).toMatch(/"args": \[\s*"--name",\s*"bare",\s*"--",\s*"bare-server"\s*\]/u);
  });

  test('that is reached by address is left alone', () => expect(offered(text, 'https')).toEqual([]));
  test('is nowhere else in the file', () => expect(offered(text, '// Files')).toEqual([]));
  test('is not in half a text', () => expect(offered('{"servers": {"a": {"comm', 'comm')).toEqual([]));
});
