/** Reads a floor from a folder or a bundle file. Links and special files are refused, sizes are bounded. */
import fs from 'node:fs';
import path from 'node:path';
import { failure, success, type Problem, type Result } from '../../../common/result.ts';
import { UnfitFileError, inspectPlainSync } from '../../platform/plainFile.ts';
import { parseBundle, type Bundle } from '../bundle.ts';
import { limits, sizeText } from '../limits.ts';
import { FormatError } from '../minisign/text.ts';
import { manifestName, pathFault, signatureName } from '../paths.ts';

/** Is a floor that was read, with the name of each file for people. */
export interface ReadFloor {
  readonly bundle: Bundle;
  readonly place: (path: string) => string;
}

const moveOut = 'Remove it from the folder; a floor holds plain text files only.';

/** Reads the folder or the bundle file at a path. */
export function readPath(source: string): Result<ReadFloor> {
  try {
    const stat = fs.statSync(source);
    return stat.isDirectory() ? readFolder(source) : readBundleFile(source);
  } catch (error) {
    return failure(unreadable(source, error));
  }
}

/** Says that something cannot be read, and why. */
function unreadable(source: string, error: unknown): Problem {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const absent = code === 'ENOENT' || code === 'ENOTDIR';
  return {
    source,
    message: absent ? 'It does not exist.' : `It cannot be read (${code === '' ? String(error) : code}).`,
    remedy: absent
      ? 'Put it back, or name another source.'
      : 'Check the rights of the file and of its folder.',
  };
}

function readBundleFile(file: string): Result<ReadFloor> {
  const bytes = readPlain(fs.realpathSync(file), limits.bundle);
  return bytes.ok ? openBundle(bytes.value, file) : bytes;
}

/** Returns what the bytes of a bundle file are; `source` names it for people. */
export function openBundle(bytes: Uint8Array, source: string): Result<ReadFloor> {
  try {
    return success({ bundle: parseBundle(bytes), place: inside => `${source} (${inside})` });
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    return failure({
      source,
      message: error.message,
      remedy: 'Make it again with "ringfence policy bundle".',
      ...(error.line === undefined ? {} : { line: error.line }),
    });
  }
}

/** Reads a folder with its manifest and signature, should they be there. */
export function readFolder(folder: string): Result<ReadFloor> {
  const place = (inside: string): string => path.join(folder, ...inside.split('/'));
  const listed = listFolder(folder);
  if (!listed.ok) return listed;
  const files = new Map<string, Uint8Array>();
  const problems: Problem[] = [];
  let total = 0;
  for (const inside of listed.value) {
    const bytes = readPlain(place(inside), inside === manifestName ? limits.manifest : limits.file);
    if (!bytes.ok) problems.push(...bytes.problems);
    else files.set(inside, bytes.value);
    total += bytes.ok ? bytes.value.length : 0;
    if (total > limits.total + limits.manifest) {
      const message = `Its files have more than ${sizeText(limits.total)}, which is the most.`;
      return failure({ source: folder, message, remedy: 'Keep other things elsewhere.' });
    }
  }
  if (problems.length > 0) return failure(...problems);
  const manifest = files.get(manifestName) ?? new Uint8Array();
  const signature = files.get(signatureName);
  files.delete(manifestName);
  files.delete(signatureName);
  const text = signature === undefined ? undefined : Buffer.from(signature).toString('latin1');
  return success({ bundle: { manifest, signature: text, files }, place });
}

/** Returns the paths of a folder's files, with `/` between folders. */
function listFolder(root: string): Result<readonly string[]> {
  const found: string[] = [];
  const problems: Problem[] = [];
  const visit = (inside: string, depth: number): void => {
    for (const entry of fs.readdirSync(path.join(root, inside), { withFileTypes: true })) {
      if (found.length > limits.files + 2 || problems.length > 0) return;
      const name = inside === '' ? entry.name : `${inside}/${entry.name}`;
      const fault = entryFault(name, entry, depth);
      if (fault !== undefined) problems.push({ source: path.join(root, ...name.split('/')), ...fault });
      else if (entry.isDirectory()) visit(name, depth + 1);
      else found.push(name);
    }
  };
  try {
    visit('', 1);
  } catch (error) {
    return failure(unreadable(root, error));
  }
  if (problems.length > 0) return failure(...problems);
  if (found.length > limits.files + 2)
    return failure({
      source: root,
      message: `It holds more than ${limits.files} files, which is the most.`,
      remedy: 'Name the folder that holds the floor alone.',
    });
  return success(found.toSorted());
}

/** Returns why an entry of a folder cannot belong to a floor. */
function entryFault(name: string, entry: fs.Dirent, depth: number): Omit<Problem, 'source'> | undefined {
  if (entry.isSymbolicLink()) return { message: 'This is a link.', remedy: moveOut };
  if (!entry.isDirectory() && !entry.isFile())
    return { message: 'This is neither a file nor a folder.', remedy: moveOut };
  if (entry.isDirectory() && depth >= limits.depth)
    return { message: `Folders are nested deeper than ${limits.depth}.`, remedy: 'Keep the floor flat.' };
  const fault = name === manifestName || name === signatureName ? undefined : pathFault(name);
  return fault === undefined
    ? undefined
    : { message: `The name ${fault}.`, remedy: 'Rename it; it must mean the same on every system.' };
}

/** Reads a plain file; a link could lead to anything. */
function readPlain(file: string, most: number): Result<Uint8Array> {
  try {
    return success(inspectPlainSync(file, { limit: most, noLink: true }).bytes);
  } catch (error) {
    if (error instanceof UnfitFileError)
      return failure(
        error.code === 'EFBIG'
          ? tooLarge(file, Number(error.stats?.size), most)
          : { source: file, message: 'This is not a plain file.', remedy: moveOut },
      );
    const link = error instanceof Error && 'code' in error && error.code === 'ELOOP';
    return failure(
      link ? { source: file, message: 'This is a link.', remedy: moveOut } : unreadable(file, error),
    );
  }
}

const tooLarge = (source: string, size: number, most: number): Problem => ({
  source,
  message: `The file has ${sizeText(size)}; ${sizeText(most)} is the most.`,
  remedy: 'Keep large files out of the floor.',
});
