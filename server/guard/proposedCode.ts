/**
 * Looks at code before an agent writes it: the bundled rules run on the content after the edit, and only what the edit
 * brings in counts. The scan thread starts with the first such write. A scan that takes too long finds nothing and says
 * so: insecure code is a flaw to mend, not an attack to stop at any price.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { compareSeverity, type Finding } from '../../common/finding.ts';
import { languageOf } from '../engine/languages/files.ts';
import type { Examiner, Observation, ObservedContent } from '../pipeline/types.ts';
import { fingerprint, toBaseline, withoutKnown } from '../scan/baseline.ts';
import type { ScanAnswer } from '../scan/messages.ts';
import { createScanner, type Scanner } from '../scan/pool.ts';

/** Says what the examiner is made with. */
export interface ProposedCodeOptions {
  /** Folder of the bundles, with the packs beside them. */
  readonly assets: string;
  /** Hears of scans that failed. */
  readonly failed: (stage: string, error: unknown) => void;
  readonly createScanner?: typeof createScanner;
  /** Milliseconds for all files of a call together, the start of the thread included. */
  readonly deadlineMs?: number;
}

/** Is an examiner that holds a thread. */
export interface ProposedCode extends Examiner {
  dispose(): Promise<void>;
}

/** An agent waits for the answer, and its hook has a deadline of its own. */
const patienceMs = 4000;
/** Many slow files must not use the hook's deadline up: a call that nobody judged in time would be judged by its names. */
const usualDeadlineMs = 5000;
const largestText = 300_000;
const mostFiles = 20;

interface Engine {
  readonly scanner: Scanner;
  readonly languages: ReadonlySet<string>;
}

/** Creates the examiner; nothing runs before the first write of code. */
export function proposedCode(options: ProposedCodeOptions): ProposedCode {
  let engine: Promise<Engine> | undefined;
  const started = (): Promise<Engine> => {
    engine ??= startEngine(options).catch((error: unknown) => {
      // The next write tries again.
      engine = undefined;
      throw error;
    });
    return engine;
  };
  return {
    id: 'proposed code',
    async examine(observation) {
      const changed = changedCode(observation).slice(0, mostFiles);
      if (changed.length === 0) return [];
      const signal = AbortSignal.timeout(options.deadlineMs ?? usualDeadlineMs);
      const engine = await Promise.race([started(), over(signal)]);
      if (engine === undefined) {
        options.failed('examine proposed code', 'the scan thread did not start in time');
        return [];
      }
      const { scanner, languages } = engine;
      const read = changed.filter(({ path: { path: file } }) => languages.has(languageOf(file) ?? ''));
      const scan = scanWith(scanner, options, signal);
      return (await Promise.all(read.map(content => introduced(scan, content)))).flat();
    },
    dispose: async () => (await engine)?.scanner.dispose(),
  };
}

async function startEngine({ assets, createScanner: create = createScanner }: ProposedCodeOptions) {
  const index: unknown = JSON.parse(await readFile(path.join(assets, 'packs.json'), 'utf8'));
  const packs = (Array.isArray(index) ? index : []).filter(isPack);
  const scanner = create({ entry: path.join(assets, 'scan.mjs'), assets, threads: 1, patienceMs });
  await scanner.setRules({ packs: packs.map(({ name }) => name), texts: [], disabled: [] });
  return { scanner, languages: new Set(packs.flatMap(({ languages }) => languages)) };
}

const isPack = (raw: unknown): raw is { readonly name: string; readonly languages: readonly string[] } =>
  typeof raw === 'object' &&
  raw !== null &&
  'name' in raw &&
  typeof raw.name === 'string' &&
  'languages' in raw &&
  Array.isArray(raw.languages);

const changedCode = ({ event, contents }: Observation): readonly ObservedContent[] =>
  event.origin === 'agent' && event.phase === 'pre'
    ? contents.filter(
        ({ path: { op }, before, after = '' }) =>
          op === 'write' && after !== '' && after !== before && after.length <= largestText,
      )
    : [];

/** Resolves when the time is over. */
const over = (signal: AbortSignal): Promise<undefined> =>
  new Promise(resolve => signal.addEventListener('abort', () => resolve(undefined), { once: true }));

type Scan = (place: ObservedContent['path'], text: string) => Promise<readonly Finding[] | undefined>;

/** Makes the scan of one text: its grave findings, undefined when it was not scanned. Tells what went wrong. */
const scanWith =
  (scanner: Scanner, { failed }: ProposedCodeOptions, signal: AbortSignal): Scan =>
  async ({ path: file, relative }, text) => {
    const answer = await scanner.scan({ path: file, display: relative ?? file, text }, signal);
    const trouble = troubleOf(answer);
    if (trouble !== undefined) failed('examine proposed code', trouble);
    if (answer.cancelled || answer.skipped !== undefined) return undefined;
    return answer.findings.filter(({ severity }) => compareSeverity(severity, 'medium') >= 0);
  };

/** Returns the grave findings that the edit brings in. */
async function introduced(
  scan: Scan,
  { path: place, before, after }: ObservedContent,
): Promise<readonly Finding[]> {
  const found = (await scan(place, after ?? '')) ?? [];
  if (found.length === 0 || before === undefined || before === '') return found;
  const old = await scan(place, before);
  // What was there before cannot be told from what is new.
  if (old === undefined) return [];
  const known = toBaseline(old.map(finding => fingerprint(finding, before)));
  return withoutKnown(found, after ?? '', known).fresh;
}

const troubleOf = ({ skipped, exceeded, cancelled }: ScanAnswer): string | undefined =>
  (cancelled ? 'the time for the call was over' : skipped) ??
  (exceeded.length === 0 ? undefined : `${exceeded.length} rules took too long`);
