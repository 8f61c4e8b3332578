/** Lists the keys that a change touched, for people. Pure; must never import node:. */
import type { KeyChange } from '../../common/quarantine.ts';
import { compact, parseDocument, propertiesOf, valueAt } from './jsonTree.ts';
import type { JsonDocument, KeyPath, Node } from './jsonTree.ts';

const mostKeys = 500;
const mostText = 400;
const secretName =
  /token|secret|passw|passphrase|credential|api[-_.]?key|auth(?:orization)?$|private[-_.]?key/i;
const secretValue = /^"(?:gh[pousr]_|github_pat_|sk-|xox[abprs]-|AKIA|ASIA|eyJ|glpat-|npm_|-----BEGIN)/;

/**
 * Compares two texts key by key and says which changes `result` took back. Arrays count as one value. Values that
 * look secret are masked. Empty when a text is broken: then the change can only be shown as a whole.
 */
export function changedKeys(
  before: string | undefined,
  after: string,
  result: string | undefined,
): readonly KeyChange[] {
  const [old, attempted, kept] = [before ?? '', after, result ?? ''].map(text =>
    parseDocument(stripMark(text)),
  );
  if (!old || !attempted || !kept) return [];
  const paths: KeyPath[] = [];
  collect(old.root, attempted.root, [], paths);
  return paths.map(path => describe(path, { old, attempted, kept }));
}

const stripMark = (text: string): string => (text.startsWith('\uFEFF') ? text.slice(1) : text);

function collect(old: Node | undefined, now: Node | undefined, path: KeyPath, into: KeyPath[]): void {
  if (into.length >= mostKeys || compact(old) === compact(now)) return;
  if (!opens(old, now, path.length === 0)) {
    into.push(path);
    return;
  }
  const before = lastOf(old);
  const after = lastOf(now);
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    collect(before.get(key), after.get(key), [...path, key], into);
  }
}

/**
 * Tells whether a difference is listed key by key. An added object is, since only some of its keys may have stayed; a
 * removed one is gone whole, unless it is the document itself.
 */
function opens(old: Node | undefined, now: Node | undefined, isRoot: boolean): boolean {
  const wasObject = old?.type === 'object';
  if (!now) return isRoot && wasObject;
  if (now.type !== 'object') return false;
  return wasObject || (!old && propertiesOf(now).length > 0);
}

const lastOf = (node: Node | undefined): ReadonlyMap<string, Node> =>
  new Map(node ? propertiesOf(node).map(property => [property.key, property.value]) : []);

function describe(
  keyPath: KeyPath,
  documents: { readonly old: JsonDocument; readonly attempted: JsonDocument; readonly kept: JsonDocument },
): KeyChange {
  const [before, after, kept] = [documents.old, documents.attempted, documents.kept].map(document =>
    compact(valueAt(document, keyPath)),
  );
  const kind = before === undefined ? 'added' : after === undefined ? 'removed' : 'changed';
  return {
    keyPath,
    kind,
    restored: kept !== after,
    ...(before === undefined ? {} : { before: shown(keyPath, before) }),
    ...(after === undefined ? {} : { after: shown(keyPath, after) }),
  };
}

function shown(keyPath: KeyPath, json: string): string {
  const named = keyPath.some(segment => typeof segment === 'string' && secretName.test(segment));
  const isText = json.startsWith('"') || json.startsWith('{') || json.startsWith('[');
  if ((named && isText) || secretValue.test(json)) return '"•••"';
  const masked = json.replace(
    /("[^"]*(?:token|secret|passw|api[-_]?key)[^"]*":)"(?:[^"\\]|\\.)*"/gi,
    '$1"•••"',
  );
  return masked.length > mostText ? `${masked.slice(0, mostText)}…` : masked;
}
