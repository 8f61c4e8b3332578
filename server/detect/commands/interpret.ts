/**
 * Walks a shell's syntax tree and collects what it would do. Every branch is taken, every loop is run over its known
 * values; nothing is executed. Bounded in depth and size.
 */
import type { Input } from './call.ts';
import { definedFunction, isComputed } from './commandLine.ts';
import type { Word } from './commandLine.ts';
import type { Interpreter } from './interpreter.ts';
import { isRedirect, readRedirects } from './redirects.ts';
import type { Redirect, Redirects } from './redirects.ts';
import { innerScope, scopeVia } from './scope.ts';
import type { Scope } from './scope.ts';
import { runSimple } from './simple.ts';
import { sourceOf } from './source.ts';
import type { SyntaxNode } from './syntax.ts';
import { childrenOf, fieldOf } from './syntax.ts';
import { touchPath, writePath } from './touch.ts';
import { readHeredoc, readText, readWord } from './words.ts';
import type { WordSource } from './words.ts';

type Visit = (node: SyntaxNode, scope: Scope, input: Input, shell: Interpreter) => string | undefined;

const terminal: Input = { from: 'terminal' };
const mostItems = 50;
const longestValue = 20_000;

/** Interprets one statement; returns its output where known. */
export function interpretStatement(
  node: SyntaxNode,
  scope: Scope,
  input: Input,
  shell: Interpreter,
): string | undefined {
  if (!shell.enter()) return undefined;
  const output = visits.get(node.type)?.(node, scope, input, shell);
  shell.leave();
  return output;
}

/** Runs statements one after the other in the same scope. */
const sequence: Visit = (node, scope, input, shell) => {
  const outputs = childrenOf(node).map(child => interpretStatement(child, scope, input, shell));
  return outputs.length > 0 && outputs.every(output => output !== undefined) ? outputs.join('') : undefined;
};

const subshell: Visit = (node, scope, input, shell) => sequence(node, innerScope(scope), input, shell);

