/** Parses ledger lines, which anybody may have edited: nothing of the wrong shape gets through. Pure. */
import { eventKinds, origins, phases } from '../../common/event.ts';
import { isRiskClass, severities } from '../../common/finding.ts';
import type { LedgerBody, LedgerContent, LedgerEntry, LedgerFinding } from '../../common/ledger.ts';
import { grantScopes, isSessionLabel } from '../../common/session.ts';
import { profiles } from '../../common/settings.ts';
import { verdictKinds } from '../../common/verdict.ts';
import type { CheckpointBody, Head, LedgerLine, OpenedBody } from './line.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Parses one line; undefined when it is no ledger line. */
export function parseLine(text: string): LedgerLine | undefined {
  const raw = fieldsOf(parseJson(text));
  if (raw === undefined || raw['v'] !== 1) return undefined;
  const { seq, ts, prev } = raw;
  if (!isCount(seq) || seq < 1 || !isNumber(ts) || !isHash(prev)) return undefined;
  const body = parseBody(fieldsOf(raw['body']));
  return body === undefined ? undefined : { v: 1, seq, ts, prev, body };
}

/** Narrows a line to an entry that somebody recorded; undefined for the ledger's own lines. */
export function entryOf({ v, seq, ts, prev, body }: LedgerLine): LedgerEntry | undefined {
  return body.type === 'opened' || body.type === 'checkpoint' ? undefined : { v, seq, ts, prev, body };
}

/** Parses the place of a segment's last line. */
export function parseHead(raw: unknown): Head | undefined {
  const { segment, seq, hash } = fieldsOf(raw) ?? {};
  return isText(segment) && isCount(seq) && isHash(hash) ? { segment, seq, hash } : undefined;
}

function parseBody(raw: Fields | undefined): LedgerLine['body'] | undefined {
  switch (raw?.['type']) {
    case 'verdict':
      return parseVerdict(raw);
    case 'item':
      return parseItem(raw);
    case 'session':
      return parseSession(raw);
    case 'approval':
      return parseApproval(raw);
    case 'stop':
      return parseStop(raw);
    case 'posture':
      return parsePosture(raw);
    case 'guard':
      return parseGuard(raw);
    case 'opened':
      return parseOpened(raw);
    case 'checkpoint':
      return parseCheckpoint(raw);
    default:
      return undefined;
  }
}

type VerdictBody = Extract<LedgerBody, { type: 'verdict' }>;

function parseVerdict(raw: Fields): LedgerBody | undefined {
  const who = parseWho(raw);
  const verdict = oneOf(verdictKinds, raw['verdict']);
  const paths = listOf(raw['paths'], textOf);
  const policies = listOf(raw['policies'], textOf);
  const findings = listOf(raw['findings'], parseFinding);
  const { itemId, ms } = raw;
  if (who === undefined || verdict === undefined || !isNumber(ms)) return undefined;
  if (paths === undefined || policies === undefined || findings === undefined) return undefined;
  const item = isText(itemId) ? { itemId } : {};
  return { type: 'verdict', ...who, paths, verdict, policies, findings, ...item, ms };
}

type Who = Pick<VerdictBody, 'eventId' | 'agent' | 'surface' | 'sessionId' | 'phase' | 'kind' | 'origin'>;

function parseWho(raw: Fields): Who | undefined {
  const { eventId, agent, surface, sessionId } = raw;
  const phase = oneOf(phases, raw['phase']);
  const kind = oneOf(eventKinds, raw['kind']);
  const origin = oneOf(origins, raw['origin']);
  if (!isText(eventId) || !isText(agent) || !isText(surface) || !isText(sessionId)) return undefined;
  if (phase === undefined || kind === undefined || origin === undefined) return undefined;
  return { eventId, agent, surface, sessionId, phase, kind, origin };
}

function parseFinding(value: unknown): LedgerFinding | undefined {
  const raw = fieldsOf(value) ?? {};
  const { ruleId, path } = raw;
  const severity = oneOf(severities, raw['severity']);
  const risks = listOf(raw['risks'], risk => (isText(risk) && isRiskClass(risk) ? risk : undefined));
  if (!isText(ruleId) || !isText(path) || severity === undefined || risks === undefined) return undefined;
  return { ruleId, severity, risks, path };
}

const itemActions = ['held', 'approved', 'kept', 'discarded', 'reapplied', 'recovered', 'expired'] as const;
const itemAuthors = ['user', 'policy', 'guard'] as const;

function parseItem(raw: Fields): LedgerBody | undefined {
  const { itemId, path } = raw;
  const action = oneOf(itemActions, raw['action']);
  const by = oneOf(itemAuthors, raw['by']);
  const keys = listOf(raw['keys'], textOf);
  const { sha256 } = raw;
  if (!isText(itemId) || !isText(path) || action === undefined || by === undefined || keys === undefined)
    return undefined;
  return { type: 'item', itemId, path, action, by, keys, ...(isHash(sha256) ? { sha256 } : {}) };
}

const sessionActions = ['labelled', 'cleared'] as const;
const sessionAuthors = ['guard', 'user'] as const;

