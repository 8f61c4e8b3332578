import { readFileSync } from 'node:fs';
import type http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { otlpTransport } from '../../../server/export/otlpTransport.ts';
import { systemClock } from '../../../server/ports/clock.ts';
import {
  answering,
  decodeLogs,
  startOtlpReceiver,
  type OtlpReceiver,
} from '../../support/export/otlpReceiver.ts';
import { hasOpenssl, makeCertificates } from '../../support/export/rsyslog.ts';
import { verdict } from '../ledger/stories.ts';
import { makeStage, pass } from './stage.ts';

let receiver: OtlpReceiver;
beforeEach(async () => void (receiver = await startOtlpReceiver()));
afterEach(() => receiver.close());

const to = (
  url: string,
  more: { readonly timeout?: number; readonly headers?: Record<string, string> } = {},
) => otlpTransport({ url: new URL(url), headers: {}, clock: systemClock, ...more });
const value = (log: OtlpReceiver['taken'][number] | undefined, name: string): unknown =>
  Object.values(log?.attributes.find(({ key }) => key === name)?.value ?? {})[0];
const verdicts = (): readonly unknown[] =>
  receiver.taken
    .filter(log => log.eventName === 'ringfence.verdict')
    .map(log => JSON.parse(log.body.stringValue).metadata.original_event_uid);

describe('the receiver of these tests', () => {
  it('refuses what the definitions do not hold', () => {
    const log = (record: object): string =>
      JSON.stringify({ resourceLogs: [{ scopeLogs: [{ logRecords: [record] }] }] });
    expect(() => decodeLogs(log({ severityNumber: 9 }))).not.toThrow();
    expect(() => decodeLogs(log({ severity_number: 9 }))).toThrow();
    expect(() => decodeLogs(log({ unknown: 1 }))).toThrow();
    expect(() => decodeLogs(log({ severityText: 5 }))).toThrow();
    expect(() => decodeLogs(log({ body: { stringValue: 'a', extra: 1 } }))).toThrow();
  });
});

