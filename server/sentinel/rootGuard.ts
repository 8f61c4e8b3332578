/**
 * Guards the protected files of one root: every change is compared with known-good content, judged, and either taken
 * as known-good or held. Knows no policy: the server decides afterwards and may have a change re-applied.
 */
import path from 'node:path';
import type { Outcome } from '../../common/protocol.ts';
import { describeProblem, type Problem } from '../../common/result.ts';
import type { Profile } from '../../common/settings.ts';
import { fingerprint } from '../quarantine/content.ts';
import { Baseline } from './baseline.ts';
import type { Classifier } from './classifier.ts';
import { contentOf, Holder, type RootContext } from './holder.ts';
import { assess, isRisky, judge, type Judgement } from './judge.ts';
import type { AtRest } from './messages.ts';
import { readPath, stampAt, type Reading } from './reading.ts';
import { isDoubtful, longestWait, ripenessOf, Settling } from './settling.ts';
import { nothing, wasSeenWith, type Known, type Snapshots } from './snapshots.ts';
import { Territory } from './territory.ts';
import type { WatchList } from './watchList.ts';
import { WorkQueue } from './workQueue.ts';

/** Says what a root's guard needs beyond its context. */
export interface RootGuardOptions extends RootContext {
  readonly list: WatchList;
  readonly classifier: Classifier;
  readonly snapshots: Snapshots;
  readonly profile: () => Profile;
  readonly watch?: typeof import('node:fs').watch;
  /** Milliseconds between looks at everything, for what the native watches miss. */
  readonly pollEvery?: number;
}

const lookAgain = [20, 150] as const;
const lookSoon = 5;
const doubtLasts = 2_000;
/** Taking these away would break a repository or its pipeline: at rest they are reported, never neutralised. */
const vital =
  /(?:^|\/)(?:\.git\/config|\.github\/workflows\/.*|\.gitlab-ci\.yml|\.circleci\/.*|azure-pipelines[^/]*\.yml)$/i;

/** Is the guard of one root. */
export class RootGuard {
  readonly #options: RootGuardOptions;
  readonly #baseline: Baseline;
  readonly #holder: Holder;
  readonly #territory: Territory;
  readonly #queue: WorkQueue;
  readonly #settling = new Settling();
  readonly #stamps = new Map<string, string>();
  readonly #doubts = new Map<string, { readonly stamp: string; readonly due: number }>();
  readonly #troubles = new Set<string>();
  readonly #atRest = new Map<string, AtRest>();
  #phase: 'first' | 'start' | 'live';
  #poll: NodeJS.Timeout | undefined;