function parseSession(raw: Fields): LedgerBody | undefined {
  const { agent, sessionId, label, eventId } = raw;
  const action = oneOf(sessionActions, raw['action']);
  const by = oneOf(sessionAuthors, raw['by']);
  if (!isText(agent) || !isText(sessionId) || !isText(label) || !isText(eventId)) return undefined;
  if (action === undefined || by === undefined || !isSessionLabel(label)) return undefined;
  return { type: 'session', agent, sessionId, action, label, by, eventId };
}

const approvalActions = ['requested', 'allowed', 'denied', 'expired', 'used', 'revoked'] as const;

function parseApproval(raw: Fields): LedgerBody | undefined {
  const { requestId, agent, sessionId, waited } = raw;
  const action = oneOf(approvalActions, raw['action']);
  const scope = oneOf(grantScopes, raw['scope']);
  const policies = listOf(raw['policies'], textOf);
  if (!isText(requestId) || !isText(agent) || !isText(sessionId)) return undefined;
  if (action === undefined || policies === undefined) return undefined;
  return {
    type: 'approval',
    requestId,
    agent,
    sessionId,
    action,
    policies,
    ...(scope === undefined ? {} : { scope }),
    ...(isNumber(waited) ? { waited } : {}),
    ...parseWanted(raw),
  };
}

type Wanted = Pick<Extract<LedgerBody, { type: 'approval' }>, 'kind' | 'shape' | 'rules' | 'contents'>;

/** Entries of earlier versions do not tell what was wanted. */
function parseWanted(raw: Fields): Wanted {
  const { shape } = raw;
  const kind = oneOf(eventKinds, raw['kind']);
  const rules = listOf(raw['rules'], textOf);
  const contents = listOf(raw['contents'], parseContent);
  return {
    ...(kind === undefined ? {} : { kind }),
    ...(isText(shape) ? { shape } : {}),
    ...(rules === undefined ? {} : { rules }),
    ...(contents === undefined ? {} : { contents }),
  };
}

function parseContent(value: unknown): LedgerContent | undefined {
  const { path, sha256 } = fieldsOf(value) ?? {};
  if (!isText(path) || (sha256 !== undefined && !isHash(sha256))) return undefined;
  return { path, ...(sha256 === undefined ? {} : { sha256 }) };
}

const stopActions = ['engaged', 'released'] as const;

function parseStop(raw: Fields): LedgerBody | undefined {
  const { by } = raw;
  const action = oneOf(stopActions, raw['action']);
  return isText(by) && action !== undefined ? { type: 'stop', action, by } : undefined;
}

const postureActions = ['drifted', 'ended', 'repaired'] as const;
const postureLayers = ['policy', 'user', 'workspace', 'folder'] as const;

function parsePosture(raw: Fields): LedgerBody | undefined {
  const { key, path } = raw;
  const action = oneOf(postureActions, raw['action']);
  const layer = oneOf(postureLayers, raw['layer']);
  const level = oneOf(profiles, raw['level']);
  const severity = oneOf(severities, raw['severity']);
  if (!isText(key) || !isText(path) || action === undefined) return undefined;
  if (layer === undefined || level === undefined || severity === undefined) return undefined;
  return { type: 'posture', action, key, layer, path, level, severity };
}

const guardActions = ['started', 'configured', 'stopped', 'degraded', 'recovered'] as const;

function parseGuard(raw: Fields): LedgerBody | undefined {
  const { detail } = raw;
  const action = oneOf(guardActions, raw['action']);
  const level = oneOf(profiles, raw['level']);
  if (!isText(detail) || action === undefined) return undefined;
  return { type: 'guard', action, detail, ...(level === undefined ? {} : { level }) };
}

function parseOpened(raw: Fields): OpenedBody | undefined {
  const { segment, pid } = raw;
  const heads = listOf(raw['heads'], parseHead);
  return isText(segment) && isCount(pid) && heads !== undefined
    ? { type: 'opened', segment, pid, heads }
    : undefined;
}

function parseCheckpoint(raw: Fields): CheckpointBody | undefined {
  const { key, final, signature } = raw;
  if (!isText(key) || typeof final !== 'boolean' || !isText(signature)) return undefined;
  return { type: 'checkpoint', key, final, signature };
}

/** Parses JSON; undefined when it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const fieldsOf = (raw: unknown): Fields | undefined =>
  typeof raw === 'object' && raw !== null && !Array.isArray(raw) ? { ...raw } : undefined;

function listOf<T>(raw: unknown, parse: (each: unknown) => T | undefined): readonly T[] | undefined {
  if (!Array.isArray(raw)) return undefined;
  const list: T[] = [];
  for (const each of raw) {
    const parsed = parse(each);
    if (parsed === undefined) return undefined;
    list.push(parsed);
  }
  return list;
}

const oneOf = <T extends string>(names: readonly T[], raw: unknown): T | undefined =>
  names.find(name => name === raw);
const textOf = (raw: unknown): string | undefined => (isText(raw) ? raw : undefined);
const isText = (raw: unknown): raw is string => typeof raw === 'string';
const isNumber = (raw: unknown): raw is number => typeof raw === 'number';
const isCount = (raw: unknown): raw is number => Number.isSafeInteger(raw);
const isHash = (raw: unknown): raw is string => typeof raw === 'string' && /^[0-9a-f]{64}$/.test(raw);
