/** Judges one change of a protected file: harmless, or risky and what to restore. Pure but for the classifier. */
import { compareSeverity, riskClasses, riskTag, risksOf, wholeFile } from '../../common/finding.ts';
import type { Finding, RiskClass } from '../../common/finding.ts';
import type { KeyChange } from '../../common/quarantine.ts';
import { absent, decode, type Content } from '../quarantine/content.ts';
import { changedKeys } from '../quarantine/keyChanges.ts';
import { restoreKeys } from '../quarantine/merge.ts';
import type { Classifier } from './classifier.ts';
import type { Reading } from './reading.ts';
import type { Known } from './snapshots.ts';

/** Is a change of a file, named relative to its root. */
export interface Change {
  readonly file: string;
  readonly before: Known;
  readonly after: Reading;
}

/** Is how a change is judged. `known` is what becomes the known-good content when it is accepted. */
export type Judgement =
  | { readonly kind: 'same' }
  | { readonly kind: 'unreadable'; readonly code: string }
  | { readonly kind: 'harmless'; readonly known: Known; readonly findings: readonly Finding[] }
  | Risk;

/** Is a risky change: what was attempted, and what belongs there instead. */
export interface Risk {
  readonly kind: 'risky';
  readonly findings: readonly Finding[];
  readonly attempted: Content;
  readonly restored: Known;
  readonly keys: readonly KeyChange[];
  readonly known: Known;
}

/** Tells whether a file holds JSON, by its name. */
export const isJson = (file: string): boolean => /\.(?:jsonc?|code-workspace)$/i.test(file);

/** Judges a change. An assessment that throws counts as risky (invariant 4). */
export function judge(classifier: Classifier, change: Change): Judgement {
  const { file, before, after } = change;
  if (after.kind === 'unreadable') return { kind: 'unreadable', code: after.code };
  if (after.kind === 'absent') return judgeDeletion(classifier, change);
  if (after.kind === 'file') return judgeFile(classifier, change, after);
  if (after.kind === 'link') return judgeLink(classifier, change, after);
  const hadFile = before.kind === 'file' || before.kind === 'link';
  if (after.kind === 'folder' && !hadFile) return { kind: 'same' };
  if (after.kind === 'large') {
    const known: Known = { kind: 'large', size: after.size };
    if (before.kind === 'large')
      return before.size === after.size ? { kind: 'same' } : harmless(known, [tooLarge(file)]);
    return risk(before, { kind: 'tree' }, [tooLarge(file)], known);
  }
  const attempted: Content = after.kind === 'folder' ? { kind: 'tree' } : absent;
  return risk(before, attempted, [replaced(file)], { kind: 'absent' });
}

const harmless = (known: Known, findings: readonly Finding[]): Judgement => ({
  kind: 'harmless',
  known,
  findings,
});

function risk(before: Known, attempted: Content, findings: readonly Finding[], known: Known): Risk {
  return { kind: 'risky', findings, attempted, restored: before, keys: [], known };
}

function judgeDeletion(classifier: Classifier, { file, before }: Change): Judgement {
  if (before.kind === 'absent') return { kind: 'same' };
  const findings = before.kind === 'large' ? [] : assess(classifier, file, textOf(before), undefined);
  const known: Known = { kind: 'absent' };
  return findings.some(isRisky) ? risk(before, absent, findings, known) : harmless(known, findings);
}

function judgeFile(
  classifier: Classifier,
  { file, before }: Change,
  after: Extract<Reading, { kind: 'file' }>,
): Judgement {
  const known: Known = { kind: 'file', bytes: after.bytes, mode: after.mode };
  const sameBytes = before.kind === 'file' && before.bytes.equals(after.bytes);
  if (sameBytes && before.mode === after.mode) return { kind: 'same' };
  // A permission alone matters where a file becomes a program: it is judged as a new file.
  const gainsRun = sameBytes && (after.mode & ~before.mode & 0o111) !== 0;
  const findings = assess(classifier, file, gainsRun ? undefined : textOf(before), decode(after.bytes).text);
  if (!findings.some(isRisky)) return harmless(known, findings);
  const attempted: Content = { kind: 'file', bytes: after.bytes, mode: after.mode };
  const back = regular(before);
  const whole = risk(back, attempted, findings, known);
  if (!isJson(file)) return whole;
  try {
    return byKeys(classifier, { file, before: back, after }, whole);
  } catch {
    // Whatever a text does to the parser, the file goes back as it was.
    return whole;
  }
}

