/** Reads events of the command line: one JSON object a line, with clear problems. Pure. */
import { parseGuardEvent } from '../../common/parseEvent.ts';
import { failure, success, type Problem, type Result } from '../../common/result.ts';
import type { EventKind, GuardEvent } from '../../common/event.ts';
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
  const problems = event.ok ? silence(raw, event.value) : event.problems;
  if (event.ok && problems.length === 0)
    return success({ event: event.value, id: writtenId(raw) ?? event.value.id });
  return failure(...problems.map(p => ({ ...p, source: `${source}, ${p.source}` })));
}

/** Names the fields of which an event of a kind needs one; without any there is nothing to judge, or a misspelt name. */
const needed: Partial<Readonly<Record<EventKind, readonly (keyof GuardEvent)[]>>> = {
  'fs.read': ['paths'],
  'fs.write': ['paths'],
  'fs.edit': ['paths'],
  'fs.delete': ['paths'],
  'fs.patch': ['paths', 'content'],
  'shell.exec': ['command', 'paths'],
  'shell.input': ['command', 'content'],
  'net.fetch': ['urls', 'content'],
  'mcp.call': ['mcp', 'paths', 'urls', 'command'],
};

function silence(raw: unknown, event: GuardEvent): readonly Problem[] {
  if (typeof raw !== 'object' || raw === null || !('kind' in raw)) {
    return [{ source: 'kind', message: 'is missing.', remedy: 'Say what is done, such as "fs.read".' }];
  }
  const fields = needed[event.kind];
  const says = (field: keyof GuardEvent): boolean =>
    Array.isArray(event[field]) ? event[field].length > 0 : event[field] !== undefined;
  if (fields === undefined || fields.some(says)) return [];
  return [
    {
      source: fields.join(' or '),
      message: `is missing, so there is nothing to judge in "${event.kind}".`,
      remedy: 'Send it.',
    },
  ];
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
