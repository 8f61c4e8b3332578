/** Writes records as messages of RFC 5424, framed by their length as RFC 5425 and RFC 6587 say. Pure. */
import { ocsfEvent } from './ocsf.ts';
import type { SeverityId } from './ocsfTerms.ts';
import type { ExportRecord, Source } from './record.ts';

/** Holds the severity of syslog for each severity of OCSF. */
const levels: Readonly<Record<SeverityId, number>> = { 1: 6, 2: 5, 3: 4, 4: 3, 5: 2 };
/** "Log audit". */
const facility = 13;
/** The number that RFC 5612 keeps for examples: we have none of our own, and no product may claim another's. */
const enterprise = 32473;

/** Returns one message: the header, structured data, and the OCSF event as JSON after the mark `@cee:`. */
export function syslogMessage(record: ExportRecord, source: Source): string {
  const event = ocsfEvent(record, source);
  const priority = facility * 8 + levels[event.severity_id];
  const time = new Date(event.time).toISOString();
  const host = printable(source.host, 255);
  const type = record.kind === 'line' ? record.line.body.type : record.kind;
  return `<${priority}>1 ${time} ${host} ringfence - ${printable(type, 32)} ${structuredData(record)} @cee:${JSON.stringify(event)}`;
}

function structuredData(record: ExportRecord): string {
  const place =
    record.kind === 'line'
      ? ` segment="${escaped(record.segment)}" seq="${record.line.seq}" hash="${record.hash}"`
      : '';
  return `[ringfence@${enterprise} id="${escaped(record.uid)}"${place}]`;
}

const escaped = (value: string): string => value.replaceAll(/["\\\]]/gu, character => `\\${character}`);

/** Header fields hold printable ASCII only; `-` stands for none. */
function printable(text: string, length: number): string {
  const kept = text.replaceAll(/[^\x21-\x7e]/gu, '').slice(0, length);
  return kept === '' ? '-' : kept;
}

/** Frames a message with its length in bytes. */
export function framed(message: string): Buffer {
  const bytes = Buffer.from(message, 'utf8');
  return Buffer.concat([Buffer.from(`${bytes.byteLength} `, 'ascii'), bytes]);
}
