/** Reads verdicts from the ledger of a guard that ran with a scratch home. */
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { ringfenceFolders } from '../../server/platform/folders.ts';

/** Is what tests look at of a recorded verdict. */
export interface RecordedVerdict {
  readonly verdict: string;
  readonly kind: string;
  readonly phase: string;
  readonly agent: string;
  readonly origin: string;
  readonly paths: readonly string[];
  readonly policies: readonly string[];
  readonly ms: number;
}

/** Returns every recorded verdict below a home folder; none when there is no ledger. */
export async function verdictsIn(
  home: string,
  read: (file: string) => Promise<string>,
): Promise<readonly RecordedVerdict[]> {
  const { ledger } = ringfenceFolders({ env: {}, home, platform: process.platform });
  const names = await readdir(ledger, { recursive: true }).catch(() => []);
  const texts = await Promise.all(
    names.filter(name => name.endsWith('.jsonl')).map(name => read(path.join(ledger, name))),
  );
  return texts.flatMap(text =>
    text
      .split('\n')
      .filter(line => line !== '')
      .map(line => JSON.parse(line).body)
      .filter(body => body?.type === 'verdict'),
  );
}
