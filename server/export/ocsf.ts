/**
 * Maps records to OCSF 1.8.0 Detection Findings (class 2004) with the profiles security_control, host and ai_operation.
 * What the class has no attribute for stands under `unmapped`: `gen_ai.*` under the names of OpenTelemetry, the chain in
 * the form of the attestation of OCSF 1.9, and the attributes of ai_operation, which 1.8 does not yet admit in this
 * class. No content of files, commands or prompts. Pure.
 */
import { noHash } from '../ledger/line.ts';
import { genAiAttributes } from './attributes.ts';
import { bodyPart, type BodyPart } from './ocsfBody.ts';
import {
  activities,
  actions,
  analytic,
  dispositions,
  severityCaptions,
  statuses,
  type SeverityId,
} from './ocsfTerms.ts';
import {
  lineUid,
  type BrokenRecord,
  type ExportRecord,
  type HeadsRecord,
  type LineRecord,
  type Source,
} from './record.ts';

/** Is a value of JSON. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
/** Is an object of JSON. */
export type JsonObject = Readonly<Record<string, Json>>;

/** Is an OCSF event; what other formats are made of is named. */
export type OcsfEvent = JsonObject & {
  readonly class_uid: number;
  readonly time: number;
  readonly severity_id: SeverityId;
  readonly severity: string;
  readonly disposition_id: number;
  readonly disposition: string;
};

const [classUid, categoryUid] = [2004, 2];

/** Returns a record as an OCSF event. */
export function ocsfEvent(record: ExportRecord, source: Source): OcsfEvent {
  const part = partOf(record);
  const typeUid = classUid * 100 + part.activity;
  const agent = part.agent ?? '';
  const session = part.session ?? '';
  return {
    activity_id: part.activity,
    activity_name: activities[part.activity],
    category_uid: categoryUid,
    category_name: 'Findings',
    class_uid: classUid,
    class_name: 'Detection Finding',
    type_uid: typeUid,
    type_name: `Detection Finding: ${activities[part.activity]}`,
    time: timeOf(record),
    severity_id: part.severity,
    severity: severityCaptions[part.severity],
    status_id: part.status,
    status: statuses[part.status],
    message: part.title,
    is_alert: part.alert,
    action_id: part.action,
    action: actions[part.action],
    disposition_id: part.disposition,
    disposition: part.dispositionName ?? dispositions[part.disposition],
    ...(part.policies[0] === undefined ? {} : { policy: { uid: part.policies[0], name: part.policies[0] } }),
    metadata: metadata(record, part, source),
    finding_info: findingInfo(record, part),
    ...(part.files.length === 0 ? {} : { evidences: part.files.map(evidence) }),
    actor: actor(agent, session, source),
    device: device(source),
    unmapped: unmapped(record, part, { agent, session }),
  };
}

const timeOf = (record: ExportRecord): number =>
  Math.round(record.kind === 'line' ? record.line.ts : record.ts);

function metadata(record: ExportRecord, part: BodyPart, source: Source): JsonObject {
  return {
    version: '1.8.0',
    product: { name: 'Ringfence', vendor_name: 'Ringfence', version: source.version, uid: 'ringfence' },
    profiles: ['security_control', 'host', 'ai_operation'],
    uid: record.uid,
    log_name: 'ringfence ledger',
    log_version: '1',
    event_code: part.type,
    ...(record.kind === 'line' ? { sequence: record.line.seq } : {}),
    ...(part.eventId === undefined ? {} : { original_event_uid: part.eventId }),
    ...(part.session === undefined || part.session === '' ? {} : { correlation_uid: part.session }),
  };
}

function findingInfo(record: ExportRecord, part: BodyPart): JsonObject {
  const [first, ...others] = [...part.rules.map(analytic('Rule')), ...part.policies.map(analytic('Policy'))];
  return {
    uid: part.findingUid ?? record.uid,
    title: part.title,
    types: [...part.types],
    created_time: timeOf(record),
    data_sources: [part.surface ?? 'guard'],
    ...(part.desc === undefined ? {} : { desc: part.desc }),
    ...(first === undefined ? {} : { analytic: first }),
    ...(others.length === 0 ? {} : { related_analytics: others }),
  };
}

function evidence(path: string): JsonObject {
  const name = path.split(/[\\/]/u).findLast(part => part !== '') ?? path;
  return {
    name: 'file',
    file: { name: name === '' ? '(no name)' : name, path, type_id: 0, type: 'Unknown' },
  };
}

const actor = (agent: string, session: string, { user }: Source): JsonObject => ({
  app_name: agent === '' ? 'unknown' : agent,
  ...(session === '' ? {} : { session: { uid: session } }),
  user: { name: user },
});

const systems: Partial<Record<NodeJS.Platform, JsonObject>> = {
  linux: { name: 'Linux', type_id: 200, type: 'Linux' },
  darwin: { name: 'macOS', type_id: 300, type: 'macOS' },
  win32: { name: 'Windows', type_id: 100, type: 'Windows' },
};

const device = ({ host, platform }: Source): JsonObject => ({
  type_id: 0,
  type: 'Unknown',
  hostname: host,
  name: host,
  os: systems[platform] ?? { name: platform, type_id: 99, type: 'Other' },
});

function unmapped(
  record: ExportRecord,
  part: BodyPart,
  { agent, session }: { readonly agent: string; readonly session: string },
): JsonObject {
  return {
    ...genAiAttributes(part),
    ...(agent === ''
      ? {}
      : {
          message_context: {
            ai_role_id: 4,
            ai_role: 'Agent',
            application: { name: agent },
            ...(session === '' ? {} : { uid: session }),
          },
        }),
    ...(record.kind === 'line' ? { attestation: attestation(record, part) } : {}),
    ringfence: part.extra,
  };
}

/** The fingerprint is that of the ledger's line, not of this event: it ties the event to the ledger. */
function attestation({ uid, segment, hash, line }: LineRecord, part: BodyPart): JsonObject {
  return {
    uid,
    chain_uid: segment,
    fingerprint: sha256(hash),
    ...(line.prev === noHash
      ? {}
      : { prev_event: { uid: lineUid(segment, line.seq - 1), fingerprint: sha256(line.prev) } }),
    ...(part.signature === undefined
      ? {}
      : { authority_uid: part.signature.key, signature: part.signature.value }),
  };
}

const sha256 = (value: string): JsonObject => ({ algorithm_id: 3, algorithm: 'SHA-256', value });

function partOf(record: ExportRecord): BodyPart {
  if (record.kind === 'line') return bodyPart(record.line.body);
  return record.kind === 'heads' ? headsPart(record) : brokenPart(record);
}

const quiet = { files: [], rules: [], policies: [], action: 1, disposition: 17, alert: false } as const;

const headsPart = ({ heads, removed }: HeadsRecord): BodyPart => ({
  ...quiet,
  type: 'heads',
  title: 'Where the chains of the ledger stand',
  types: ['chain-head'],
  activity: 1,
  severity: 1,
  status: 4,
  extra: {
    type: 'heads',
    heads: heads.map(head => ({ ...head })),
    removed: removed.map(head => ({ ...head })),
  },
});

const brokenPart = ({ sent, detail }: BrokenRecord): BodyPart => ({
  ...quiet,
  type: 'broken',
  title: 'The ledger is no longer what was sent of it',
  desc: detail,
  types: ['ledger-integrity'],
  activity: 1,
  severity: 5,
  status: 1,
  alert: true,
  extra: { type: 'broken', sent: { ...sent } },
});
