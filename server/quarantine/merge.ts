/**
 * Restores a configuration file key by key: risky keys go back to what they were, everything else of the same write
 * stays as written. Falls back to the whole file whenever the result cannot be proven. Pure; must never import node:.
 */
import type { KeyChange } from '../../common/quarantine.ts';
import { failure, success, type Result } from '../../common/result.ts';
import { changedKeys } from './keyChanges.ts';
import { removeValue, setValue } from './jsonEdit.ts';
import { compact, hasDuplicates, parseDocument, propertiesOf, rawText, valueAt } from './jsonTree.ts';
import type { JsonDocument, KeyPath, Node } from './jsonTree.ts';

/**
 * Is a restored file: `keys` when only risky keys went back, `whole` when the file went back as it was before
 * (`text` undefined: there was none).
 */
export interface Restoration {
  readonly kind: 'keys' | 'whole';
  readonly text: string | undefined;
  readonly keys: readonly KeyChange[];
}

// Each key costs one parse of the file; beyond this an attacker could keep the sentinel busy for seconds.
const mostWork = 8_000_000;
const byteOrderMark = '\uFEFF';

/**
 * Takes the risky keys back to their value in `before`, or out. `stillRisky` judges the result again: with it single
 * array elements go back, without it or when it objects, whole arrays, and in the end the whole file.
 */
export function restoreKeys(
  before: string | undefined,
  after: string,
  risky: readonly KeyPath[],
  stillRisky?: (text: string) => boolean,
): Restoration {
  const whole: Restoration = { kind: 'whole', text: before, keys: changedKeys(before, after, before) };
  if (risky.length === 0 || risky.length * after.length > mostWork) return whole;
  const plain = { old: parseDocument(withoutMark(before ?? '')), after: withoutMark(after) };
  if (!plain.old || !parseDocument(plain.after)) return whole;
  const text = firstProven(plain.old, after, risky, stillRisky);
  if (text === undefined || (before === undefined && holdsNothing(text))) return whole;
  return { kind: 'keys', text, keys: changedKeys(before, after, text) };
}

function firstProven(
  old: JsonDocument,
  after: string,
  risky: readonly KeyPath[],
  stillRisky?: (text: string) => boolean,
): string | undefined {
  const cuts = stillRisky ? (['element', 'array'] as const) : (['array'] as const);
  for (const cut of cuts) {
    const text = takeBack(old, withoutMark(after), risky, cut);
    if (text !== undefined && !stillRisky?.(markOf(after) + text)) return markOf(after) + text;
  }
  return undefined;
}

/**
 * Puts keys of an attempted text onto whatever the file is now, for an approval that comes later. Paths that lead
 * into an array approve the array. Fails when either text is broken or names a key twice.
 */
export function approveKeys(
  current: string | undefined,
  attempted: string,
  keys: readonly KeyPath[],
): Result<string> {
  const wanted = parseDocument(withoutMark(attempted));
  let text: string | undefined = withoutMark(current ?? '{}');
  for (const key of keys) {
    text = wanted && approveKey(text, wanted, key);
    if (text === undefined) return cannotApprove;
  }
  return success(markOf(current ?? attempted) + text);
}

function approveKey(text: string, wanted: JsonDocument, key: KeyPath): string | undefined {
  const now = parseDocument(text);
  if (!now) return undefined;
  const path = reach(now, wanted, key, 'array');
  if (path.length === 0 || hasDuplicates(now, path) || hasDuplicates(wanted, path)) return undefined;
  const value = valueAt(wanted, path);
  const approved = value ? setValue(text, path, rawText(wanted, value)) : removeValue(text, path);
  const check = approved === undefined ? undefined : parseDocument(approved);
  return check && compact(valueAt(check, path)) === compact(value) ? approved : undefined;
}

const cannotApprove = failure({
  source: 'approval',
  message:
    'The keys cannot be put into the file as it is now: one of the texts is broken or names a key twice.',
  remedy: 'Mend the file, or approve the whole change.',
});

const markOf = (text: string): string => (text.startsWith(byteOrderMark) ? byteOrderMark : '');
const withoutMark = (text: string): string => (text.startsWith(byteOrderMark) ? text.slice(1) : text);

/** A new file of which only empty brackets are left was about nothing but the risk. */
function holdsNothing(text: string): boolean {
  return isHollow(parseDocument(withoutMark(text))?.root);
}

