/** What each kind of expression does with taint. */
import { kid, Node, type Kind } from '../tree/node.ts';
import { evaluateCall, evaluateNew } from './calls.ts';
import { comparisons } from './harmless.ts';
import { runQueued } from './lambdas.ts';
import { allOf, flat, type Machine, untainted, type Value } from './machine.ts';
import { assign, isPlace, keyOffset, placeOf, readPlace } from './places.ts';
import { type Cell, type Fields, gather, statusOf } from './shape.ts';
import { meet } from './state.ts';
import { nothing, union } from './taints.ts';

type Handler = (machine: Machine, node: Node) => Value;

const statements = new Set<Kind>(
  (
    'Block ExprStmt If While DoWhile For ForEach Switch Try With Return Throw Break Continue Goto Label FuncDef ' +
    'ClassDef Import Package TypeDef'
  ).split(' ') as readonly Kind[],
);

/** A sanitizer that matches a whole assignment makes its target clean. */
const assignments = new Set<Kind>(['Assign', 'VarDef']);

const handlers: Partial<Record<Kind, Handler>> = {
  None: () => untainted,
  Call: evaluateCall,
  New: evaluateNew,
  Assign: evaluateAssign,
  AugAssign: evaluateAugmented,
  VarDef: evaluateDeclaration,
  Update: evaluateUpdate,
  Binary: evaluateBinary,
  Ternary: evaluateTernary,
  Cast: (machine, node) => machine.evaluate(kid(node, 1)),
  Await: (machine, node) => flat(allOf(machine.evaluate(kid(node, 0)))),
  Spread: (machine, node) => flat(allOf(machine.evaluate(kid(node, 0)))),
  KwArg: (machine, node) => machine.evaluate(kid(node, 0)),
  Yield: evaluateYield,
  Seq: evaluateSequence,
  List: evaluateItems,
  Tuple: evaluateItems,
  Dict: evaluateRecord,
  Record: evaluateRecord,
  Lambda: (machine, node) => {
    machine.queue.push(node);
    return untainted;
  },
  AnonClass: () => untainted,
  // The names of elements and attributes are no variables.
  Xml: (machine, node) => flat(evaluateAll(machine, node.kids.slice(1))),
  XmlAttr: (machine, node) => flat(evaluateAll(machine, node.kids.slice(1))),
  Comprehension: evaluateComprehension,
};

/** Evaluates an expression: its taint, with all marks on it applied. */
export function evaluate(machine: Machine, node: Node): Value {
  if (!machine.step()) return untainted;
  if (statements.has(node.kind)) return evaluateStatement(machine, node);
  if (isPlace(node)) return readPlace(machine, node).value;
  if (machine.isSanitized(node)) return evaluateSanitized(machine, node);
  const queued = machine.queue.length;
  const handler = handlers[node.kind];
  const value = handler === undefined ? flat(evaluateAll(machine, node.kids)) : handler(machine, node);
  const settled = machine.settle(node, value);
  if (node.kind === 'Call' || node.kind === 'New') runQueued(machine, queued, true);
  return settled;
}

/** Evaluates what a sanitizer matches: nothing within counts, unless the sanitizer is exact; an assignment's target is clean. */
function evaluateSanitized(machine: Machine, node: Node): Value {
  const moment = machine.state.moment();
  const assigning = assignments.has(node.kind);
  if (machine.sanitizers.at(node).every(({ spec }) => spec.exact)) {
    for (const child of assigning ? node.kids.slice(1) : node.kids) machine.evaluate(child);
  }
  if (assigning) assign(machine, kid(node, 0), untainted, moment);
  return untainted;
}

/** Runs a statement that stands for a value, as in Ruby, Rust and Kotlin. */
function evaluateStatement(machine: Machine, node: Node): Value {
  if (machine.isSanitized(node)) return untainted;
  return machine.settle(node, machine.execute(node));
}

/** Evaluates expressions in order; returns the taint of all, unless the rule follows assignments only. */
function evaluateAll(machine: Machine, nodes: readonly Node[]): Value['taints'] {
  let taints = nothing;
  for (const node of nodes) taints = union(taints, allOf(machine.evaluate(node)));
  return machine.options.taint_only_propagate_through_assignments ? nothing : taints;
}

function evaluateAssign(machine: Machine, node: Node): Value {
  return assigned(machine, node, kid(node, 1));
}

function assigned(machine: Machine, node: Node, source: Node): Value {
  const target = kid(node, 0);
  const moment = machine.state.moment();
  const value = machine.evaluate(source);
  const settled = machine.settle(node, value);
  assign(machine, target, settled, moment);
  if (source.kind === 'Lambda' && target.kind === 'Name') machine.keepLambda(target, source);
  return settled;
}

function evaluateDeclaration(machine: Machine, node: Node): Value {
  const value = kid(node, 2);
  return value.kind === 'None' ? untainted : assigned(machine, node, value);
}

