/** Lowers a Dockerfile's tree: one statement an instruction. */
import { lowerBash } from '../bash/adapter.ts';
import { hidden } from '../bash/words.ts';
import { dots, isPlaceholder, placeholderOf } from '../spelling.ts';
import { imageParts, pairsOf, splitAt } from './parts.ts';
import { jsonString, value } from './values.ts';
import type { Cst } from '../../tree/cst.ts';
import { Node, none } from '../../tree/node.ts';
import type { Lower } from '../language.ts';

/** Lowers the arguments of one instruction; several nodes are several statements. */
type Handler = (cst: Cst, text: string) => readonly Node[];

/** Lowers a whole file. */
export const lowerDockerfile: Lower = (root, text) => {
  const statements = root.kids.flatMap(instruction => lowerOne(instruction, text)).map(asStatement);
  return new Node('Block', '', statements, root.start, root.end);
};

const asStatement = (node: Node): Node =>
  node.kind === 'VarDef' ? node : new Node('ExprStmt', '', [node], node.start, node.end);

function lowerOne(cst: Cst, text: string): readonly Node[] {
  return (handlers[cst.type] ?? plain)(cst, text);
}

const wordsOf = (cst: Cst): readonly Cst[] => cst.kids.slice(1).filter(({ type }) => type !== 'flag');

/** Makes the call of an instruction; `options` are what a pattern may leave out. */
function call(cst: Cst, text: string, args: readonly Node[], options?: readonly Node[]): Node {
  const keyword = cst.kids[0] ?? cst;
  const source = text.slice(keyword.start, keyword.end);
  const name = isPlaceholder(source) ? source : source.toUpperCase();
  const callee = new Node('Name', name, [], keyword.start, keyword.end);
  const at = args.at(-1)?.end ?? keyword.end;
  // A here-document goes on after its line.
  const end = Math.max(cst.end, at);
  const record = options === undefined ? [] : [new Node('Record', '', options, at, at)];
  return new Node(
    'Call',
    '',
    [callee, new Node('Args', '', [...args, ...record], keyword.end, end)],
    cst.start,
    end,
  );
}

const option = (name: string, content: Node): Node =>
  new Node(
    'Pair',
    '',
    [new Node('Name', name, [], content.start, content.start), content],
    content.start,
    content.end,
  );

/** Returns the flags of an instruction as options. */
function flagsOf(cst: Cst, text: string): readonly Node[] {
  return cst.kids
    .filter(({ type }) => type === 'flag')
    .map(({ start, end }) => {
      const [name, from] = splitAt(text, '=', start, end);
      return option(
        name,
        from === undefined ? new Node('Bool', 'true', [], start, end) : value(text, from, end),
      );
    });
}

/** Lowers an argument. */
function argument(cst: Cst, text: string): Node {
  if (cst.type === 'array')
    return new Node(
      'List',
      '',
      cst.kids.map(kid => argument(kid, text)),
      cst.start,
      cst.end,
    );
  if (cst.type === 'json_string') return jsonString(text, cst.start, cst.end);
  if (cst.type === 'text') return textNode(cst, text);
  if (cst.type === 'shell') return shell(cst, text);
  return value(text, cst.start, cst.end);
}

