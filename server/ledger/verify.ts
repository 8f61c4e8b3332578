/**
 * Verifies a ledger: reads every file once, in flat memory, and says where something was edited, removed, reordered,
 * inserted or cut off. What it cannot show: changes by somebody who has the signing key (see docs/adr/0003-ledger.md).
 */
import { lstat, stat } from 'node:fs/promises';
import path from 'node:path';
import { readAnchors, type FoundAnchor } from './anchor.ts';
import { readHead } from './head.ts';
import { hashLine, noHash, type Head } from './line.ts';
import { createLineCheck, type Fault } from './lineCheck.ts';
import { parseLine } from './parseLine.ts';
import { linesOf } from './readLines.ts';
import { isGone, listSegments, type SegmentFile } from './segments.ts';
import { isCode, openCheck, type SignatureCheck } from './signing.ts';

/** Says what is wrong with a ledger and where; line 0 means the file as a whole. */
export interface VerifyProblem extends Fault {
  readonly file: string;
}

/** Says how a ledger fares. */
export interface VerifyReport {
  readonly ok: boolean;
  readonly files: number;
  readonly entries: number;
  /** The first ones; `ok` is false even when there are more. */
  readonly problems: readonly VerifyProblem[];
  /** Harmless things to know, such as how many of the newest entries are not signed yet. */
  readonly notes: readonly string[];
}

/** Says what to verify with; without a key the folder's own is used, which whoever changed the ledger may have, too. */
export interface VerifyOptions {
  /** PEM of the public key, kept on another machine. */
  readonly publicKey?: string;
  /** Heads that were shipped off the machine: what they saw must still be here. */
  readonly shipped?: readonly Head[];
}

const mostProblems = 1000;

/** Verifies all files of a ledger folder; rejects only when the folder cannot be read. */
export async function verifyLedger(folder: string, options: VerifyOptions = {}): Promise<VerifyReport> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await verifyOnce(folder, options);
    } catch (error) {
      // A guard that ends while we read renames its file: look again.
      if (attempt === 3 || !isCode(error, 'ENOENT')) throw error;
    }
  }
}

async function verifyOnce(folder: string, options: VerifyOptions): Promise<VerifyReport> {
  const check = await openCheck(folder, options.publicKey);
  const [segments, misplaced] = await filesIn(folder);
  const anchors = await readAnchors(folder, check);
  const witnesses = await witnessesOf(segments, options.shipped ?? []);
  const problems: VerifyProblem[] = [];
  const notes: string[] = [];
  let entries = 0;
  for (const segment of segments) {
    const result = await verifySegment({
      folder,
      segment,
      check,
      witnesses: witnesses.get(segment.id) ?? [],
    });
    entries += result.entries;
    notes.push(...result.notes);
    problems.push(...result.faults.map(fault => ({ file: path.basename(segment.path), ...fault })));
  }
  problems.push(...misplaced, ...missingSegments(segments, witnesses, anchors));
  notes.push(...retentionNote(segments, anchors));
  const ok = problems.length === 0;
  return { ok, files: segments.length, entries, problems: problems.slice(0, mostProblems), notes };
}

/** Returns the segments, and a problem for each name of one that is no file. */
async function filesIn(folder: string): Promise<readonly [readonly SegmentFile[], readonly VerifyProblem[]]> {
  const segments: SegmentFile[] = [];
  const problems: VerifyProblem[] = [];
  for (const segment of await listSegments(folder)) {
    if (await isFile(segment.path)) segments.push(segment);
    else
      problems.push({
        file: path.basename(segment.path),
        line: 0,
        kind: 'removed',
        message: 'This is no file: something else was put in its place.',
      });
  }
  return [segments, problems];
}

async function isFile(file: string): Promise<boolean> {
  try {
    return (await stat(file)).isFile();
  } catch (error) {
    // A link that leads nowhere is there; a file that its guard renamed meanwhile is not.
    if (isCode(error, 'ENOENT') && !(await lstat(file)).isSymbolicLink()) throw error;
    return false;
  }
}

/** Is what another segment, or the head file, says of a segment. */
interface Witness {
  readonly head: Head;
  readonly by: string;
}

type Witnesses = ReadonlyMap<string, readonly Witness[]>;

/** Collects what segments say of each other, in `opened` lines; these are few. */
async function witnessesOf(segments: readonly SegmentFile[], shipped: readonly Head[]): Promise<Witnesses> {
  const witnesses = new Map<string, Witness[]>();
  for (const head of shipped) {
    witnesses.set(head.segment, [...(witnesses.get(head.segment) ?? []), { head, by: 'what was shipped' }]);
  }
  for (const segment of segments) {
    for await (const { bytes } of linesOf(segment.path)) {
      // Parsing every line would cost more than all the rest, and only these lines bear witness.
      if (!bytes.includes('"type":"opened"')) continue;
      const body = parseLine(bytes.toString('utf8'))?.body;
      if (body?.type !== 'opened') continue;
      for (const head of body.heads) {
        const known = witnesses.get(head.segment) ?? [];
        witnesses.set(head.segment, known);
        if (!known.some(each => each.head.seq === head.seq && each.head.hash === head.hash)) {
          known.push({ head, by: path.basename(segment.path) });
        }
      }
    }
  }
  return witnesses;
}

