/**
 * Takes out of an entry what must not leave the machine: secrets always, paths where the profile asks for it. What is
 * taken out becomes a mark of a keyed hash, so that equal values can still be told to be equal. Pure but for hashing.
 */
import type { LedgerBody } from '../../common/ledger.ts';
import { secretsIn } from '../detect/secrets/scan.ts';
import { maskSecret } from '../ledger/mask.ts';
import type { ExportRecord } from './record.ts';

/** Says what is taken out. */
export interface Redaction {
  readonly key: Uint8Array;
  /** Paths and the user's name become marks as well. */
  readonly paths: boolean;
}

/** Returns a text with every secret in it masked. */
export function maskSecrets(text: string, key: Uint8Array): string {
  // What is shorter holds no secret of a form that we know, and most strings are names of ours.
  if (text.length < 8) return text;
  const source = { surface: 'sent text', text, before: undefined, path: '', name: '', commands: [] } as const;
  let masked = '';
  let from = 0;
  for (const { start, end } of [...secretsIn(source)].sort((a, b) => a.start - b.start)) {
    if (start < from) continue;
    masked += text.slice(from, start) + maskSecret(text.slice(start, end), key);
    from = end;
  }
  return masked + text.slice(from);
}

/** Returns a path as it may leave: masked whole where paths are, keeping the ending, which says what kind of file it is. */
export function redactPath(path: string, { key, paths }: Redaction): string {
  if (!paths || path === '') return maskSecrets(path, key);
  const [ending = ''] = /\.[a-z0-9]{1,8}$/iu.exec(path) ?? [];
  return `${maskSecret(path, key)}${ending}`;
}

/** Returns an entry as it may be kept or leave. */
export function redactBody<T extends LedgerBody>(body: T, redaction: Redaction): T {
  const walk = (value: unknown, name: string): unknown => {
    if (typeof value === 'string')
      return pathNames.has(name) ? redactPath(value, redaction) : redactText(value, name, redaction);
    if (Array.isArray(value)) return value.map(each => walk(each, name));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, walk(each, key)]));
  };
  return walk(body, '') as T;
}

const pathNames: ReadonlySet<string> = new Set(['path', 'paths']);
/** Free texts may name a folder or a command, and what was wanted is told in the words of the one who wanted it. */
const freeTexts: ReadonlySet<string> = new Set(['detail', 'shape']);

/** Names of ours are left as they are: masking one would make the entry unreadable. */
const ownNames: ReadonlySet<string> = new Set([
  'type',
  'phase',
  'kind',
  'origin',
  'verdict',
  'severity',
  'risks',
  'action',
  'by',
  'label',
  'scope',
  'sha256',
  'level',
  'layer',
]);

function redactText(text: string, name: string, { key, paths }: Redaction): string {
  if (ownNames.has(name)) return text;
  const masked = maskSecrets(text, key);
  return paths && freeTexts.has(name)
    ? masked.replaceAll(/(?:~|[a-z]:)?[\\/][^\s"'`,;:()]+/giu, path => maskSecret(path, key))
    : masked;
}

/** Returns a record as it may leave; the ledger's own lines hold nothing but places. */
export function redactRecord(record: ExportRecord, redaction: Redaction): ExportRecord {
  if (record.kind !== 'line') return record;
  const { body } = record.line;
  if (body.type === 'opened' || body.type === 'checkpoint') return record;
  return { ...record, line: { ...record.line, body: redactBody(body, redaction) } };
}
