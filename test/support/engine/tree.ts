/** Reads trees written as S-expressions, the way `show` writes them, so that a test needs no grammar. */
import { Node, none } from '../../../server/engine/tree/node.ts';
import type { Kind } from '../../../server/engine/tree/node.ts';

/** Is a tree under construction: where its text ends is known only after its children. */
interface Open {
  readonly kind: string;
  readonly start: number;
  text: string;
  readonly kids: Node[];
}

const tokens = /\s+|\(|\)|"(?:[^"\\]|\\.)*"|[^\s()"]+/gu;

/**
 * Returns the tree that an S-expression describes: `(Assign = (Name x) (Str "a"))`, `_` for `None`. A node's text follows its
 * kind, quoted where it holds spaces; offsets are those of the S-expression itself, so each node has its own range.
 */
export function tree(source: string): Node {
  const stack: Open[] = [{ kind: 'Root', start: 0, text: '', kids: [] }];
  let opened = false;
  for (const { 0: token, index } of source.matchAll(tokens)) {
    const top = stack.at(-1)!;
    if (token.trim() === '') continue;
    if (token === '(') {
      opened = true;
      continue;
    }
    if (opened) stack.push({ kind: token, start: index - 1, text: '', kids: [] });
    else if (token === ')') {
      stack.pop();
      stack.at(-1)!.kids.push(new Node(top.kind as Kind, top.text, top.kids, top.start, index + 1));
    } else if (token === '_') top.kids.push(none(index));
    else top.text = token.startsWith('"') ? String(JSON.parse(token)) : top.text + token;
    opened = false;
  }
  const [root] = stack[0]!.kids;
  if (root === undefined || stack.length !== 1) throw new Error(`Unbalanced tree: ${source}`);
  return root;
}
