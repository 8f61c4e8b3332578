import { createServer, type SecureVersion } from 'node:tls';

const OLD: SecureVersion = 'TLSv1.1';

export const servers = [
  // ruleid: javascript.tls-old-version
  createServer({ minVersion: OLD }),
  // ok: javascript.tls-old-version
  createServer({ minVersion: 'TLSv1.3' as SecureVersion }),
];