function evaluateAugmented(machine: Machine, node: Node): Value {
  const target = kid(node, 0);
  const moment = machine.state.moment();
  const added = allOf(machine.evaluate(kid(node, 1)));
  const old = machine.evaluate(target);
  const value = machine.settle(node, { taints: union(added, old.taints), fields: old.fields });
  if (allOf(value).length > 0) {
    const place = placeOf(machine, target);
    if (place !== undefined && machine.dropSafe(target, value) === value)
      machine.state.add(place, value.taints);
  } else assign(machine, target, value, moment);
  return value;
}

function evaluateUpdate(machine: Machine, node: Node): Value {
  return machine.evaluate(kid(node, 0));
}

const lazy = new Set(['&&', '||', 'and', 'or', '??', '?:']);

function evaluateBinary(machine: Machine, node: Node): Value {
  const left = allOf(machine.evaluate(kid(node, 0)));
  const before = lazy.has(node.text) ? machine.state.fork() : undefined;
  let taints = left;
  for (const operand of node.kids.slice(1)) taints = union(taints, allOf(machine.evaluate(operand)));
  if (before !== undefined) machine.state = meet(before, machine.state);
  const { taint_only_propagate_through_assignments: only, taint_assume_safe_comparisons: safe } =
    machine.options;
  return only || (safe && comparisons.has(node.text)) ? untainted : flat(taints);
}

function evaluateTernary(machine: Machine, node: Node): Value {
  const condition = machine.evaluate(kid(node, 0));
  const before = machine.state.fork();
  const then = kid(node, 1);
  const first = then.kind === 'None' ? condition : machine.evaluate(then);
  const after = machine.state;
  machine.state = before;
  const second = machine.evaluate(kid(node, 2));
  machine.state = meet(after, machine.state);
  return flat(union(allOf(first), allOf(second)));
}

function evaluateYield(machine: Machine, node: Node): Value {
  machine.evaluate(kid(node, 0));
  return untainted;
}

function evaluateSequence(machine: Machine, node: Node): Value {
  let value = untainted;
  for (const child of node.kids) value = machine.evaluate(child);
  return value;
}

/** Keeps apart what the places of a list or tuple hold; PHP's may have keys. */
function evaluateItems(machine: Machine, node: Node): Value {
  const fields = new Map<string, Cell>();
  let taints = nothing;
  node.kids.forEach((child, n) => {
    const key = child.kind === 'Pair' ? kid(child, 0) : undefined;
    if (key !== undefined) taints = union(taints, allOf(machine.evaluate(key)));
    const value = machine.evaluate(key === undefined ? child : kid(child, 1));
    if (child.kind === 'Spread') taints = union(taints, allOf(value));
    else setCell(fields, key === undefined ? `[${n}]` : keyOffset(machine, key), value);
  });
  return { taints, fields: orNone(fields) };
}

/** Keeps apart what the fields of a record or the entries of a dictionary hold. */
function evaluateRecord(machine: Machine, node: Node): Value {
  const fields = new Map<string, Cell>();
  let taints = nothing;
  for (const child of node.kids) {
    if (child.kind === 'Pair') {
      const key = kid(child, 0);
      const field = key.kind === 'Name' && node.kind === 'Record';
      if (!field) taints = union(taints, allOf(machine.evaluate(key)));
      const value = machine.evaluate(kid(child, 1));
      setCell(fields, field ? `.${key.text}` : keyOffset(machine, key), value);
    } else if (child.kind === 'VarDef')
      setCell(fields, `.${kid(child, 0).text}`, machine.evaluate(kid(child, 2)));
    else if (child.kind === 'Spread') {
      const spread = machine.evaluate(kid(child, 0));
      taints = union(taints, spread.taints);
      for (const [offset, cell] of spread.fields ?? []) fields.set(offset, cell);
    } else if (child.kind === 'FuncDef') machine.queue.push(methodLambda(child));
    else taints = union(taints, allOf(machine.evaluate(child)));
  }
  return { taints, fields: orNone(fields) };
}

const methods = new WeakMap<Node, Node>();

/** Returns a method of an object as the lambda that its field holds: it sees the variables around it. */
function methodLambda(method: Node): Node {
  let lambda = methods.get(method);
  if (lambda === undefined) {
    lambda = new Node('Lambda', '', method.kids.slice(1, 5), method.start, method.end);
    methods.set(method, lambda);
  }
  return lambda;
}

function setCell(fields: Map<string, Cell>, offset: string, { taints, fields: parts }: Value): void {
  if (taints.length === 0 && parts === undefined) return;
  const old = fields.get(offset);
  const all = union(taints, Array.isArray(old?.status) ? old.status : nothing);
  fields.set(offset, { status: statusOf(all), fields: parts ?? old?.fields });
}

const orNone = (fields: Fields): Fields | undefined => (gather(fields).length === 0 ? undefined : fields);

function evaluateComprehension(machine: Machine, node: Node): Value {
  for (const child of node.kids.slice(1)) {
    if (child.kind === 'CompFor') {
      const items = flat(allOf(machine.evaluate(kid(child, 1))));
      assign(machine, kid(child, 0), items, machine.state.moment());
    } else machine.evaluate(kid(child, 0));
  }
  return flat(evaluateAll(machine, kid(node, 0).kind === 'Pair' ? kid(node, 0).kids : [kid(node, 0)]));
}
