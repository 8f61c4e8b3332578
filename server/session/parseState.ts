/** Parses files of session state, which anybody may have edited: nothing of the wrong shape gets through. Pure. */
import { eventKinds } from '../../common/event.ts';
import { parseKey } from '../quarantine/item.ts';
import {
  grantScopes,
  isSessionLabel,
  type ApprovalRequest,
  type Grant,
  type LabelMark,
  type Proposal,
  type ProposedFile,
  type SessionLabel,
  type SessionRecord,
  type StopState,
} from '../../common/session.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Parses a session's record. */
export function parseSessionRecord(raw: unknown): SessionRecord | undefined {
  const fields = versioned(raw);
  const labels = fields === undefined ? undefined : listOf(fields['labels'], parseMark);
  if (fields === undefined || labels === undefined) return undefined;
  const { id, agent, sessionId, cwd, ts, seen } = fields;
  if (!isText(id) || !isText(agent) || !isText(sessionId) || !isText(cwd) || !isNumber(ts)) return undefined;
  return { v: 1, id, agent, sessionId, cwd, ts, ...(isNumber(seen) ? { seen } : {}), labels };
}

function parseMark(raw: unknown): LabelMark | undefined {
  const { label, ts, eventId, kind: name, source } = fieldsOf(raw) ?? {};
  const kind = eventKinds.find(each => each === name);
  if (!isText(label) || !isSessionLabel(label) || kind === undefined) return undefined;
  return isNumber(ts) && isText(eventId) && isText(source) ? { label, ts, eventId, kind, source } : undefined;
}

/** Parses a request for approval. */
export function parseRequest(raw: unknown): ApprovalRequest | undefined {
  const fields = versioned(raw);
  const common = fields === undefined ? undefined : parseCommon(fields);
  if (fields === undefined || common === undefined) return undefined;
  const { reason, attempts, exact, alike } = fields;
  const policies = listOf(fields['policies'], parsePolicy);
  const rules = listOf(fields['rules'], textOf);
  const labels = listOf(fields['labels'], labelOf);
  if (policies === undefined || rules === undefined || labels === undefined) return undefined;
  if (!isText(reason) || !isNumber(attempts) || !isText(exact) || !isText(alike)) return undefined;
  return { ...common, ...optionalOf(fields), reason, policies, rules, labels, attempts, exact, alike };
}

const optionalOf = ({ shape, changes }: Fields): Pick<ApprovalRequest, 'shape' | 'changes'> => ({
  ...(isText(shape) ? { shape } : {}),
  ...(isNumber(changes) ? { changes } : {}),
});

/** Parses a proposal. */
export function parseProposal(raw: unknown): Proposal | undefined {
  const fields = versioned(raw);
  const files = listOf(fields?.['files'], parseProposed);
  if (fields === undefined || files === undefined) return undefined;
  const { id, more } = fields;
  return isText(id) && isNumber(more) ? { v: 1, id, files, more } : undefined;
}

function parseProposed(raw: unknown): ProposedFile | undefined {
  const fields = fieldsOf(raw);
  const keys = listOf(fields?.['keys'], parseKey);
  if (fields === undefined || keys === undefined) return undefined;
  const { path, before, after, skipped } = fields;
  if (!isText(path) || !isText(before) || !isText(after) || !isNumber(skipped)) return undefined;
  return { path, before, after, skipped, keys };
}

/** Parses a grant. */
export function parseGrant(raw: unknown): Grant | undefined {
  const fields = versioned(raw);
  const common = fields === undefined ? undefined : parseCommon(fields);
  if (fields === undefined || common === undefined) return undefined;
  const { fingerprint } = fields;
  const scope = grantScopes.find(each => each === fields['scope']);
  const policies = listOf(fields['policies'], textOf);
  const bound = listOf(fields['bound'], textOf);
  if (scope === undefined || policies === undefined || bound === undefined) return undefined;
  return isText(fingerprint) ? { ...common, scope, policies, bound, fingerprint } : undefined;
}