  /** Creates a guard that does nothing yet. */
  constructor(options: RootGuardOptions) {
    this.#options = options;
    this.#baseline = new Baseline(options.snapshots, error => this.#trouble('snapshots', cannotKeep(error)));
    this.#holder = new Holder(options);
    this.#queue = new WorkQueue(file => this.#inspectSafely(file));
    this.#phase = wasSeenWith(options.snapshots, options.list.version) ? 'start' : 'first';
    this.#territory = new Territory({
      root: options.root,
      list: options.list,
      onFile: file => this.#queue.now(file),
      onFolder: folder => this.#baseline.below(folder).forEach(file => this.#queue.soon(file)),
      onProblem: (key, problem) => this.#trouble(key, problem),
      ...(options.watch ? { watch: options.watch } : {}),
    });
  }

  /** Finishes what a crash left, looks at every protected file, and guards from then on. */
  async start(): Promise<void> {
    this.#finishRestores();
    await this.#territory.walk();
    for (const file of this.#baseline.files()) this.#queue.soon(file);
    await this.#queue.idle();
    for (let waited = 0; this.#settling.busy && waited <= longestWait; waited += lookSoon) {
      await new Promise(resolve => setTimeout(resolve, lookSoon));
    }
    await this.#baseline.saved();
    const firstSight = this.#phase === 'first';
    this.#phase = 'live';
    if (firstSight)
      this.#attempt('snapshots', () => this.#options.snapshots.markSeen(this.#options.list.version));
    const { root, emit } = this.#options;
    emit({ type: 'atRest', root, firstSight, files: [...this.#atRest.values()] });
    this.#schedulePoll();
  }

  /** Looks at a file now, as after a command that changed it. */
  look(file: string): void {
    this.#queue.now(file);
  }

  /** Makes content known-good because it was approved; throws when that cannot be kept durably. */
  approve(file: string, known: Known): void {
    this.#baseline.approve(file, known);
    this.#holder.forget(file);
    this.#atRest.delete(file);
  }

  /** Makes a file known-good as it is, until it changes. */
  keep(file: string): Outcome {
    const reading = readPath(path.join(this.#options.root, file));
    if (reading.kind !== 'file' && reading.kind !== 'link')
      return { ok: false, message: 'The file is gone.' };
    this.approve(file, knownOf(reading));
    return { ok: true };
  }

  /** Stores a file and takes back what some rules find in it, whatever the profile: a person asked for it. */
  undo(file: string, rules: readonly string[]): Outcome {
    const { root, classifier } = this.#options;
    const reading = readPath(path.join(root, file));
    const only: Classifier = {
      ...classifier,
      assess: (...change) => classifier.assess(...change).filter(({ ruleId }) => rules.includes(ruleId)),
    };
    const verdict = judge(only, { file, before: nothing, after: reading });
    if (verdict.kind !== 'risky') return { ok: false, message: 'There is nothing left to undo.' };
    const [problem] = this.#takeBack(file, reading, verdict);
    if (problem !== undefined) return { ok: false, message: describeProblem(problem) };
    this.#atRest.delete(file);
    return { ok: true };
  }

  /** Ends all watches and timers; what is known-good is on disk afterwards. */
  stop(): void {
    clearTimeout(this.#poll);
    this.#territory.close();
    this.#queue.close();
    this.#holder.close();
    this.#baseline.close();
  }

  /** A stored item whose restore is not known to be done: redone while the attempted content still stands there. */
  #finishRestores(): void {
    const { store, root } = this.#options;
    for (const item of store.unfinished()) {
      if (item.root !== root) continue;
      const file = path.relative(root, item.path).split(path.sep).join('/');
      const attempted = store.content(item.id, 'attempted');
      const restored = store.content(item.id, 'restored');
      const reading = readPath(item.path);
      if (!attempted || !restored || restored.kind === 'tree') continue;
      const standsThere =
        attempted.kind === 'tree'
          ? ['folder', 'large', 'absent'].includes(reading.kind)
          : fingerprint(contentOf(knownOf(reading))) === fingerprint(attempted);
      if (!standsThere) {
        store.finish(item.id);
        continue;
      }
      const back: Known = restored.kind === 'link' ? { ...restored, through: undefined } : restored;
      const problems = this.#holder.resume(item, reading, back);
      if (problems.length === 0) this.#baseline.accept(file, back);
      this.#report(file, problems);
    }
  }

  /** One file that breaks something inside must not end the guarding of all others; that it does is shown. */
  #inspectSafely(file: string): void {
    try {
      this.#inspect(file);
    } catch (error) {
      this.#report(file, [broken(path.join(this.#options.root, file), error)]);
    }
  }

  #inspect(file: string): void {
    const { root, classifier, clock } = this.#options;
    const reading = readPath(path.join(root, file));
    if (reading.kind === 'absent' && readPath(root).kind === 'absent') {
      this.#rootLost();
      return;
    }
    this.#stamps.set(file, reading.stamp);
    if (this.#phase === 'first' && !this.#baseline.has(file)) {
      this.#firstLook(file, reading);
      return;
    }
    const verdict = judge(classifier, { file, before: this.#baseline.get(file), after: reading });
    if (verdict.kind === 'same') {
      this.#same(file, reading);
      return;
    }
    if (verdict.kind === 'unreadable') {
      this.#report(file, [unreadable(path.join(root, file), verdict.code)]);
      return;
    }
    const wait = this.#settling.wait(file, reading, clock.monotonic());
    if (wait > 0) {
      this.#queue.later(file, wait);
      return;
    }
    if (verdict.kind === 'harmless') {
      this.#harmless(file, reading, verdict);
      return;
    }
    // Another window may have approved this very change a moment ago.
    if (this.#baseline.refresh(file)) {
      this.#inspect(file);
      return;
    }
    this.#risky(file, reading, verdict);
  }

  #same(file: string, reading: Reading): void {
    this.#settling.clear(file);
    this.#doubts.delete(file);
    this.#solved(file);
    if (reading.kind === 'absent') this.#stamps.delete(file);
    if (this.#phase !== 'live' && !this.#baseline.isApproved(file)) this.#restingRisk(file, reading);
  }

  #harmless(file: string, reading: Reading, verdict: Extract<Judgement, { kind: 'harmless' }>): void {
    const { root, clock, emit } = this.#options;
    this.#solved(file);
    // An empty or missing file is often the first half of a write: what was known stays known for a while.
    if (isDoubtful(ripenessOf(file, reading)) && this.#phase === 'live') {
      const doubt = this.#doubts.get(file);
      const now = clock.monotonic();
      if (doubt?.stamp !== reading.stamp)
        this.#doubts.set(file, { stamp: reading.stamp, due: now + doubtLasts });
      const due = this.#doubts.get(file)?.due ?? now;
      if (now < due) {
        this.#queue.later(file, due - now + 1);
        return;
      }
    }
    this.#doubts.delete(file);
    this.#baseline.accept(file, verdict.known);
    emit({ type: 'changed', path: path.join(root, file), root, findings: verdict.findings });
    if (this.#phase === 'live') for (const delay of lookAgain) this.#queue.later(file, delay);
  }

  #risky(file: string, reading: Reading, verdict: Extract<Judgement, { kind: 'risky' }>): void {
    const { root, emit, profile } = this.#options;
    if (profile() === 'observe') {
      this.#baseline.accept(file, verdict.known, false);
      emit({ type: 'observed', path: path.join(root, file), root, findings: verdict.findings });
      return;
    }
    const problems = this.#takeBack(file, reading, verdict);
    // The poll finds a stamp that it does not know and tries again.
    if (problems.length > 0) this.#stamps.set(file, 'to be retried');
  }

  #takeBack(
    file: string,
    reading: Reading,
    verdict: Extract<Judgement, { kind: 'risky' }>,
  ): readonly Problem[] {
    const { list } = this.#options;
    const problems = this.#holder.hold(file, reading, verdict);
    this.#report(file, problems);
    if (problems.length > 0) return problems;
    this.#baseline.accept(file, verdict.restored);
    if (verdict.attempted.kind === 'link' && list.leads(file)) this.#recreateBelow(file);
    for (const delay of lookAgain) this.#queue.later(file, delay);
    return [];
  }

  /** A link in the place of a protected folder took the folder's files away: they come back with the folder. */
  #recreateBelow(folder: string): void {
    for (const file of this.#baseline.below(folder)) {
      const known = this.#baseline.get(file);
      if (known.kind === 'file') this.#holder.recreate(file, known);
    }
  }

  /** What is there when a root is first seen is known-good, but its risks are told; `locked` takes them back. */
  #firstLook(file: string, reading: Reading): void {
    if (reading.kind === 'unreadable') {
      this.#report(file, [unreadable(path.join(this.#options.root, file), reading.code)]);
      return;
    }
    if (reading.kind === 'folder' || reading.kind === 'special') return;
    this.#baseline.accept(file, knownOf(reading));
    this.#restingRisk(file, reading);
  }

  #restingRisk(file: string, reading: Reading): void {
    const { root, classifier, profile } = this.#options;
    if (reading.kind === 'absent') return;
    if (profile() === 'locked' && !vital.test(file)) {
      const verdict = judge(classifier, { file, before: nothing, after: reading });
      if (verdict.kind === 'risky') this.#risky(file, reading, verdict);
      return;
    }
    const findings = this.#findingsAtRest(file, reading).filter(isRisky);
    if (findings.length > 0) this.#atRest.set(file, { path: path.join(root, file), findings });
  }

  #findingsAtRest(file: string, reading: Reading) {
    const { classifier } = this.#options;
    if (reading.kind === 'link') return judgedNew(classifier, file, reading);
    return reading.kind === 'file' || reading.kind === 'large' ? judgedNew(classifier, file, reading) : [];
  }

  #rootLost(): void {
    const { root } = this.#options;
    this.#trouble('root', {
      source: root,
      message: 'This folder is gone; it is guarded again as soon as it returns.',
      remedy: 'Restore the folder, or close it in the editor.',
    });
  }

  #schedulePoll(): void {
    this.#poll = setTimeout(() => {
      this.#pollNow();
      this.#schedulePoll();
    }, this.#options.pollEvery ?? 2_000);
  }

  #pollNow(): void {
    const { root } = this.#options;
    if (stampAt(root) === 'absent') {
      this.#rootLost();
      return;
    }
    this.#solved('root');
    this.#territory.poll();
    for (const [file, stamp] of this.#stamps) {
      if (stampAt(path.join(root, file)) !== stamp) this.#queue.soon(file);
    }
  }

  #attempt(key: string, work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#trouble(key, cannotKeep(error));
    }
  }

  #report(file: string, problems: readonly Problem[]): void {
    const [problem] = problems;
    if (problem) this.#trouble(file, problem);
    else this.#solved(file);
  }

  #trouble(key: string, problem: Problem): void {
    const name = `${this.#options.root}:${key}`;
    if (this.#troubles.has(name)) return;
    this.#troubles.add(name);
    this.#options.emit({ type: 'problem', key: name, problem });
  }

  #solved(key: string): void {
    const name = `${this.#options.root}:${key}`;
    if (this.#troubles.delete(name)) this.#options.emit({ type: 'recovered', key: name });
  }
}

