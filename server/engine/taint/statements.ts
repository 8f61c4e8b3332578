/** How control flows: states part at branches, meet again after them, and go round loops until nothing is added. */
import { kid, type Kind, type Node } from '../tree/node.ts';
import { jump, loop, reachLabel, throwAway } from './flow.ts';
import { runQueued } from './lambdas.ts';
import { allOf, flat, type Machine, untainted, type Value } from './machine.ts';
import { assign } from './places.ts';
import { collectNames } from './program.ts';
import { meet, type State } from './state.ts';
import { union } from './taints.ts';

type Handler = (machine: Machine, node: Node) => Value;

/** Are statements that run nothing where they stand: functions and classes are analysed by themselves. */
const inert = new Set<Kind>([
  'None',
  'FuncDef',
  'ClassDef',
  'Import',
  'Package',
  'TypeDef',
  'Decorator',
  'Mods',
]);

const handlers: Partial<Record<Kind, Handler>> = {
  Block: executeBlock,
  ClassBody: executeBlock,
  ExprStmt: (machine, node) => machine.evaluate(kid(node, 0)),
  If: executeIf,
  While: executeWhile,
  DoWhile: executeDoWhile,
  For: executeFor,
  ForEach: executeForEach,
  Switch: executeSwitch,
  Try: executeTry,
  With: executeWith,
  Return: executeReturn,
  Throw: executeThrow,
  Break: (machine, node) => jump(machine, node, 'breaks'),
  Continue: (machine, node) => jump(machine, node, 'continues'),
  Goto: (machine, node) => jump(machine, node, 'goto'),
  Label: executeLabel,
  Assert: (machine, node) => {
    for (const argument of kid(node, 0).kids) machine.evaluate(argument);
    return untainted;
  },
  Other: executeOther,
};

/** Executes a statement; returns the value of its last expression. */
export function execute(machine: Machine, node: Node): Value {
  if (inert.has(node.kind)) return untainted;
  if (!machine.state.alive && !(machine.hasGotos && holders.has(node.kind))) return untainted;
  if (!machine.step()) return untainted;
  const handler = handlers[node.kind];
  return handler === undefined ? machine.evaluate(node) : handler(machine, node);
}

/** Are statements in which a label may stand that a `goto` elsewhere leads to. */
const holders = new Set<Kind>(['Label', 'Block', 'If', 'Switch', 'While', 'DoWhile', 'For', 'Try']);

const compound = new Set<Kind>(
  'Block If While DoWhile For ForEach Switch Try With Label FuncDef ClassDef'.split(' ') as readonly Kind[],
);

function executeBlock(machine: Machine, block: Node): Value {
  let value = untainted;
  for (const statement of block.kids) {
    const queued = machine.queue.length;
    if (machine.exitSinks && machine.state.alive && !compound.has(statement.kind))
      machine.state.last = [statement];
    if (isSkipped(machine, statement)) continue;
    value = machine.execute(statement);
    runQueued(machine, queued, false);
    // Any statement of a `try` may throw: what holds after it may hold in a `catch`.
    const handler = machine.frame.handlers.at(-1);
    if (handler !== undefined && machine.state.alive) handler.state = meet(handler.state, machine.state);
  }
  return value;
}

/** Is a plain statement that has no effect while nothing is tainted; one that makes a lambda is run, to know it. */
function isSkipped(machine: Machine, statement: Node): boolean {
  if (statement.kind === 'ExprStmt') {
    const expression = kid(statement, 0);
    const keeps = expression.kind === 'Assign' && kid(expression, 1).kind === 'Lambda';
    return !keeps && machine.isIdle(statement);
  }
  return statement.kind === 'VarDef' && kid(statement, 2).kind !== 'Lambda' && machine.isIdle(statement);
}

function executeCondition(machine: Machine, condition: Node): void {
  if (condition.kind === 'None') return;
  if (machine.exitSinks) machine.state.last = [condition];
  if (machine.isIdle(condition)) return;
  const queued = machine.queue.length;
  machine.execute(condition);
  runQueued(machine, queued, false);
}

function executeIf(machine: Machine, node: Node): Value {
  executeCondition(machine, kid(node, 0));
  const otherwise = machine.state.fork();
  const first = machine.execute(kid(node, 1));
  const after = machine.state;
  machine.state = otherwise;
  const second = machine.execute(kid(node, 2));
  machine.state = meet(after, machine.state);
  return flat(union(allOf(first), allOf(second)));
}

function executeWhile(machine: Machine, node: Node): Value {
  loop(machine, {
    test: () => executeCondition(machine, kid(node, 0)),
    body: () => machine.execute(kid(node, 1)),
  });
  return untainted;
}

function executeDoWhile(machine: Machine, node: Node): Value {
  loop(machine, {
    body: () => machine.execute(kid(node, 0)),
    testAfter: () => executeCondition(machine, kid(node, 1)),
  });
  return untainted;
}

function executeFor(machine: Machine, node: Node): Value {
  machine.execute(kid(node, 0));
  loop(machine, {
    test: () => executeCondition(machine, kid(node, 1)),
    body: () => machine.execute(kid(node, 3)),
    update: () => machine.execute(kid(node, 2)),
  });
  return untainted;
}

