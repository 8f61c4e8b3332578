/** Programs that run a command for each of many items: xargs, parallel, find, fd. */
import type { Call, Program } from '../call.ts';
import type { Word } from '../commandLine.ts';
import { wordOf } from '../commandLine.ts';
import { readArguments } from '../options.ts';
import { knownInput } from './output.ts';

const set = (names: string): ReadonlySet<string> => new Set(names.split(' '));

const xargsValued = set(
  '-I -J -n -P -L -s -d -a -E -R -S --max-args --max-procs --max-lines --delimiter --arg-file --max-chars',
);

const xargs: Program = call => {
  const { args } = call;
  const list = args.findIndex(word => word.text === '-a' || word.text === '--arg-file');
  const file = list < 0 ? undefined : args[list + 1];
  if (file !== undefined) call.touch(file, 'read');
  const start = commandStart(args);
  const words = args.slice(start);
  if (words.length === 0) return undefined;
  const mark = markOf(args.slice(0, start));
  if (file === undefined) return runWithItems(call, words, mark, 'xargs');
  return runWithItems({ ...call, input: { from: 'file' } }, words, mark, 'xargs');
};

/** Returns where the options of xargs end. */
function commandStart(args: readonly Word[]): number {
  for (let at = 0; ;) {
    const text = args[at]?.text ?? '';
    if (!text.startsWith('-')) return at;
    at += xargsValued.has(text) ? 2 : 1;
  }
}

/** Returns the text that xargs replaces by an item; undefined when items go to the end. */
function markOf(args: readonly Word[]): string | undefined {
  const at = args.findIndex(word => /^(?:-I|-J|-i|--replace)/u.test(word.text));
  const option = args[at]?.text;
  return option === undefined ? undefined : placeholder(option, args[at + 1]?.text);
}

const placeholder = (option: string, next: string | undefined): string => {
  const attached = option.replace(/^(?:-[IiJ]|--replace=?)/u, '');
  return attached !== '' ? attached : /^-[IJ]$/u.test(option) ? (next ?? '{}') : '{}';
};

/** Says that a list of names is run as lines of a shell. */
export const listedText = 'shell text comes from a list of names';

/** Tells whether an item becomes the whole text that a shell runs: `xargs -I{} sh -c {}`, `xargs sh -c`, `xargs sh`. */
function runsItems(words: readonly Word[], mark: string | undefined): boolean {
  if (!/^(?:.*\/)?(?:ba|z|da|k|a)?sh$/u.test(words[0]?.text ?? '')) return false;
  const last = words.at(-1)?.text ?? '';
  if (words.length === 1) return true;
  if (/^-[a-z]*c$/u.test(last)) return true;
  return mark !== undefined && last === mark && /^-[a-z]*c$/u.test(words.at(-2)?.text ?? '');
}

