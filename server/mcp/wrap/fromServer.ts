/**
 * What becomes of a server's messages: descriptions are vetted, results scanned, and what the server asks of the model
 * judged; everything else goes on as it is.
 */
import { fieldsOf } from '../question.ts';
import { dropped, partsOf } from './fromClient.ts';
import type { Piece } from './lines.ts';
import { vetInstructions, vetLists } from './lists.ts';
import { hasTwins, lineOf, messagesIn, refusedCall, refusedRequest, type Message } from './messages.ts';
import type { Onward } from './relay.ts';
import { judgeLongText, scanResult, type Scanned } from './results.ts';
import { shown, type Session, type Waiting } from './session.ts';
import type { SpooledLine } from './spool.ts';

/** Creates the decision on lines of the server. */
export const fromServer =
  (session: Session) =>
  (piece: Exclude<Piece, { kind: 'raw' }>): Promise<Onward> | Onward =>
    piece.kind === 'line' ? decideLine(session, piece.bytes) : decideLong(session, piece.line);

function decideLine(session: Session, bytes: Buffer): Promise<Onward> | Onward {
  const held = messagesIn(bytes);
  if (held.kind === 'nothing') return [bytes];
  if (held.kind === 'ambiguous')
    return dropped(session, 'a line of the server that readers understand differently');
  if (!held.messages.some(needsJudging)) return [bytes];
  return Promise.all(held.messages.map(message => decide(session, message))).then(decided => {
    const passing = decided.filter(message => message !== undefined);
    if (passing.length === 0) return [];
    const isSame = decided.every((message, at) => message === held.messages[at]);
    // Two fields of one name: what was judged is what goes on, whichever of them a reader would take.
    if (isSame && !hasTwins(bytes.toString('utf8').trim())) return [bytes];
    return [Buffer.from(lineOf(held.isList ? passing : passing[0]))];
  });
}

/** Names what a server may ask of the model or the person in words of its own. */
const asks: ReadonlySet<unknown> = new Set(['sampling/createMessage', 'elicitation/create']);

const needsJudging = ({ method, result, error }: Message): boolean =>
  method === undefined ? result !== undefined || error !== undefined : asks.has(method);

/** Returns the message as it goes on: itself where nothing had to change, undefined where it does not go on. */
async function decide(session: Session, message: Message): Promise<Message | undefined> {
  if (message['method'] !== undefined)
    return asks.has(message['method']) ? await decideAsking(session, message) : message;
  if (message['result'] === undefined && message['error'] === undefined) return message;
  const waiting = session.answered(message['id']);
  const part = message['result'] === undefined ? 'error' : 'result';
  const vetted = part === 'result' ? await vetDescriptions(session, message, waiting) : message;
  const scanned = await scanResult(session, vetted[part], waiting);
  return settled(session, { message: vetted, part, scanned, waiting });
}

async function vetDescriptions(
  session: Session,
  message: Message,
  waiting: Waiting | undefined,
): Promise<Message> {
  const result = fieldsOf(message['result']);
  if (result === undefined) return message;
  const initial =
    waiting?.method === 'initialize' || result['serverInfo'] !== undefined
      ? await vetInstructions(session, result)
      : result;
  const vetted = await vetLists(session, initial);
  return vetted === result ? message : { ...message, result: vetted };
}

interface Settling {
  readonly message: Message;
  readonly part: 'result' | 'error';
  readonly scanned: Scanned;
  readonly waiting: Waiting | undefined;
}

function settled(session: Session, { message, part, scanned, waiting }: Settling): Message {
  if (scanned.kind === 'passes') return message;
  const subject = shown(waiting?.subject ?? '');
  if (scanned.kind === 'masked') {
    session.say(`masked secrets in a result of "${subject}"`);
    return { ...message, [part]: scanned.value };
  }
  session.say(`held back a result of "${subject}": ${scanned.why}`);
  return refusal(message['id'], waiting, scanned.why);
}

const refusal = (id: unknown, waiting: Waiting | undefined, why: string): Message =>
  waiting?.method === 'tools/call' ? refusedCall(id, why) : refusedRequest(id, why);

async function decideAsking(session: Session, message: Message): Promise<Message | undefined> {
  const method = String(message['method']);
  const scanned = await scanResult(session, message['params'], { method, subject: method });
  if (scanned.kind === 'passes') return message;
  if (scanned.kind === 'masked') return { ...message, params: scanned.value };
  session.say(`refused what the server asks with ${method}: ${scanned.why}`);
  if (message['id'] !== undefined) session.toServer(lineOf(refusedRequest(message['id'], scanned.why)));
  return undefined;
}

const tooLarge =
  'Denied by Ringfence: This answer is larger than can be examined. Ask for less of it, such as one page or one part.';

/** Descriptions of that size are no honest ones; text is judged part by part before any of it goes on. */
function decideLong(session: Session, line: SpooledLine): Promise<Onward> | Onward {
  const { id, method, isList } = line.members;
  const waiting = method === undefined ? session.answered(id) : undefined;
  const refuse = (why: string): Onward => {
    line.close();
    session.say(`held back a long message of the server: ${why}`);
    return id === undefined || method !== undefined ? [] : [Buffer.from(lineOf(refusal(id, waiting, why)))];
  };
  const isNotice = method !== undefined && !asks.has(method);
  if (isNotice && !line.cut && !isList) return partsOf(line);
  if (line.cut || isList || waiting === undefined || /(?:^initialize|\/list)$/u.test(waiting.method))
    return refuse(tooLarge);
  return judgeLongText(session, line, waiting.subject).then(why =>
    why === undefined ? partsOf(line) : refuse(why),
  );
}
