/**
 * Lowers C#'s queries to the calls that they stand for: `from x in xs where x > 1 select x.Y` is
 * `xs.Where(x => x > 1).Select(x => x.Y)`, in which rules for either spelling, and taint, find their way.
 */
import { namedOf, typed, type Cst } from '../../tree/cst.ts';
import { Node, none } from '../../tree/node.ts';
import { around, empty, type Handler, type Handlers, type Lowering } from '../lowering.ts';

/** Is a query as far as it is read: what it is so far, and the variables that are in scope. */
interface Query {
  readonly value: Node;
  readonly names: readonly Cst[];
}

type Clause = (query: Query, cst: Cst, low: Lowering) => Query;

const nodeOf = (cst: Cst, low: Lowering): Node =>
  new Node('Name', low.source(cst).replace(/^@/, ''), [], cst.start, cst.end);

/** Makes `(names…) => body`; several names are one tuple, as Semgrep has it. */
function lambda(names: readonly Cst[], body: Node, low: Lowering, ...more: readonly Cst[]): Node {
  const at = body.start;
  const param = (target: Node): Node =>
    new Node('Param', '', [target, none(at), none(at), empty('Mods', at)], at, at);
  const targets = names.map(name => nodeOf(name, low));
  const [first, ...rest] = targets;
  const joined = rest.length === 0 ? (first ?? none(at)) : new Node('Tuple', '', targets, at, at);
  const params = [param(joined), ...more.map(name => param(nodeOf(name, low)))];
  const kids = [new Node('Params', '', params, at, at), none(at), body, empty('Mods', at)];
  return new Node('Lambda', '', kids, at, body.end);
}

/** Makes `value.method(args…)`, where the method's name stands at the clause's keyword. */
function call(value: Node, method: string, cst: Cst, args: readonly Node[]): Node {
  const name = new Node('Name', method, [], cst.start, cst.kids[0]?.end ?? cst.start);
  const callee = new Node('Attr', '', [value, name], value.start, name.end);
  const given = new Node('Args', '', args, name.end, cst.end);
  return new Node('Call', '', [callee, given], value.start, cst.end);
}

const tuple = (names: readonly Cst[], low: Lowering, ...more: readonly Node[]): Node => {
  const kids = [...names.map(name => nodeOf(name, low)), ...more];
  const last = kids.at(-1);
  return new Node('Tuple', '', kids, kids[0]?.start ?? 0, last?.end ?? 0);
};

/** Makes the clauses that hand each element to a function: `where`, `select`. */
const mapped =
  (method: string): Clause =>
  ({ value, names }, cst, low) => {
    const body = low.one(namedOf(cst).at(-1), cst.end);
    return { value: call(value, method, cst, [lambda(names, body, low)]), names };
  };

const letClause: Clause = ({ value, names }, cst, low) => {
  const [name, given] = namedOf(cst);
  if (name === undefined) return { value, names };
  const body = tuple(names, low, low.one(given, cst.end));
  return { value: call(value, 'Select', cst, [lambda(names, body, low)]), names: [...names, name] };
};

const from: Clause = ({ value, names }, cst, low) => {
  const parts = namedOf(cst);
  const name = parts.at(-2);
  if (name === undefined) return { value, names };
  const all = [...names, name];
  const args = [
    lambda(names, low.one(parts.at(-1), cst.end), low),
    lambda(names, tuple(all, low), low, name),
  ];
  return { value: call(value, 'SelectMany', cst, args), names: all };
};

const group: Clause = ({ value, names }, cst, low) => {
  const [element, key] = low.named(cst);
  const args = [key, element].filter(part => part !== undefined).map(part => lambda(names, part, low));
  return { value: call(value, 'GroupBy', cst, args), names: [] };
};

const orderBy: Clause = ({ value, names }, cst, low) => {
  let made = value;
  for (const [at, child] of cst.kids.entries()) {
    if (!child.named) continue;
    const method = cst.kids[at + 1]?.type === 'descending' ? 'OrderByDescending' : 'OrderBy';
    made = call(made, method, { ...cst, end: child.end }, [lambda(names, low.one(child, child.end), low)]);
  }
  return { value: made, names };
};

const join: Clause = ({ value, names }, cst, low) => {
  const into = typed(cst, 'join_into_clause');
  const [name, source, left, right] = namedOf(cst)
    .filter(child => child !== into)
    .slice(-4);
  const added = into === undefined ? name : namedOf(into)[0];
  if (name === undefined || added === undefined) return { value, names };
  const all = [...names, added];
  const args = [
    low.one(source, cst.end),
    lambda(names, low.one(left, cst.end), low),
    lambda([name], low.one(right, cst.end), low),
    lambda(names, tuple(all, low), low, added),
  ];
  return { value: call(value, into === undefined ? 'Join' : 'GroupJoin', cst, args), names: all };
};

const clauses = new Map<string, Clause>([
  ['where_clause', mapped('Where')],
  ['select_clause', mapped('Select')],
  ['let_clause', letClause],
  ['from_clause', from],
  ['group_clause', group],
  ['order_by_clause', orderBy],
  ['join_clause', join],
]);

/** A name after the keyword `into` begins a query of its own on what was grouped or selected. */
const query: Handler = (cst, low) => {
  const [first, ...rest] = namedOf(cst);
  const parts = first === undefined ? [] : namedOf(first);
  const name = parts.at(-2);
  const source = parts.at(-1);
  if (name === undefined || source === undefined) return low.named(cst);
  let made: Query = { value: low.one(source, cst.end), names: [name] };
  for (const part of rest) {
    const clause = clauses.get(part.type);
    if (clause !== undefined) made = clause(made, part, low);
    else if (part.type === 'identifier') made = { ...made, names: [part] };
    else made = { ...made, value: around('Other', [made.value, low.one(part, part.end)], part.type) };
  }
  return made.value;
};

/** Maps the node types of queries. */
export const queries: Handlers = { query_expression: query };
