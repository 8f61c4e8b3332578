/**
 * Parses command lines with bash's real grammar. The wasm is loaded once; after that parsing is synchronous, bounded in
 * time and size, and never throws.
 */
import { Language, Parser } from 'web-tree-sitter';
import type { Tree } from 'web-tree-sitter';
import { startRuntime } from '../../engine/tree/runtime.ts';
import { Harvest } from './commandLine.ts';
import type { CommandLine } from './commandLine.ts';
import { interpretStatement } from './interpret.ts';
import type { Interpreter } from './interpreter.ts';
import { restoreBodies, setBodiesAside } from './heredocs.ts';
import { guessWords } from './guess.ts';
import { interpretWindows } from './windows/interpret.ts';
import { startScope } from './scope.ts';
import { splitStatements } from './statements.ts';
import type { SyntaxNode } from './syntax.ts';
import { touchPath } from './touch.ts';

/** Says where the two wasm files are. */
export interface ShellParserFiles {
  readonly runtimeWasm: string;
  readonly bashWasm: string;
}

/** Bash drops NUL; private-use characters carry marks while words are read. */
const unreadable = /[\0\uE000-\uE0FF]/gu;

/** Says what command lines would do. */
export interface ShellParser {
  /** Returns everything that a command line would do as far as its text tells; never throws. */
  parse(text: string): CommandLine;
}

const longestText = 400_000;
/** Beyond this the grammar may need hundreds of megabytes, and far beyond it breaks for good (measured). */
const longestPlain = 20_000;
const mostTexts = 300;
const mostSteps = 20_000;
/** A verdict must come before the agent's own patience ends; what is not understood by then is said. */
const patienceMs = 1_500;
const deepest = 120;

/** Loads the grammar; rejects when a wasm file cannot be read. */
export async function createShellParser({ runtimeWasm, bashWasm }: ShellParserFiles): Promise<ShellParser> {
  await startRuntime({ locateFile: () => runtimeWasm });
  const parser = new Parser();
  parser.setLanguage(await Language.load(bashWasm));
  return {
    parse: text =>
      parseCommandLine(
        parser,
        text.replace(unreadable, mark => (mark === '\0' ? '' : '\uFFFD')),
      ),
  };
}

function parseCommandLine(parser: Parser, text: string): CommandLine {
  const harvest = new Harvest();
  const trees: Tree[] = [];
  const shell = createInterpreter(parser, harvest, trees);
  if (text.length > longestText) harvest.hide('the command line is too long');
  try {
    shell.text(text.slice(0, longestText), startScope(), { from: 'terminal' });
  } catch {
    harvest.hide('the command line could not be understood');
  } finally {
    // Trees live in the grammar's own memory, which no collector frees; functions need theirs until the end.
    for (const tree of trees) tree.delete();
  }
  readWindows(text.slice(0, longestText), harvest);
  if (
    harvest.opaque.some(reason => /not valid shell|could not be understood|too (?:long|slow)/u.test(reason))
  )
    guessWords(text.slice(0, longestText), harvest);
  const { commands, paths, writes, urls, opaque } = harvest;
  return { commands, paths, writes, urls, opaque };
}

/** Text that PowerShell or cmd would read: bash eats its backslashes, so it is read the other way as well. */
const windowsHints =
  /(?:^|[;&|({]\s*)(?:[A-Za-z]+-[A-Z]\w+|del|erase|copy|xcopy|robocopy|move|rd|iex|IEX|iwr|irm|gc|sc|ni|ri)[\s(]|(?:^|[\s"'=])[A-Za-z]:\\|\$env:|%\w+%/u;
/** Text that may be theirs: only what it runs is looked at, since backslashes have many uses. */
const windowsTraces =
  /\\\w|\bHK(?:LM|CU|CR|U|EY)|\bNew-Object\b|\[[A-Za-z.]+\]::|\^\w|\.exe\b|(?:^|[;&|(]\s*)\[|%\w+:~|\w`\w|::/iu;

function readWindows(text: string, harvest: Harvest): void {
  const certain = windowsHints.test(text);
  if (!certain && !windowsTraces.test(text)) return;
  const scope = startScope();
  const none = (): void => undefined;
  interpretWindows(
    {
      touch: (word, op) => {
        if (certain) touchPath(harvest, scope, word, op);
      },
      fetch: url => {
        harvest.fetch(url);
      },
      hide: certain
        ? reason => {
            harvest.hide(reason);
          }
        : none,
      note: command => {
        harvest.note({ ...command, via: [...command.via, 'as Windows would'] });
      },
    },
    text,
    /\^\w|%\w+(?::~[^%]*)?%|(?:^|[\s"&])cmd(?:\.exe)?["\s]|\s&\s+(?:start|del|call|exit|copy|move)\b/iu.test(
      text,
    ) && !/\$env:|\w-\w+\s*\(|\$\w+\s*=/u.test(text)
      ? 'cmd'
      : 'powershell',
  );
}

function createInterpreter(parser: Parser, harvest: Harvest, trees: Tree[]): Interpreter {
  const deadline = performance.now() + patienceMs;
  const bodies: string[] = [];
  let texts = 0;
  let level = 0;
  let steps = 0;
  const shell: Interpreter = {
    harvest,
    enter: () => {
      steps += 1;
      const fits = level < deepest && steps < mostSteps && !harvest.full && performance.now() < deadline;
      if (fits) level += 1;
      else harvest.hide('the command line is nested too deeply or does too much');
      return fits;
    },
    restore: raw => restoreBodies(raw, bodies),
    leave: () => {
      level -= 1;
    },
    statement: (node, scope, input) => interpretStatement(node, scope, input, shell),
    text: (text, scope, input) => {
      texts += 1;
      if (texts > mostTexts) {
        harvest.hide('the command line is nested too deeply or does too much');
        return undefined;
      }
      const spelt = text.replace(/\$IFS(?!\w)/gu, () => '${IFS}');
      const plain = spelt.length > longestPlain ? setBodiesAside(spelt, bodies) : spelt;
      if (plain.length > longestPlain) harvest.hide('the command line is too long');
      const tree = parseText(parser, plain.slice(0, longestPlain), deadline);
      if (tree === undefined) {
        harvest.hide('the command line is too slow to parse');
        return undefined;
      }
      trees.push(tree);
      const root: SyntaxNode = tree.rootNode;
      if (!tree.rootNode.hasError) return shell.statement(root, scope, input);
      harvest.hide('a part is not valid shell');
      const output = shell.statement(root, scope, input);
      const parts = plain.includes('<<') ? [] : splitStatements(plain.slice(0, longestPlain));
      if (parts.length > 1 && shell.enter()) {
        for (const part of parts) shell.text(part, scope, input);
        shell.leave();
      }
      return output;
    },
  };
  return shell;
}

function parseText(parser: Parser, text: string, deadline: number): Tree | undefined {
  const tree = parser.parse(text, null, { progressCallback: () => performance.now() > deadline });
  if (tree === null) parser.reset();
  return tree ?? undefined;
}
