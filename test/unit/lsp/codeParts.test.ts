import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { PublishDiagnosticsParams } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { placeOf } from '../../../server/lsp/code/judge.ts';
import { createRuleSources, isRulePlace } from '../../../server/lsp/code/ruleSources.ts';
import { suppressEdit } from '../../../server/lsp/code/suppressEdit.ts';
import { createPublished } from '../../../server/lsp/published.ts';
import { sourceFiles } from '../../../server/scan/sourceFiles.ts';
import { scratchFolder } from '../quarantine/scratch.ts';

describe('a comment that suppresses', () => {
  const put = (languageId: string, text: string, line: number, reason?: string): string | undefined => {
    const document = TextDocument.create('file:///a', languageId, 1, text);
    const edit = suppressEdit(document, { ruleId: 'r', line, ...(reason === undefined ? {} : { reason }) });
    return edit && TextDocument.applyEdits(document, [edit]);
  };

  test.each([
    ['python', '  eval(x)', 1, '  # nosemgrep: r\n  eval(x)'],
    ['javascript', 'a\n\teval(x)', 2, 'a\n\t// nosemgrep: r\n\teval(x)'],
    ['dockerfile', 'RUN sudo x', 1, '# nosemgrep: r\nRUN sudo x'],
    ['go', 'a()\r\nb()', 2, 'a()\r\n// nosemgrep: r\r\nb()'],
    // Among the children of an element a comment of the language would be text.
    ['typescriptreact', '<p>\n  <b x={y} />\n</p>', 2, '<p>\n  {/* nosemgrep: r */}\n  <b x={y} />\n</p>'],
    ['javascriptreact', 'f = () =>\n  <b />', 2, 'f = () =>\n  // nosemgrep: r\n  <b />'],
    // A line that goes on takes no comment between.
    ['python', 'x = a + \\\n  eval(x)', 2, 'x = a + \\\n  eval(x)  # nosemgrep: r'],
    ['shellscript', 'a \\\n  b \\\n  c', 2, undefined],
    ['dockerfile', 'RUN a \\\n  b', 2, undefined],
    // A comment that is there already keeps its line.
    ['python', '# nosemgrep: a\neval(x)', 2, '# nosemgrep: a\neval(x)  # nosemgrep: r'],
    ['json', '{"a": 1}', 1, undefined],
  ])('in %s of %j', (languageId, text, line, after) => {
    expect(put(languageId, text, line)).toBe(after);
  });

  test('holds its reason on one line, whatever it is', () => {
    expect(put('go', 'x()', 1, ' a\n*/ b\u2028c ')).toBe('// ringfence-ignore: r -- a * / b c\nx()');
  });
});

describe('what is shown of a file', () => {
  const mark = (message: string) => ({
    range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } },
    message,
  });
  const play = () => {
    const sent: [number | undefined, readonly string[]][] = [];
    const published = createPublished(({ version, diagnostics }: PublishDiagnosticsParams) => {
      sent.push([
        version,
        diagnostics.map(({ message }) => (typeof message === 'string' ? message : message.value)),
      ]);
      return Promise.resolve();
    });
    const say = (
      side: 'configuration' | 'code' | 'rules' | 'workspace',
      version?: number,
      ...said: string[]
    ) =>
      published.say({
        uri: 'u',
        side,
        ...(version === undefined ? {} : { version }),
        diagnostics: said.map(mark),
      });
    return { sent, published, say };
  };

  test('joins what the sides say', async () => {
    const { sent, say } = play();
    await say('configuration', 1, 'key');
    await say('code', 1, 'eval');
    await say('rules', undefined, 'rule');
    expect(sent.at(-1)).toEqual([1, ['key', 'eval', 'rule']]);
  });

  test('sends nothing for silence, and no marks of an older version', async () => {
    const { sent, say } = play();
    await say('configuration', 1);
    await say('code', 1, 'eval');
    await say('configuration', 2);
    expect(sent).toEqual([
      [1, []],
      [1, ['eval']],
    ]);
    await say('configuration', 3, 'key');
    expect(sent.at(-1)).toEqual([3, ['key']]);
  });

  test('gives what was said of the file on disk up for what is said of the open one', async () => {
    const { sent, say, published } = play();
    await say('workspace', undefined, 'old');
    await say('code', 1);
    expect(sent.at(-1)).toEqual([1, []]);
    await say('code', 2, 'new');
    await published.close('u');
    expect(sent.at(-1)).toEqual([undefined, []]);
  });
});

