/** Judges one configuration file at rest. */
import type { Finding } from '../../../common/finding.ts';
import { describeProblem } from '../../../common/result.ts';
import { assessConfig } from '../../detect/settings/index.ts';
import { UnfitFileError, readPlain } from '../../platform/plainFile.ts';
import { decodeText } from '../../platform/text.ts';
import type { ScanFile } from './walk.ts';

/** Is what a scan of one file gave. */
export interface FileReport {
  readonly findings: readonly Finding[];
  /** Is what the file holds, for chains over several files. */
  readonly text?: string;
  /** Why the file was not scanned. */
  readonly skipped?: string;
  readonly errors: readonly string[];
}

/** Is the largest configuration file that is read: beyond it a file is no configuration that a person wrote. */
const largestFile = 50 * 1024 * 1024;

/** Reads and judges a configuration file; never rejects. */
export async function scanConfiguration(file: ScanFile, home: string): Promise<FileReport> {
  const text = await readConfig(file);
  if (typeof text !== 'string') return { findings: [], errors: [], skipped: text.reason };
  const place = { path: file.display, relative: file.relative, ...homeRelative(file, home) };
  const assessment = assessConfig(place, undefined, text);
  if (assessment === undefined)
    return { findings: [], errors: [], skipped: 'is no configuration file that Ringfence knows' };
  return {
    findings: assessment.findings,
    text,
    errors: assessment.problems.map(describeProblem),
  };
}

async function readConfig(file: ScanFile): Promise<string | { readonly reason: string }> {
  try {
    return decodeText(await readPlain(file.absolute, largestFile))?.text ?? { reason: 'is binary' };
  } catch (error) {
    if (error instanceof UnfitFileError) return { reason: error.message.slice(file.absolute.length + 1) };
    return { reason: `cannot be read: ${error instanceof Error ? error.message : String(error)}` };
  }
}

/** Returns the path of a file below the user's home, where it lies there. */
export function homeRelative({ absolute }: ScanFile, home: string): { readonly homeRelative?: string } {
  const prefix = `${home.replaceAll('\\', '/')}/`;
  const normal = absolute.replaceAll('\\', '/');
  return normal.startsWith(prefix) ? { homeRelative: normal.slice(prefix.length) } : {};
}
