/** Turns what a profile says into targets. Reads the environment and certificate files that it names. */
import { createHash } from 'node:crypto';
import net from 'node:net';
import path from 'node:path';
import type { LedgerExport } from '../../common/profile.ts';
import type { Problem, Result } from '../../common/result.ts';
import { readPlainTextSync } from '../platform/plainFile.ts';
import type { Clock } from '../ports/clock.ts';
import { fileTransport } from './fileTransport.ts';
import { otlpTransport } from './otlpTransport.ts';
import type { Target } from './pump.ts';
import { syslogTransport } from './syslogTransport.ts';
import type { Transport } from './transport.ts';

/** Says what targets are made with. */
export interface TargetParts {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
}

/** Returns the target of one entry, or why it cannot be one. */
export function targetOf(entry: LedgerExport, parts: TargetParts): Result<Target> {
  const name = nameOf(entry);
  try {
    return { ok: true, value: { id: idOf(entry), name, transport: transportOf(entry, parts) } };
  } catch (error) {
    const problem: Problem = {
      source: 'ledger.export',
      message: `The ledger cannot be sent to ${name}: ${error instanceof Error ? error.message : String(error)}.`,
      remedy: 'Correct ledger.export in the profile.',
    };
    return { ok: false, problems: [problem] };
  }
}

/** Returns why an entry can be a target nowhere, whatever machine and environment; undefined where it can. */
export function faultOf(entry: LedgerExport): string | undefined {
  try {
    checkPlace(entry);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Throws when an entry names a place to which nothing is sent. */
function checkPlace(entry: LedgerExport): void {
  if (entry.type === 'file' && !path.posix.isAbsolute(entry.path) && !path.win32.isAbsolute(entry.path))
    throw new Error('its path is not absolute');
  if (entry.type !== 'otlp') return;
  const { protocol, hostname } = otlpUrl(entry.url);
  if (protocol === 'http:' && Object.keys(entry.headers ?? {}).length > 0 && !isLocal(hostname))
    throw new Error('headers would go over the network unencrypted; use https');
}

/** Headers are no part of it: a renewed token must not send everything again. */
function idOf(entry: LedgerExport): string {
  const place =
    entry.type === 'file'
      ? [entry.path, entry.format ?? 'ocsf']
      : entry.type === 'otlp'
        ? [entry.url]
        : [entry.transport, entry.host, entry.port];
  return `${entry.type}-${createHash('sha256').update(JSON.stringify(place)).digest('hex').slice(0, 12)}`;
}

/** A name holds no credentials. */
function nameOf(entry: LedgerExport): string {
  switch (entry.type) {
    case 'file':
      return entry.path;
    case 'otlp':
      return URL.canParse(entry.url) ? placeOf(new URL(entry.url)) : 'an address that is none';
    case 'syslog':
      return `syslog+${entry.transport}://${entry.host}:${entry.port}`;
  }
}

const placeOf = (url: URL): string => `${url.protocol}//${url.host}${url.pathname}`;

function transportOf(entry: LedgerExport, { env, clock }: TargetParts): Transport {
  checkPlace(entry);
  switch (entry.type) {
    case 'file':
      if (!path.isAbsolute(entry.path)) throw new Error('its path is not absolute');
      return fileTransport({ path: entry.path, format: entry.format ?? 'ocsf' });
    case 'otlp':
      return otlpTransport({ url: otlpUrl(entry.url), headers: headersOf(entry.headers ?? {}, env), clock });
    case 'syslog': {
      const ca = entry.ca === undefined ? {} : { ca: readPlainTextSync(entry.ca) };
      return syslogTransport({ host: entry.host, port: entry.port, tls: entry.transport === 'tls', ...ca });
    }
  }
}

/** An address without a path means the receiver's usual one. */
function otlpUrl(text: string): URL {
  if (!URL.canParse(text)) throw new Error('its url cannot be read');
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw new Error('its url is neither https nor http');
  if (url.username !== '' || url.password !== '')
    throw new Error('its url holds a login; put it in a header');
  if (url.pathname === '/') url.pathname = '/v1/logs';
  return url;
}

function headersOf(
  headers: Readonly<Record<string, string>>,
  env: TargetParts['env'],
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => {
      if (!value.startsWith('env:')) return [name, value];
      const found = env[value.slice('env:'.length)];
      if (found === undefined || found === '')
        throw new Error(`the environment has no ${value.slice('env:'.length)} for the header ${name}`);
      return [name, found];
    }),
  );
}

function isLocal(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/gu, '');
  return host === 'localhost' || host === '::1' || (net.isIPv4(host) && host.startsWith('127.'));
}
