/** Writes records as an OTLP ExportLogsServiceRequest in JSON, as the protobuf definitions map it. Pure. */
import { genAiAttributes } from './attributes.ts';
import { ocsfEvent, type Json, type JsonObject, type OcsfEvent } from './ocsf.ts';
import type { SeverityId } from './ocsfTerms.ts';
import type { ExportRecord, Source } from './record.ts';

/** Holds the severity number of OTLP for each severity of OCSF. */
const severityNumbers: Readonly<Record<SeverityId, number>> = { 1: 9, 2: 10, 3: 13, 4: 17, 5: 21 };

/** Returns the request that carries a batch. */
export const otlpRequest = (records: readonly ExportRecord[], source: Source): JsonObject => ({
  resourceLogs: [
    {
      resource: {
        attributes: attributes({
          'service.name': 'ringfence',
          'service.version': source.version,
          'host.name': source.host,
          'os.type': source.platform === 'win32' ? 'windows' : source.platform,
        }),
      },
      scopeLogs: [
        {
          scope: { name: 'ringfence.ledger', version: source.version },
          logRecords: records.map(record => logRecord(record, source)),
        },
      ],
    },
  ],
});

/** The event is both: whole as the body, and its most asked-for facts as attributes. */
function logRecord(record: ExportRecord, source: Source): JsonObject {
  const event = ocsfEvent(record, source);
  const time = `${event.time}000000`;
  return {
    timeUnixNano: time,
    observedTimeUnixNano: time,
    severityNumber: severityNumbers[event.severity_id],
    severityText: event.severity,
    eventName: `ringfence.${typeOf(event)}`,
    body: { stringValue: JSON.stringify(event) },
    attributes: attributes(logAttributes(record, event)),
  };
}

/** Returns the attributes of a log record; dashboards ask for these. */
export function logAttributes(
  record: ExportRecord,
  event: OcsfEvent,
): Readonly<Record<string, string | number | readonly string[]>> {
  const ours = objectOf(objectOf(event['unmapped'])['ringfence']);
  const info = objectOf(event['finding_info']);
  const rule = textOf(objectOf(info['analytic'])['uid']);
  const policy = textOf(objectOf(event['policy'])['uid']);
  const actor = objectOf(event['actor']);
  return {
    'ocsf.class_uid': event.class_uid,
    'ocsf.severity_id': event.severity_id,
    'ocsf.disposition_id': event.disposition_id,
    'ocsf.disposition': event.disposition,
    'ringfence.event.id': record.uid,
    'ringfence.type': typeOf(event),
    ...genAiAttributes({
      ...(textOf(actor['app_name']) === 'unknown' ? {} : { agent: textOf(actor['app_name']) }),
      session: textOf(objectOf(actor['session'])['uid']),
    }),
    ...optional('ringfence.verdict', textOf(ours['verdict'])),
    ...optional('ringfence.action', textOf(ours['action'])),
    ...optional('ringfence.kind', textOf(ours['kind'])),
    ...optional('ringfence.surface', textOf(ours['surface'])),
    ...optional('ringfence.rule.id', rule),
    ...optional('ringfence.policy.id', policy),
    ...(typeof ours['waited'] === 'number' ? { 'ringfence.waited_ms': ours['waited'] } : {}),
    ...(record.kind === 'line'
      ? {
          'ringfence.ledger.segment': record.segment,
          'ringfence.ledger.seq': record.line.seq,
          'ringfence.ledger.hash': record.hash,
        }
      : {}),
  };
}

const optional = (name: string, value: string): Readonly<Record<string, string>> =>
  value === '' ? {} : { [name]: value };

const typeOf = (event: JsonObject): string =>
  textOf(objectOf(objectOf(event['unmapped'])['ringfence'])['type']);

const attributes = (
  values: Readonly<Record<string, string | number | readonly string[]>>,
): readonly JsonObject[] => Object.entries(values).map(([key, value]) => ({ key, value: anyValue(value) }));

/** Integers are texts in the JSON of protobuf, as a 64-bit number does not fit a number of JSON. */
function anyValue(value: string | number | readonly string[]): JsonObject {
  if (typeof value === 'number')
    return Number.isSafeInteger(value) ? { intValue: String(value) } : { doubleValue: value };
  return typeof value === 'string' ? { stringValue: value } : { arrayValue: { values: value.map(anyValue) } };
}

const objectOf = (value: Json | undefined): JsonObject => (isObject(value) ? value : {});
const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');