function executeForEach(machine: Machine, node: Node): Value {
  const queued = machine.queue.length;
  const all = allOf(machine.evaluate(kid(node, 1)));
  runQueued(machine, queued, false);
  const items = machine.options.taint_only_propagate_through_assignments ? untainted : flat(all);
  loop(machine, {
    body: () => {
      assign(machine, kid(node, 0), items, machine.state.moment());
      machine.execute(kid(node, 2));
    },
  });
  machine.execute(kid(node, 3));
  return untainted;
}

function executeSwitch(machine: Machine, node: Node): Value {
  const subject = machine.evaluate(kid(node, 0));
  const target = { label: machine.frame.label, loop: false, breaks: undefined, continues: undefined };
  machine.frame.label = undefined;
  machine.frame.targets.push(target);
  let taints = untainted.taints;
  let unmatched: State = machine.state;
  let fallen: State | undefined;
  let out: State | undefined;
  let exhaustive = false;
  for (const branch of kid(node, 1).kids) {
    machine.state = unmatched;
    const tests = kid(branch, 0).kids;
    for (const test of tests) executeTest(machine, test, subject);
    exhaustive ||= tests.length === 0;
    unmatched = machine.state;
    machine.state = fallen === undefined ? unmatched.fork() : meet(unmatched.fork(), fallen);
    taints = union(taints, allOf(machine.execute(kid(branch, 1))));
    if (machine.traits.fallsThrough) fallen = machine.state;
    else out = out === undefined ? machine.state : meet(out, machine.state);
  }
  machine.frame.targets.pop();
  const ends = [fallen, out, exhaustive ? undefined : unmatched, readBreaks(target)];
  const reached = ends.filter(state => state !== undefined);
  machine.state = reached.reduce((one, other) => meet(one, other), reached[0] ?? unmatched);
  return flat(taints);
}

const readBreaks = ({ breaks }: { readonly breaks: State | undefined }): State | undefined => breaks;

/** Runs a case's test; a pattern with parts gives its variables what is examined. */
function executeTest(machine: Machine, test: Node, subject: Value): void {
  const names: Node[] = [];
  if (test.kind === 'Call') collectNames(kid(test, 1), names);
  else if (test.kind !== 'Name') collectNames(test, names);
  const taints = allOf(subject);
  if (names.length === 0 || taints.length === 0) machine.evaluate(test);
  else for (const name of names) assign(machine, name, flat(taints), machine.state.moment());
}

function executeTry(machine: Machine, node: Node): Value {
  const { handlers: open } = machine.frame;
  const handler = { state: machine.state.fork() };
  open.push(handler);
  let value = machine.execute(kid(node, 0));
  open.pop();
  value = kid(node, 2).kind === 'None' ? value : machine.execute(kid(node, 2));
  let out = machine.state;
  const caught = kid(node, 1).kids;
  for (const clause of caught) {
    machine.state = handler.state.fork();
    value = flat(union(allOf(value), allOf(machine.execute(kid(clause, 2)))));
    out = meet(out, machine.state);
  }
  machine.state = out;
  executeFinally(machine, kid(node, 3), handler.state);
  return value;
}

/** Runs `finally` as it is reached by an exception, by `return` and the like, and then as it is reached in order. */
function executeFinally(machine: Machine, last: Node, thrown: State): void {
  if (last.kind === 'None') return;
  const normal = machine.state;
  machine.state = thrown.fork();
  machine.execute(last);
  machine.state = normal;
  machine.execute(last);
}

function executeWith(machine: Machine, node: Node): Value {
  for (const item of kid(node, 0).kids) {
    const queued = machine.queue.length;
    machine.execute(item);
    runQueued(machine, queued, false);
  }
  return machine.execute(kid(node, 1));
}

function executeReturn(machine: Machine, node: Node): Value {
  const { frame } = machine;
  if (machine.isSanitized(node)) machine.state.end();
  else {
    const queued = machine.queue.length;
    const value = machine.evaluate(kid(node, 0));
    machine.settle(node, value);
    runQueued(machine, queued, false);
  }
  machine.state.last = machine.exitSinks ? [node] : [];
  const out = machine.state.fork();
  out.alive = true;
  frame.exits = frame.exits === undefined ? out : meet(frame.exits, out);
  if (machine.exitSinks) machine.reportExits(out);
  machine.state.end();
  return untainted;
}

function executeThrow(machine: Machine, node: Node): Value {
  machine.evaluate(kid(node, 0));
  throwAway(machine);
  return untainted;
}

function executeLabel(machine: Machine, node: Node): Value {
  reachLabel(machine, kid(node, 0).text);
  return machine.execute(kid(node, 1));
}

/** Runs what no language's lowering has a name for: its parts in order. */
function executeOther(machine: Machine, node: Node): Value {
  const blocks = node.kids.some(({ kind }) => kind === 'Block' || kind === 'ExprStmt');
  if (!blocks) return machine.evaluate(node);
  let value = untainted;
  for (const child of node.kids) value = machine.execute(child);
  return value;
}
