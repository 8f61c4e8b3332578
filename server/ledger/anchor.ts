/**
 * Anchors: what is left of a segment that retention removed. A signed note says how far the segment reached, so that a
 * removal by retention can be told from one by somebody else.
 */
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { readPlainText } from '../platform/plainFile.ts';
import type { Head } from './line.ts';
import { parseHead, parseJson } from './parseLine.ts';
import { replaceText } from './replaceText.ts';
import { isCode, type SignatureCheck, type Signer } from './signing.ts';

/** Lists why segments are removed. */
export const removalReasons = ['age', 'size'] as const;
/** Names why a segment was removed. */
export type RemovalReason = (typeof removalReasons)[number];

/** Is what is left of a segment. */
export interface Anchor extends Head {
  /** Milliseconds since the epoch of the segment's newest line. */
  readonly until: number;
  readonly removedAt: number;
  readonly reason: RemovalReason;
  /** Lines that each target had not taken, by the target's id; targets that had all are left out. */
  readonly unsent: Readonly<Record<string, number>>;
}

/** Is an anchor with whether its signature is the ledger's. */
export interface FoundAnchor extends Anchor {
  readonly genuine: boolean;
}

const anchorPath = (folder: string, segment: string): string => path.join(folder, `${segment}.anchor.json`);

const anchorText = ({ segment, seq, hash, until, removedAt, reason, unsent }: Anchor): Buffer =>
  Buffer.from(
    `ringfence ledger anchor v1\n${segment}\n${seq}\n${hash}\n${until}\n${removedAt}\n${reason}\n${JSON.stringify(
      Object.entries(unsent).sort(([a], [b]) => (a < b ? -1 : 1)),
    )}\n`,
    'utf8',
  );

/** Writes an anchor, safe on disk when it resolves. */
export async function writeAnchor(folder: string, anchor: Anchor, signer: Signer): Promise<void> {
  const file = anchorPath(folder, anchor.segment);
  const text = JSON.stringify({ ...anchor, key: signer.keyId, signature: signer.sign(anchorText(anchor)) });
  await replaceText(file, text, { flush: true });
}

/** Reads all anchors of a folder, oldest segment first; what is no anchor at all is left out. */
export async function readAnchors(
  folder: string,
  check: SignatureCheck | undefined,
): Promise<readonly FoundAnchor[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (isCode(error, 'ENOENT')) return [];
    throw error;
  });
  const found: FoundAnchor[] = [];
  for (const name of names.filter(each => each.endsWith('.anchor.json')).sort()) {
    const raw = parseJson(await readPlainText(path.join(folder, name)).catch(() => ''));
    const anchor = parseAnchor(raw);
    if (anchor === undefined || name !== `${anchor.segment}.anchor.json`) continue;
    const { signature } = raw as { readonly signature?: unknown };
    const genuine = typeof signature === 'string' && check?.verify(anchorText(anchor), signature) === true;
    found.push({ ...anchor, genuine });
  }
  return found;
}

function parseAnchor(raw: unknown): Anchor | undefined {
  const head = parseHead(raw);
  if (head === undefined) return undefined;
  const { until, removedAt, reason, unsent } = raw as Readonly<Record<string, unknown>>;
  const why = removalReasons.find(name => name === reason);
  if (typeof until !== 'number' || typeof removedAt !== 'number' || why === undefined) return undefined;
  const counts = Object.entries(typeof unsent === 'object' && unsent !== null ? unsent : {}).flatMap(
    ([id, count]: [string, unknown]) => (typeof count === 'number' ? [[id, count] as const] : []),
  );
  return { ...head, until, removedAt, reason: why, unsent: Object.fromEntries(counts) };
}