const broken: Visit = (node, scope, input, shell) => {
  shell.harvest.hide('a part is not valid shell');
  // The grammar stumbles over `{cat,file}`, which bash runs.
  const brace = /^\{[^\s;|&]*,[^;|&]*/u.exec(node.text)?.[0] ?? '';
  const words = brace.split(/\s+/u).flatMap(text => readWord(text, sourceOf(scope, shell)));
  if (words.length > 0) runSimple({ words, assignments: [], input, scope }, shell);
  sequence(node, scope, input, shell);
  return undefined;
};

const pipeline: Visit = (node, scope, input, shell) => pipe(childrenOf(node), scope, input, shell);

/** Runs stages, each in a subshell of its own, each reading what the one before wrote. */
function pipe(
  stages: readonly SyntaxNode[],
  scope: Scope,
  first: Input,
  shell: Interpreter,
): string | undefined {
  let input = first;
  let via: readonly string[] = [];
  let output: string | undefined;
  for (const stage of stages) {
    const before = shell.harvest.commands.length;
    output = interpretStatement(stage, innerScope(scope, ...via), input, shell);
    const programs = shell.harvest.commands.slice(before).map(command => `pipe from ${command.program}`);
    via = [...new Set([...via, ...programs])].slice(0, 20);
    input = { from: 'pipe', text: output };
  }
  return output;
}

const redirected: Visit = (node, scope, input, shell) => {
  const body = node.childForFieldName('body');
  const nodes = childrenOf(node).filter(isRedirect);
  const read = readRedirects(nodes);
  if (body?.type === 'command') return runCommand(body, read, { scope, input, shell });
  if (body?.type === 'list') return redirectLast(body, read, { scope, input, shell });
  return withRedirects(read, { scope, input, shell }, inner =>
    body === null ? undefined : interpretStatement(body, scope, inner, shell),
  );
};

/** In `a && b > f` the grammar redirects the whole list, bash only its last command. */
function redirectLast(list: SyntaxNode, read: Redirects, place: Place): string | undefined {
  const { scope, input, shell } = place;
  const parts = childrenOf(list);
  const last = parts.at(-1);
  for (const part of parts.slice(0, -1)) interpretStatement(part, scope, input, shell);
  if (last?.type === 'command') return runCommand(last, read, place);
  return withRedirects(read, place, inner =>
    last === undefined ? undefined : interpretStatement(last, scope, inner, shell),
  );
}

interface Place {
  readonly scope: Scope;
  readonly input: Input;
  readonly shell: Interpreter;
}

/** Runs something with its redirections: reads are touched first, known output lands in written files. */
function withRedirects(
  read: Redirects,
  place: Place,
  run: (input: Input) => string | undefined,
): string | undefined {
  const { scope, shell } = place;
  const output = run(redirectedInput(read, place));
  const result = landOutput(read, place, output) ? undefined : output;
  const piped =
    read.pipes.length === 0 ? result : pipe(read.pipes, scope, { from: 'pipe', text: result }, shell);
  for (const next of read.next) interpretStatement(next, scope, terminal, shell);
  return piped;
}

/** Returns the input after redirections; files that it comes from are touched. */
function redirectedInput(read: Redirects, { scope, input, shell }: Place): Input {
  const source = sourceOf(scope, shell);
  let inner = input;
  for (const redirect of read.redirects) {
    if (redirect.kind === 'text') inner = { from: 'text', text: textOf(redirect, source, shell) };
    if (redirect.kind !== 'read') continue;
    const process = /^<\((?<line>[^]*)\)$/u.exec(redirect.target)?.groups?.['line'];
    if (process !== undefined) {
      inner = { from: 'pipe', text: shell.text(process, innerScope(scope, 'substitution'), terminal) };
      continue;
    }
    for (const word of readWord(redirect.target, source)) touchPath(shell.harvest, scope, word, 'read');
    inner = { from: 'file' };
  }
  return inner;
}

function textOf(
  redirect: Extract<Redirect, { kind: 'text' }>,
  source: WordSource,
  shell: Interpreter,
): string {
  const raw = shell.restore(redirect.raw);
  if (redirect.literal) return raw;
  return redirect.heredoc ? readHeredoc(raw, source) : `${readText(raw, source)}\n`;
}

/** Records where output goes; tells whether it went into files rather than on. */
function landOutput(read: Redirects, { scope, shell }: Place, output: string | undefined): boolean {
  let landed = false;
  for (const redirect of read.redirects) {
    if (redirect.kind !== 'write') continue;
    if (redirect.output) landed = true;
    for (const word of readWord(redirect.target, sourceOf(scope, shell))) {
      if (redirect.reads) touchPath(shell.harvest, scope, word, 'read');
      writePath(shell.harvest, scope, {
        word,
        content: redirect.output ? output : undefined,
        append: redirect.append,
      });
    }
  }
  return landed;
}

const command: Visit = (node, scope, input, shell) =>
  runCommand(node, readRedirects([]), { scope, input, shell });

function runCommand(node: SyntaxNode, outer: Redirects, place: Place): string | undefined {
  const { scope, shell } = place;
  const source = sourceOf(scope, shell);
  const parts = childrenOf(node);
  const own = readRedirects(parts.filter(isRedirect));
  const read: Redirects = {
    redirects: [...own.redirects, ...outer.redirects],
    words: [...own.words, ...outer.words],
    pipes: [...own.pipes, ...outer.pipes],
    next: [...own.next, ...outer.next],
  };
  const assignments = parts
    .filter(part => part.type === 'variable_assignment')
    .map(part => assignmentOf(part, scope, shell));
  const raw = parts
    .filter(part => part.type !== 'variable_assignment' && part.type !== 'comment' && !isRedirect(part))
    .map(part => part.text);
  const words: Word[] = [...raw, ...read.words].flatMap(text => readWord(text, source));
  return withRedirects(read, place, input => {
    if (words.length === 0) {
      for (const { name, value } of assignments) setVariable(scope, name, value);
      return '';
    }
    const output = runSimple({ words, assignments, input, scope }, shell);
    runAsMeant({ raw, assignments, input, scope }, shell);
    return output;
  });
}

/** `DIR=x rm -rf $DIR`: bash reads the old DIR, whoever wrote it meant the new one. Both are looked at. */
function runAsMeant(
  command: {
    readonly raw: readonly string[];
    readonly assignments: readonly Assignment[];
    readonly input: Input;
    readonly scope: Scope;
  },
  shell: Interpreter,
): void {
  const { raw, assignments, input, scope } = command;
  const used = assignments.filter(({ name }) =>
    raw.some(text => new RegExp(`\\$\\{?${name}\\b`, 'u').test(text)),
  );
  if (used.length === 0) return;
  const meant = innerScope(scope);
  for (const { name, value } of used) setVariable(meant, name, value);
  const words = raw.flatMap(text => readWord(text, sourceOf(meant, shell)));
  if (words.length > 0) runSimple({ words, assignments, input, scope: meant }, shell);
}

interface Assignment {
  readonly name: string;
  readonly value: string | undefined;
  /** The value with marks for what is computed. */
  readonly shown?: string;
}

const assignmentForm = /^(?<name>[A-Za-z_]\w*(?:\[[^\]]*\])?)(?<add>\+?)=(?<raw>[^]*)$/u;

function assignmentOf(node: SyntaxNode, scope: Scope, shell: Interpreter): Assignment {
  const [, name = '', add = '', raw = ''] = assignmentForm.exec(node.text) ?? [];
  const source = sourceOf(scope, shell);
  if (raw.startsWith('(')) return { name, value: assignList(name, raw, scope, source) };
  const text = readText(raw, source);
  const before = add === '+' ? scope.variables.get(name) : '';
  return { name, value: isComputed(text) || before === undefined ? undefined : before + text, shown: text };
}

