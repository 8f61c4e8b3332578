/** Lambdas: their bodies run where they are used, with the variables of that place. */
import { kid, type Node } from '../tree/node.ts';
import { type Machine, newFrame, untainted } from './machine.ts';
import { assign, placeOf, readPlace } from './places.ts';
import { collectNames } from './program.ts';
import { meet, type State } from './state.ts';
import { union } from './taints.ts';
import { harmlessType } from './harmless.ts';

/** Is how deep lambdas may run within lambdas. */
const deepest = 50;

/** Runs the lambdas that came up since a point. What they do to variables is seen afterwards only when a call runs them. */
export function runQueued(machine: Machine, from: number, called: boolean): void {
  while (machine.queue.length > from) {
    const batch = machine.queue.splice(from);
    const before = machine.state;
    let after: State | undefined;
    for (const lambda of batch) {
      const out = runLambda(machine, lambda, before);
      if (out !== undefined) after = after === undefined ? out : meet(after, out);
    }
    machine.state = called && after !== undefined ? meet(before, after) : before;
  }
}

/** Runs the body of a lambda from a state; returns the state at its end. */
export function runLambda(machine: Machine, lambda: Node, before: State): State | undefined {
  if (machine.running.has(lambda) || machine.running.size >= deepest || !before.alive) return undefined;
  const { frame, queue, state } = machine;
  machine.running.add(lambda);
  machine.frame = newFrame();
  machine.queue = [];
  machine.state = before.fork();
  for (const parameter of kid(lambda, 0).kids) enterParameter(machine, parameter, true);
  const body = kid(lambda, 2);
  if (body.kind === 'Block') machine.execute(body);
  else machine.evaluate(body);
  runQueued(machine, 0, false);
  const { exits } = machine.frame;
  const end = exits === undefined ? machine.state : meet(machine.state, exits);
  machine.running.delete(lambda);
  machine.frame = frame;
  machine.queue = queue;
  machine.state = state;
  return end.alive ? end : undefined;
}

/** Gives a parameter what its default holds, and taint where it lies within a source. A lambda's may end a propagation. */
export function enterParameter(machine: Machine, parameter: Node, inLambda: boolean): void {
  const inner = parameter.kind === 'Spread' ? kid(parameter, 0) : parameter;
  const bare = inner.kind !== 'Param';
  const target = bare ? inner : kid(inner, 0);
  const fallback = bare ? undefined : kid(inner, 2);
  const names: Node[] = [];
  collectNames(target, names);
  const safe = !bare && harmlessType(machine.options, kid(inner, 1));
  if (fallback !== undefined && fallback.kind !== 'None') {
    assign(machine, target, machine.evaluate(fallback), machine.state.moment());
  } else for (const name of names) clear(machine, name);
  for (const name of names) {
    const place = placeOf(machine, name);
    if (place === undefined) continue;
    const arriving = inLambda ? readPlace(machine, name).value.taints : untainted.taints;
    const taints = union(machine.enterDeclared(name), arriving);
    if (safe) machine.state.clean(place);
    else machine.state.add(place, machine.dropSafe(name, { taints, fields: undefined }).taints);
  }
}

function clear(machine: Machine, name: Node): void {
  const place = placeOf(machine, name);
  if (place !== undefined) machine.state.clean(place);
}
