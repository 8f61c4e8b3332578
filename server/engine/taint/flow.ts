/** Loops and jumps. */
import type { Node } from '../tree/node.ts';
import { kid } from '../tree/node.ts';
import { type Machine, type Target, untainted, type Value } from './machine.ts';
import { equalStates, meet, type State } from './state.ts';

/** Is how often a loop is gone round; with few sets and small ones the second or third round adds nothing. */
const rounds = 6;

/** Says what a loop does, in order of running. */
interface Loop {
  readonly test?: () => void;
  readonly body: () => void;
  readonly testAfter?: () => void;
  readonly update?: () => void;
}

/** Goes round a loop until the state at its start no longer grows. */
export function loop(machine: Machine, { test, body, testAfter, update }: Loop): void {
  const { frame } = machine;
  const target: Target = { label: frame.label, loop: true, breaks: undefined, continues: undefined };
  frame.label = undefined;
  frame.targets.push(target);
  let entry = machine.state;
  let out: State = entry;
  for (let round = 0; round < rounds; round++) {
    machine.state = entry.fork();
    test?.();
    if (testAfter === undefined) out = machine.state.fork();
    body();
    if (target.continues !== undefined) machine.state = meet(machine.state, target.continues);
    testAfter?.();
    if (testAfter !== undefined) out = machine.state.fork();
    update?.();
    const next = meet(entry, machine.state);
    if (!machine.state.alive || equalStates(next, entry)) break;
    entry = next;
  }
  frame.targets.pop();
  machine.state = target.breaks === undefined ? out : meet(out, target.breaks);
}

/** Leaves for the end or the next round of a loop, or for a label. */
export function jump(machine: Machine, node: Node, kind: 'breaks' | 'continues' | 'goto'): Value {
  const label = kid(node, 0);
  const out = machine.state.fork();
  if (kind === 'goto') addGoto(machine, label.text, out);
  else {
    const target = findTarget(machine.frame.targets, label, kind);
    if (target !== undefined) {
      const old = target[kind];
      target[kind] = old === undefined ? out : meet(old, out);
    }
  }
  machine.state.end();
  return untainted;
}

function findTarget(
  targets: readonly Target[],
  label: Node,
  kind: 'breaks' | 'continues',
): Target | undefined {
  if (label.kind === 'Name') return targets.findLast(target => target.label === label.text) ?? targets.at(-1);
  const near = kind === 'breaks' ? targets : targets.filter(target => target.loop);
  const depth = label.kind === 'Num' ? Number(label.text) : 1;
  return near.at(-depth);
}

function addGoto(machine: Machine, label: string, out: State): void {
  const { gotos } = machine.frame;
  const old = gotos.get(label);
  gotos.set(label, old === undefined ? out : meet(old, out));
}

/** Joins what jumps bring to a label, and lets the loop that follows be named by it. */
export function reachLabel(machine: Machine, label: string): void {
  machine.frame.label = label;
  const arriving = machine.frame.gotos.get(label);
  if (arriving !== undefined) machine.state = meet(machine.state, arriving.fork());
}

/** Leaves for the nearest `catch`. */
export function throwAway(machine: Machine): void {
  const handler = machine.frame.handlers.at(-1);
  if (handler !== undefined) handler.state = meet(handler.state, machine.state.fork());
  machine.state.end();
}