function isHollow(node: Node | undefined): boolean {
  if (!node) return true;
  if (node.type === 'object') return propertiesOf(node).every(property => isHollow(property.value));
  return node.type === 'array' && (node.children ?? []).every(isHollow);
}

type Cut = 'element' | 'array';

/** Reverts every path; undefined as soon as one cannot be proven. Later elements first, so that indices hold. */
function takeBack(old: JsonDocument, after: string, risky: readonly KeyPath[], cut: Cut): string | undefined {
  let text = after;
  for (const key of [...risky].sort(laterFirst)) {
    const next = revert(old, text, key, cut);
    if (next === undefined) return undefined;
    text = next;
  }
  const result = parseDocument(text);
  return result && risky.every(key => cut === 'element' || isReverted(old, result, key)) ? text : undefined;
}

function isReverted(old: JsonDocument, result: JsonDocument, key: KeyPath): boolean {
  const path = reach(result, old, key, 'array');
  return !hasDuplicates(result, path) && compact(valueAt(result, path)) === compact(valueAt(old, path));
}

function revert(old: JsonDocument, text: string, key: KeyPath, cut: Cut): string | undefined {
  const now = parseDocument(text);
  if (!now) return undefined;
  const path = withEmptied(now, old, reach(now, old, key, cut));
  if (path.length === 0 || hasDuplicates(now, path) || hasDuplicates(old, path)) return undefined;
  const value = isInserted(now, old, path) ? undefined : valueAt(old, path);
  const present = valueAt(now, path);
  if (compact(value) === compact(present)) return text;
  const reverted = value ? setValue(text, path, rawText(old, value)) : removeValue(text, path);
  const check = reverted === undefined ? undefined : parseDocument(reverted);
  // A removed element is replaced by its successor, so only the count can be checked here.
  const isElement = typeof path.at(-1) === 'number';
  const proven = check && (isElement || compact(valueAt(check, path)) === compact(value));
  return proven ? reverted : undefined;
}

/** An object that came with the risky key and holds nothing else goes with it: `{}` would be left of it otherwise. */
function withEmptied(now: JsonDocument, old: JsonDocument, path: KeyPath): KeyPath {
  const parent = path.slice(0, -1);
  const holder = valueAt(now, parent);
  const alone = holder?.type === 'object' && propertiesOf(holder).length === 1;
  const goes = alone && typeof parent.at(-1) === 'string' && valueAt(old, parent) === undefined;
  return goes ? withEmptied(now, old, parent) : path;
}

/** Shortens a path to where both documents still have the same shape, and to the array it leads into. */
function reach(now: JsonDocument, old: JsonDocument, key: KeyPath, cut: Cut): KeyPath {
  for (const depth of key.keys()) {
    const prefix = key.slice(0, depth);
    const next = key.slice(0, depth + 1);
    const shapes = [now, old]
      .map(document => valueAt(document, prefix)?.type)
      .filter(type => type !== undefined);
    const [shape, ...others] = new Set(shapes);
    if (shape === undefined) continue;
    if (others.length > 0 || !canStepInto(shape, key[depth], cut, shapes.length === 2)) return prefix;
    if (shape === 'array' && isInserted(now, old, next)) return next;
  }
  return key;
}

function canStepInto(
  shape: Node['type'],
  segment: string | number | undefined,
  cut: Cut,
  inBoth: boolean,
): boolean {
  if (shape === 'array') return cut === 'element' && inBoth && typeof segment === 'number';
  return shape === 'object';
}

/** Tells whether an array element is new at its place, rather than a changed old one. */
function isInserted(now: JsonDocument, old: JsonDocument, path: KeyPath): boolean {
  const index = path.at(-1);
  if (typeof index !== 'number') return false;
  const was = compact(valueAt(old, path));
  const others = valueAt(now, path.slice(0, -1))?.children ?? [];
  return was === undefined || others.some((other, place) => place !== index && compact(other) === was);
}

function laterFirst(a: KeyPath, b: KeyPath): number {
  for (const [depth, segment] of a.entries()) {
    const other = b[depth];
    if (typeof segment === 'number' && typeof other === 'number' && segment !== other) return other - segment;
    if (segment !== other) return 0;
  }
  return b.length - a.length;
}
