/**
 * What PowerShell or cmd text does: the commands that it runs, and the files and addresses that these name. It knows
 * pipes, groups, script blocks, methods, variables that hold constants, and texts that are run as commands.
 */
import type { PathOp } from '../../../../common/event.ts';
import type { Call } from '../call.ts';
import { computedMark, isComputed, wordOf } from '../commandLine.ts';
import { scanWindows, deepestBody, type Dialect, type Piece, type Stage } from './scan.ts';
import { canonicalName, touchVerbs } from './verbs.ts';

/** Is the part of a call that this needs. */
export type Recorder = Pick<Call, 'touch' | 'fetch' | 'hide' | 'note'>;

interface Place {
  readonly call: Recorder;
  readonly variables: Map<string, string>;
  readonly via: readonly string[];
  readonly depth: number;
}

const longestText = 100_000;
const mostStages = 400;

/** Interprets PowerShell or cmd text. */
export function interpretWindows(call: Recorder, text: string, dialect: Dialect = 'powershell'): void {
  if (/\$(?!env:|home\b|null\b|true\b|false\b|_\b)\w|\[[A-Za-z.]+\]::|\{[^}]*\}|@\(|`\w|\^/iu.test(text))
    call.hide('PowerShell or cmd text is only partly understood');
  run(text.slice(0, longestText), dialect, { call, variables: new Map(), via: [], depth: 0 });
}

function run(text: string, dialect: Dialect, place: Place): void {
  if (place.depth > deepestBody) {
    place.call.hide('the command line is nested too deeply or does too much');
    return;
  }
  let left = mostStages;
  for (const stages of scanWindows(text, dialect, name => place.variables.get(name))) {
    let via = place.via;
    for (const stage of stages) {
      left -= 1;
      if (left < 0) return;
      const name = runStage(stage, dialect, { ...place, via });
      if (name !== undefined) via = [...via.slice(-20), 'input from a pipe', `pipe from ${name}`];
    }
  }
}

const inside = (place: Place, ...via: readonly string[]): Place => ({
  ...place,
  via: [...place.via, ...via].slice(-30),
  depth: place.depth + 1,
});

/** Runs one command of a pipe; returns its name. */
function runStage(stage: Stage, dialect: Dialect, place: Place): string | undefined {
  const assigned = assignmentOf(stage);
  if (assigned !== undefined) {
    assign(assigned.name, assigned.value, place);
    const [only] = assigned.value;
    // A value that is plain text runs nothing.
    if (assigned.value.length === 1 && only?.quoted === true && only.bodies.length === 0) return undefined;
    return runStage(assigned.value, dialect, place);
  }
  const words = runRedirects(stage, place).filter(piece => piece.text !== '.' || piece.quoted);
  const [first, ...args] = words;
  if (first === undefined) return undefined;
  const name = canonicalName(first.text);
  const texts = args.map(({ text }) => text);
  if (isCommand(first, args))
    place.call.note({
      program: isComputed(first.text) ? '' : name,
      args: texts,
      env: {},
      via: place.via,
    });
  runPieces(words, dialect, place);
  runInner(name, args, place);
  touchVerbs(place.call, name, texts);
  const last = [...words].reverse().flatMap(piece => piece.methods)[0];
  return last === undefined ? name : `.${last.name}`;
}

/** A bracket alone does what is in it, and one with a method what the method does. */
const isCommand = (first: Piece, args: readonly Piece[]): boolean =>
  !isComputed(first.text) || (first.methods.length === 0 && args.length > 0);

function runPieces(words: Stage, dialect: Dialect, place: Place): void {
  for (const piece of words) {
    runMethods(piece, place);
    const via = piece.methods.length > 0 ? [] : ['substitution'];
    for (const body of piece.bodies) run(body, dialect, inside(place, ...via));
    fetchAddresses(piece.text, place.call);
  }
}

function fetchAddresses(text: string, call: Recorder): void {
  for (const url of text.match(/\b(?:https?|ftp):\/\/[^\s'"<>|;`,()]+/giu) ?? []) call.fetch(url);
}

function runMethods(piece: Piece, place: Place): void {
  for (const { name, body } of piece.methods) {
    const pieces = [
      ...scanWindows(body.replaceAll(',', ' '), 'powershell', found => place.variables.get(found)),
    ].flat(2);
    const texts = pieces.map(({ text }) => text);
    place.call.note({ program: `.${name}`, args: [piece.text, ...texts], env: {}, via: place.via });
    if (place.depth <= deepestBody) runPieces(pieces, 'powershell', inside(place, 'substitution'));
    for (const text of texts) fetchAddresses(text, place.call);
  }
}

