/** Compares the tools that a server offers with those that were seen or approved, and remembers the first sight. */
import { fieldsOf } from '../question.ts';
import { isSame, type PinRecord } from './record.ts';
import type { PinShelf } from './shelf.ts';

/** Is what the wrapper did with a list. */
export interface Offered {
  readonly kept: readonly unknown[];
  readonly drifted: readonly unknown[];
  readonly client: string;
  /** Whether no further page follows. */
  readonly isLast: boolean;
}

/** Knows what one server offered before. */
export interface ToolPins {
  /** Returns what was approved of a tool that is different now, as JSON, `null` when it is new; undefined otherwise. */
  drift(tool: unknown, client: string): string | undefined;
  /** Remembers what is seen for the first time, and what waits for approval; returns how many tools are new. */
  offered(listing: Offered): number;
  /** Names the tools of the other servers of the same folder. */
  others(): readonly { readonly server: string; readonly tools: readonly string[] }[];
  /** Says how a person approves a change. */
  readonly advice: string;
}

/** Creates the pins of one server from its record, which must be there. */
export function createToolPins(shelf: PinShelf, name: string, place: string): ToolPins {
  const found = shelf.find(name, place);
  // Decided at the start: a list that comes page by page, or changes within the first session, is compared as well.
  const seen = new Set(found.kind === 'record' ? found.record.clients : []);
  const current = (): PinRecord | undefined => {
    const now = shelf.find(name, place);
    return now.kind === 'record' ? now.record : undefined;
  };
  return {
    advice: `A person can look at it and approve it with: ringfence mcp approve ${name}`,
    drift(tool, client) {
      const record = current();
      const known = record === undefined ? undefined : own(record.tools, nameOf(tool));
      if (known !== undefined) return isSame(known, tool) ? undefined : JSON.stringify(known);
      return seen.has(client) ? 'null' : undefined;
    },
    offered({ kept, drifted, client, isLast }) {
      const record = current();
      if (record === undefined) return 0;
      const fresh = kept.filter(
        tool => !drifted.includes(tool) && own(record.tools, nameOf(tool)) === undefined,
      );
      const isNews = isLast && !seen.has(client);
      if (isLast) seen.add(client);
      if (fresh.length === 0 && drifted.length === 0 && !isNews) return 0;
      shelf.save({
        ...record,
        tools: { ...record.tools, ...byName(fresh) },
        clients: [...new Set([...record.clients, ...(isLast ? [client] : [])])],
        ...(drifted.length === 0
          ? {}
          : { pending: { ...record.pending, tools: { ...record.pending?.tools, ...byName(drifted) } } }),
      });
      return fresh.length;
    },
    others: () =>
      shelf
        .list()
        .filter(record => record.place === place && record.name !== name)
        .map(record => ({ server: record.name, tools: Object.keys(record.tools) })),
  };
}

const own = (tools: Readonly<Record<string, unknown>>, name: string): unknown =>
  Object.hasOwn(tools, name) ? tools[name] : undefined;

const byName = (tools: readonly unknown[]): Readonly<Record<string, unknown>> =>
  Object.fromEntries(tools.map(tool => [nameOf(tool), tool]));

const nameOf = (tool: unknown): string => {
  const name = fieldsOf(tool)?.['name'];
  return typeof name === 'string' ? name : '';
};