/** Keeps every element, so that "${list[@]}" gives them back; returns the first, which the bare name stands for. */
function assignList(name: string, raw: string, scope: Scope, source: WordSource): string | undefined {
  const texts = raw
    .slice(1, -1)
    .split(/\s+/u)
    .flatMap(item => readWord(item, source))
    .map(word => word.text);
  texts.forEach((text, index) => scope.variables.set(`${name}[${index}]`, text));
  scope.variables.set(`${name}[@]`, texts.join(' '));
  return texts[0];
}

function setVariable(scope: Scope, name: string, value: string | undefined): void {
  // A value that doubles with every assignment would fill the memory.
  if (value === undefined || value.length > longestValue) scope.variables.delete(name);
  else scope.variables.set(name, value);
}

const assign: Visit = (node, scope, _input, shell) => {
  const nodes =
    node.type === 'variable_assignment'
      ? [node]
      : childrenOf(node).filter(child => child.type === 'variable_assignment');
  for (const child of nodes) {
    const { name, value } = assignmentOf(child, scope, shell);
    setVariable(scope, name, value);
  }
  return '';
};

const declare: Visit = (node, scope, input, shell) => {
  assign(node, scope, input, shell);
  const source = sourceOf(scope, shell);
  noteBuiltin(node, scope, shell);
  const words = node.text.split(/\s+/u)[0] ?? 'declare';
  const exports = words === 'export' || /\s-\w*x/u.test(node.text);
  for (const child of childrenOf(node)) {
    const name =
      child.type === 'variable_assignment' ? (child.childForFieldName('name')?.text ?? '') : child.text;
    const value = scope.variables.get(name);
    if (exports && value !== undefined) scope.exported.set(name, value);
    if (child.type !== 'variable_assignment' && child.type !== 'variable_name') readWord(child.text, source);
  }
  return '';
};

/** Records `export A=b` and `unset A`, which the grammar takes for something else than commands. */
function noteBuiltin(node: SyntaxNode, scope: Scope, shell: Interpreter): void {
  const source = sourceOf(scope, shell);
  const args = childrenOf(node).map(child => readText(child.text, source));
  const program = /^\w+/u.exec(node.text)?.[0] ?? '';
  shell.harvest.note({ program, args, env: {}, via: scope.via });
}

const unset: Visit = (node, scope, _input, shell) => {
  noteBuiltin(node, scope, shell);
  for (const child of childrenOf(node)) scope.variables.delete(child.text);
  return '';
};

const loop: Visit = (node, scope, input, shell) => {
  const body = node.childForFieldName('body');
  const name = node.childForFieldName('variable')?.text ?? '';
  const source = sourceOf(scope, shell);
  const items = fieldOf(node, 'value')
    .flatMap(value => readWord(value.text, source))
    .slice(0, mostItems);
  if (body === null) return undefined;
  if (items.length === 0) scope.variables.delete(name);
  for (const item of items) {
    setVariable(scope, name, isComputed(item.text) ? undefined : item.text);
    interpretStatement(body, scope, input, shell);
  }
  if (items.length === 0) interpretStatement(body, scope, input, shell);
  return undefined;
};

/** Runs every named part: conditions, bodies, other branches. Which one is taken cannot be known. */
const allParts: Visit = (node, scope, input, shell) => {
  for (const child of childrenOf(node)) interpretStatement(child, scope, input, shell);
  return undefined;
};

const caseOf: Visit = (node, scope, input, shell) => {
  readText(node.childForFieldName('value')?.text ?? '', sourceOf(scope, shell));
  for (const item of childrenOf(node)) if (item.type === 'case_item') allParts(item, scope, input, shell);
  return undefined;
};

const define: Visit = (node, scope, _input, shell) => {
  const name = node.childForFieldName('name')?.text;
  const body = node.childForFieldName('body');
  if (name === undefined || body === null) return '';
  scope.functions.set(name, body);
  shell.harvest.note({
    program: definedFunction,
    args: [name, body.text.slice(0, 2_000)],
    env: {},
    via: scope.via,
  });
  return '';
};

/** A test runs nothing but the substitutions in it. */
const testOf: Visit = (node, scope, _input, shell) => {
  if (/[`$<]/u.test(node.text)) readText(node.text, sourceOf(scopeVia(scope), shell));
  return '';
};

const visits: ReadonlyMap<string, Visit> = new Map<string, Visit>([
  ['program', sequence],
  ['list', sequence],
  ['do_group', sequence],
  ['compound_statement', sequence],
  ['else_clause', allParts],
  ['elif_clause', allParts],
  ['if_statement', allParts],
  ['while_statement', allParts],
  ['c_style_for_statement', allParts],
  ['negated_command', allParts],
  ['subshell', subshell],
  ['command_substitution', subshell],
  ['pipeline', pipeline],
  ['redirected_statement', redirected],
  ['command', command],
  ['declaration_command', declare],
  ['unset_command', unset],
  ['variable_assignment', assign],
  ['variable_assignments', assign],
  ['for_statement', loop],
  ['case_statement', caseOf],
  ['function_definition', define],
  ['test_command', testOf],
  ['ERROR', broken],
]);
