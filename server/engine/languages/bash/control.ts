/** Bash's control flow and functions. */
import { empty, make, type Handler, type Lowering } from '../lowering.ts';
import { condition, statementList, statements } from './statements.ts';
import { fieldOf, fieldsOf, isComment, type Cst } from '../../tree/cst.ts';
import { Node, none } from '../../tree/node.ts';

/** Returns the statements after a keyword, up to the next clause or the end. */
function bodyAfter(cst: Cst, keyword: string): readonly Cst[] {
  const from = cst.kids.findIndex(child => child.type === keyword);
  const rest = cst.kids.slice(from + 1);
  const to = rest.findIndex(
    child => child.type === 'elif_clause' || child.type === 'else_clause' || child.type === 'fi',
  );
  return to === -1 ? rest : rest.slice(0, to);
}

function blockOf(csts: readonly Cst[], at: number, low: Lowering): Node {
  const kids = statementList(csts, low);
  return new Node('Block', '', kids, kids[0]?.start ?? at, kids.at(-1)?.end ?? at);
}

/** Makes an if with its elifs nested in its else. */
export const ifStatement: Handler = (cst, low) => {
  const clauses = cst.kids.filter(child => child.type === 'elif_clause');
  const last = cst.kids.find(child => child.type === 'else_clause');
  let otherwise = last === undefined ? none(cst.end) : blockOf(last.kids.slice(1), last.end, low);
  for (const clause of clauses.toReversed()) {
    const nested = branch(clause, 'elif', otherwise, low);
    otherwise = new Node('Block', '', [nested], nested.start, nested.end);
  }
  return branch(cst, 'if', otherwise, low);
};

function branch(cst: Cst, keyword: string, otherwise: Node, low: Lowering): Node {
  const from = cst.kids.findIndex(child => child.type === keyword);
  const then = cst.kids.findIndex(child => child.type === 'then');
  const tested = condition(cst, cst.kids.slice(from + 1, then === -1 ? undefined : then), low);
  const body = blockOf(bodyAfter(cst, 'then'), tested.end, low);
  const end = Math.max(cst.end, otherwise.end);
  return new Node('If', '', [tested, body, otherwise], cst.start, end);
}

/** Makes a while or an until, which is a while not. */
export const loop: Handler = (cst, low) => {
  const tested = condition(cst, fieldsOf(cst, 'condition'), low);
  const isUntil = cst.kids[0]?.type === 'until';
  const test = isUntil ? new Node('Unary', '!', [tested], tested.start, tested.end) : tested;
  return make('While', cst, [test, low.block(fieldOf(cst, 'body'), cst.end)]);
};

/** Makes `for x in …`; without values it runs over the arguments. */
export const forEach: Handler = (cst, low) => {
  const values = low.fields(cst, 'value');
  const at = values[0]?.start ?? cst.start;
  const over =
    values.length > 0 ? values : [new Node('Unary', '$', [new Node('Name', '@', [], at, at)], at, at)];
  const list = new Node('List', '', over, at, values.at(-1)?.end ?? at);
  return make('ForEach', cst, [
    low.field(cst, 'variable'),
    list,
    low.block(fieldOf(cst, 'body'), cst.end),
    none(cst.end),
  ]);
};

/** Makes `for ((…; …; …))`. */
export const cFor: Handler = (cst, low) => {
  const part = (field: string): Node => {
    const nodes = low.all(fieldsOf(cst, field).filter(child => child.named));
    const first = nodes[0];
    if (first === undefined) return none(cst.start);
    return nodes.length === 1
      ? first
      : new Node('Seq', '', nodes, first.start, nodes.at(-1)?.end ?? first.end);
  };
  return make('For', cst, [
    part('initializer'),
    part('condition'),
    part('update'),
    low.block(fieldOf(cst, 'body'), cst.end),
  ]);
};

/** Makes a case. */
export const caseStatement: Handler = (cst, low) => {
  const items = low.all(cst.kids.filter(child => child.type === 'case_item'));
  const from = items[0]?.start ?? cst.end;
  return make('Switch', cst, [
    low.field(cst, 'value'),
    new Node('Cases', '', items, from, items.at(-1)?.end ?? from),
  ]);
};

/** Makes one case of a case statement. */
export const caseItem: Handler = (cst, low) => {
  const tests = low.fields(cst, 'value');
  const close = cst.kids.findIndex(child => child.type === ')');
  const end = tests.at(-1)?.end ?? cst.start;
  const list = new Node('Tests', '', tests, tests[0]?.start ?? cst.start, end);
  return make('Case', cst, [list, blockOf(cst.kids.slice(close + 1), end, low)]);
};

/** Makes a function; it has no parameters by name. */
export const functionDefinition: Handler = (cst, low) => {
  const name = fieldOf(cst, 'name');
  const body = fieldOf(cst, 'body');
  const block = body === undefined ? empty('Block', cst.end) : bodyOf(body, low);
  const id = name === undefined ? none(cst.start) : make('Name', name, [], low.source(name));
  return make('FuncDef', cst, [
    id,
    empty('Params', id.end),
    none(id.end),
    block,
    empty('Mods', cst.start),
    none(cst.end),
  ]);
};

const bodyOf = (body: Cst, low: Lowering): Node =>
  body.type === 'compound_statement'
    ? statements(body, namedOrMarks(body), low)
    : blockOf([body], body.start, low);

const namedOrMarks = (cst: Cst): readonly Cst[] =>
  cst.kids.filter(child => !isComment(child) && (child.named || child.type === '&'));
