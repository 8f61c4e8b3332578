/** Calls of groups by name or number: `(?&name)`, `(?P>name)`, `(?1)`, `(?-1)`. A group that calls itself is refused. */
import type { Ast } from './ast.ts';
import { eatMatch, RegexError } from './reader.ts';
import type { Call, Reader } from './reader.ts';

/** Reads a call; its opening parenthesis is consumed already. */
export function readCall(reader: Reader, start: number): Ast | undefined {
  const match = eatMatch(reader, /\?(?:&|P>)(\w+)\)|\?([-+]?[1-9]\d*)\)/y);
  if (match === undefined) return undefined;
  const relative = match[2] === undefined || /^\d/.test(match[2]) ? undefined : Number(match[2]);
  const name =
    relative === undefined
      ? (match[1] ?? match[2] ?? '')
      : `${reader.groups + relative + (relative < 0 ? 1 : 0)}`;
  const piece: Call['piece'] = { kind: 'seq', parts: [] };
  reader.calls.push({ name, at: start, piece });
  return piece;
}

/** Is how many pieces the calls of a regex may come to. */
const mostPieces = 5_000;

/** Fills every call with a copy of its group, which captures nothing. */
export function fillCalls({ calls, bodies, names }: Reader): void {
  const byPiece = new Map<Ast, Call>(calls.map(call => [call.piece, call]));
  const filled = new Set<Call>();
  const around = new Set<Call>();
  let left = mostPieces;
  const copy = (ast: Ast, at: number): Ast => {
    if (--left < 0) throw new RegexError('its calls of groups are too many', at);
    const call = byPiece.get(ast);
    if (call !== undefined) fill(call);
    return copied(ast, part => copy(part, at));
  };
  const fill = (call: Call): void => {
    if (filled.has(call)) return;
    if (around.has(call)) throw new RegexError('the recursion of groups is not supported', call.at);
    const body = bodies.get(names.get(call.name) ?? Number(call.name));
    if (body === undefined) throw new RegexError(`there is no group ${call.name}`, call.at);
    around.add(call);
    call.piece.parts = [copy(body, call.at)];
    around.delete(call);
    filled.add(call);
  };
  calls.forEach(fill);
}

/** Copies a piece with its parts; a group becomes what it holds. */
function copied(ast: Ast, copy: (part: Ast) => Ast): Ast {
  switch (ast.kind) {
    case 'seq':
    case 'alt':
      return { ...ast, parts: ast.parts.map(copy) };
    case 'group':
      return { kind: 'seq', parts: [copy(ast.body)] };
    case 'loop':
    case 'atomic':
    case 'look':
      return { ...ast, body: copy(ast.body) };
    case 'condition':
      return { ...ast, yes: copy(ast.yes), no: copy(ast.no) };
    default:
      return ast;
  }
}
