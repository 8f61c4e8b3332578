/** Scans what a server sends towards the model as the results of tools are scanned. */
import type { McpVerdict } from '../question.ts';
import type { Session, Waiting } from './session.ts';
import type { SpooledLine } from './spool.ts';
import { chunksOf, maskIn, plainTextOf, type Chunk } from './texts.ts';

/** Is what came out of a scan. */
export type Scanned =
  | { readonly kind: 'passes' }
  | { readonly kind: 'masked'; readonly value: unknown }
  | { readonly kind: 'refused'; readonly why: string };

const mask = '[secret masked by Ringfence]';

/** Clients wait a minute for an answer, most of them. */
const longestScanMs = 40_000;
const tooLong =
  'Denied by Ringfence: This answer takes longer to examine than a client waits for it. Ask for less of it, such as one page or one part.';

/** Returns a function that tells whether a scan has used up its time. */
function timeLimit({ longestScan = longestScanMs }: Session): () => boolean {
  const end = performance.now() + longestScan;
  return () => performance.now() > end;
}

/** Scans every text of a value. */
export async function scanResult(
  session: Session,
  value: unknown,
  waiting: Waiting | undefined,
): Promise<Scanned> {
  const chunks = chunksOf(value);
  const verdicts: McpVerdict[] = [];
  const isOver = timeLimit(session);
  for (const chunk of chunks) {
    if (isOver()) return { kind: 'refused', why: tooLong };
    const [verdict] = await askAbout(session, chunk.content, waiting?.subject ?? '');
    if (verdict === undefined || isRefusal(verdict))
      return { kind: 'refused', why: verdict?.reason ?? 'Denied by Ringfence.' };
    verdicts.push(verdict);
  }
  if (verdicts.every(({ verdict }) => verdict === 'pass')) return { kind: 'passes' };
  // What is masked is a copy, whose texts stand where those of the value do.
  const copy: unknown = structuredClone(value);
  maskIn(chunksOf(copy).map(withSpans(verdicts)), mask);
  return { kind: 'masked', value: copy };
}

const withSpans =
  (verdicts: readonly McpVerdict[]) =>
  (chunk: Chunk, at: number): Chunk & { readonly spans: McpVerdict['secrets'] } => ({
    ...chunk,
    spans: verdicts[at]?.verdict === 'redact' ? verdicts[at].secrets : [],
  });

const askAbout = (session: Session, content: string, tool: string): Promise<readonly McpVerdict[]> =>
  session.ask(session.client(), [{ kind: 'result', tool, content }]);

/** Nobody can be asked in the middle of a connection, so a question refuses as well. */
const isRefusal = ({ verdict }: McpVerdict): boolean => verdict !== 'pass' && verdict !== 'redact';

const windowSize = 512 * 1024;
const overlap = 8 * 1024;

/** Judges a line that is too long for memory, window by window; returns why it is refused. */
export async function judgeLongText(
  session: Session,
  line: SpooledLine,
  tool: string,
): Promise<string | undefined> {
  const isOver = timeLimit(session);
  for (let at = 0; at < line.length; at += windowSize - overlap) {
    if (isOver()) return tooLong;
    const text = plainTextOf(line.read(at, windowSize).toString('utf8'));
    if (text.trim() === '') continue;
    const [verdict] = await askAbout(session, text, tool);
    // Masking would need the whole text: a secret in it refuses the answer.
    if (verdict?.verdict !== 'pass') return verdict?.reason ?? 'Denied by Ringfence.';
  }
  return undefined;
}
