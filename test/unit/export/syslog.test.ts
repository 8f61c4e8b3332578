import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { whyMissing } from '../../../scripts/environment/debianTools.mjs';
import { framed, syslogMessage } from '../../../server/export/syslogMessage.ts';
import { syslogTransport } from '../../../server/export/syslogTransport.ts';
import {
  hasOpenssl,
  hasRsyslog,
  makeCertificates,
  startRsyslog,
  tlsDriver,
  type Parsed,
  type Rsyslog,
} from '../../support/export/rsyslog.ts';
import { verdict } from '../ledger/stories.ts';
import { makeStage, pass, source } from './stage.ts';

const cleanups: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

function folder(): string {
  const made = mkdtempSync(path.join(tmpdir(), 'ringfence-rsyslog-'));
  cleanups.push(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

async function running(where: string, options: Parameters<typeof startRsyslog>[1] = {}): Promise<Rsyslog> {
  const started = await startRsyslog(where, options);
  cleanups.push(() => started.stop());
  return started;
}

const ids = (messages: readonly Parsed[]): readonly unknown[] =>
  messages.flatMap(({ json, msgid }) =>
    msgid === 'verdict' ? [(json['metadata'] as Record<string, unknown>)['original_event_uid']] : [],
  );

async function eventually(check: () => boolean): Promise<void> {
  for (let attempt = 0; attempt < 200 && !check(); attempt += 1)
    await new Promise(resolve => setTimeout(resolve, 25));
  expect(check()).toBe(true);
}

describe('a syslog message', () => {
  const line = { v: 1, seq: 3, ts: 0, prev: '0'.repeat(64), body: verdict('é"]\\\n', 'deny') } as const;
  const record = { kind: 'line', uid: 's:3', segment: 's', hash: 'h', line } as const;
  it('has the header of RFC 5424 and structured data, on one line', () => {
    const message = syslogMessage(record, source);
    expect(message).toMatch(
      /^<107>1 1970-01-01T00:00:00[.]000Z build-7 ringfence - verdict \[ringfence@32473 id="s:3" segment="s" seq="3" hash="h"\] @cee:\{/u,
    );
    expect(message).not.toContain('\n');
  });
  it('escapes what structured data reserves, and leaves nothing else in a header', () => {
    const odd = syslogMessage({ ...record, uid: 'a"]\\' }, { ...source, host: 'a b\nc' });
    expect(odd).toContain('id="a\\"\\]\\\\"');
    expect(odd).toContain(' abc ringfence ');
  });
  it('is framed by its length in bytes', () => {
    expect(framed('é').toString('utf8')).toBe('2 é');
  });
});

describe.skipIf(!hasRsyslog())(`rsyslog${hasRsyslog() ? '' : ` (${whyMissing('rsyslog')})`}`, () => {
  it('takes and parses every record over TCP', async () => {
    const where = folder();
    const rsyslog = await running(where);
    const stage = await makeStage();
    await stage.write(verdict('e1', 'deny'), ...Array.from({ length: 200 }, (_, at) => at + 2));
    const pump = stage.pump(syslogTransport({ host: '127.0.0.1', port: rsyslog.port, tls: false }), {
      headsEvery: 0,
      size: { records: 64, bytes: 1e6 },
    });
    expect(await pass(pump)).toBe('done');
    const { accepted } = await pump.state();
    await eventually(() => rsyslog.messages().length >= accepted);
    const messages = rsyslog.messages();
    expect(messages.length).toBe(accepted);
    expect(
      messages.every(({ ok, app, host }) => ok === 'OK' && app === 'ringfence' && host === 'build-7'),
    ).toBe(true);
    expect(ids(messages)).toEqual(Array.from({ length: 201 }, (_, at) => `e${at + 1}`));
    const denied = messages.find(({ msgid }) => msgid === 'verdict');
    expect(denied).toMatchObject({
      pri: '107',
      json: { class_uid: 2004, disposition_id: 2, severity: 'High' },
    });
    expect(denied?.sd).toMatch(
      /^\[ringfence@32473 id="[^"]+:3" segment="[^"]+" seq="3" hash="[0-9a-f]{64}"\]$/u,
    );
  });

  it('loses nothing when it is away and comes back', async () => {
    const where = folder();
    const first = await running(where);
    const stage = await makeStage();
    await stage.write(1, 2);
    const pump = stage.pump(
      syslogTransport({ host: '127.0.0.1', port: first.port, tls: false, timeout: 3000 }),
    );
    expect(await pass(pump)).toBe('done');
    await first.stop();
    await stage.write(3, 4);
    expect(await pass(pump)).toMatch(/ECONNREFUSED/);
    const second = await running(where, { port: first.port });
    expect(await pass(pump)).toBe('done');
    await eventually(() => ids(second.messages()).length >= 4);
    expect(ids(second.messages())).toEqual(['e1', 'e2', 'e3', 'e4']);
  });

  describe.skipIf(tlsDriver() === undefined || !hasOpenssl())('over TLS', () => {
    it('is sent to only when its certificate is right', async () => {
      const where = folder();
      const [right, wrong] = [makeCertificates(where, 'right'), makeCertificates(where, 'wrong')];
      const rsyslog = await running(where, { tls: right });
      const stage = await makeStage();
      await stage.write(1, 2, 3);
      const to = (ca?: string) =>
        syslogTransport({
          host: 'localhost',
          port: rsyslog.port,
          tls: true,
          timeout: 5000,
          ...(ca === undefined ? {} : { ca: readFileSync(ca, 'utf8') }),
        });
      expect(await pass(stage.pump(to()))).toMatch(/unable to verify|self-signed|unable to get/);
      expect(await pass(stage.pump(to(wrong.ca)))).toMatch(
        /unable to verify|self-signed|unable to get|signature/,
      );
      expect(rsyslog.messages()).toEqual([]);
      expect(await pass(stage.pump(to(right.ca)))).toBe('done');
      await eventually(() => ids(rsyslog.messages()).length >= 3);
      expect(ids(rsyslog.messages())).toEqual(['e1', 'e2', 'e3']);
    });
  });
});

describe('a syslog receiver that behaves badly', () => {
  async function server(onConnection: (socket: net.Socket) => void): Promise<number> {
    const listening = net.createServer({ allowHalfOpen: true }, onConnection);
    await new Promise<void>(resolve => listening.listen(0, '127.0.0.1', resolve));
    cleanups.push(() => new Promise<void>(resolve => listening.close(() => resolve())));
    return (listening.address() as net.AddressInfo).port;
  }
  it.each([
    ['hangs', (socket: net.Socket) => void socket.pause(), /did not take the batch within 400 ms/],
    [
      'resets',
      (socket: net.Socket) => void socket.once('data', () => socket.resetAndDestroy()),
      /ECONNRESET|EPIPE|middle of a batch/,
    ],
    [
      'ends before it has read',
      (socket: net.Socket) => void socket.end(),
      /middle of a batch|ECONNRESET|EPIPE|did not take/,
    ],
  ])('has not taken the batch: %s', async (_story, behave, reason) => {
    const sockets: net.Socket[] = [];
    const port = await server(socket => {
      socket.on('error', () => undefined);
      sockets.push(socket);
      behave(socket);
    });
    cleanups.push(() => sockets.forEach(socket => socket.destroy()));
    const stage = await makeStage();
    await stage.write(...Array.from({ length: 3000 }, (_, at) => at));
    const pump = stage.pump(syslogTransport({ host: '127.0.0.1', port, tls: false, timeout: 400 }), {
      size: { records: 10_000, bytes: 1e8 },
    });
    expect(await pass(pump)).toMatch(reason);
    expect((await pump.state()).accepted).toBe(0);
  });
});
