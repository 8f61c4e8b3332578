/** Replaces a small file so that a reader never sees half of one, and nothing that was put beside it is written into. */
import { randomBytes } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';

/** Writes the text and a line feed, readable by its user only; with `flush` it is safe on disk when this resolves. */
export async function replaceText(
  file: string,
  text: string,
  { flush = false }: { readonly flush?: boolean } = {},
): Promise<void> {
  // A pipe under a name that somebody can foresee would keep a writer waiting for ever.
  const draft = `${file}.${randomBytes(4).toString('hex')}.new`;
  try {
    await writeFile(draft, `${text}\n`, { mode: 0o600, flag: 'wx', flush });
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
