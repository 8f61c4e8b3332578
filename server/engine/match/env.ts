/** What metavariables hold while a match is under way: an immutable list, so that backtracking costs nothing. */
import type { Facts } from '../facts/facts.ts';
import type { Node } from '../tree/node.ts';
import type { Bindings, Bound } from './match.ts';

/** Is one metavariable's content and those bound before it. */
export interface Binding {
  readonly name: string;
  readonly bound: Bound;
  readonly next: Binding | undefined;
}

/** Is the state of a match: what is bound, and where the last matched statement of a sequence ended. */
export interface Env {
  readonly bindings: Binding | undefined;
  readonly end: number;
}

/** Has nothing bound. */
export const emptyEnv: Env = { bindings: undefined, end: -1 };

/** Returns what a metavariable holds, or undefined. */
export function lookUp(bindings: Binding | undefined, name: string): Bound | undefined {
  for (let at = bindings; at !== undefined; at = at.next) if (at.name === name) return at.bound;
  return undefined;
}

/** Returns the state with a metavariable bound, or undefined when it already holds something else. */
export function bind(env: Env, name: string, bound: Bound, facts: Facts): Env | undefined {
  if (name === '$_' || name === '$..._') return env;
  const held = lookUp(env.bindings, name);
  if (held !== undefined) return equalBounds(held, bound, facts) ? env : undefined;
  return { bindings: { name, bound, next: env.bindings }, end: env.end };
}

/** Returns the state with the end of the matched statements moved. */
export const reach = (env: Env, end: number): Env => (env.end >= end ? env : { bindings: env.bindings, end });

/** Makes the map that the rest of the engine reads; the first binding of a name counts. */
export function toBindings(bindings: Binding | undefined): Bindings {
  const map = new Map<string, Bound>();
  for (let at = bindings; at !== undefined; at = at.next) if (!map.has(at.name)) map.set(at.name, at.bound);
  return map;
}

/** Tells whether two contents are the same code: alike in structure, and names of the same variable. */
export function equalBounds(a: Bound, b: Bound, facts: Facts): boolean {
  if (a.kind === 'node' && b.kind === 'node')
    return equalNodes(a.node, b.node, facts) || equalConstants(a.node, b.node, facts);
  if (a.kind === 'nodes' && b.kind === 'nodes') return equalLists(a.nodes, b.nodes, facts);
  if (a.kind === 'text') return b.kind === 'text' ? a.text === b.text : equalText(a.text, b, facts);
  return b.kind === 'text' && equalText(b.text, a, facts);
}

const equalLists = (a: readonly Node[], b: readonly Node[], facts: Facts): boolean =>
  a.length === b.length &&
  a.every((node, index) => {
    const other = b[index];
    return other !== undefined && equalNodes(node, other, facts);
  });

const equalText = (text: string, bound: Bound, facts: Facts): boolean =>
  bound.kind === 'node' && textEquals(text, bound.node, facts);

/** A part of a string and a name compare by spelling, as in `self["$X"] = $X`, unless the name is a known variable. */
const textEquals = (text: string, node: Node, facts: Facts): boolean =>
  node.text === text &&
  (node.kind === 'Atom' || node.kind === 'Str' || (node.kind === 'Name' && facts.symbol(node) === undefined));

function equalConstants(a: Node, b: Node, facts: Facts): boolean {
  if (a.kind !== 'Name' && b.kind !== 'Name') return false;
  if (a.kind === 'Name' && b.kind === 'Name') return false;
  const left = facts.constant(a);
  const right = facts.constant(b);
  return (
    left !== undefined &&
    right !== undefined &&
    left.text !== undefined &&
    left.kind === right.kind &&
    left.text === right.text
  );
}

/** Tells whether two pieces of code are alike in structure, and their names the same variables. */
export function equalNodes(a: Node, b: Node, facts: Facts): boolean {
  if (a === b) return true;
  if (a.kind !== b.kind || a.text !== b.text || a.kids.length !== b.kids.length) return false;
  if (a.kind === 'Name') return sameVariable(a, b, facts);
  return equalLists(a.kids, b.kids, facts);
}

function sameVariable(a: Node, b: Node, facts: Facts): boolean {
  const left = facts.symbol(a);
  const right = facts.symbol(b);
  return left === undefined || right === undefined || left === right;
}
