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
}

/** Is an examiner that holds a thread. */
export interface ProposedCode extends Examiner {
  dispose(): Promise<void>;
}

/** An agent waits for the answer, and its hook has a deadline of its own. */
const patienceMs = 4000;
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
      const { scanner, languages } = await started();
      const read = changed.filter(({ path: { path: file } }) => languages.has(languageOf(file) ?? ''));
      return (await Promise.all(read.map(content => introduced(scanner, content, options)))).flat();
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

/** Returns the grave findings that the edit brings in. */
async function introduced(
  scanner: Scanner,
  { path: { path: file, relative }, before, after }: ObservedContent,
  { failed }: ProposedCodeOptions,
): Promise<readonly Finding[]> {
  const display = relative ?? file;
  const scan = async (text: string): Promise<readonly Finding[]> => {
    const answer = await scanner.scan({ path: file, display, text });
    const trouble = troubleOf(answer);
    if (trouble !== undefined) failed('examine proposed code', trouble);
    return answer.findings.filter(({ severity }) => compareSeverity(severity, 'medium') >= 0);
  };
  const found = await scan(after ?? '');
  if (found.length === 0 || before === undefined || before === '') return found;
  const old = await scan(before);
  const known = toBaseline(old.map(finding => fingerprint(finding, before)));
  return withoutKnown(found, after ?? '', known).fresh;
}

const troubleOf = ({ skipped, exceeded }: ScanAnswer): string | undefined =>
  skipped ?? (exceeded.length === 0 ? undefined : `${exceeded.length} rules took too long`);
