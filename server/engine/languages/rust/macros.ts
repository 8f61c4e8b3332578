/**
 * Arguments of Rust's macros. The grammar keeps them as tokens; what looks like expressions parted by commas is read as such,
 * anything else stays a list of its tokens.
 */
import { isComment, type Cst } from '../../tree/cst.ts';
import { Node } from '../../tree/node.ts';
import { make, type Handler, type Lowering } from '../lowering.ts';

/** Lowers a macro to a call of its name with `!`. */
export const macro: Handler = (cst, low) => {
  const name = cst.kids.find(child => child.field === 'macro') ?? cst;
  const tree = cst.kids.find(child => child.type === 'token_tree');
  const made = low.one(name, cst.start);
  const callee = renamed(made, `${lastOf(made).text}!`);
  const args =
    tree === undefined
      ? make('Args', { ...cst, start: cst.end }, [])
      : make('Args', tree, argumentsOf(tree, low));
  return make('Call', cst, [callee, args]);
};

const lastOf = (node: Node): Node =>
  node.kind === 'Attr' && node.kids[1] !== undefined ? node.kids[1] : node;

function renamed(node: Node, text: string): Node {
  const at = { type: '', named: true, field: '', start: node.start, end: node.end, kids: [], broken: false };
  const [scope, name] = node.kids;
  if (node.kind === 'Attr' && scope !== undefined && name !== undefined)
    return make('Attr', at, [scope, renamed(name, text)]);
  return make('Name', at, [], text);
}

function argumentsOf(tree: Cst, low: Lowering): Node[] {
  const groups: Cst[][] = [[]];
  for (const child of tree.kids.slice(1, -1)) {
    if (isComment(child)) continue;
    if (child.type === ',') groups.push([]);
    else groups.at(-1)?.push(child);
  }
  return groups.filter(group => group.length > 0).map(group => new Reader(group, low).whole());
}

const prefixes = new Set(['&', '*', '!', '-']);
const infixes = new Set([
  '+',
  '-',
  '*',
  '/',
  '%',
  '==',
  '!=',
  '<',
  '>',
  '<=',
  '>=',
  '&&',
  '||',
  '&',
  '|',
  '^',
  '<<',
  '>>',
  '..',
]);

/** Beyond so many tokens an argument is no expression that a rule asks for; reading it would nest too deeply. */
const most = 200;

/** Reads one argument from its tokens; operators bind alike, from left to right. */
class Reader {
  readonly #tokens: readonly Cst[];
  readonly #low: Lowering;
  #at = 0;

  constructor(tokens: readonly Cst[], low: Lowering) {
    this.#tokens = tokens;
    this.#low = low;
  }

  /** Returns the expression, or all tokens as they are when they are none. */
  whole(): Node {
    const named = this.#named();
    const found = this.#tokens.length > most ? undefined : (named ?? this.#binary());
    if (found !== undefined && this.#at === this.#tokens.length) return found;
    const all = this.#low.all(this.#tokens);
    const start = this.#tokens[0]?.start ?? 0;
    return new Node('Other', 'tokens', all, start, this.#tokens.at(-1)?.end ?? start);
  }

  /** `name = value`, as in format strings. */
  #named(): Node | undefined {
    const [name, equals] = this.#tokens;
    if (name?.type !== 'identifier' || equals?.type !== '=') return undefined;
    this.#at = 2;
    const value = this.#binary();
    return value === undefined
      ? undefined
      : make('KwArg', { ...name, end: value.end }, [value], this.#low.source(name));
  }

  #binary(): Node | undefined {
    let left = this.#unary();
    for (
      let token = this.#peek();
      left !== undefined && token !== undefined && infixes.has(token.type);
      token = this.#peek()
    ) {
      this.#at += 1;
      const right = this.#unary();
      left =
        right === undefined
          ? undefined
          : make('Binary', { ...token, start: left.start, end: right.end }, [left, right], token.type);
    }
    return left;
  }

  #unary(): Node | undefined {
    const token = this.#peek();
    if (token === undefined || !prefixes.has(token.type)) return this.#postfix();
    this.#at += 1;
    if (this.#peek()?.type === 'mutable_specifier') this.#at += 1;
    const operand = this.#unary();
    return operand === undefined
      ? undefined
      : make('Unary', { ...token, end: operand.end }, [operand], token.type);
  }

  #postfix(): Node | undefined {
    const token = this.#peek();
    if (token === undefined || !token.named) return undefined;
    this.#at += 1;
    let left = token.type === 'token_tree' ? this.#group(token) : this.#low.one(token, token.start);
    for (let next = this.#peek(); next !== undefined; next = this.#peek()) {
      const longer = this.#link(left, next);
      if (longer === undefined) break;
      left = longer;
    }
    return left;
  }

  #link(left: Node, next: Cst): Node | undefined {
    const after = this.#tokens[this.#at + 1];
    if (next.type === '.' || next.type === '::') return this.#member(left, after);
    if (next.type === '?') {
      this.#at += 1;
      return make('Unary', { ...next, start: left.start }, [left], '?');
    }
    if (next.type === '!' && after?.type === 'token_tree') {
      this.#at += 1;
      return renamed(left, `${lastOf(left).text}!`);
    }
    return next.type === 'token_tree' ? this.#applied(left, next) : undefined;
  }

  #member(left: Node, name: Cst | undefined): Node | undefined {
    if (name?.named !== true) return undefined;
    this.#at += 2;
    return make('Attr', { ...name, start: left.start }, [left, this.#low.one(name, name.start)]);
  }

  #applied(left: Node, tree: Cst): Node | undefined {
    this.#at += 1;
    const open = tree.kids[0]?.type;
    const args = argumentsOf(tree, this.#low);
    const at = { ...tree, start: left.start };
    if (open === '[') return make('Index', at, [left, ...args]);
    return open === '(' ? make('Call', at, [left, make('Args', tree, args)]) : undefined;
  }

  #group(tree: Cst): Node {
    const args = argumentsOf(tree, this.#low);
    const [only] = args;
    if (tree.kids[0]?.type === '[') return make('List', tree, args);
    return args.length === 1 && only !== undefined ? only : make('Tuple', tree, args);
  }

  #peek(): Cst | undefined {
    return this.#tokens[this.#at];
  }
}