/** Is the trace of a call that a hook has had answered, so that the server that it reaches does not ask again. */
export interface Pass {
  readonly v: 1;
  readonly id: string;
  readonly ts: number;
  readonly expires: number;
  /** Tells whether an approval let the call go, or the agent asks about it in its own dialog. */
  readonly how: 'approved' | 'asked';
  readonly agent: string;
  readonly sessionId: string;
  readonly callId?: string;
  readonly cwd: string;
  /** Names tool and arguments. */
  readonly call: string;
  readonly bound: readonly string[];
}

/** Parses a pass. */
export function parsePass(raw: unknown): Pass | undefined {
  const fields = versioned(raw);
  const bound = listOf(fields?.['bound'], textOf);
  const whose = fields === undefined ? undefined : parseWhose(fields);
  if (fields === undefined || bound === undefined || whose === undefined) return undefined;
  const { ts, expires, how, call } = fields;
  if (!isNumber(ts) || !isNumber(expires) || !isText(call)) return undefined;
  return how === 'approved' || how === 'asked'
    ? { v: 1, ...whose, ts, expires, how, call, bound }
    : undefined;
}

function parseWhose(fields: Fields): Pick<Pass, 'id' | 'agent' | 'sessionId' | 'callId' | 'cwd'> | undefined {
  const { id, agent, sessionId, callId, cwd } = fields;
  if (!isText(id) || !isText(agent) || !isText(sessionId) || !isText(cwd)) return undefined;
  return { id, agent, sessionId, cwd, ...(isText(callId) ? { callId } : {}) };
}

/** Parses the emergency stop. A file that cannot be understood still stops: somebody meant it to. */
export function parseStop(raw: unknown): StopState {
  const { ts, by } = versioned(raw) ?? {};
  return { v: 1, ts: isNumber(ts) ? ts : 0, by: isText(by) ? by : 'unknown' };
}

type Common = Pick<Grant, 'v' | 'id' | 'ts' | 'expires' | 'agent' | 'sessionId' | 'cwd' | 'kind' | 'subject'>;

function parseCommon(fields: Fields): Common | undefined {
  const { id, ts, expires, agent, sessionId, cwd, subject } = fields;
  const kind = eventKinds.find(each => each === fields['kind']);
  if (!isText(id) || !isNumber(ts) || !isNumber(expires) || !isText(agent)) return undefined;
  if (!isText(sessionId) || !isText(cwd) || !isText(subject) || kind === undefined) return undefined;
  return { v: 1, id, ts, expires, agent, sessionId, cwd, kind, subject };
}

function parsePolicy(raw: unknown): ApprovalRequest['policies'][number] | undefined {
  const { id, principle, digest } = fieldsOf(raw) ?? {};
  return isText(id) && isText(principle) && isText(digest) ? { id, principle, digest } : undefined;
}

const versioned = (raw: unknown): Fields | undefined => {
  const fields = fieldsOf(raw);
  return fields?.['v'] === 1 ? fields : undefined;
};

const fieldsOf = (raw: unknown): Fields | undefined =>
  typeof raw === 'object' && raw !== null && !Array.isArray(raw) ? { ...raw } : undefined;

function listOf<T>(raw: unknown, parse: (each: unknown) => T | undefined): readonly T[] | undefined {
  if (!Array.isArray(raw)) return undefined;
  const parsed = raw.map(parse).filter(each => each !== undefined);
  return parsed.length === raw.length ? parsed : undefined;
}

const labelOf = (raw: unknown): SessionLabel | undefined =>
  isText(raw) && isSessionLabel(raw) ? raw : undefined;
const textOf = (raw: unknown): string | undefined => (isText(raw) ? raw : undefined);
const isText = (raw: unknown): raw is string => typeof raw === 'string';
const isNumber = (raw: unknown): raw is number => typeof raw === 'number' && Number.isFinite(raw);
