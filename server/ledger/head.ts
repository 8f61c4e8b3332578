/**
 * Head files: beside each segment, a signed note of how far it reached at its last checkpoint, so that cutting its end
 * off shows. Written anew and renamed, so that a reader never sees half of one.
 */
import path from 'node:path';
import { readPlainText } from '../platform/plainFile.ts';
import type { Head } from './line.ts';
import { parseHead, parseJson } from './parseLine.ts';
import { replaceText } from './replaceText.ts';
import type { SignatureCheck, Signer } from './signing.ts';

/** Says what a segment's head file is worth. */
export type HeadNote =
  { readonly kind: 'none' } | { readonly kind: 'invalid' } | { readonly kind: 'signed'; readonly head: Head };

const headPath = (folder: string, segment: string): string => path.join(folder, `${segment}.head.json`);

const headText = ({ segment, seq, hash }: Head): Buffer =>
  Buffer.from(`ringfence ledger head v1\n${segment}\n${seq}\n${hash}\n`, 'utf8');

/** Notes how far a segment reached. */
export async function writeHead(folder: string, head: Head, signer: Signer): Promise<void> {
  const file = headPath(folder, head.segment);
  const text = JSON.stringify({ ...head, key: signer.keyId, signature: signer.sign(headText(head)) });
  await replaceText(file, text);
}

/** Reads a segment's note; `invalid` when it is broken, of another segment, or not signed by the key. */
export async function readHead(
  folder: string,
  segment: string,
  check: SignatureCheck | undefined,
): Promise<HeadNote> {
  let text: string;
  try {
    text = await readPlainText(headPath(folder, segment));
  } catch {
    return { kind: 'none' };
  }
  const raw = parseJson(text);
  const head = parseHead(raw);
  const signature = typeof raw === 'object' && raw !== null && 'signature' in raw ? raw.signature : undefined;
  const genuine =
    head !== undefined &&
    head.segment === segment &&
    typeof signature === 'string' &&
    check !== undefined &&
    check.verify(headText(head), signature);
  return genuine ? { kind: 'signed', head } : { kind: 'invalid' };
}
