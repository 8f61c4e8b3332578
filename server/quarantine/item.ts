/** The description of a stored item on disk (`meta.json`), written and parsed. */
import { origins } from '../../common/event.ts';
import { confidences, severities, type Finding, type Position, type Tag } from '../../common/finding.ts';
import { itemStates, type KeyChange, type QuarantineItem } from '../../common/quarantine.ts';
import { verdictKinds, type PolicyCitation } from '../../common/verdict.ts';
import type { Content } from './content.ts';

/** Is an item with what the store alone knows about it. */
export interface StoredItem extends QuarantineItem {
  readonly attemptedKind: Content['kind'];
  readonly restoredKind: Content['kind'];
  /** How often the same change was attempted, the first time included. */
  readonly attempts: number;
  /** When it was last attempted; milliseconds since the epoch. */
  readonly lastTs: number;
  /** False while the restore on disk is not known to be done. */
  readonly finished: boolean;
}

/** Is what `meta.json` holds. */
export interface ItemMeta {
  readonly v: 1;
  readonly item: QuarantineItem;
  readonly attempted: SideMeta;
  readonly restored: SideMeta;
}

/** Describes the bytes of one side, so that a half-written item is told from a whole one. */
export interface SideMeta {
  readonly kind: Content['kind'];
  readonly size: number;
  readonly sha256: string;
  readonly mode: number;
}

/** Parses `meta.json`; undefined when anything about it is wrong. */
export function parseMeta(text: string): ItemMeta | undefined {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return undefined;
  }
  const fields = record(raw);
  const item = parseItem(fields['item']);
  const attempted = parseSide(fields['attempted']);
  const restored = parseSide(fields['restored']);
  if (fields['v'] !== 1 || !item || !attempted || !restored) return undefined;
  return { v: 1, item, attempted, restored };
}

type Fields = Readonly<Record<string, unknown>>;
const record = (raw: unknown): Fields => (typeof raw === 'object' && raw !== null ? { ...raw } : {});
const oneOf = <T extends string>(names: readonly T[], raw: unknown): T | undefined =>
  names.find(name => name === raw);

function listOf<T>(raw: unknown, parse: (entry: unknown) => T | undefined): readonly T[] | undefined {
  if (!Array.isArray(raw)) return undefined;
  const entries = raw.map(parse).filter(entry => entry !== undefined);
  return entries.length === raw.length ? entries : undefined;
}

function texts<K extends string>(fields: Fields, keys: readonly K[]): Record<K, string> | undefined {
  const pairs = keys.map(key => [key, fields[key]] as const);
  if (!pairs.every(([, value]) => typeof value === 'string')) return undefined;
  const found = {} as Record<K, string>;
  for (const [key, value] of pairs) if (typeof value === 'string') found[key] = value;
  return found;
}

function parseItem(raw: unknown): QuarantineItem | undefined {
  const fields = record(raw);
  const named = texts(fields, ['id', 'path', 'root', 'agent', 'reason']);
  const state = oneOf(itemStates, fields['state']);
  const origin = oneOf(origins, fields['origin']);
  const keys = listOf(fields['keys'], parseKey);
  const findings = listOf(fields['findings'], parseFinding);
  const policies = listOf(fields['policies'], parseCitation);
  const { ts, attemptedAbsent, restoredAbsent } = fields;
  if (!named || !state || !origin || !keys || !findings || !policies) return undefined;
  if (typeof ts !== 'number' || typeof attemptedAbsent !== 'boolean' || typeof restoredAbsent !== 'boolean') {
    return undefined;
  }
  return { ...named, ts, state, origin, keys, findings, policies, attemptedAbsent, restoredAbsent };
}

function parseSide(raw: unknown): SideMeta | undefined {
  const fields = record(raw);
  const kind = oneOf(['file', 'link', 'tree', 'absent'] as const, fields['kind']);
  const { size, mode } = fields;
  const named = texts(fields, ['sha256']);
  return kind && named && typeof size === 'number' && typeof mode === 'number'
    ? { kind, size, mode, sha256: named.sha256 }
    : undefined;
}

const parseStep = (raw: unknown): string | number | undefined =>
  typeof raw === 'string' || typeof raw === 'number' ? raw : undefined;

/** Parses a changed key. */
export function parseKey(raw: unknown): KeyChange | undefined {
  const fields = record(raw);
  const keyPath = listOf(fields['keyPath'], parseStep);
  const kind = oneOf(['added', 'changed', 'removed'] as const, fields['kind']);
  const { restored, before, after } = fields;
  if (!keyPath || !kind || typeof restored !== 'boolean') return undefined;
  return {
    keyPath,
    kind,
    restored,
    ...(typeof before === 'string' ? { before } : {}),
    ...(typeof after === 'string' ? { after } : {}),
  };
}

function parseFinding(raw: unknown): Finding | undefined {
  const fields = record(raw);
  const named = texts(fields, ['ruleId', 'path', 'message']);
  const severity = oneOf(severities, fields['severity']);
  const confidence = oneOf(confidences, fields['confidence']);
  const start = parsePosition(fields['start']);
  const end = parsePosition(fields['end']);
  const tags = listOf(fields['tags'], parseTag);
  if (!named || !severity || !confidence || !start || !end || !tags) return undefined;
  const keyPath = listOf(fields['keyPath'], parseStep);
  const remedy = fields['remedy'];
  return {
    ...named,
    severity,
    confidence,
    start,
    end,
    tags,
    ...(typeof remedy === 'string' ? { remedy } : {}),
    ...(keyPath ? { keyPath } : {}),
  };
}

function parsePosition(raw: unknown): Position | undefined {
  const { line, column } = record(raw);
  return typeof line === 'number' && typeof column === 'number' ? { line, column } : undefined;
}

const parseTag = (raw: unknown): Tag | undefined => texts(record(raw), ['scheme', 'edition', 'id']);

function parseCitation(raw: unknown): PolicyCitation | undefined {
  const fields = record(raw);
  const named = texts(fields, ['id', 'principle']);
  const effect = oneOf(verdictKinds, fields['effect']);
  return named && effect ? { ...named, effect } : undefined;
}
