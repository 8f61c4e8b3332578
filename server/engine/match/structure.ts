/** Matching slot by slot: same kind, same text, children alike; optional slots and bodies as kinds.ts says. */
import type { Node } from '../tree/node.ts';
import type { Continue, MatchContext } from './context.ts';
import type { Env } from './env.ts';
import { bodySlots, optionalSlots } from './kinds.ts';
import { matchBody } from './statements.ts';

/** Matches two nodes of one kind; the kind's text must be the same, except where it says nothing of meaning. */
export function structurally(c: MatchContext, p: Node, t: Node, env: Env, k: Continue): boolean {
  if (p.kind !== t.kind) return false;
  if (p.text !== t.text && !isLoose(p)) return false;
  const optional = p.kind === 'If' && c.adapter.elseIsSaid === true ? [] : (optionalSlots[p.kind] ?? []);
  const bodies = bodySlots[p.kind] ?? [];
  const count = Math.max(p.kids.length, t.kids.length);
  const from = (slot: number, at: Env): boolean => {
    if (slot >= count) return k(at);
    const a = p.kids[slot];
    const b = t.kids[slot];
    if (isAbsent(a) && (optional.includes(slot) || isAbsent(b))) return from(slot + 1, at);
    if (a === undefined || b === undefined) return false;
    const next = (after: Env): boolean => from(slot + 1, after);
    if (mixesBodies(c, p, [a, b]) || (asksForValue(p, slot) && isAbsent(b))) return false;
    return bodies.includes(slot) ? matchBody(c, a, b, at, next) : c.match(a, b, at, next);
  };
  return from(0, env);
}

const isAbsent = (node: Node | undefined): boolean => node === undefined || node.kind === 'None';
const isBlock = (node: Node): boolean => node.kind === 'Block';

/** A lambda with a block is no lambda with an expression, where the language tells them apart. */
const mixesBodies = (c: MatchContext, { kind }: Node, [a, b]: readonly [Node, Node]): boolean =>
  c.adapter.strictLambdas === true && kind === 'Lambda' && isBlock(a) !== isBlock(b);

/** `x = ...` asks for a value, whatever it is. */
const asksForValue = ({ kind, kids }: Node, slot: number): boolean =>
  slot === 2 && kids[2]?.kind === 'Ellipsis' && (kind === 'VarDef' || kind === 'Param');

const isLoose = ({ kind, text }: Node): boolean => looseText.has(kind) || (kind === 'With' && text === '');
const looseText = new Set(['Lambda', 'Attr', 'ForEach', 'Path', 'FuncDef']);