/** A segment may be gone only where a signed anchor says so, and no witness saw it longer than the anchor did. */
function missingSegments(
  segments: readonly SegmentFile[],
  witnesses: Witnesses,
  anchors: readonly FoundAnchor[],
): readonly VerifyProblem[] {
  const present = new Set(segments.map(segment => segment.id));
  const anchored = new Map(anchors.map(anchor => [anchor.segment, anchor]));
  const forged = anchors
    .filter(({ genuine }) => !genuine)
    .map(({ segment }) => ({
      file: `${segment}.anchor.json`,
      line: 0,
      kind: 'signature' as const,
      message: 'This note of a removal is not signed by the ledger’s key.',
    }));
  const missing = [...witnesses]
    .filter(([id]) => !present.has(id))
    .flatMap(([id, seen]) => absence(id, seen, anchored.get(id)));
  return [...forged, ...missing];
}

function absence(
  id: string,
  seen: readonly Witness[],
  anchor: FoundAnchor | undefined,
): readonly VerifyProblem[] {
  const furthest = seen.reduce((most, each) => (each.head.seq > most.head.seq ? each : most));
  const problem = { file: `${id}.jsonl`, line: 0, kind: 'removed' as const };
  if (anchor === undefined) {
    const message = `The whole file is missing; ${furthest.by} saw it with ${furthest.head.seq} lines.`;
    return [{ ...problem, message }];
  }
  const denied = seen.some(
    ({ head }) => head.seq > anchor.seq || (head.seq === anchor.seq && head.hash !== anchor.hash),
  );
  if (!denied) return [];
  const message = `The file that retention removed is not the one that ${furthest.by} saw with ${furthest.head.seq} lines.`;
  return [{ ...problem, message }];
}

function retentionNote(segments: readonly SegmentFile[], anchors: readonly FoundAnchor[]): readonly string[] {
  const genuine = anchors.filter(
    anchor => anchor.genuine && segments.every(({ id }) => id !== anchor.segment),
  );
  const last = genuine.at(-1);
  if (last === undefined) return [];
  const lines = genuine.reduce((sum, { seq }) => sum + seq, 0);
  const until = new Date(Math.max(...genuine.map(anchor => anchor.until))).toISOString();
  const files = genuine.length === 1 ? '1 older file was' : `${genuine.length} older files were`;
  return [
    `${files} removed by retention, as signed anchors say: ${lines} lines up to ${until}. It is whole from ${segments[0]?.id ?? 'here'} entry 1 on.`,
  ];
}

interface SegmentTask {
  readonly folder: string;
  readonly segment: SegmentFile;
  readonly check: SignatureCheck | undefined;
  readonly witnesses: readonly Witness[];
}

interface SegmentResult {
  readonly entries: number;
  readonly faults: readonly Fault[];
  readonly notes: readonly string[];
}

async function verifySegment({ folder, segment, check, witnesses }: SegmentTask): Promise<SegmentResult> {
  const note = await readHead(folder, segment.id, check);
  const heads =
    note.kind === 'signed' ? [...witnesses, { head: note.head, by: 'its signed head' }] : witnesses;
  const faults: Fault[] = [];
  const lines = createLineCheck(segment.id, check);
  const expected = bySeq(heads);
  const notes: string[] = [];
  let last = { seq: 0, hash: noHash };
  for await (const { bytes, complete } of linesOf(segment.path)) {
    if (!complete) {
      if (isWriting(segment)) notes.push(`${path.basename(segment.path)} is being written.`);
      else faults.push({ line: lines.count() + 1, kind: 'torn', message: tornMessage(bytes.byteLength) });
      break;
    }
    faults.push(...lines.next(bytes));
    last = { seq: lines.count(), hash: hashLine(bytes) };
    faults.push(...contradiction(expected.get(last.seq) ?? [], last));
    if (faults.length > mostProblems) break;
  }
  faults.push(...cutOff(heads, last.seq), ...headFault(note.kind, lines.signed() && check !== undefined));
  if (lines.unsigned() > 0 && !isWriting(segment)) {
    notes.push(`${path.basename(segment.path)}: the last ${lines.unsigned()} lines are not signed yet.`);
  }
  return { entries: lines.entries(), faults, notes };
}

const isWriting = ({ state }: SegmentFile): boolean => typeof state === 'object' && !isGone(state);

const tornMessage = (bytes: number): string =>
  `The last line has no end (${bytes} bytes): a crash, or somebody cut it. The next start of the guard sets it aside.`;

function bySeq(witnesses: readonly Witness[]): ReadonlyMap<number, readonly Witness[]> {
  const groups = new Map<number, Witness[]>();
  for (const witness of witnesses) {
    const group = groups.get(witness.head.seq);
    if (group === undefined) groups.set(witness.head.seq, [witness]);
    else group.push(witness);
  }
  return groups;
}

function contradiction(
  witnesses: readonly Witness[],
  last: { readonly seq: number; readonly hash: string },
): readonly Fault[] {
  const against = witnesses.find(({ head }) => head.hash !== last.hash);
  if (against === undefined) return [];
  return [
    { line: last.seq, kind: 'edited', message: `This line is not the one that ${against.by} saw here.` },
  ];
}

function cutOff(witnesses: readonly Witness[], lines: number): readonly Fault[] {
  const furthest = witnesses.reduce<Witness | undefined>(
    (most, each) => (each.head.seq > (most?.head.seq ?? lines) ? each : most),
    undefined,
  );
  if (furthest === undefined) return [];
  const missing = furthest.head.seq - lines;
  return [
    {
      line: lines + 1,
      kind: 'truncated',
      message: `The end is missing: at least ${missing} more lines were here, says ${furthest.by}.`,
    },
  ];
}

function headFault(kind: 'none' | 'invalid' | 'signed', expected: boolean): readonly Fault[] {
  if (!expected || kind === 'signed') return [];
  const message =
    kind === 'none' ? 'Its signed head file is missing.' : 'Its head file is not signed by the ledger’s key.';
  return [{ line: 0, kind: 'signature', message }];
}
