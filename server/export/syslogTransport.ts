/**
 * Sends records to a syslog receiver over TCP or TLS. Syslog has no answer, so each batch has a connection of its own:
 * we end our side, and only when the receiver has read to that end and ends its side in good order is the batch taken.
 */
import net from 'node:net';
import tls from 'node:tls';
import { authorities } from './authorities.ts';
import { framed, syslogMessage } from './syslogMessage.ts';
import { accepted, again, type Transport } from './transport.ts';

/** Says where and how to send. */
export interface SyslogTarget {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  /** Certificates of authorities in PEM, in place of the system's. */
  readonly ca?: string;
  /** Milliseconds for one batch. */
  readonly timeout?: number;
}

/** Creates the transport of a syslog receiver. */
export const syslogTransport = (target: SyslogTarget): Transport => ({
  async send(records, source) {
    try {
      await deliver(target, Buffer.concat(records.map(record => framed(syslogMessage(record, source)))));
      return accepted;
    } catch (error) {
      return again(error);
    }
  },
});

function deliver(target: SyslogTarget, bytes: Buffer): Promise<void> {
  const { timeout = 30_000 } = target;
  return new Promise((resolve, reject) => {
    const socket = connect(target);
    const timer = setTimeout(
      () => fail(new Error(`the receiver did not take the batch within ${timeout} ms`)),
      timeout,
    );
    let ended = false;
    const fail = (error: Error): void => {
      clearTimeout(timer);
      socket.destroy();
      reject(error);
    };
    socket.on('error', fail);
    socket.on(target.tls ? 'secureConnect' : 'connect', () => socket.end(bytes, () => (ended = true)));
    // A receiver that ends before all is written has not read it.
    socket.on('end', () => {
      if (!ended) fail(new Error('the receiver ended the connection in the middle of a batch'));
    });
    socket.on('close', () => {
      clearTimeout(timer);
      if (ended) resolve();
      else reject(new Error('the connection ended in the middle of a batch'));
    });
    socket.resume();
  });
}

function connect({ host, port, tls: secure, ca }: SyslogTarget): net.Socket {
  if (!secure) return net.connect({ host, port, allowHalfOpen: true });
  const trusted = ca ?? authorities();
  return tls.connect({
    host,
    port,
    minVersion: 'TLSv1.2',
    ...(net.isIP(host) === 0 ? { servername: host } : {}),
    ...(trusted === undefined ? {} : { ca: [trusted].flat() }),
  });
}
