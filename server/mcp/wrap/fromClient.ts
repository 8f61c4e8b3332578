/** What becomes of a client's messages: calls of tools are judged before they go on, everything else goes on as it is. */
import { fieldsOf } from '../question.ts';
import type { Piece } from './lines.ts';
import { lineOf, messagesIn, refusedCall, refusedRequest, type Message } from './messages.ts';
import type { Onward } from './relay.ts';
import { shown, type Session } from './session.ts';
import type { SpooledLine } from './spool.ts';

/** Creates the decision on lines of the client. */
export const fromClient =
  (session: Session) =>
  (piece: Exclude<Piece, { kind: 'raw' }>): Promise<Onward> | Onward =>
    piece.kind === 'line' ? decideLine(session, piece.bytes) : decideLong(session, piece.line);

function decideLine(session: Session, bytes: Buffer): Promise<Onward> | Onward {
  const held = messagesIn(bytes);
  if (held.kind === 'nothing') return [bytes];
  if (held.kind === 'ambiguous')
    return dropped(session, 'a line of the client that readers understand differently');
  for (const message of held.messages) session.note(message);
  if (!held.messages.some(isCall)) return [bytes];
  return judged(session, held.messages).then(passing => {
    if (passing.length === held.messages.length) return [bytes];
    if (passing.length === 0) return [];
    return [Buffer.from(lineOf(passing))];
  });
}

const isCall = ({ method }: Message): boolean => method === 'tools/call';

/** Returns the messages that go on; for the others the client already has its answer. */
async function judged(session: Session, messages: readonly Message[]): Promise<readonly Message[]> {
  const passes = await Promise.all(
    messages.map(async message => !isCall(message) || (await mayCall(session, message))),
  );
  return messages.filter((_, at) => passes[at]);
}

async function mayCall(session: Session, { id, params }: Message): Promise<boolean> {
  const { name, arguments: args } = fieldsOf(params) ?? {};
  const tool = typeof name === 'string' ? name : '';
  const why = session.withheld.has(tool)
    ? 'Denied by Ringfence: This tool is held back: what its server says of it was refused, or changed since it was approved. Go on without it, and tell the user.'
    : await objection(session, tool, args);
  if (why === undefined) return true;
  session.say(`refused a call of "${shown(tool)}": ${why}`);
  // A call without an id expects no answer.
  if (id !== undefined) {
    session.answered(id);
    session.toClient(lineOf(refusedCall(id, why)));
  }
  return false;
}

async function objection(session: Session, tool: string, args: unknown): Promise<string | undefined> {
  const [verdict] = await session.ask(session.client(), [{ kind: 'call', tool, args }]);
  return verdict === undefined || verdict.verdict === 'pass' || verdict.verdict === 'redact'
    ? undefined
    : verdict.reason;
}

const tooLarge =
  'Denied by Ringfence: This message is larger than can be examined. Send less at once, such as a path in place of a content.';

/** A call that cannot be examined is refused; whatever else is long goes on from the file that holds it. */
function decideLong(session: Session, line: SpooledLine): Onward {
  const { id, method, isList } = line.members;
  const isRefused = line.cut || isList || method === 'tools/call';
  if (!isRefused) {
    session.note({ id, method });
    return partsOf(line);
  }
  line.close();
  session.say('refused a message that is too large to examine');
  if (id !== undefined)
    session.toClient(
      lineOf(method === 'tools/call' ? refusedCall(id, tooLarge) : refusedRequest(id, tooLarge)),
    );
  return [];
}

const partSize = 256 * 1024;

/** Reads a long line part by part, and gives its file back at the end. */
export function* partsOf(line: SpooledLine): Generator<Buffer> {
  try {
    for (let at = 0; at < line.length; at += partSize) yield line.read(at, partSize);
  } finally {
    line.close();
  }
}

/** Says that something did not go on. */
export function dropped(session: Session, what: string): Onward {
  session.say(`dropped ${what}`);
  return [];
}
