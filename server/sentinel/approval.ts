/** Settles items: approves them whole or key by key onto the file as it is now, keeps them restored, or discards them. */
import path from 'node:path';
import type { SettleOutcome } from '../../common/protocol.ts';
import type { KeyChange } from '../../common/quarantine.ts';
import { describeProblem, failure, success, type Problem, type Result } from '../../common/result.ts';
import { readPlainSync } from '../platform/plainFile.ts';
import { bytesOf, decode, fingerprint, type Content } from '../quarantine/content.ts';
import type { FileCalls } from '../quarantine/disk.ts';
import type { StoredItem } from '../quarantine/item.ts';
import type { KeyPath } from '../quarantine/jsonTree.ts';
import { approveKeys } from '../quarantine/merge.ts';
import type { QuarantineStore } from '../quarantine/store.ts';
import { contentOf } from './holder.ts';
import type { SettleAction } from './messages.ts';
import { largest, readPath, type Reading } from './reading.ts';
import { restorePath } from './restore.ts';
import { knownOf } from './rootGuard.ts';
import type { Known } from './snapshots.ts';

/** Is what to do with an item. */
export interface Settlement {
  readonly id: string;
  readonly action: SettleAction;
  readonly keys?: readonly KeyPath[];
}

/** Says what settling needs; `approve` makes content known-good durably and throws when it cannot. */
export interface SettleContext {
  readonly store: QuarantineStore;
  readonly calls: FileCalls;
  readonly approve: (item: StoredItem, known: Known) => void;
}

/** Settles an item. What goes wrong is said in the outcome, and then the file is as it was. */
export function settleItem(context: SettleContext, { id, action, keys }: Settlement): SettleOutcome {
  const item = context.store.get(id);
  if (!item) return { ok: false, message: 'This item is no longer in quarantine. Refresh the list.' };
  if (item.state === 'approved') return { ok: true, item };
  const approves = action === 'approve' || action === 'reapply';
  const done = approves ? approve(context, item, keys) : success(item.keys);
  if (!done.ok) return { ok: false, message: sentence(done.problems) };
  const state = approves ? 'approved' : action === 'keep' ? 'kept' : 'discarded';
  const settled = context.store.settle(id, { state, keys: done.value });
  return settled.ok ? { ok: true, item: settled.value } : { ok: false, message: sentence(settled.problems) };
}

const sentence = (problems: readonly Problem[]): string => problems.map(describeProblem).join(' ');

/** Known-good first, then the file: a crash in between leaves the item held and the file as it was. */
function approve(
  context: SettleContext,
  item: StoredItem,
  keys: readonly KeyPath[] | undefined,
): Result<readonly KeyChange[]> {
  const wanted = wantedContent(context.store, item, keys);
  if (!wanted.ok) return wanted;
  try {
    context.approve(item, wanted.value);
  } catch (error) {
    return refuse(item, `its approval cannot be kept (${String(error)})`, 'Free some space and try again.');
  }
  const target = {
    root: item.root,
    path: item.path,
    aside: path.join(context.store.folderOf(item.id), 'displaced'),
  };
  const written = restorePath(context.calls, target, wanted.value);
  if (!written.ok) return written;
  const chosen = (change: KeyChange): boolean =>
    keys === undefined || keys.some(key => JSON.stringify(key) === JSON.stringify(change.keyPath));
  return success(item.keys.map(change => (chosen(change) ? { ...change, restored: false } : change)));
}

function wantedContent(
  store: QuarantineStore,
  item: StoredItem,
  keys: readonly KeyPath[] | undefined,
): Result<Known> {
  const attempted = store.content(item.id, 'attempted');
  const restored = store.content(item.id, 'restored');
  if (!attempted || !restored)
    return refuse(item, 'its bytes cannot be read', 'Look into its folder in quarantine.');
  const reading = readPath(item.path);
  const unchanged = fingerprint(contentOf(knownOf(reading))) === fingerprint(restored);
  const byKey = item.keys.filter(change => change.restored).map(change => change.keyPath);
  if (attempted.kind === 'file' && byKey.length > 0 && (keys || !unchanged)) {
    return mergedContent(item, reading, attempted, keys ?? byKey);
  }
  return unchanged ? asKnown(item, attempted, store) : changedSince(item);
}

function mergedContent(
  item: StoredItem,
  reading: Reading,
  attempted: Extract<Content, { kind: 'file' }>,
  keys: readonly KeyPath[],
): Result<Known> {
  if (reading.kind !== 'file' && reading.kind !== 'absent') return changedSince(item);
  const current = reading.kind === 'file' ? decode(reading.bytes).text : undefined;
  const merged = approveKeys(current, decode(attempted.bytes).text, keys);
  const mode = reading.kind === 'file' ? reading.mode : attempted.mode;
  return merged.ok ? success({ kind: 'file', bytes: Buffer.from(merged.value), mode }) : merged;
}

function asKnown(item: StoredItem, attempted: Content, store: QuarantineStore): Result<Known> {
  if (attempted.kind === 'tree') {
    return refuse(
      item,
      'it is a folder or a huge file',
      `Copy it back by hand from ${store.folderOf(item.id)}.`,
    );
  }
  if (attempted.kind !== 'link') return success(attempted);
  const behind = path.resolve(path.dirname(item.path), bytesOf(attempted).toString());
  return success({ ...attempted, through: readThrough(behind) });
}

function readThrough(file: string): Buffer | undefined {
  try {
    return readPlainSync(file, largest);
  } catch {
    return undefined;
  }
}

const changedSince = (item: StoredItem): Result<never> =>
  refuse(
    item,
    'the file has changed since',
    'Compare the two sides and make the change by hand, or export it.',
  );

const refuse = (item: StoredItem, why: string, remedy: string): Result<never> =>
  failure({ source: item.path, message: `The change cannot be approved: ${why}.`, remedy });
