/**
 * A receiver of OTLP/HTTP logs in JSON, built on the official protobuf definitions: what does not decode to the same
 * message again, field for field, is refused with 400. It behaves badly where a test asks it to.
 */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import protobuf from 'protobufjs';
import definitions from './otlpLogs.json' with { type: 'json' };

/** Is a log record as it arrived. */
export interface ReceivedLog {
  readonly timeUnixNano: string;
  readonly severityNumber: number;
  readonly severityText: string;
  readonly eventName: string;
  readonly body: { readonly stringValue: string };
  readonly attributes: readonly { readonly key: string; readonly value: Readonly<Record<string, unknown>> }[];
  readonly traceId?: string;
}

interface Request {
  readonly resourceLogs: readonly {
    readonly resource: { readonly attributes: ReceivedLog['attributes'] };
    readonly scopeLogs: readonly {
      readonly scope: { readonly name: string };
      readonly logRecords: readonly ReceivedLog[];
    }[];
  }[];
}

/** Says what to do with the next request: take it, or something bad. */
export type Behaviour = (request: Request, response: http.ServerResponse) => void;

/** Is a running receiver. */
export interface OtlpReceiver {
  readonly url: string;
  /** Log records that it took, in order. */
  readonly taken: ReceivedLog[];
  readonly requests: Request[];
  readonly headers: http.IncomingHttpHeaders[];
  /** What it refused as no OTLP. */
  readonly refused: string[];
  /** Behaves so for the next requests, then well again. */
  misbehave(...behaviours: readonly Behaviour[]): void;
  close(): Promise<void>;
}

type Definition = {
  fields?: Record<string, unknown>;
  oneofs?: Record<string, { oneof: string[] }>;
  nested?: Record<string, Definition>;
};

const camel = (name: string): string =>
  name.replaceAll(/_([a-z0-9])/gu, (_, letter: string) => letter.toUpperCase());

/** The JSON of protobuf names fields in lower camel case. */
function inCamelCase({ fields, oneofs, nested, ...rest }: Definition): Definition {
  const renamed = <T>(record: Record<string, T>, value: (each: T) => T): Record<string, T> =>
    Object.fromEntries(Object.entries(record).map(([name, each]) => [camel(name), value(each)]));
  return {
    ...rest,
    ...(fields === undefined ? {} : { fields: renamed(fields, each => each) }),
    ...(oneofs === undefined
      ? {}
      : { oneofs: renamed(oneofs, ({ oneof }) => ({ oneof: oneof.map(camel) })) }),
    ...(nested === undefined
      ? {}
      : {
          nested: Object.fromEntries(Object.entries(nested).map(([name, each]) => [name, inCamelCase(each)])),
        }),
  };
}

const root = protobuf.Root.fromJSON(inCamelCase(definitions as Definition));
const type = root.lookupType('opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest');

/** Decodes a request strictly: an unknown field, or a value of another type, throws. */
export function decodeLogs(text: string): Request {
  const raw: unknown = JSON.parse(text);
  const message = type.decode(type.encode(type.fromObject(raw as Record<string, unknown>)).finish());
  const again = type.toObject(message, { longs: String, enums: Number, bytes: String });
  if (ordered(again) !== ordered(raw))
    throw new Error('The request holds something that the definitions do not.');
  return again as unknown as Request;
}

const ordered = (value: unknown): string =>
  JSON.stringify(value, (_, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );

/** Answers as a good collector does. */
const well = (response: http.ServerResponse): void => {
  response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
};

/** Starts a receiver. */
export async function startOtlpReceiver(): Promise<OtlpReceiver> {
  const waiting: Behaviour[] = [];
  const receiver = {
    taken: [] as ReceivedLog[],
    requests: [] as Request[],
    headers: [] as http.IncomingHttpHeaders[],
    refused: [] as string[],
  };
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const bytes = Buffer.concat(chunks);
      receiver.headers.push(request.headers);
      try {
        const text = (request.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes).toString(
          'utf8',
        );
        if (
          request.method !== 'POST' ||
          request.url !== '/v1/logs' ||
          request.headers['content-type'] !== 'application/json'
        )
          throw new Error('no OTLP');
        const decoded = decodeLogs(text);
        receiver.requests.push(decoded);
        const behaviour = waiting.shift();
        if (behaviour !== undefined) {
          behaviour(decoded, response);
          return;
        }
        receiver.taken.push(...logsOf(decoded));
        well(response);
      } catch (error) {
        receiver.refused.push(String(error));
        response.writeHead(400, { 'content-type': 'application/json' }).end('{}');
      }
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    ...receiver,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/logs`,
    misbehave: (...behaviours) => void waiting.push(...behaviours),
    close: () => {
      server.closeAllConnections();
      return new Promise(resolve => server.close(() => resolve()));
    },
  };
}

/** Lists the log records of a request. */
export const logsOf = (request: Request): readonly ReceivedLog[] =>
  request.resourceLogs.flatMap(({ scopeLogs }) => scopeLogs.flatMap(({ logRecords }) => logRecords));

/** Answers with a status and a text. */
export const answering =
  (
    status: number,
    text: string,
    headers: http.OutgoingHttpHeaders = { 'content-type': 'application/json' },
  ): Behaviour =>
  (_request, response) =>
    void response.writeHead(status, headers).end(text);
