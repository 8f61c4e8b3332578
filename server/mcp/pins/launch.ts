/** Decides whether a server may start: it is as it was when it was first seen, or a person approved the change. */
import { describeChange, isSame, type Definition, type PinRecord } from './record.ts';
import type { PinShelf } from './shelf.ts';

/** Is the outcome; `why` is told to the client in the server's place. */
export type Launch =
  | { readonly kind: 'first' }
  | { readonly kind: 'known' }
  | { readonly kind: 'refused'; readonly why: string };

/** Is a server that is about to start. */
export interface Launching {
  readonly name: string;
  readonly place: string;
  readonly now: Definition;
  /** ISO 8601. */
  readonly at: string;
}

/** Compares a server with its record; remembers it at first sight, and a change as waiting for approval. */
export function launch(shelf: PinShelf, { name, place, now, at }: Launching): Launch {
  const found = shelf.find(name, place);
  switch (found.kind) {
    case 'none':
      shelf.save({ v: 1, name, place, since: at, definition: now, tools: {}, clients: [] });
      return { kind: 'first' };
    case 'unreadable':
      return {
        kind: 'refused',
        why: `What is remembered of the MCP server "${name}" cannot be read. A person can look at the server and run: ringfence mcp approve ${name}`,
      };
    case 'record':
      if (isSame(found.record.definition, now)) {
        forgetChange(shelf, found.record);
        return { kind: 'known' };
      }
      shelf.save({ ...found.record, pending: { ...found.record.pending, definition: now } });
      return { kind: 'refused', why: changed(found.record, now) };
  }
}

/** A change that was taken back waits for nobody. */
export function forgetChange(shelf: PinShelf, { pending, ...record }: PinRecord): void {
  if (pending?.definition === undefined) return;
  shelf.save(pending.tools === undefined ? record : { ...record, pending: { tools: pending.tools } });
}

const changed = ({ name, definition }: PinRecord, now: Definition): string =>
  [
    `The MCP server "${name}" is not what was seen before, so it was not started.`,
    ...describeChange(definition, now),
    `A person can look at it and approve it with: ringfence mcp approve ${name}`,
  ].join('\n');
