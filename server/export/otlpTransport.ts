/** Sends records to an OTLP receiver over HTTP, as JSON. Follows no redirect: a batch goes where the profile says. */
import http from 'node:http';
import https from 'node:https';
import { gzipSync } from 'node:zlib';
import type { Clock } from '../ports/clock.ts';
import { authorities } from './authorities.ts';
import { readAnswer, type HttpAnswer } from './otlpAnswer.ts';
import { otlpRequest } from './otlpBody.ts';
import { again, type Transport } from './transport.ts';

/** Says where and how to send. */
export interface OtlpTarget {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly clock: Clock;
  /** Milliseconds for one batch, from connecting to the answer's end. */
  readonly timeout?: number;
  /** Certificates of authorities in PEM, in place of the system's. */
  readonly ca?: string;
}

const longestAnswer = 64 * 1024;

/** Creates the transport of an OTLP receiver. */
export const otlpTransport = (target: OtlpTarget): Transport => ({
  async send(records, source) {
    try {
      const body = gzipSync(JSON.stringify(otlpRequest(records, source)));
      return readAnswer(await post(target, body), target.clock.now());
    } catch (error) {
      return again(error);
    }
  },
});

function post({ url, headers, timeout = 30_000, ca }: OtlpTarget, body: Buffer): Promise<HttpAnswer> {
  const secure = url.protocol === 'https:';
  const { request } = secure ? https : http;
  const trusted = ca ?? (secure ? authorities() : undefined);
  return new Promise((resolve, reject) => {
    const options = {
      method: 'POST',
      signal: AbortSignal.timeout(timeout),
      ...(trusted === undefined ? {} : { ca: [trusted].flat() }),
      headers: {
        ...headers,
        'content-type': 'application/json',
        'content-encoding': 'gzip',
        'content-length': String(body.byteLength),
        'user-agent': 'ringfence',
      },
    };
    const sending = request(url, options, answer => {
      const chunks: Buffer[] = [];
      let size = 0;
      answer.on('data', (chunk: Buffer) => {
        size += chunk.byteLength;
        chunks.push(chunk);
        if (size > longestAnswer) answer.destroy(new Error('the answer is longer than any of OTLP'));
      });
      answer.on('error', reject);
      // Half an answer is none.
      answer.on('aborted', () => reject(new Error('the connection ended in the middle of the answer')));
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          type: answer.headers['content-type'] ?? '',
          retryAfter: answer.headers['retry-after'] ?? '',
          body: Buffer.concat(chunks).toString('utf8'),
        }),
      );
    });
    sending.on('error', error =>
      reject(
        error.name === 'AbortError' || error.name === 'TimeoutError'
          ? new Error(`no answer within ${timeout} ms`)
          : error,
      ),
    );
    sending.end(body);
  });
}
