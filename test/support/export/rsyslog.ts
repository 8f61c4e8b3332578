/** Runs Debian's rsyslog as a receiver, without privileges, on TCP or TLS. It writes what it understood, not what came. */
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { onPath } from '../../../scripts/environment/command.mjs';
import { findTool } from '../../../scripts/environment/debianTools.mjs';

/** Is a message as rsyslog parsed it. */
export interface Parsed {
  readonly pri: string;
  readonly host: string;
  readonly app: string;
  readonly msgid: string;
  readonly sd: string;
  /** The JSON after `@cee:` as mmjsonparse read it. */
  readonly json: Readonly<Record<string, unknown>>;
  readonly ok: string;
}

/** Is a running rsyslog. */
export interface Rsyslog {
  readonly port: number;
  messages(): readonly Parsed[];
  stop(): Promise<void>;
}

/** Tells whether rsyslog is here. */
export const hasRsyslog = (): boolean => findTool('rsyslog') !== undefined;

/** Returns the name of a TLS driver that is installed; undefined when there is none. */
export function tlsDriver(): string | undefined {
  const folders = [
    '/usr/lib/x86_64-linux-gnu/rsyslog',
    '/usr/lib/aarch64-linux-gnu/rsyslog',
    '/usr/lib/rsyslog',
  ];
  return ['ossl', 'gtls'].find(name =>
    folders.some(folder => existsSync(path.join(folder, `lmnsd_${name}.so`))),
  );
}

/** Tells whether certificates can be made here. */
export const hasOpenssl = (): boolean => onPath('openssl') !== undefined;

/** Holds files of certificates. */
export interface Certificates {
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
}

/** Makes an authority and a certificate for 127.0.0.1 and localhost. */
export function makeCertificates(folder: string, name: string): Certificates {
  const file = (suffix: string): string => path.join(folder, `${name}-${suffix}`);
  const openssl = (...args: readonly string[]): void =>
    void execFileSync('openssl', args, { stdio: 'ignore' });
  const days = ['-days', '2'];
  openssl(
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    ...days,
    '-subj',
    `/CN=${name} authority`,
    '-keyout',
    file('ca.key'),
    '-out',
    file('ca.pem'),
  );
  openssl(
    'req',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-subj',
    '/CN=localhost',
    '-keyout',
    file('key.pem'),
    '-out',
    file('csr.pem'),
  );
  writeFileSync(file('ext'), 'subjectAltName=DNS:localhost,IP:127.0.0.1\n');
  openssl(
    'x509',
    '-req',
    ...days,
    '-in',
    file('csr.pem'),
    '-CA',
    file('ca.pem'),
    '-CAkey',
    file('ca.key'),
    '-CAcreateserial',
    '-extfile',
    file('ext'),
    '-out',
    file('cert.pem'),
  );
  return { ca: file('ca.pem'), cert: file('cert.pem'), key: file('key.pem') };
}

/** Starts rsyslog on a port, any free one when none is given. */
export async function startRsyslog(
  folder: string,
  options: { readonly tls?: Certificates; readonly port?: number } = {},
): Promise<Rsyslog> {
  const port = options.port ?? (await freePort());
  const output = path.join(folder, 'received.jsonl');
  const config = path.join(folder, 'rsyslog.conf');
  writeFileSync(
    config,
    configuration({ port, folder, output, ...(options.tls === undefined ? {} : { tls: options.tls }) }),
  );
  const program = findTool('rsyslog');
  if (program === undefined) throw new Error('rsyslogd is not here.');
  const child = spawn(program, ['-n', '-f', config, '-i', path.join(folder, 'rsyslog.pid')], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = new Promise<void>(resolve => child.on('close', () => resolve()));
  await listening(port, () => said);
  return {
    port,
    messages: () =>
      existsSync(output)
        ? readFileSync(output, 'utf8')
            .split('\n')
            .slice(0, -1)
            .map(line => JSON.parse(line) as Parsed)
        : [],
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

function configuration({
  port,
  folder,
  output,
  tls,
}: {
  readonly port: number;
  readonly folder: string;
  readonly output: string;
  readonly tls?: Certificates;
}): string {
  const secure =
    tls === undefined
      ? 'module(load="imtcp")'
      : `global(defaultNetstreamDriver="${tlsDriver() ?? ''}" defaultNetstreamDriverCAFile="${tls.ca}" defaultNetstreamDriverCertFile="${tls.cert}" defaultNetstreamDriverKeyFile="${tls.key}")
module(load="imtcp" streamDriver.name="${tlsDriver() ?? ''}" streamDriver.mode="1" streamDriver.authMode="anon")`;
  return `global(workDirectory="${folder}" maxMessageSize="64k")
${secure}
module(load="mmjsonparse")
template(name="parsed" type="list") {
  constant(value="{") property(name="pri" format="jsonf") constant(value=",")
  property(outname="host" name="hostname" format="jsonf") constant(value=",")
  property(outname="app" name="app-name" format="jsonf") constant(value=",")
  property(outname="msgid" name="msgid" format="jsonf") constant(value=",")
  property(outname="sd" name="structured-data" format="jsonf") constant(value=",")
  property(outname="ok" name="parsesuccess" format="jsonf") constant(value=",\\"json\\":")
  property(name="$!all-json") constant(value="}\\n")
}
ruleset(name="ledger") {
  action(type="mmjsonparse")
  action(type="omfile" file="${output}" template="parsed")
}
input(type="imtcp" port="${port}" ruleset="ledger")
`;
}

const freePort = (): Promise<number> =>
  new Promise(resolve => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as net.AddressInfo;
      server.close(() => resolve(port));
    });
  });

async function listening(port: number, said: () => string): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const open = await new Promise<boolean>(resolve => {
      const socket = net.connect(port, '127.0.0.1', () => {
        socket.destroy();
        resolve(true);
      });
      socket.on('error', () => resolve(false));
    });
    if (open) return;
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  throw new Error(`rsyslog does not listen: ${said()}`);
}
