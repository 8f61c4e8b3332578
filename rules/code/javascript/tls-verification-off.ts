import { connect, type ConnectionOptions } from 'node:tls';

export function open(host: string): void {
  // ruleid: javascript.tls-verification-off
  connect({ host, checkServerIdentity: () => undefined } as ConnectionOptions);
  // ok: javascript.tls-verification-off
  connect({ host, checkServerIdentity: (name, cert) => verify(name, cert) });
}
