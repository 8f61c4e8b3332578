/** Calls: what goes in comes out, as far as anyone can tell without looking into the function. */
import { kid, type Node } from '../tree/node.ts';
import { allOf, flat, type Machine, type Value } from './machine.ts';
import { isPlace, placeOf, project, readPlace } from './places.ts';
import { nothing, type Taints, union } from './taints.ts';

/** Evaluates a call: arguments first, then what is called, then the call as a whole. */
export function evaluateCall(machine: Machine, call: Node): Value {
  const { options } = machine;
  const given = evaluateArguments(machine, kid(call, 1));
  const { own, object } = evaluateCallee(machine, kid(call, 0));
  machine.sinkArguments(call, given);
  const assignments = options.taint_only_propagate_through_assignments;
  const passes = !options.taint_assume_safe_functions && !assignments;
  const property = accessed(machine, call, given);
  const through = passes ? union(given, property ?? object) : (property ?? nothing);
  // What a tainted object's field holds is tainted, and a method is a field: that alone no option takes away.
  const inherent = property === undefined ? own : nothing;
  return flat(assignments ? through : union(inherent, through));
}

/** Evaluates the making of an object: what goes in is in it. */
export function evaluateNew(machine: Machine, node: Node): Value {
  const passed = evaluateArguments(machine, kid(node, 1));
  // What a list in braces puts into the new object, as in C#.
  const initializer = node.kids[2];
  const filled = initializer?.kind === 'Tuple' ? allOf(machine.evaluate(initializer)) : nothing;
  const given = union(passed, filled);
  const type = kid(node, 0);
  const own = isPlace(type) ? nothing : allOf(machine.evaluate(type));
  machine.sinkArguments(node, given);
  return flat(machine.options.taint_only_propagate_through_assignments ? nothing : union(own, given));
}

function evaluateArguments(machine: Machine, args: Node): Taints {
  let taints = nothing;
  const list = args.kind === 'Args' ? args.kids : [args];
  for (const argument of list) {
    const expression = argument.kind === 'KwArg' ? kid(argument, 0) : argument;
    taints = union(taints, allOf(machine.evaluate(expression)));
  }
  return taints;
}

function evaluateCallee(machine: Machine, callee: Node): { readonly own: Taints; readonly object: Taints } {
  if (callee.kind === 'Attr' || callee.kind === 'Index') {
    const { value, object } = readPlace(machine, callee);
    return { own: allOf(value), object: allOf(object) };
  }
  return { own: allOf(machine.evaluate(callee)), object: nothing };
}

/**
 * Treats `o.getX()` and `o.setX(v)` as the property `o.x`, where the language does so by convention. Returns the taint
 * of the property, or undefined when the call is no such access.
 */
function accessed(machine: Machine, call: Node, given: Taints): Taints | undefined {
  const callee = kid(call, 0);
  if (!machine.traits.accessors || callee.kind !== 'Attr' || kid(callee, 0).kind !== 'Name') return undefined;
  const [, verb, initial = '', rest = ''] = /^(get|set)(.)(.*)$/.exec(kid(callee, 1).text) ?? [];
  const object = placeOf(machine, kid(callee, 0));
  if (object === undefined || verb === undefined) return undefined;
  if (kid(call, 1).kids.length !== (verb === 'set' ? 1 : 0)) return undefined;
  const offset = `.${initial.toLowerCase()}${rest}`;
  if (verb === 'set') {
    machine.state.add({ key: object.key, offsets: [...object.offsets, offset], node: callee }, given);
    return nothing;
  }
  return project(machine.read(object.key), offset).taints;
}
