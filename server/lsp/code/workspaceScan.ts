/** Scans the code and the texts of the whole workspace, with progress and a way to end it, and marks files that are not open. */
import { pathToFileURL } from 'node:url';
import type { Diagnostic } from 'vscode-languageserver';
import type { Finding } from '../../../common/finding.ts';
import type { WorkspaceScan } from '../../../common/protocol.ts';
import { binaryReason } from '../../scan/answers.ts';
import type { SourceFile } from '../../scan/sourceFiles.ts';
import type { Published } from '../published.ts';
import { toCodeDiagnostic } from './convert.ts';
import type { CodeJudge, Verdict } from './judge.ts';

/** Shows how far a scan is. */
export interface Progress {
  report(percent: number, message: string): void;
  done(): void;
  /** Ends the scan when the person says so. */
  readonly signal: AbortSignal;
}

/** Says what the scan depends on. */
export interface WorkspaceScanOptions {
  readonly roots: readonly string[];
  readonly judge: CodeJudge;
  readonly published: Published;
  /** Lists the files below a root. */
  readonly files: (root: string) => AsyncIterable<SourceFile>;
  readonly read: (file: string) => Promise<string | undefined>;
  /** Returns the address of a rule's documentation. */
  readonly link: (ruleId: string) => string | undefined;
  /** Tells whether a file is open: then it is marked by itself, as it stands in the editor. */
  readonly isOpen: (uri: string) => boolean;
  readonly startProgress: () => Promise<Progress>;
}

/** Open documents wait in the same line: with few files under way they come to their turn at once. */
const underWay = 2;
/** More marks than these help nobody, and slow the editor down; the sum counts all. */
const mostMarks = 5_000;

interface Sum {
  files: number;
  findings: number;
  affected: number;
  skipped: number;
  marks: number;
}

/** Scans the workspace; marks of an earlier scan go. */
export async function scanWorkspace(options: WorkspaceScanOptions): Promise<WorkspaceScan> {
  const { roots, published, startProgress } = options;
  const progress = await startProgress();
  const sum: Sum = { files: 0, findings: 0, affected: 0, skipped: 0, marks: 0 };
  try {
    await published.withdraw('workspace');
    const files = await list(options, roots, progress);
    const queue = files.values();
    const work = async (): Promise<void> => {
      for (const file of queue) {
        if (progress.signal.aborted) return;
        await scanFile(options, file, progress.signal, sum);
        progress.report(
          Math.floor((100 * sum.files) / files.length),
          `${sum.files} of ${files.length} files`,
        );
      }
    };
    await Promise.all(Array.from({ length: underWay }, work));
  } finally {
    progress.done();
  }
  const { files, findings, affected, skipped } = sum;
  return { files, findings, affected, skipped, cancelled: progress.signal.aborted };
}

/** A root inside another one is scanned once. */
async function list(
  { files }: WorkspaceScanOptions,
  roots: readonly string[],
  { signal }: Progress,
): Promise<readonly SourceFile[]> {
  const found = new Map<string, SourceFile>();
  for (const root of roots) {
    for await (const file of files(root)) {
      if (signal.aborted) return [];
      found.set(file.absolute, file);
    }
  }
  return [...found.values()];
}

async function scanFile(
  { judge, published, isOpen, read, link }: WorkspaceScanOptions,
  { absolute }: SourceFile,
  signal: AbortSignal,
  sum: Sum,
): Promise<void> {
  const verdict = await judge.judge({ file: absolute, read: () => read(absolute) }, signal);
  if (verdict.cancelled || signal.aborted) return;
  count(sum, verdict);
  const uri = pathToFileURL(absolute).href;
  if (verdict.findings.length === 0 || isOpen(uri)) return;
  const diagnostics = marksOf(verdict.findings, uri, link).slice(0, mostMarks - sum.marks);
  sum.marks += diagnostics.length;
  await published.say({ uri, side: 'workspace', diagnostics });
}

function count(sum: Sum, { findings, skipped }: Verdict): void {
  // Only what is in it tells whether a file is text.
  if (skipped === binaryReason) return;
  sum.files += 1;
  const counted = findings.filter(({ waived }) => waived === undefined);
  sum.findings += counted.length;
  sum.affected += counted.length > 0 ? 1 : 0;
  sum.skipped += skipped === undefined ? 0 : 1;
}

const marksOf = (
  findings: readonly Finding[],
  uri: string,
  link: WorkspaceScanOptions['link'],
): readonly Diagnostic[] => findings.map(finding => toCodeDiagnostic(finding, uri, link(finding.ruleId)));