describe('rule files', () => {
  const rule = (id: string): string =>
    `rules:\n  - {id: ${id}, languages: [python], severity: LOW, message: m, pattern: x}\n`;

  test('of the user and of a trusted workspace are read, by their full paths', async () => {
    const home = scratchFolder();
    const root = path.join(home, 'w');
    mkdirSync(path.join(root, '.semgrep', 'deep'), { recursive: true });
    mkdirSync(path.join(home, 'mine'));
    writeFileSync(path.join(root, '.semgrep.yml'), rule('a'));
    writeFileSync(path.join(root, '.semgrep', 'deep', 'b.yaml'), rule('b'));
    writeFileSync(path.join(home, 'mine', 'c.yaml'), rule('c'));
    const sources = createRuleSources({ assets: home, home });
    const named = ['~/mine', 'relative.yaml', path.join(home, 'gone.yaml')];
    const found = await sources.read({ named, roots: [root], trusted: true });
    expect(
      found.texts.map(({ path: file, from, addsOnly }) => [path.relative(home, file), from, addsOnly]),
    ).toEqual([
      ['mine/c.yaml', 'user', undefined],
      ['w/.semgrep.yml', 'workspace', true],
      ['w/.semgrep/deep/b.yaml', 'workspace', true],
    ]);
    expect(found.problems.map(({ source }) => source)).toEqual([
      'relative.yaml',
      path.join(home, 'gone.yaml'),
    ]);
    const waiting = await sources.read({ named: [], roots: [root], trusted: false });
    expect(waiting).toEqual({
      texts: [],
      problems: [],
      untrusted: [path.join(root, '.semgrep.yml'), path.join(root, '.semgrep')],
    });
  });

  test.each([
    ['/w/.semgrep.yml', true],
    ['/w/sub/.semgrep/a.yaml', true],
    ['C:\\w\\.semgrep\\a.yml', true],
    ['/home/u/mine/c.yaml', true],
    ['/home/u/mineral/c.yaml', false],
    ['/w/a.yml', false],
    ['/w/my.semgrep.yml', false],
  ])('a change of %s is one of the rules: %s', (file, is) =>
    expect(isRulePlace(file, ['~/mine/'], '/home/u')).toBe(is),
  );
});

describe('the files of a workspace', () => {
  test('are those that are wanted and that .gitignore does not name, without links', async () => {
    const root = scratchFolder();
    for (const file of [
      'a.py',
      'src/b.py',
      'src/c.txt',
      'node_modules/d.py',
      'out/e.py',
      'out/keep.py',
      '.venv/f.py',
    ]) {
      mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
      writeFileSync(path.join(root, file), '');
    }
    writeFileSync(path.join(root, '.gitignore'), '# made\n/out/*\n!/out/keep.py\n');
    symlinkSync(root, path.join(root, 'loop'));
    const found: string[] = [];
    for await (const { relative } of sourceFiles(root, file => file.endsWith('.py'))) found.push(relative);
    expect(found.sort()).toEqual(['a.py', 'out/keep.py', 'src/b.py']);
  });
});

test('a file is named by the innermost root that holds it', () => {
  expect(placeOf('/w/in/a.py', ['/w', '/w/in'])).toEqual({ root: '/w/in', display: 'a.py' });
  expect(placeOf('/x/a.py', ['/w'])).toEqual({ root: undefined, display: '/x/a.py' });
});
