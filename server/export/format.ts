/** Writes records as lines of text. Pure. */
import { formatLine } from '../ledger/line.ts';
import { ocsfEvent } from './ocsf.ts';
import type { ExportRecord, Source } from './record.ts';

/** Lists the formats of a file. */
export const fileFormats = ['ocsf', 'jsonl'] as const;
/** Names a format: OCSF events, or the ledger's own lines with segment and hash. */
export type FileFormat = (typeof fileFormats)[number];

/** Writes a record on one line, without its line feed. */
export function formatRecord(record: ExportRecord, source: Source, format: FileFormat): string {
  if (format === 'ocsf') return JSON.stringify(ocsfEvent(record, source));
  if (record.kind !== 'line') return JSON.stringify(record);
  const { uid, segment, hash, line } = record;
  return `{"uid":${JSON.stringify(uid)},"segment":${JSON.stringify(segment)},"hash":"${hash}","line":${formatLine(line)}}`;
}
