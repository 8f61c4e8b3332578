/**
 * Remembers what an install changed, with the original bytes, so that a removal restores them exactly. Kept in the
 * user's private state; written before the agent's files are.
 */
import { createHash, randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Folders } from '../../platform/folders.ts';
import { readPlainText } from '../../platform/plainFile.ts';
import { fieldsOf, objectsOf, textAt } from '../fields.ts';
import { sameBytes, type PlannedFile } from './plan.ts';

/** Is what is known of one changed file: its bytes before, and a hash of what the install made of it. */
export interface RecordedFile {
  readonly file: string;
  readonly before: Buffer | undefined;
  readonly afterHash: string;
}

/** Writes a file so that a reader sees the old or the new content; keeps the mode of a file that is there. */
export async function writeAtomically(file: string, bytes: Buffer, executable = false): Promise<void> {
  const kept = await stat(file).then(
    ({ mode: bits }) => bits & 0o777,
    () => 0o600,
  );
  const mode = executable ? kept | 0o100 : kept;
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${randomBytes(4).toString('hex')}.tmp`;
  try {
    const handle = await open(draft, 'wx', mode);
    try {
      await handle.writeFile(bytes);
      await handle.chmod(mode);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/** Remembers planned changes; an earlier install that still stands keeps its older original bytes. */
export async function rememberInstall(
  folders: Pick<Folders, 'state'>,
  agent: string,
  planned: readonly PlannedFile[],
): Promise<void> {
  const earlier = await recordedInstall(folders, agent);
  const files = planned.map(({ file, before, after }): RecordedFile => {
    const known = earlier.find(each => each.file === file && each.afterHash === hashOf(before));
    return { file, before: known === undefined ? before : known.before, afterHash: hashOf(after) };
  });
  const untouched = earlier.filter(each => !files.some(({ file }) => file === each.file));
  const lines = [...untouched, ...files].map(({ file, before, afterHash }) => ({
    file,
    before: before?.toString('base64') ?? null,
    afterHash,
  }));
  await writeAtomically(
    recordFile(folders, agent),
    Buffer.from(`${JSON.stringify({ v: 1, files: lines })}\n`),
  );
}

/** Reads what an install changed; empty when there was none, or nothing is known of it any more. */
export async function recordedInstall(
  folders: Pick<Folders, 'state'>,
  agent: string,
): Promise<readonly RecordedFile[]> {
  const text = await readPlainText(recordFile(folders, agent)).catch(() => '');
  const record = fieldsOf(parsedJson(text));
  return objectsOf(record?.['files']).flatMap(fields => {
    const file = textAt(fields, 'file');
    const afterHash = textAt(fields, 'afterHash');
    const before = fields['before'];
    if (file === undefined || afterHash === undefined) return [];
    return [
      { file, afterHash, before: typeof before === 'string' ? Buffer.from(before, 'base64') : undefined },
    ];
  });
}

/** Forgets an install. */
export const forgetInstall = (folders: Pick<Folders, 'state'>, agent: string): Promise<void> =>
  rm(recordFile(folders, agent), { force: true });

/** Prefers the original bytes for files that nobody touched since the install; others keep what is planned. */
export function withOriginals(
  planned: readonly PlannedFile[],
  recorded: readonly RecordedFile[],
): readonly PlannedFile[] {
  return planned
    .map(planned => {
      const { file, before } = planned;
      const known = recorded.find(each => each.file === file && each.afterHash === hashOf(before));
      return known === undefined ? planned : { file, before, after: known.before };
    })
    .filter(({ before, after }) => !sameBytes(before, after));
}

const hashOf = (bytes: Buffer | undefined): string =>
  bytes === undefined ? 'absent' : createHash('sha256').update(bytes).digest('hex');

const recordFile = ({ state }: Pick<Folders, 'state'>, agent: string): string =>
  path.join(state, 'installs', `${agent}.json`);

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
