/** Reads events of the command line: one JSON object a line, with clear problems. Pure. */
import { parseGuardEvent } from '../../common/parseEvent.ts';
import { failure, success, type Result } from '../../common/result.ts';
import type { GuardEvent } from '../../common/event.ts';
import { systemClock } from '../ports/clock.ts';

/** Is the longest event line that is read: 32 MiB, room for the largest hook payload. */
const longestLine = 32 * 1024 * 1024;

/** Is an event of a line with its id as it was written: a number stays a number in the answer. */
export interface NumberedEvent {
  readonly event: GuardEvent;
  readonly id: string | number;
}

/** Returns the event of a line; problems name the line and the field. */
export function readEvent(line: string, lineNumber: number, cwd: string): Result<NumberedEvent> {
  const source = `line ${lineNumber}`;
  if (line.length > longestLine) {
    return failure({
      source,
      message: `is longer than ${longestLine} characters.`,
      remedy: 'Split the event.',
    });
  }
  const raw = parseJson(line);
  if (raw === undefined) {
    return failure({ source, message: 'is not JSON.', remedy: 'Send one JSON object a line.' });
  }
  const defaults = { id: String(lineNumber), cwd, roots: [cwd], ts: systemClock.now(), surface: 'cli' };
  const event = parseGuardEvent(raw, defaults);
  if (event.ok) return success({ event: event.value, id: writtenId(raw) ?? event.value.id });
  return failure(...event.problems.map(p => ({ ...p, source: `${source}, ${p.source}` })));
}

const writtenId = (raw: unknown): number | undefined =>
  typeof raw === 'object' && raw !== null && 'id' in raw && typeof raw.id === 'number' ? raw.id : undefined;

/** Returns the value of a JSON text, with or without a byte-order mark; undefined when it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.startsWith('\uFEFF') ? text.slice(1) : text);
  } catch {
    return undefined;
  }
}
