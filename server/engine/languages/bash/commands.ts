/** Bash's commands and what joins them. */
import { make, type Handler, type Lowering } from '../lowering.ts';
import { isPlaceholder } from '../spelling.ts';
import { condition } from './statements.ts';
import { hidden, isHidden } from './words.ts';
import { fieldOf, namedOf, typed, type Cst } from '../../tree/cst.ts';
import { Node } from '../../tree/node.ts';

const isRedirect = ({ type }: Cst): boolean => type.endsWith('_redirect');

/** Makes a command of its words; assignments before it and redirections are left out. */
export const command: Handler = (cst, low) => {
  const isCommand = cst.type === 'command';
  const parts = cst.kids.filter(
    child => !isRedirect(child) && !(isCommand && child.type === 'variable_assignment'),
  );
  const args = parts.flatMap(child => (child.named ? low.all([child]) : [wordOf(child, low)]));
  return commandOf(cst, args);
};

const wordOf = (cst: Cst, low: Lowering): Node => make('Str', cst, [], low.source(cst));

/** Makes a command; one that is only an ellipsis stands for any. */
function commandOf(at: Cst, args: readonly Node[]): Node {
  const only = args[0];
  const isOpen = only?.kind === 'Name' && isPlaceholder(only.text) && !only.text.startsWith('MV_');
  if (args.length === 1 && only !== undefined && isOpen) return only;
  return hidden({ start: only?.start ?? at.start, end: args.at(-1)?.end ?? at.end }, 'command', args);
}

/** Makes the assignments of a declaration; one without any is no command, though it looks like one. */
export const declaration: Handler = (cst, low) => {
  const assignments = low.all(cst.kids.filter(child => child.type === 'variable_assignment'));
  if (assignments.length > 0) return assignments;
  const parts = cst.kids.filter(child => !isRedirect(child));
  return hidden(
    cst,
    'declaration',
    parts.flatMap(child => (child.named ? low.all([child]) : [wordOf(child, low)])),
  );
};

/** Makes an assignment. */
export const assignment: Handler = (cst, low) => {
  const target = low.field(cst, 'name');
  const written = fieldOf(cst, 'value');
  const value = written === undefined ? new Node('Str', '', [], cst.end, cst.end) : low.one(written, cst.end);
  const filled = value.kind === 'None' ? new Node('Str', '', [], cst.end, cst.end) : value;
  const adds = cst.kids.some(child => child.type === '+=');
  return make(adds ? 'AugAssign' : 'Assign', cst, [target, filled], adds ? '+' : '=');
};

/** Makes `[ … ]` or `[[ … ]]`. */
export const test: Handler = (cst, low) =>
  hidden(cst, cst.kids[0]?.type === '[[' ? 'extended-test' : 'test', low.named(cst));

/** Makes `! command`. */
export const negated: Handler = (cst, low) => make('Unary', cst, [low.one(namedOf(cst)[0], cst.end)], '!');

/** Makes a pipeline, from the left; its operator has a name of its own, for unlike a bitwise or it has an order. */
export const pipeline: Handler = (cst, low) => piped(low.named(cst)) ?? [];

const piped = (nodes: readonly Node[]): Node | undefined =>
  nodes.reduce<Node | undefined>(
    (left, right) => (left === undefined ? right : joined(left, 'pipe', right)),
    undefined,
  );

const joined = (left: Node, operator: string, right: Node): Node =>
  new Node('Binary', operator, [left, right], left.start, right.end);

/** Makes `a && b` or `a || b`. */
export const chain: Handler = (cst, low) => {
  const operator = cst.kids.find(child => !child.named)?.type ?? '&&';
  const [left, right] = namedOf(cst);
  return make(
    'Binary',
    cst,
    [condition(cst, listOf(left), low), condition(cst, listOf(right), low)],
    operator,
  );
};

const listOf = (cst: Cst | undefined): readonly Cst[] => (cst === undefined ? [] : [cst]);

/** Leaves redirections out; what follows the beginning of a here-document on its line goes on with the command. */
export const redirected: Handler = (cst, low) => {
  const body = fieldOf(cst, 'body');
  if (body === undefined) return [];
  const lowered = low.one(body, cst.start);
  return cst.kids
    .filter(child => child.type === 'heredoc_redirect')
    .reduce((made, here) => goOn(made, here, low), lowered);
};

function goOn(made: Node, here: Cst, low: Lowering): Node {
  const pipe = typed(here, 'pipeline');
  if (pipe !== undefined) return piped([made, ...low.named(pipe)]) ?? made;
  const right = fieldOf(here, 'right');
  if (right !== undefined) {
    const operator = fieldOf(here, 'operator')?.type ?? '&&';
    return joined(made, operator, low.one(right, here.end));
  }
  const more = low.all(here.kids.filter(child => child.field === 'argument'));
  if (more.length === 0 || !isHidden(made, 'command')) return made;
  return hidden({ start: made.start, end: more.at(-1)?.end ?? made.end }, 'command', [
    ...(made.kids[1]?.kids ?? []),
    ...more,
  ]);
}