/** Restores key by key where every risky finding names a key and the bytes are plain UTF-8. */
function byKeys(
  classifier: Classifier,
  change: {
    readonly file: string;
    readonly before: Known;
    readonly after: Extract<Reading, { kind: 'file' }>;
  },
  whole: Risk,
): Risk {
  const { file, before, after } = change;
  const now = decode(after.bytes);
  const old = before.kind === 'file' ? decode(before.bytes) : { text: undefined, exact: true };
  const keys = changedKeys(old.text, now.text, old.text);
  const risky = whole.findings.filter(isRisky).map(finding => finding.keyPath ?? []);
  const exact = now.exact && old.exact && risky.every(key => key.length > 0);
  if (!exact) return { ...whole, keys };
  const stillRisky = (text: string): boolean => assess(classifier, file, old.text, text).some(isRisky);
  const { kind, text, keys: changes } = restoreKeys(old.text, now.text, risky, stillRisky);
  if (kind === 'whole' || text === undefined) return { ...whole, keys };
  // A restore never hands out more rights than the known-good file had.
  const mode = before.kind === 'file' ? before.mode : after.mode & 0o666;
  return { ...whole, keys: changes, restored: { kind: 'file', bytes: Buffer.from(text), mode } };
}

function judgeLink(
  classifier: Classifier,
  { file, before }: Change,
  after: Extract<Reading, { kind: 'link' }>,
): Judgement {
  const known: Known = { kind: 'link', target: after.target, through: after.through };
  const attempted: Content = { kind: 'link', target: after.target };
  if (before.kind !== 'link' || before.target !== after.target)
    return risk(before, attempted, [planted(file)], known);
  const [was, now] = [before.through, after.through];
  if (was === undefined ? now === undefined : now?.equals(was)) return { kind: 'same' };
  const findings = assess(classifier, file, was && decode(was).text, now && decode(now).text);
  if (!findings.some(isRisky)) return harmless(known, findings);
  const behind: Content = now ? { kind: 'file', bytes: now, mode: 0o600 } : absent;
  return risk(regular(before), behind, findings, known);
}

/** What was behind a link is restored as a regular file in its place: the far end may lie anywhere. */
function regular(known: Known): Known {
  if (known.kind !== 'link') return known;
  return known.through ? { kind: 'file', bytes: known.through, mode: 0o644 } : { kind: 'absent' };
}

function textOf(known: Known): string | undefined {
  if (known.kind === 'file') return decode(known.bytes).text;
  return known.kind === 'link' && known.through ? decode(known.through).text : undefined;
}

/** Tells whether a finding is grave enough to hold a change back. */
export const isRisky = (finding: Finding): boolean => compareSeverity(finding.severity, 'medium') >= 0;

/** Asks the classifier; a failure of it becomes a finding. */
export function assess(
  classifier: Classifier,
  file: string,
  before: string | undefined,
  after: string | undefined,
): readonly Finding[] {
  try {
    return classifier.assess(file, before, after);
  } catch {
    return [own(file, 'unjudged', 'SCOPE', 'This change could not be judged, so it is held back.')];
  }
}

const tooLarge = (file: string): Finding =>
  own(file, 'too-large', 'HIDE', 'This configuration file is too large to be judged.');
const replaced = (file: string): Finding =>
  own(
    file,
    'replaced',
    'SCOPE',
    'Something that is no file was put in the place of this configuration file.',
  );
const planted = (file: string): Finding =>
  own(
    file,
    'link',
    'SCOPE',
    'A link was put in the place of a protected file: what is behind it can change unseen.',
  );

function own(file: string, id: string, risk: RiskClass, message: string): Finding {
  const remedy = 'Look at it in quarantine; approve it there if you meant it.';
  const tags = [riskTag(risk)];
  return {
    ruleId: `sentinel.${id}`,
    severity: 'high',
    confidence: 'high',
    path: file,
    ...wholeFile,
    message,
    remedy,
    tags,
  };
}

/** Says in one sentence why findings made the sentinel act; quotes nothing from the file. */
export function reasonOf(findings: readonly Finding[]): string {
  const risks = new Set(findings.filter(isRisky).flatMap(risksOf));
  const harms = [...risks].slice(0, 3).map(name => riskClasses[name]);
  return `Held back because it ${harms.length > 0 ? harms.join(', and ') : 'changes a protected file'}.`;
}
