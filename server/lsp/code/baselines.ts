/** Baselines of the workspace's folders: read once and kept until they change; written on a person's word only. */
import path from 'node:path';
import type { Finding } from '../../../common/finding.ts';
import type { Outcome } from '../../../common/protocol.ts';
import { describeProblem, type Problem } from '../../../common/result.ts';
import {
  baselineFile,
  fingerprint,
  parseBaseline,
  renderBaseline,
  withoutKnown,
  type Baseline,
} from '../../scan/baseline.ts';

/** Says what baselines are read and written with. */
export interface BaselineOptions {
  /** Reads a file's text; undefined when there is none. */
  readonly read: (file: string) => Promise<string | undefined>;
  readonly write: (file: string, text: string) => Promise<Outcome>;
  readonly log: (message: string) => void;
}

/** Keeps the baselines. */
export interface Baselines {
  /** Returns the findings that the baseline of a folder does not know. `text` is asked for only where there is one. */
  fresh(
    root: string | undefined,
    findings: readonly Finding[],
    text: () => Promise<string | undefined>,
  ): Promise<readonly Finding[]>;
  /** Adds a finding to the baseline of a folder. */
  add(root: string, finding: Finding, text: string): Promise<Outcome>;
  /** Forgets what was read, since a file changed. */
  forget(): void;
  /** Lists baselines that could not be read; they hide nothing. */
  problems(): readonly Problem[];
}

/** Creates the baselines of one window. */
export function createBaselines({ read, write, log }: BaselineOptions): Baselines {
  const known = new Map<string, Promise<Baseline>>();
  const problems = new Map<string, Problem>();

  const load = async (root: string): Promise<Baseline> => {
    problems.delete(root);
    const file = path.join(root, ...baselineFile.split('/'));
    const text = await read(file);
    if (text === undefined) return new Map();
    const parsed = parseBaseline(text, file);
    if (parsed.ok) return parsed.value;
    const [problem] = parsed.problems;
    if (problem !== undefined) {
      problems.set(root, problem);
      log(describeProblem(problem));
    }
    return new Map();
  };
  const of = (root: string): Promise<Baseline> => {
    const found = known.get(root) ?? load(root);
    known.set(root, found);
    return found;
  };

  return {
    fresh: async (root, findings, text) => {
      if (root === undefined || findings.length === 0) return findings;
      const baseline = await of(root);
      if (baseline.size === 0) return findings;
      const content = await text();
      return content === undefined ? findings : withoutKnown(findings, content, baseline).fresh;
    },
    add: async (root, finding, text) => {
      known.delete(root);
      const baseline = new Map(await of(root));
      const problem = problems.get(root);
      if (problem !== undefined) return { ok: false, message: describeProblem(problem) };
      const print = fingerprint(finding, text);
      baseline.set(print, (baseline.get(print) ?? 0) + 1);
      const outcome = await write(path.join(root, ...baselineFile.split('/')), renderBaseline(baseline));
      known.delete(root);
      return outcome;
    },
    forget: () => known.clear(),
    problems: () => [...problems.values()],
  };
}