/** Splits `$name = value`. */
function assignmentOf(stage: Stage): { readonly name: string; readonly value: Stage } | undefined {
  const [target, sign, ...rest] = stage;
  if (target === undefined || target.quoted) return undefined;
  const [, name, value] = /^\$([\w:]+)(?:[+-]?=([^]*))?$/u.exec(target.text) ?? [];
  if (name === undefined) return undefined;
  if (value === undefined) return /^[+-]?=$/u.test(sign?.text ?? '') ? { name, value: rest } : undefined;
  const others = stage.slice(1);
  return { name, value: value === '' ? others : [{ ...target, text: value }, ...others] };
}

function assign(name: string, value: Stage, { variables }: Place): void {
  const [only] = value;
  const key = name.toLowerCase();
  if (value.length === 1 && only !== undefined && !isComputed(only.text) && only.text.length < 2000)
    variables.set(key, only.text);
  else variables.delete(key);
}

/** Takes redirections out of a command; their targets are written or read. */
function runRedirects(stage: Stage, { call }: Place): Stage {
  const arrow = (piece: Piece | undefined): boolean =>
    piece !== undefined && !piece.quoted && /^[<>]$/u.test(piece.text);
  stage.forEach((piece, at) => {
    const target = stage[at + 1]?.text ?? '';
    const op: PathOp = piece.text === '>' ? 'write' : 'read';
    if (arrow(piece) && target !== '' && !/^&?\d$|^\$null$|^nul$/iu.test(target))
      call.touch(wordOf(target), op);
  });
  return stage.filter((piece, at) => {
    const descriptor = /^[12*]$/u.test(piece.text) && arrow(stage[at + 1]);
    return !arrow(piece) && !arrow(stage[at - 1]) && !descriptor;
  });
}

const shellsOf: Readonly<Record<string, (args: readonly Piece[], place: Place) => void>> = {
  'invoke-expression': (args, place) => {
    const text = args.map(piece => piece.text).join(' ');
    if (!text.includes(computedMark)) run(text, 'powershell', inside(place, 'eval'));
  },
  powershell: (args, place) => {
    const { text, encoded } = powershellText(args.map(piece => piece.text));
    if (encoded) place.call.hide('PowerShell text is encoded');
    run(text, 'powershell', inside(place, 'powershell -c'));
  },
  cmd: (args, place) => {
    const at = args.findIndex(({ text }) => /^\/[ckr]$/iu.test(text));
    const rest = at < 0 ? [] : args.slice(at + 1);
    const text = rest.length === 1 ? (rest[0]?.text ?? '') : rest.map(respelt).join(' ');
    run(text, 'cmd', inside(place, 'cmd /c'));
  },
  'start-process': (args, place) => {
    const words = args.filter(
      ({ text }) => !/^-(?:filepath|argumentlist|wait|nonewwindow|passthru)$/iu.test(text),
    );
    runStage(words, 'cmd', inside(place, 'start-process'));
  },
  start: (args, place) => {
    const words = args.filter(({ text, quoted }) => !/^\/\w+$/u.test(text) && !(quoted && text === ''));
    if (words.length > 0) runStage(words, 'cmd', inside(place, 'start'));
  },
  call: (args, place) => void runStage(args, 'cmd', inside(place, 'call')),
};

function runInner(name: string, args: readonly Piece[], place: Place): void {
  if (place.depth > deepestBody) return;
  shellsOf[name === 'pwsh' ? 'powershell' : name]?.(args, place);
  const body = /^(?:if|for|foreach|while)$/u.test(name) ? args.findIndex(({ text }) => text === 'do') : -1;
  if (body >= 0) runStage(args.slice(body + 1), 'cmd', inside(place));
  if (name === 'if' && !args.some(piece => piece.bodies.length > 0)) {
    const skip = args.findIndex(({ text }) => /^(?:exist|defined|errorlevel)$/iu.test(text));
    if (skip >= 0) runStage(args.slice(skip + 2), 'cmd', inside(place));
  }
}

const respelt = ({ text }: Piece): string => (/[\s"]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** Returns the text that a call of PowerShell runs; '' when it runs a file or waits. */
export function powershellText(args: readonly string[]): {
  readonly text: string;
  readonly encoded: boolean;
} {
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] ?? '';
    if (/^[-/]e(?:c|n\w*)?$/iu.test(arg)) {
      const code = args[at + 1] ?? '';
      return { text: /^[\w+/=]+$/u.test(code) ? decoded(code) : '', encoded: true };
    }
    if (/^[-/](?:c|co\w*)$/iu.test(arg)) return { text: args.slice(at + 1).join(' '), encoded: false };
    if (/^[-/]f(?:i\w*)?$/iu.test(arg)) return { text: '', encoded: false };
    if (!/^[-/]\w/u.test(arg)) return { text: args.slice(at).join(' '), encoded: false };
    if (/^[-/](?:ex\w*|ep|w\w*|v\w*|o\w*|inp\w*|if|of|conf\w*|psc\w*|cus\w*)$/iu.test(arg)) at += 1;
  }
  return { text: '', encoded: false };
}

const decoded = (code: string): string =>
  Buffer.from(code, 'base64').toString('utf16le').replaceAll('\0', '');
