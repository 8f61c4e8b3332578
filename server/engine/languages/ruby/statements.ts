/** Statements and definitions of Ruby. */
import { fieldOf, fieldsOf, namedOf, type Cst } from '../../tree/cst.ts';
import { none, type Node } from '../../tree/node.ts';
import { drop, empty, make, mods, type Handler, type Handlers, type Lowering } from '../lowering.ts';
import { bodyOf } from './bodies.ts';
import { valueOf } from './expressions.ts';
import { paramsOf } from './parameters.ts';

const conditionOf = (cst: Cst, low: Lowering, negated: boolean): Node => {
  const condition = low.field(cst, 'condition');
  return negated
    ? make('Unary', { ...cst, start: condition.start, end: condition.end }, [condition], '!')
    : condition;
};

/** `elsif` is an If in the Block of the else. */
function alternativeOf(cst: Cst, low: Lowering): Node {
  const alternative = fieldOf(cst, 'alternative');
  if (alternative === undefined) return none(cst.end);
  return alternative.type === 'elsif'
    ? make('Block', alternative, low.all([alternative]))
    : bodyOf(alternative, alternative, low);
}

const conditional =
  (negated: boolean): Handler =>
  (cst, low) =>
    make('If', cst, [
      conditionOf(cst, low, negated),
      bodyOf(fieldOf(cst, 'consequence'), cst, low),
      alternativeOf(cst, low),
    ]);

const modifier =
  (kind: 'If' | 'While', negated: boolean): Handler =>
  (cst, low) => {
    const body = bodyOf(fieldOf(cst, 'body'), cst, low);
    const condition = conditionOf(cst, low, negated);
    return make(kind, cst, kind === 'If' ? [condition, body, none(cst.end)] : [condition, body]);
  };

const loop =
  (negated: boolean): Handler =>
  (cst, low) =>
    make('While', cst, [conditionOf(cst, low, negated), bodyOf(fieldOf(cst, 'body'), cst, low)]);

const forLoop: Handler = (cst, low) =>
  make('ForEach', cst, [
    low.field(cst, 'pattern'),
    low.field(cst, 'value'),
    bodyOf(fieldOf(cst, 'body'), cst, low),
    none(cst.end),
  ]);

const caseOf: Handler = (cst, low) => {
  const clauses = cst.kids.filter(child => /^(?:when|in_clause|else)$/.test(child.type));
  const [first] = clauses;
  const cases = clauses.map(clause => {
    const patterns = low.all(fieldsOf(clause, 'pattern'));
    const body = clause.type === 'else' ? clause : fieldOf(clause, 'body');
    const tests = patterns.length === 0 ? empty('Tests', clause.start) : make('Tests', clause, patterns);
    return make('Case', clause, [tests, bodyOf(body, clause, low)]);
  });
  const list =
    first === undefined
      ? empty('Cases', cst.end)
      : make('Cases', { ...first, end: clauses.at(-1)?.end ?? first.end }, cases);
  return make('Switch', cst, [low.field(cst, 'value'), list]);
};

const method: Handler = (cst, low) => {
  const object = fieldOf(cst, 'object');
  const own = fieldOf(cst, 'name');
  const word = own === undefined ? none(cst.start) : make('Name', own, [], low.source(own).replace(/^:/, ''));
  const named =
    object === undefined
      ? word
      : make('Attr', { ...object, end: word.end }, [low.one(object, cst.start), word]);
  const params = paramsOf(fieldOf(cst, 'parameters'), word.end, low);
  return make('FuncDef', cst, [
    named,
    params,
    none(params.end),
    bodyOf(fieldOf(cst, 'body'), cst, low),
    mods(cst.start),
    none(cst.start),
  ]);
};

const classBody = (cst: Cst, low: Lowering): Node => {
  const body = bodyOf(fieldOf(cst, 'body'), cst, low);
  return make('ClassBody', { ...cst, start: body.start, end: body.end }, body.kids);
};

const classOf =
  (kind: string): Handler =>
  (cst, low) => {
    const base = fieldOf(cst, 'superclass');
    const bases = base === undefined ? empty('Bases', cst.start) : make('Bases', base, low.all([base]));
    const slots = [
      low.field(cst, 'name'),
      bases,
      empty('Bases', cst.start),
      classBody(cst, low),
      mods(cst.start),
      none(cst.end),
    ];
    return make('ClassDef', cst, slots, kind);
  };

const rescueModifier: Handler = (cst, low) => {
  const handler = fieldOf(cst, 'handler') ?? cst;
  const caught = make('Catch', handler, [
    none(handler.start),
    none(handler.start),
    bodyOf(handler, handler, low),
  ]);
  return make('Try', cst, [
    bodyOf(fieldOf(cst, 'body'), cst, low),
    make('Catches', handler, [caught]),
    none(cst.end),
    none(cst.end),
  ]);
};

const blockOf =
  (text: string): Handler =>
  (cst, low) =>
    make('Other', cst, [bodyOf(cst, cst, low)], text);

/** With a rescue it is a try, told from that of a method's body, which no pattern of this form means. */
const begin: Handler = (cst, low) => {
  const body = bodyOf(cst, cst, low);
  const [only] = body.kids;
  return body.kids.length === 1 && only?.kind === 'Try' ? make('Try', cst, only.kids, 'begin') : body;
};

/** Maps Ruby's statements and definitions. */
export const statements: Handlers = {
  program: (cst, low) => bodyOf(cst, cst, low),
  body_statement: (cst, low) => bodyOf(cst, cst, low),
  begin,
  empty_statement: drop,
  uninterpreted: drop,
  if: conditional(false),
  elsif: conditional(false),
  unless: conditional(true),
  if_modifier: modifier('If', false),
  unless_modifier: modifier('If', true),
  while_modifier: modifier('While', false),
  until_modifier: modifier('While', true),
  while: loop(false),
  until: loop(true),
  for: forLoop,
  case: caseOf,
  case_match: caseOf,
  method,
  singleton_method: method,
  class: classOf('class'),
  module: classOf('module'),
  singleton_class: (cst, low) =>
    make('Other', cst, [low.field(cst, 'value'), classBody(cst, low)], 'singleton_class'),
  rescue_modifier: rescueModifier,
  return: (cst, low) => make('Return', cst, [valueOf(cst, low)]),
  break: (cst, low) => make('Break', cst, [valueOf(cst, low)]),
  next: (cst, low) => make('Continue', cst, [valueOf(cst, low)]),
  begin_block: blockOf('BEGIN'),
  end_block: blockOf('END'),
  undef: (cst, low) => make('Other', cst, low.all(namedOf(cst)), 'undef'),
  alias: (cst, low) => make('Other', cst, [low.field(cst, 'name'), low.field(cst, 'alias')], 'alias'),
  then: (cst, low) => bodyOf(cst, cst, low),
  else: (cst, low) => bodyOf(cst, cst, low),
};
