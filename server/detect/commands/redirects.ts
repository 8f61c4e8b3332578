/** Redirections of a shell statement: where its input comes from and where its output goes. Pure. */
import type { SyntaxNode } from './syntax.ts';
import { childrenOf, fieldOf } from './syntax.ts';

/** Is one redirection, its target still raw. */
export type Redirect =
  | { readonly kind: 'read'; readonly target: string }
  | {
      readonly kind: 'write';
      readonly target: string;
      readonly append: boolean;
      readonly output: boolean;
      readonly reads: boolean;
    }
  | { readonly kind: 'text'; readonly raw: string; readonly literal: boolean; readonly heredoc: boolean };

/** Is what a list of redirections says; `words` are arguments that stand behind a redirection. */
export interface Redirects {
  readonly redirects: readonly Redirect[];
  readonly words: readonly string[];
  /** Statements that a here-document's first line pipes into or goes on with. */
  readonly pipes: readonly SyntaxNode[];
  readonly next: readonly SyntaxNode[];
}

const none: Redirects = { redirects: [], words: [], pipes: [], next: [] };

/** Reads redirection nodes. */
export function readRedirects(nodes: readonly SyntaxNode[]): Redirects {
  return nodes.map(readRedirect).reduce(
    (all, one) => ({
      redirects: [...all.redirects, ...one.redirects],
      words: [...all.words, ...one.words],
      pipes: [...all.pipes, ...one.pipes],
      next: [...all.next, ...one.next],
    }),
    none,
  );
}

/** Tells whether a node is a redirection. */
export const isRedirect = (node: SyntaxNode): boolean =>
  /^(?:file|heredoc|herestring)_redirect$/u.test(node.type);

function readRedirect(node: SyntaxNode): Redirects {
  if (node.type === 'file_redirect') return readFile(node);
  if (node.type === 'herestring_redirect') {
    const raw = childrenOf(node).findLast(child => child.type !== 'file_descriptor')?.text ?? '';
    return { ...none, redirects: [{ kind: 'text', raw, literal: false, heredoc: false }] };
  }
  return readHeredocNode(node);
}

const redirectHead = /^(?<from>\d*|\{\w+\})(?<operator><>|&>>|&>|>>|>\||>&|<&|<|>)/u;

function readFile(node: SyntaxNode): Redirects {
  const [, descriptor = '', operator = '>'] = redirectHead.exec(node.text) ?? [];
  // The grammar takes the descriptor of a following `0>&1` for a second target.
  const [target, ...behind] = fieldOf(node, 'destination').map(child => child.text);
  const words = behind.filter(word => !/^\d$/u.test(word));
  if (target === undefined || namesDescriptor(operator, target)) return { ...none, words };
  if (operator === '<' || operator === '<&') return { ...none, words, redirects: [{ kind: 'read', target }] };
  const output = operator.startsWith('&') || descriptor === '' || descriptor === '1';
  return {
    ...none,
    words,
    redirects: [{ kind: 'write', target, append: operator.includes('>>'), output, reads: operator === '<>' }],
  };
}

/** `2>&1` and `<&3` name descriptors, not files. */
const namesDescriptor = (operator: string, target: string): boolean =>
  operator.endsWith('&') && /^[\d-]+$/u.test(target);

function readHeredocNode(node: SyntaxNode): Redirects {
  const parts = childrenOf(node);
  const start = parts.find(part => part.type === 'heredoc_start')?.text ?? '';
  const body = parts.find(part => part.type === 'heredoc_body')?.text ?? '';
  const raw = node.text.includes('<<-') ? body.replace(/^\t+/gmu, '') : body;
  const nested = readRedirects(parts.filter(isRedirect));
  const right = node.childForFieldName('right');
  const pipeline = parts.find(part => part.type === 'pipeline');
  return {
    redirects: [{ kind: 'text', raw, literal: /['"\\]/u.test(start), heredoc: true }, ...nested.redirects],
    words: [...fieldOf(node, 'argument').map(child => child.text), ...nested.words],
    pipes: [...(pipeline === undefined ? [] : childrenOf(pipeline)), ...nested.pipes],
    next: [...(right === null ? [] : [right]), ...nested.next],
  };
}
