/** Parses what the extension sends. Throws BadRequest naming the field that is wrong. Pure. */
import type {
  ActivityRequest,
  BaselineRequest,
  Configure,
  EditorEdit,
  ExtensionRead,
  ItemTextRequest,
  OverseeRequest,
  ProposalRequest,
  SettleRequest,
  SettleSwitch,
  SuppressRequest,
  TimelineRequest,
} from '../../common/protocol.ts';
import { grantScopes, sessionLabels, type SessionLabel } from '../../common/session.ts';
import { BadRequest } from './safely.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Parses the configuration that comes at start and on change. */
export function parseConfigure(raw: unknown): Configure {
  const fields = object(raw, 'configuration');
  const roots = list(fields, 'roots').map(root => text(root, 'roots'));
  const file = fields['workspaceFile'];
  return {
    roots,
    ...(file === undefined ? {} : { workspaceFile: text(file, 'workspaceFile') }),
    settings: fields['settings'],
    trusted: fields['trusted'] === true,
  };
}

/** Parses a request to settle an item. */
export function parseSettle(raw: unknown): SettleRequest {
  const fields = object(raw, 'settle request');
  const base = {
    id: text(fields['id'], 'id'),
    action: oneOf(fields['action'], ['approve', 'keep', 'discard'], 'action'),
  };
  return fields['keys'] === undefined ? base : { ...base, keys: list(fields, 'keys').map(keyPath) };
}

/** Parses a decision about what switches hooks off. */
export function parseSettleSwitch(raw: unknown): SettleSwitch {
  const fields = object(raw, 'decision');
  return {
    path: text(fields['path'], 'path'),
    rule: text(fields['rule'], 'rule'),
    action: oneOf(fields['action'], ['undo', 'keep'] as const, 'action'),
  };
}

/** Parses a decision about agents. */
export function parseOversee(raw: unknown): OverseeRequest {
  const fields = object(raw, 'decision');
  const action = oneOf(
    fields['action'],
    ['allow', 'deny', 'revoke', 'clear', 'stop', 'release'] as const,
    'action',
  );
  if (action === 'stop' || action === 'release') return { action };
  const id = text(fields['id'], 'id');
  if (action === 'allow') return { action, id, scope: oneOf(fields['scope'], grantScopes, 'scope') };
  if (action !== 'clear' || fields['label'] === undefined) return { action, id };
  return { action, id, label: oneOf(fields['label'], Object.keys(sessionLabels) as SessionLabel[], 'label') };
}

/** Parses a request for what would be written. */
export const parseProposal = (raw: unknown): ProposalRequest => ({
  id: text(object(raw, 'proposal request')['id'], 'id'),
});

/** Parses a request for what a session did. */
export const parseTimeline = (raw: unknown): TimelineRequest => ({
  id: text(object(raw, 'timeline request')['id'], 'id'),
});

/** Parses a request for the text of one side of an item. */
export function parseItemText(raw: unknown): ItemTextRequest {
  const fields = object(raw, 'item text request');
  return { id: text(fields['id'], 'id'), side: oneOf(fields['side'], ['attempted', 'restored'], 'side') };
}

/** Parses a request for activity; asks for no more than a view can show. */
export function parseActivity(raw: unknown): ActivityRequest {
  const limit = object(raw, 'activity request')['limit'];
  if (typeof limit !== 'number' || !Number.isInteger(limit) || limit < 1)
    throw new BadRequest('“limit” must be a whole number from 1.');
  return { limit: Math.min(limit, 5000) };
}

/** Parses the note of an editor edit. */
export function parseEditorEdit(raw: unknown): EditorEdit {
  const fields = object(raw, 'editor edit');
  const ts = fields['ts'];
  if (typeof ts !== 'number') throw new BadRequest('“ts” must be a number.');
  return {
    path: text(fields['path'], 'path'),
    signature: oneOf(fields['signature'], ['typing', 'undo', 'program'], 'signature'),
    ts,
  };
}

/** Parses a read in the extension host. */
export function parseExtensionRead(raw: unknown): ExtensionRead {
  const fields = object(raw, 'read');
  const reader = fields['reader'];
  return {
    path: text(fields['path'], 'path'),
    reader: typeof reader === 'string' ? reader.slice(0, 200) : '',
    form: text(fields['form'], 'form').slice(0, 100),
    seen: fields['seen'] === true,
  };
}

/** Parses a request to suppress a finding. */
export function parseSuppress(raw: unknown): SuppressRequest {
  const reason = object(raw, 'suppress request')['reason'];
  if (typeof reason !== 'string' || reason.trim() === '') throw new BadRequest('“reason” must not be empty.');
  return { ...parseBaselineRequest(raw), reason };
}

/** Parses a request to add a finding to the baseline. */
export function parseBaselineRequest(raw: unknown): BaselineRequest {
  const fields = object(raw, 'finding');
  const line = fields['line'];
  if (typeof line !== 'number' || !Number.isInteger(line) || line < 1)
    throw new BadRequest('“line” must be a whole number from 1.');
  return { uri: text(fields['uri'], 'uri'), ruleId: text(fields['ruleId'], 'ruleId'), line };
}

function object(raw: unknown, name: string): Fields {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw))
    throw new BadRequest(`The ${name} must be an object.`);
  return { ...raw };
}

function text(raw: unknown, field: string): string {
  if (typeof raw !== 'string' || raw === '')
    throw new BadRequest(`“${field}” must be a text that is not empty.`);
  return raw;
}

function list(fields: Fields, field: string): readonly unknown[] {
  const raw = fields[field];
  if (!Array.isArray(raw)) throw new BadRequest(`“${field}” must be a list.`);
  return raw;
}

function oneOf<T extends string>(raw: unknown, allowed: readonly T[], field: string): T {
  const found = allowed.find(each => each === raw);
  if (found === undefined) throw new BadRequest(`“${field}” must be one of ${allowed.join(', ')}.`);
  return found;
}

function keyPath(raw: unknown): readonly (string | number)[] {
  if (!Array.isArray(raw)) throw new BadRequest('Each of “keys” must be a list of key names and indexes.');
  return raw.map((part: unknown) => {
    if (typeof part === 'string' || typeof part === 'number') return part;
    throw new BadRequest('Each part of a key must be a name or an index.');
  });
}
