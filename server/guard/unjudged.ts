/** Tells what hooks answered while no guard could: in the ledger, and for a while in the guard's state. */
import { renameSync, rmSync } from 'node:fs';
import type { LedgerBody } from '../../common/ledger.ts';
import type { Problem } from '../../common/result.ts';
import { notesFile, type Unjudged } from '../hook/unjudged.ts';
import { readPlainTextSync } from '../platform/plainFile.ts';
import type { Board } from './board.ts';

/** Says what telling works with. */
export interface UnjudgedSetting {
  readonly run: string;
  readonly board: Pick<Board, 'wrong' | 'well'>;
  readonly record: (body: LedgerBody) => Promise<void>;
  /** Runs a task later; returns how to cancel it. */
  readonly after: (ms: number, task: () => void) => () => void;
}

const shownMs = 10 * 60_000;

/** Takes the notes that hooks left and tells them; returns the sentence for each agent. */
export function tellUnjudged({ run, board, record, after }: UnjudgedSetting): readonly string[] {
  const sentences = sentencesOf(takeNotes(run));
  for (const sentence of sentences)
    void record({ type: 'guard', action: 'degraded', detail: sentence }).catch(() => undefined);
  if (sentences.length > 0) {
    board.wrong('unjudged', problemOf(sentences));
    after(shownMs, () => board.well('unjudged'));
  }
  return sentences;
}

/** Of guards that start at once, the one that renames the file tells what is in it. */
function takeNotes(run: string): readonly Unjudged[] {
  const file = notesFile(run);
  const taken = `${file}.${process.pid}`;
  try {
    renameSync(file, taken);
    return readPlainTextSync(taken).split('\n').flatMap(parseNote);
  } catch {
    return [];
  } finally {
    rmSync(taken, { force: true });
  }
}

function parseNote(line: string): readonly Unjudged[] {
  try {
    const { ts, agent, answer, why } = Object(JSON.parse(line)) as Readonly<Record<string, unknown>>;
    if (typeof ts !== 'number' || typeof agent !== 'string' || typeof why !== 'string') return [];
    return answer === 'refused' || answer === 'went on' ? [{ ts, agent, answer, why }] : [];
  } catch {
    return [];
  }
}

const printable = (text: string, limit: number): string =>
  text.replaceAll(/[^\p{L}\p{N} ()"'.,;:/_-]/gu, '').slice(0, limit);

function sentencesOf(notes: readonly Unjudged[]): readonly string[] {
  const agents = [...new Set(notes.map(({ agent }) => agent))];
  return agents.map(agent => {
    const own = notes.filter(note => note.agent === agent);
    const count = (answer: Unjudged['answer']): number => own.filter(note => note.answer === answer).length;
    const { why = '' } = own.at(-1) ?? {};
    return `No guard could judge ${own.length} call${own.length === 1 ? '' : 's'} of ${printable(agent, 40)}: ${count('refused')} refused, ${count('went on')} went on (${printable(why, 120)})`;
  });
}

const problemOf = (sentences: readonly string[]): Problem => ({
  source: 'hooks',
  message: `${sentences.join('. ')}.`,
  remedy: 'This is over; set ringfence.onUnavailable to "deny" if nothing should go on unjudged.',
});