function textNode({ start, end }: Cst, text: string): Node {
  const source = text.slice(start, end);
  if (isPlaceholder(source)) return new Node('Name', source, [], start, end);
  return new Node('Str', source.replace(/^(["'])(.*)\1$/s, '$2'), [], start, end);
}

function shell(cst: Cst, text: string): Node {
  const program = cst.kids[0];
  if (program === undefined) return textNode(cst, text);
  const block = lowerBash(program, text);
  return hidden(cst, 'shell', [new Node('Block', '', block.kids, cst.start, cst.end)]);
}

const plain: Handler = (cst, text) => [
  call(
    cst,
    text,
    wordsOf(cst).map(word => argument(word, text)),
  ),
];

const withOptions: Handler = (cst, text) => [
  call(
    cst,
    text,
    wordsOf(cst).map(word => argument(word, text)),
    flagsOf(cst, text),
  ),
];

const from: Handler = (cst, text) => {
  const [image, as, alias] = wordsOf(cst);
  if (image === undefined) return plain(cst, text);
  const { name, tag, digest } = imageParts(text, image.start, image.end);
  const options = [...flagsOf(cst, text)];
  if (tag !== undefined) options.push(option(':', value(text, ...tag)));
  if (digest !== undefined) options.push(option('@', value(text, ...digest)));
  if (as !== undefined && alias !== undefined) options.push(option('as', argument(alias, text)));
  return [call(cst, text, [value(text, ...name)], options)];
};

const env: Handler = (cst, text) => {
  const pairs = pairsOf(wordsOf(cst), text);
  return pairs.map(({ key, value, start, end }) => {
    const content = value ?? (pairs.length === 1 && key.text === dots ? anything(key) : undefined);
    if (content === undefined) return key;
    return new Node(
      'VarDef',
      '',
      [value === undefined ? content : key, none(key.end), content, new Node('Mods', '', [], start, start)],
      start,
      end,
    );
  });
};

/** `ENV ...` alone is any pair: a list of statements cannot be dots and nothing else. */
const anything = ({ start, end }: Node): Node => new Node('Name', placeholderOf('$_'), [], start, end);

const label: Handler = (cst, text) =>
  pairsOf(wordsOf(cst), text).map(({ key, value: content, end }) => {
    const named =
      key.kind === 'Name' && !isPlaceholder(key.text)
        ? new Node('Str', key.text, [], key.start, key.end)
        : key;
    const args = content === undefined ? [named] : [named, content];
    return call({ ...cst, end }, text, args);
  });

const arg: Handler = (cst, text) => {
  const [word] = wordsOf(cst);
  if (word === undefined) return plain(cst, text);
  const pairs = pairsOf(wordsOf(cst).slice(0, 1), text);
  return [
    call(
      cst,
      text,
      pairs.flatMap(({ key, value: content }) => (content === undefined ? [key] : [key, content])),
    ),
  ];
};

const expose: Handler = (cst, text) => {
  const ports = wordsOf(cst).map(word => {
    const [, from] = splitAt(text, '/', word.start, word.end);
    if (from === undefined) return argument(word, text);
    const port = value(text, word.start, from - 1);
    const protocol = new Node('Str', text.slice(from - 1, word.end), [], from - 1, word.end);
    return new Node('Tuple', '', [port, protocol], word.start, word.end);
  });
  return [call(cst, text, ports)];
};

const user: Handler = (cst, text) => {
  const [word] = wordsOf(cst);
  if (word === undefined) return plain(cst, text);
  const [, group] = splitAt(text, ':', word.start, word.end);
  const name = value(text, word.start, group === undefined ? word.end : group - 1);
  return [call(cst, text, [name], group === undefined ? [] : [option(':', value(text, group, word.end))])];
};

const healthcheck: Handler = (cst, text) => {
  const args = wordsOf(cst).flatMap(kid =>
    kid.type === 'word' ? [argument(kid, text)] : lowerOne(kid, text),
  );
  return [call(cst, text, args, flagsOf(cst, text))];
};

const onbuild: Handler = (cst, text) => [
  call(
    cst,
    text,
    cst.kids.slice(1).flatMap(kid => lowerOne(kid, text)),
  ),
];

/** A lone placeholder is an instruction that is left open. */
const open: Handler = (cst, text) =>
  cst.kids.length > 1 ? plain(cst, text) : [value(text, cst.start, cst.end)];

const unknown: Handler = (cst, text) => [call(cst, text, [])];

const handlers: Readonly<Record<string, Handler>> = {
  from,
  run: withOptions,
  cmd: withOptions,
  entrypoint: withOptions,
  add: withOptions,
  copy: withOptions,
  env,
  label,
  arg,
  expose,
  user,
  healthcheck,
  onbuild,
  open,
  unknown,
};