describe('OTLP over HTTP', () => {
  it('is what a receiver of the official definitions takes', async () => {
    const stage = await makeStage();
    await stage.write(verdict('e1', 'deny'));
    const pump = stage.pump(to(receiver.url, { headers: { authorization: 'Bearer t' } }), { headsEvery: 0 });
    expect(await pass(pump)).toBe('done');
    expect(receiver.refused).toEqual([]);
    expect(receiver.headers[0]).toMatchObject({ authorization: 'Bearer t' });
    expect(receiver.taken.map(log => log.eventName)).toEqual(
      ['opened', 'checkpoint', 'verdict', 'checkpoint', 'heads'].map(type => `ringfence.${type}`),
    );
    const log = receiver.taken[2];
    expect(log).toMatchObject({ severityNumber: 17, severityText: 'High' });
    expect(log?.traceId).toBeUndefined();
    expect(log?.timeUnixNano).toMatch(/^\d{13}000000$/u);
    expect(value(log, 'gen_ai.agent.name')).toBe('codex');
    expect(value(log, 'gen_ai.conversation.id')).toBe('s');
    expect(value(log, 'ringfence.verdict')).toBe('deny');
    expect(value(log, 'ocsf.class_uid')).toBe('2004');
    expect(JSON.parse(log?.body.stringValue ?? '')).toMatchObject({ class_uid: 2004, disposition_id: 2 });
    const [{ resourceLogs }] = receiver.requests as [OtlpReceiver['requests'][number]];
    expect(resourceLogs[0]?.resource.attributes).toContainEqual({
      key: 'service.name',
      value: { stringValue: 'ringfence' },
    });
    expect(resourceLogs[0]?.scopeLogs[0]?.scope.name).toBe('ringfence.ledger');
  });

  it.each([
    ['429', answering(429, ''), /answered 429/],
    ['500', answering(500, 'oops'), /answered 500 \("oops"\)/],
    ['503', answering(503, ''), /answered 503/],
    ['401', answering(401, ''), /answered 401/],
    ['a redirect', answering(302, '', { location: 'http://127.0.0.1:1/' }), /answered 302/],
    ['204', answering(204, ''), /answered 204/],
    [
      '200 of a portal',
      answering(200, '<html>Please log in</html>', { 'content-type': 'text/html' }),
      /not as OTLP does/,
    ],
    ['200 with nothing', answering(200, ''), /not as OTLP does/],
    ['200 with other JSON', answering(200, '{"ok":true}'), /not as OTLP does/],
    [
      '200 with a broken count',
      answering(200, '{"partialSuccess":{"rejectedLogRecords":"many"}}'),
      /no number/,
    ],
    ['an answer without end', answering(200, 'x'.repeat(70_000)), /longer than any|middle of the answer/],
    [
      'closing in the middle',
      (_: unknown, response: http.ServerResponse) => void response.socket?.destroy(),
      /hang up|ECONNRESET/,
    ],
    [
      'closing in the middle of the answer',
      (_: unknown, response: http.ServerResponse) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
        response.write('{', () => void response.socket?.destroy());
      },
      /middle of the answer|aborted|ECONNRESET/,
    ],
    ['hanging', () => undefined, /no answer within 300 ms/],
  ])('does not call it a success: %s', async (_story, behaviour, reason) => {
    const stage = await makeStage();
    await stage.write(1, 2);
    const pump = stage.pump(to(receiver.url, { timeout: 300 }));
    receiver.misbehave(behaviour);
    expect(await pass(pump)).toMatch(reason);
    expect(receiver.taken).toEqual([]);
    expect(await pump.state()).toMatchObject({ accepted: 0, positions: {} });
    expect(await pass(pump)).toBe('done');
    expect(verdicts()).toEqual(['e1', 'e2']);
  });

  it('waits as long as the receiver asks', async () => {
    const stage = await makeStage();
    await stage.write(1);
    receiver.misbehave(answering(429, '', { 'retry-after': '30' }));
    expect(await stage.pump(to(receiver.url)).step()).toMatchObject({ kind: 'wait', ms: 30_000 });
  });

  it('counts what a partial success rejects', async () => {
    const stage = await makeStage();
    await stage.write(1, 2, 3);
    const pump = stage.pump(to(receiver.url));
    receiver.misbehave(
      answering(200, '{"partialSuccess":{"rejectedLogRecords":"2","errorMessage":"too old\\u001b[2J"}}'),
    );
    await pump.step();
    expect(await pump.state()).toMatchObject({
      rejected: 2,
      problem: '2 records were rejected: too old\uFFFD[2J',
    });
  });

  it('halves a batch that is too large', async () => {
    const stage = await makeStage();
    await stage.write(...Array.from({ length: 12 }, (_, at) => at + 1));
    receiver.misbehave(answering(413, ''), answering(413, ''));
    expect(await pass(stage.pump(to(receiver.url)))).toBe('done');
    expect(verdicts()).toEqual(Array.from({ length: 12 }, (_, at) => `e${at + 1}`));
  });

  it('keeps what waits when there is nobody', async () => {
    const stage = await makeStage();
    await stage.write(1);
    const closed = net.createServer();
    await new Promise<void>(resolve => closed.listen(0, '127.0.0.1', resolve));
    const { port } = closed.address() as AddressInfo;
    await new Promise(resolve => closed.close(resolve));
    expect(await pass(stage.pump(to(`http://127.0.0.1:${port}/v1/logs`)))).toMatch(/ECONNREFUSED/);
  });

  it.skipIf(!hasOpenssl())('is sent to only when the certificate is right', async () => {
    const stage = await makeStage();
    await stage.write(1);
    const [right, wrong] = ['right', 'wrong'].map(name => makeCertificates(stage.folder, name));
    if (right === undefined || wrong === undefined) throw new Error('There are no certificates.');
    const read = (file: string): string => readFileSync(file, 'utf8');
    let asked = 0;
    const server = https.createServer(
      { cert: read(right.cert), key: read(right.key) },
      (request, response) => {
        asked += 1;
        request
          .resume()
          .on('end', () => response.writeHead(200, { 'content-type': 'application/json' }).end('{}'));
      },
    );
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const url = new URL(`https://localhost:${(server.address() as AddressInfo).port}/v1/logs`);
    const pump = (ca?: string) =>
      stage.pump(
        otlpTransport({
          url,
          headers: {},
          clock: systemClock,
          ...(ca === undefined ? {} : { ca: read(ca) }),
        }),
      );
    expect(await pass(pump())).toMatch(/unable to|self-signed/);
    expect(await pass(pump(wrong.ca))).toMatch(/unable to|self-signed|signature/);
    expect(asked).toBe(0);
    expect(await pass(pump(right.ca))).toBe('done');
    server.closeAllConnections();
    await new Promise(resolve => server.close(resolve));
  });
});
