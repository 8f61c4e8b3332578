/**
 * What the MCP wrapper asks a guard, and what the guard answers. It travels as the payload of the gate's wire format
 * under the name `mcp`; docs/PROTOCOL.md describes it. Must import nothing heavy: both sides use it.
 */
import type { Position } from '../../common/finding.ts';
import { verdictKinds, type VerdictKind } from '../../common/verdict.ts';

/** Stands in the place of an agent's name in the gate's wire format. */
export const mcpSender = 'mcp';

/** Is one thing to judge. */
export type McpItem =
  /** A call that a client makes. */
  | { readonly kind: 'call'; readonly tool: string; readonly args: unknown }
  /** Descriptions that a server offers, as JSON; `before` is what was approved, where that differs. */
  | { readonly kind: 'tools'; readonly content: string; readonly before?: string }
  /** Text that a server sends towards the model. */
  | { readonly kind: 'result'; readonly tool: string; readonly content: string };

/** Is what a wrapper asks. */
export interface McpQuestion {
  readonly v: 1;
  /** Name of the server as the person knows it. */
  readonly server: string;
  /** Name of the client as it calls itself; '' before it did. */
  readonly client: string;
  readonly items: readonly McpItem[];
}

/** Is the verdict on one item. */
export interface McpVerdict {
  readonly verdict: VerdictKind;
  readonly reason: string;
  /** Rules that reported something above info, the gravest first. */
  readonly rules: readonly string[];
  /** Places of secrets in a result. */
  readonly secrets: readonly { readonly start: Position; readonly end: Position }[];
}

/** Parses a question; undefined when it is none. */
export function parseQuestion(payload: Buffer): McpQuestion | undefined {
  const fields = fieldsOf(parsed(payload.toString('utf8')));
  if (fields?.['v'] !== 1) return undefined;
  const { server, client, items } = fields;
  if (typeof server !== 'string' || typeof client !== 'string' || !Array.isArray(items)) return undefined;
  const read = items.map(parseItem);
  return read.every(item => item !== undefined) ? { v: 1, server, client, items: read } : undefined;
}

function parseItem(value: unknown): McpItem | undefined {
  const { kind, tool, args, content, before } = fieldsOf(value) ?? {};
  if (kind === 'call') return typeof tool === 'string' ? { kind, tool, args } : undefined;
  if (typeof content !== 'string') return undefined;
  if (kind === 'result') return typeof tool === 'string' ? { kind, tool, content } : undefined;
  if (kind !== 'tools' || !(before === undefined || typeof before === 'string')) return undefined;
  return { kind, content, ...(before === undefined ? {} : { before }) };
}

/** Encodes an answer. */
export const encodeVerdicts = (verdicts: readonly McpVerdict[]): string => JSON.stringify({ v: 1, verdicts });

/** Parses an answer to so many items; undefined when it is none, so that the caller refuses. */
export function parseVerdicts(text: string, count: number): readonly McpVerdict[] | undefined {
  const { v, verdicts } = fieldsOf(parsed(text)) ?? {};
  if (v !== 1 || !Array.isArray(verdicts) || verdicts.length !== count) return undefined;
  return verdicts.every(isVerdict) ? verdicts : undefined;
}

function isVerdict(value: unknown): value is McpVerdict {
  const { verdict, reason, rules, secrets } = fieldsOf(value) ?? {};
  return (
    verdictKinds.some(kind => kind === verdict) &&
    typeof reason === 'string' &&
    Array.isArray(rules) &&
    Array.isArray(secrets)
  );
}

/** Parses JSON; undefined when the text is none. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Returns the fields of an object; undefined for anything else. */
export const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