function judgedNew(classifier: Classifier, file: string, reading: Reading) {
  const verdict = judge(classifier, { file, before: nothing, after: reading });
  if (verdict.kind !== 'risky' || reading.kind !== 'link')
    return verdict.kind === 'risky' ? verdict.findings : [];
  const behind = reading.through ? assess(classifier, file, undefined, reading.through.toString()) : [];
  return [...verdict.findings, ...behind];
}

/** Returns a reading as known content; what is no file counts as none. */
export function knownOf(reading: Reading): Known {
  if (reading.kind === 'file') return { kind: 'file', bytes: reading.bytes, mode: reading.mode };
  if (reading.kind === 'link') return { kind: 'link', target: reading.target, through: reading.through };
  return reading.kind === 'large' ? { kind: 'large', size: reading.size } : nothing;
}

const unreadable = (file: string, code: string): Problem => ({
  source: file,
  message: `This protected file cannot be read (${code}), so it is not guarded.`,
  remedy: 'Give yourself permission to read it, or remove it.',
});

const broken = (file: string, error: unknown): Problem => ({
  source: file,
  message: `This protected file cannot be judged (${error instanceof Error ? error.message : String(error)}), so it is not guarded.`,
  remedy: 'Look at it by hand, and revert it if you did not change it.',
});

const cannotKeep = (error: unknown): Problem => ({
  source: 'snapshots',
  message: `Known-good content cannot be kept on disk (${error instanceof Error ? error.message : String(error)}).`,
  remedy: 'Free some space and check that the state folder can be written; it is tried again by itself.',
});
