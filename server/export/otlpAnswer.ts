/** Reads what an OTLP receiver answered. Only a proper answer of OTLP is a success. Pure. */
import { plain } from '../../common/plain.ts';
import type { Sent } from './transport.ts';

/** Is an answer as it came. */
export interface HttpAnswer {
  readonly status: number;
  readonly type: string;
  readonly retryAfter: string;
  readonly body: string;
}

/** Returns what an answer means for the batch. */
export function readAnswer(answer: HttpAnswer, now: number): Sent {
  const { status } = answer;
  if (status === 200) return readSuccess(answer);
  const reason = `the receiver answered ${status}${excerpt(answer.body)}`;
  if (status === 400 || status === 413) return { kind: 'refused', reason };
  const after = waitOf(answer.retryAfter, now);
  return { kind: 'again', reason, ...(after === undefined ? {} : { after }) };
}

/** A portal or proxy that answers 200 to everything must not pass for a collector. */
function readSuccess({ type, body }: HttpAnswer): Sent {
  const isProtobuf = /^application\/x-protobuf\b/iu.test(type);
  // An empty message is zero bytes long.
  if (isProtobuf && body === '') return { kind: 'accepted', rejected: 0, message: '' };
  const raw = jsonObject(body);
  const odd = raw === undefined || Object.keys(raw).some(name => name !== 'partialSuccess');
  if (odd || isProtobuf)
    return { kind: 'again', reason: `the receiver answered 200, but not as OTLP does${excerpt(body)}` };
  return readPartial(raw['partialSuccess'] ?? {});
}

function readPartial(value: unknown): Sent {
  const partial =
    typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  if (partial === undefined)
    return { kind: 'again', reason: 'the receiver answered 200 with a partialSuccess that is no object' };
  const fields: Readonly<Record<string, unknown>> = partial;
  const rejected = Number(fields['rejectedLogRecords'] ?? 0);
  const message =
    typeof fields['errorMessage'] === 'string' ? plain(fields['errorMessage'].slice(0, 200)) : '';
  if (!Number.isSafeInteger(rejected) || rejected < 0)
    return {
      kind: 'again',
      reason: 'the receiver answered 200 with a count of rejected records that is no number',
    };
  return { kind: 'accepted', rejected, message };
}

/** Returns how long a receiver asks to wait, in milliseconds, at most an hour; undefined when it does not say. */
export function waitOf(header: string, now: number): number | undefined {
  const text = header.trim();
  if (text === '') return undefined;
  const wait = /^\d{1,9}$/u.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
  return Number.isFinite(wait) ? Math.min(Math.max(wait, 0), 3_600_000) : undefined;
}

/** The text of a stranger is shown short and without control characters. */
function excerpt(body: string): string {
  const text = body
    .replaceAll(/[^\x20-\x7e]+/gu, ' ')
    .trim()
    .slice(0, 120);
  return text === '' ? '' : ` ("${text}")`;
}

function jsonObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
