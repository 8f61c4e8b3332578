/** Runs one taint rule on one file: every function, class body and the top level, each by itself. */
import type { Node } from '../tree/node.ts';
import { kid } from '../tree/node.ts';
import { evaluate } from './expressions.ts';
import { enterParameter, runLambda } from './lambdas.ts';
import { Machine, newFrame } from './machine.ts';
import { equalStates, meet, State } from './state.ts';
import { execute } from './statements.ts';
import type { TaintFinding, TaintInput } from './types.ts';
import { placeOf } from './places.ts';

/** Finds every flow of taint from a source into a sink; by place, each once. */
export function runTaint(input: TaintInput): readonly TaintFinding[] {
  if (!input.sources.some(hasMatches) || !input.sinks.some(hasMatches)) return [];
  const machine = new Machine(input, { evaluate, execute });
  const globals = readGlobals(machine, input.root);
  const { functions, classes } = machine.program;
  for (const definition of functions) {
    if (isWorthwhile(machine, definition, globals)) runFunction(machine, definition, globals);
  }
  for (const body of classes) {
    if (isWorthwhile(machine, body)) runBody(machine, body, new State());
  }
  if (isWorthwhile(machine, input.root)) runBody(machine, input.root, new State());
  return machine.findings.all();
}

const hasMatches = ({ matches }: { readonly matches: readonly unknown[] }): boolean => matches.length > 0;

/** Tells whether taint can enter a part of the file and reach a sink there. */
function isWorthwhile(machine: Machine, node: Node, globals?: State): boolean {
  const enters = machine.sources.touch(node) || (globals !== undefined && globals.cells.size > 0);
  return enters && machine.sinks.touch(node);
}

function runFunction(machine: Machine, definition: Node, globals: State): void {
  const start = globals.fork();
  machine.state = start;
  machine.frame = newFrame();
  for (const parameter of kid(definition, 1).kids) enterParameter(machine, parameter, false);
  runBody(machine, kid(definition, 3), machine.state);
}

/** Is how often a function with `goto` is run: each time states reach labels further up. */
const runs = 4;

function runBody(machine: Machine, body: Node, start: State): void {
  machine.queue = [];
  machine.kept = new Map();
  let gotos = new Map<string, State>();
  for (let run = 0; run < runs; run++) {
    machine.frame = newFrame();
    for (const [label, state] of gotos) machine.frame.gotos.set(label, state);
    machine.state = start.fork();
    machine.execute(body);
    const now = machine.frame.gotos;
    if (sameGotos(gotos, now)) break;
    gotos = new Map(now);
  }
  if (machine.exitSinks && machine.state.alive) machine.reportExits(machine.state);
  for (const kept of machine.kept.values()) if (kept.uses === 0) runLambda(machine, kept.node, kept.made);
}

function sameGotos(left: ReadonlyMap<string, State>, right: ReadonlyMap<string, State>): boolean {
  if (left.size !== right.size) return false;
  for (const [label, state] of right) {
    const other = left.get(label);
    if (other === undefined || !equalStates(other, state)) return false;
  }
  return true;
}

/** Returns the taint of variables of the file that get their value once: functions may read them at any time. */
function readGlobals(machine: Machine, root: Node): State {
  const globals = new State();
  const { program } = machine;
  if (program.functions.length === 0) return globals;
  machine.frame = newFrame();
  machine.state = globals;
  for (const statement of root.kids) {
    const definition = statement.kind === 'ExprStmt' ? kid(statement, 0) : statement;
    const target = kid(definition, 0);
    if ((definition.kind !== 'VarDef' && definition.kind !== 'Assign') || target.kind !== 'Name') continue;
    if (!machine.sources.touch(definition) && machine.state.cells.size === 0) continue;
    if (!program.assignedOnce(program.key(target))) continue;
    machine.evaluate(definition);
    machine.queue = [];
    const place = placeOf(machine, target);
    if (place !== undefined) machine.state.add(place, machine.enterDeclared(target));
  }
  return meet(globals, machine.state);
}
