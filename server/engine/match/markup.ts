/** Matching of JSX and other markup. */
import type { Node } from '../tree/node.ts';
import type { Handler, MatchContext } from './context.ts';
import type { Env } from './env.ts';
import { inAnyOrder, inOrder } from './lists.ts';
import { bind } from './env.ts';
import { run } from './lists.ts';

/** Matches an element: attributes in any order and more allowed; children in any order unless told otherwise. */
export const matchXml: Handler = (c, p, t, env, k) => {
  if (t.kind !== 'Xml') return false;
  const [name, attributes, children] = p.kids;
  const [tName, tAttributes, tChildren] = t.kids;
  if (name === undefined || tName === undefined || attributes === undefined || tAttributes === undefined)
    return false;
  const implicit = c.options.xml_attrs_implicit_ellipsis;
  const tag = (at: Env, next: (env: Env) => boolean): boolean =>
    name.kind === 'None' || tName.kind === 'None'
      ? name.kind === tName.kind && next(at)
      : c.match(name, tName, at, next);
  return tag(env, after =>
    inAnyOrder(c, attributes.kids, tAttributes.kids, { less: implicit })(after, next =>
      matchChildren(c, children, tChildren)(next, k),
    ),
  );
};

function matchChildren(
  c: MatchContext,
  p: Node | undefined,
  t: Node | undefined,
): (env: Env, k: (env: Env) => boolean) => boolean {
  const closed = p === undefined || p.kind === 'None';
  const tClosed = t === undefined || t.kind === 'None';
  if (closed || tClosed)
    return (env, k) => (closed === tClosed || c.options.xml_singleton_loose_matching) && k(env);
  const [only] = p.kids;
  if (p.kids.length === 1 && only?.kind === 'MetavarRest')
    return (env, k) => {
      const bound = bind(env, only.text, run(t.kids, 0, t.kids.length), c.facts);
      return bound !== undefined && k(bound);
    };
  const meaningful = t.kids.filter(node => node.kind !== 'XmlText' || node.text.trim() !== '');
  return c.options.xml_children_ordered
    ? inOrder(c, p.kids, meaningful, { less: true, dots: isTextDots })
    : inAnyOrder(c, p.kids, meaningful, { less: false, dots: isTextDots });
}

const isTextDots = (node: Node): boolean =>
  node.kind === 'Ellipsis' || (node.kind === 'XmlText' && node.text.trim() === '...');

/** Matches text between tags, white space folded. */
export const matchXmlText: Handler = (c, p, t, env, k) => {
  if (t.kind !== 'XmlText') return false;
  const fold = (text: string): string => text.replace(/\s+/gu, ' ').trim();
  const text = fold(p.text);
  if (text === '...' || text === fold(t.text)) return k(env);
  if (!/^\$[A-Z_][A-Z_0-9]*$/.test(text)) return false;
  const bound = bind(env, text, { kind: 'text', text: t.text, start: t.start, end: t.end }, c.facts);
  return bound !== undefined && k(bound);
};
