/**
 * Heads that were shipped off the machine, read back from whatever a receiver kept: OCSF events, lines of `jsonl`
 * exports, syslog lines with `@cee:` JSON, requests of OTLP, or plain heads. Flat in memory: of records in order only the last is kept.
 */
import type { Head } from './line.ts';
import { parseHead, parseJson } from './parseLine.ts';
import { linesOf } from './readLines.ts';

/** Is what a file of shipped records says. */
export interface ShippedHeads {
  readonly heads: readonly Head[];
  /** Lines in which there was no head. */
  readonly unknown: number;
}

/** Reads a file; a copy that was sent twice counts once, and one with another hash counts as a head of its own. */
export async function readShippedHeads(file: string): Promise<ShippedHeads> {
  const last = new Map<string, Head>();
  const heads = new Map<string, Head>();
  const keep = (head: Head): void => void heads.set(`${head.segment} ${head.seq} ${head.hash}`, head);
  let unknown = 0;
  for await (const { bytes } of linesOf(file)) {
    const text = bytes.toString('utf8').trim();
    if (text === '') continue;
    const found = headsOf(text);
    if (found.length === 0) unknown += 1;
    for (const head of found) {
      const before = last.get(head.segment);
      // A step back begins another run, which the chain does not tie to the one before.
      if (before !== undefined && head.seq <= before.seq) keep(before);
      last.set(head.segment, head);
    }
  }
  for (const head of last.values()) keep(head);
  return { heads: [...heads.values()], unknown };
}

function headsOf(text: string): readonly Head[] {
  const mark = text.indexOf('@cee:');
  const raw = fieldsOf(parseJson(mark === -1 ? text : text.slice(mark + '@cee:'.length)));
  const bodies = bodiesOf(raw);
  return bodies.length === 0
    ? eventHeads(raw)
    : bodies.flatMap(body => eventHeads(fieldsOf(parseJson(body))));
}

/** A collector may keep what it was sent as OTLP: the events are the bodies of its log records. */
const bodiesOf = (raw: Fields): readonly string[] =>
  listOf(raw['resourceLogs'])
    .flatMap(each => listOf(fieldsOf(each)['scopeLogs']))
    .flatMap(each => listOf(fieldsOf(each)['logRecords']))
    .flatMap(each => {
      const body = fieldsOf(fieldsOf(each)['body'])['stringValue'];
      return typeof body === 'string' ? [body] : [];
    });

function eventHeads(raw: Fields): readonly Head[] {
  const unmapped = fieldsOf(raw['unmapped']);
  const ours = fieldsOf(unmapped['ringfence']);
  const attestation = fieldsOf(unmapped['attestation']);
  const candidates = [
    {
      segment: attestation['chain_uid'],
      seq: fieldsOf(raw['metadata'])['sequence'],
      hash: fieldsOf(attestation['fingerprint'])['value'],
    },
    { segment: raw['segment'], seq: raw['seq'] ?? fieldsOf(raw['line'])['seq'], hash: raw['hash'] },
    raw['sent'],
    ours['sent'],
    ...listOf(raw['heads']),
    ...listOf(ours['heads']),
  ];
  return candidates.flatMap(candidate => parseHead(candidate) ?? []);
}

type Fields = Readonly<Record<string, unknown>>;

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
