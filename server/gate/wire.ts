/**
 * The gate's wire format, shared by gate and shim. One request a connection: a header line of JSON, then the payload's
 * raw bytes; the answer is one line of JSON. Both sides prove that they know the registration's nonce without sending
 * it. docs/PROTOCOL.md describes it. Must import nothing heavy.
 */
import { asciiJson, type HookAnswer } from '../agents/denials.ts';
import { hmacHex, sameText } from './wireProof.ts';

/** Is the version of the wire format; another version is refused. */
export const wireVersion = 1;
/** Limits a payload, in bytes. */
export const largestPayload = 20 * 1024 * 1024;
/** Limits a header line, in bytes. */
export const largestHeader = 64 * 1024;
/** Limits an answer line, in bytes. */
export const largestAnswer = 1024 * 1024;

/** Is what the shim asks, beside the payload itself. */
export interface GateQuestion {
  readonly agent: string;
  /** Hook event by the entry that started the shim, for payloads that cannot be read. */
  readonly event?: string;
  readonly cwd: string;
  /** The connection stays open for further requests, one after another. */
  readonly keep?: true;
}

/** Is a request's first line. */
export interface GateHeader extends GateQuestion {
  readonly v: typeof wireVersion;
  /** Random text that the answer's proof covers, so that an answer cannot be replayed. */
  readonly challenge: string;
  /** Payload size in bytes. */
  readonly length: number;
  readonly proof: string;
}

/** Encodes a request's header line. */
export function encodeHeader(
  nonce: string,
  question: GateQuestion & Pick<GateHeader, 'challenge' | 'length'>,
): string {
  const header: Omit<GateHeader, 'proof'> = { v: wireVersion, ...question };
  return `${JSON.stringify({ ...header, proof: requestProof(nonce, header) })}\n`;
}

/** Parses a header line; a text says what is wrong with it. */
export function parseHeader(line: string): GateHeader | string {
  const fields = parseObject(line);
  if (fields === undefined) return 'The header is not a JSON object.';
  const { v, agent, event, cwd, keep, challenge, length, proof } = fields;
  if (v !== wireVersion) return `The protocol version must be ${wireVersion}.`;
  if (!isText(agent) || !isText(cwd)) return 'The header lacks agent or cwd.';
  if (!isTextOrAbsent(event)) return 'The header has an event that is not a text.';
  if (!isLongText(challenge)) return 'The header lacks a challenge of 16 characters.';
  if (!isText(proof)) return 'The header lacks a proof.';
  if (!isSize(length)) return 'The header lacks a length.';
  const optional = {
    ...(event === undefined ? {} : { event }),
    ...(keep === true ? { keep: true as const } : {}),
  };
  return { v, agent, ...optional, cwd, challenge, length, proof };
}

/** Tells whether a request comes from somebody who knows the nonce. */
export const isProven = (nonce: string, header: GateHeader): boolean =>
  sameText(header.proof, requestProof(nonce, header));

/** Encodes an answer line. */
export function encodeAnswer(nonce: string, challenge: string, answer: HookAnswer): string {
  const { stdout, stderr, exitCode } = answer;
  const fields = { v: wireVersion, stdout, stderr, exitCode, proof: answerProof(nonce, challenge, answer) };
  return `${asciiJson(fields)}\n`;
}

/** Parses and verifies an answer line; undefined when it is garbage or does not prove knowledge of the nonce. */
export function parseAnswer(nonce: string, challenge: string, line: string): HookAnswer | undefined {
  const fields = parseObject(line);
  if (fields?.['v'] !== wireVersion) return undefined;
  const { stdout, stderr, exitCode, proof } = fields;
  if (!isText(stdout) || !isText(stderr) || !isText(proof)) return undefined;
  if (typeof exitCode !== 'number' || !Number.isInteger(exitCode)) return undefined;
  const answer: HookAnswer = { stdout, stderr, exitCode };
  return sameText(proof, answerProof(nonce, challenge, answer)) ? answer : undefined;
}

/** Short on purpose: the challenge is what makes a proof one's own, and each further block costs a hook time. */
const requestProof = (nonce: string, { challenge }: Pick<GateHeader, 'challenge'>): string =>
  hmacHex(nonce, `request ${challenge}`);

function answerProof(nonce: string, challenge: string, { stdout, stderr, exitCode }: HookAnswer): string {
  return hmacHex(nonce, `answer ${challenge} ${exitCode} ${stdout.length} ${stdout}${stderr}`);
}

function parseObject(line: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isTextOrAbsent = (value: unknown): value is string | undefined => value === undefined || isText(value);
const isLongText = (value: unknown): value is string => isText(value) && value.length >= 16;
const isSize = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
