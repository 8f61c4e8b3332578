/** Certificates of authorities that receivers are checked against: Node's own and, where Node can read them, the system's. */
import tls from 'node:tls';

let known: readonly string[] | undefined;

/** Returns them in PEM, read once; undefined on a Node that knows only its own, which it then uses by itself. */
export function authorities(): readonly string[] | undefined {
  const read: unknown = Reflect.get(tls, 'getCACertificates');
  if (typeof read !== 'function') return undefined;
  const from = read as (type: 'default' | 'system') => readonly string[];
  return (known ??= [...from('default'), ...systemOnes(from)]);
}

/** A system whose store cannot be read has none to add. */
function systemOnes(from: (type: 'system') => readonly string[]): readonly string[] {
  try {
    return from('system');
  } catch {
    return [];
  }
}
