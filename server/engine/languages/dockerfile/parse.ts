/** Parses a Dockerfile to a tree: instructions of words; what is said to a shell is parsed as Bash. */
import { bashGrammar } from '../bash/adapter.ts';
import { hasEndlessPipe } from '../bash/limits.ts';
import { isPlaceholder } from '../spelling.ts';
import { readInstructions, type Instruction } from './lines.ts';
import { cst } from './tree.ts';
import { readArray, readWords, skipSpace } from './words.ts';
import type { Cst } from '../../tree/cst.ts';
import type { ParsePart } from '../language.ts';

/** Names every instruction; a pattern may also have a metavariable or an ellipsis. */
const keywords = new Set(
  'from run cmd label maintainer expose env add copy entrypoint volume user workdir arg onbuild stopsignal healthcheck shell cross_build'.split(
    ' ',
  ),
);
const shellInstructions = new Set(['run', 'cmd', 'entrypoint']);

/** Knows how to read an instruction at a place. */
interface Context {
  readonly text: string;
  readonly parse: ParsePart;
  /** True while SHELL has not named a shell that is no relative of sh. */
  isShell: boolean;
}

/** Parses a whole file. */
export function parseDockerfile(text: string, parse: ParsePart): Cst {
  const context: Context = { text, parse, isShell: true };
  const kids = readInstructions(text).map(instruction => readOne(instruction, context));
  const broken = kids.some(kid => kid.broken);
  return { ...cst('source_file', 0, text.length, kids), broken };
}

function readOne(instruction: Instruction, context: Context): Cst {
  const { start, end, text } = instruction;
  const keyword = /^\S+/.exec(text)?.[0] ?? '';
  const name = cst('keyword', start, start + keyword.length);
  const type = keyword.toLowerCase();
  if (isPlaceholder(keyword))
    return cst('open', start, end, [name, ...readWords(text, start, keyword.length)]);
  if (!keywords.has(type)) return { ...cst('unknown', start, end, [name]), broken: true };
  const from = skipSpace(text, keyword.length);
  if (from >= text.length) return { ...cst('unknown', start, end, [name]), broken: true };
  const kids = readRest(type, { ...instruction, text }, from, context);
  if (type === 'shell')
    context.isShell = /^\s*\[\s*"(?:\/usr\/bin\/env"\s*,\s*")?(?:\S*\/)?(?:ba|da|a|z)?sh"/.test(
      text.slice(from),
    );
  return cst(type, start, end, [name, ...kids]);
}

function readRest(type: string, instruction: Instruction, from: number, context: Context): readonly Cst[] {
  const { start, text } = instruction;
  if (type === 'onbuild') {
    const inner = { ...instruction, start: start + from, text: text.slice(from) };
    return [readOne(inner, context)];
  }
  if (type === 'maintainer' || type === 'cross_build') return [cst('text', start + from, instruction.end)];
  const [flags, after] = readFlags(text, start, from);
  if (type === 'healthcheck') return [...flags, ...readHealthcheck(instruction, after, context)];
  const array = text[after] === '[' ? readArray(text, start, after) : undefined;
  if (array !== undefined) return [...flags, array];
  if (shellInstructions.has(type)) return [...flags, readShell(instruction, after, context)];
  return [...flags, ...readWords(text, start, after)];
}

/** Reads `--name=value` before the arguments. */
function readFlags(text: string, start: number, from: number): readonly [readonly Cst[], number] {
  const flags: Cst[] = [];
  let at = from;
  const flag = /--[a-z][-a-z]*(?:=\S*)?(?=\s|$)/y;
  for (;;) {
    flag.lastIndex = at;
    const found = flag.exec(text)?.[0];
    if (found === undefined) return [flags, at];
    flags.push(cst('flag', start + at, start + at + found.length));
    at = skipSpace(text, at + found.length);
  }
}

function readHealthcheck(instruction: Instruction, from: number, context: Context): readonly Cst[] {
  const { start, text } = instruction;
  if (!/^cmd\s/i.test(text.slice(from))) return readWords(text, start, from);
  return [readOne({ ...instruction, start: start + from, text: text.slice(from) }, context)];
}

/** Reads what is said to the shell, with the bodies of here-documents where the command is nothing else. */
function readShell({ start, end, text, heredocs }: Instruction, from: number, context: Context): Cst {
  const code = text.slice(from);
  if (isPlaceholder(code) && !code.startsWith('MV_')) return cst('word', start + from, end);
  if (!context.isShell) return cst('text', start + from, end);
  const [first] = heredocs;
  if (first !== undefined && /^<<-?["']?\w+["']?$/.test(code))
    return shellAt(context.text.slice(first.start, first.end), first.start, context);
  return shellAt(code, start + from, context);
}

function shellAt(code: string, at: number, { parse }: Context): Cst {
  const parsed = hasEndlessPipe(code) ? undefined : parse(bashGrammar, code);
  const range = [at, at + code.length] as const;
  return parsed === undefined ? cst('text', ...range) : cst('shell', ...range, [moved(parsed, at)]);
}

const moved = (node: Cst, by: number): Cst => ({
  ...node,
  start: node.start + by,
  end: node.end + by,
  kids: node.kids.map(kid => moved(kid, by)),
});