/** Runs a command with the items that its input lists, put in place of a mark or at its end. */
function runWithItems(
  call: Call,
  words: readonly Word[],
  mark: string | undefined,
  via: string,
): string | undefined {
  const known = knownInput(call);
  const items =
    known === undefined
      ? [{ text: '\uFFFC', glob: false }]
      : known
          .split(/[\s\0]+/u)
          .filter(item => item !== '')
          .slice(0, 100)
          .map(text => ({ text, glob: /[*?[]/u.test(text) }));
  if (runsItems(words, mark)) call.hide(listedText);
  if (mark === undefined) return call.run([...words, ...items], via);
  // A mark that no word holds leaves the items out: some then come from elsewhere.
  const held = words.some(word => word.text.includes(mark));
  for (const item of items)
    call.run(held ? words.map(word => fill(word, mark, item)) : [...words, item], via);
  return undefined;
}

const fill = (word: Word, mark: string, item: Word): Word =>
  word.text.includes(mark)
    ? { text: word.text.replaceAll(mark, () => item.text), glob: word.glob || item.glob }
    : word;

const parallelValued = set(
  '-j -P -n -N -a -S -I --jobs --results --joblog --delay --timeout --colsep --workdir --tmpdir --arg-file',
);

const parallel: Program = call => {
  const three = call.args.findIndex(word => /^:::\+?$/u.test(word.text));
  const own = three < 0 ? call.args : call.args.slice(0, three);
  const at = own.findIndex(
    (word, index) => !word.text.startsWith('-') && !parallelValued.has(own[index - 1]?.text ?? ''),
  );
  const words = at < 0 ? [] : own.slice(at);
  const given = three < 0 ? [] : call.args.slice(three + 1);
  const mark = words.some(word => word.text.includes('{}')) ? '{}' : undefined;
  if (given.length === 0) return runWithItems(call, words, mark, 'parallel');
  for (const item of given.slice(0, 100)) {
    const [line] = words;
    if (line === undefined) call.shell(item.text, 'parallel');
    else if (words.length === 1 && /\s/u.test(line.text))
      call.shell(mark === undefined ? `${line.text} ${item.text}` : fill(line, mark, item).text, 'parallel');
    else
      call.run(mark === undefined ? [...words, item] : words.map(word => fill(word, mark, item)), 'parallel');
  }
  return undefined;
};

/** Interprets find: what it runs on files, removes, or prints into files; its output is the patterns it looks for. */
const find: Program = call => {
  const { starts, tests } = splitFind(call.args);
  const found = foundBy(starts, tests);
  for (let at = 0; at < tests.length; at += 1) {
    const name = tests[at]?.text ?? '';
    if (name === '-delete') for (const place of found) call.touch(place, 'delete');
    if (/^-(?:fprint|fprint0|fls|fprintf)$/u.test(name)) call.touch(tests[at + 1] ?? wordOf(''), 'write');
    if (/^-(?:exec|execdir|ok|okdir)$/u.test(name)) at = runOnFound(call, found, tests, at);
  }
  return found.map(place => place.text).join('\n');
};

/** Splits find's arguments into where it starts and what it tests and does. */
function splitFind(args: readonly Word[]): { starts: readonly Word[]; tests: readonly Word[] } {
  const first = args.findIndex(word => /^[-(!]/u.test(word.text) && !/^-[HLPOD]/u.test(word.text));
  const end = first < 0 ? args.length : first;
  return { starts: args.slice(0, end).filter(word => !word.text.startsWith('-')), tests: args.slice(end) };
}

/** Runs the command of `-exec` on what find finds; returns where the command ends. */
function runOnFound(call: Call, found: readonly Word[], tests: readonly Word[], at: number): number {
  const end = tests.findIndex((word, index) => index > at && (word.text === ';' || word.text === '+'));
  const command = tests.slice(at + 1, end < 0 ? undefined : end);
  for (const place of found)
    call.run(
      command.map(word => fill(word, '{}', place)),
      'find -exec',
    );
  return end < 0 ? tests.length : end;
}

function foundBy(starts: readonly Word[], tests: readonly Word[]): readonly Word[] {
  const patterns = tests.flatMap((word, index) =>
    /^-i?(?:name|path|wholename|lname)$/u.test(word.text) &&
    tests[index - 1]?.text !== '!' &&
    tests[index - 1]?.text !== '-not'
      ? [tests[index + 1]?.text ?? '']
      : [],
  );
  const folders = starts.length === 0 ? [wordOf('.')] : starts;
  return folders.flatMap(folder => {
    if (patterns.length === 0) return [{ text: folder.text, glob: folder.glob }];
    return patterns.map(pattern => {
      const text =
        pattern.startsWith('/') || pattern.startsWith('./')
          ? pattern
          : `${folder.text.replace(/\/$/u, '')}/${pattern}`;
      return { text, glob: /[*?[]/u.test(text) };
    });
  });
}

const fd: Program = call => {
  const at = call.args.findIndex(word => /^(?:-x|-X|--exec|--exec-batch)$/u.test(word.text));
  const own = readArguments(
    at < 0 ? call.args : call.args.slice(0, at),
    set('-e -t -d -E -g --type --extension --max-depth --exclude -j'),
  );
  const [pattern, folder] = own.operands;
  const text = `${folder?.text ?? '.'}/${pattern === undefined ? '*' : `*${pattern.text.replace(/[\\^$]/gu, '')}*`}`;
  if (at >= 0)
    call.run(
      call.args.slice(at + 1).map(word => fill(word, '{}', { text, glob: true })),
      'fd --exec',
    );
  return undefined;
};

/** Maps program names to their interpretation. */
export const finderPrograms: ReadonlyMap<string, Program> = new Map<string, Program>([
  ['xargs', xargs],
  ['gxargs', xargs],
  ['parallel', parallel],
  ['find', find],
  ['gfind', find],
  ['fd', fd],
  ['fdfind', fd],
]);
