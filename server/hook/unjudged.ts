/**
 * Leaves a note of what a hook answered although no guard could: the next guard tells it. One short line a call without
 * anything of its content; whatever goes wrong here, such as a full disk, changes no answer. Must import nothing heavy.
 */
import { fs, path } from '../gate/wireBuiltins.ts';

/** Is what a hook answered by itself. */
export interface Unjudged {
  /** Milliseconds since the epoch. */
  readonly ts: number;
  readonly agent: string;
  readonly answer: 'refused' | 'went on';
  readonly why: string;
}

/** A pipe in the place of the file must not keep the hook waiting. */
const { O_APPEND, O_CREAT, O_NONBLOCK, O_WRONLY } = fs.constants;
const appending = O_APPEND | O_CREAT | O_NONBLOCK | O_WRONLY;
const largestNotes = 256 * 1024;

/** Names the file of notes in the folder of registrations. */
export const notesFile = (runFolder: string): string => path.join(runFolder, 'unjudged.jsonl');

/** Notes an answer; never throws. */
export function noteUnjudged(runFolder: string, note: Unjudged): void {
  try {
    const file = notesFile(runFolder);
    const size = fs.statSync(file, { throwIfNoEntry: false })?.size ?? 0;
    if (size > largestNotes) return;
    fs.mkdirSync(runFolder, { recursive: true, mode: 0o700 });
    const line = `${JSON.stringify({ ...note, why: note.why.slice(0, 200) })}\n`;
    const descriptor = fs.openSync(file, appending, 0o600);
    try {
      fs.writeSync(descriptor, line);
    } finally {
      fs.closeSync(descriptor);
    }
  } catch {
    // The answer is what counts.
  }
}
