/** A scanner without threads: every `eval(` in a text is a finding, and answers can be held back. */
import type { Finding } from '../../../common/finding.ts';
import { cancelledAnswer, nothing } from '../../../server/scan/answers.ts';
import type { RuleSet, RuleSummary, ScanAnswer, ScanTask } from '../../../server/scan/messages.ts';
import type { Scanner } from '../../../server/scan/pool.ts';
import type { FoundRules, RuleSources } from '../../../server/lsp/code/ruleSources.ts';

/** Is a scanner that remembers what it was asked. */
export interface FakeScanner extends Scanner {
  started: number;
  readonly tasks: ScanTask[];
  readonly sets: RuleSet[];
  aborted: number;
  disposed: number;
  /** While true, answers wait for `release`. */
  holding: boolean;
  release(): void;
  /** Is added to each answer. */
  extra: Partial<ScanAnswer>;
  summary: Partial<RuleSummary>;
}

/** Makes the finding of an `eval(`. */
export const evalFinding = (path: string, line: number, column: number): Finding => ({
  ruleId: 'no-eval',
  severity: 'high',
  confidence: 'high',
  path,
  start: { line, column },
  end: { line, column: column + 5 },
  message: 'Text becomes code here.',
  remedy: 'Read it as data.',
  fix: {
    title: 'Fix: no-eval',
    start: { line, column },
    end: { line, column: column + 5 },
    text: 'literal(',
  },
  tags: [
    { scheme: 'CWE', edition: '4', id: 'CWE-95' },
    { scheme: 'OWASP', edition: '2021', id: 'A03' },
  ],
  references: ['https://docs.example/eval', 'javascript:alert(1)'],
  related: [
    { message: 'The data comes from here.', start: { line: 1, column: 1 }, end: { line: 1, column: 2 } },
  ],
});

const findingsIn = (text: string, path: string): readonly Finding[] =>
  text.split('\n').flatMap((line, index) => {
    const column = line.indexOf('eval(');
    const suppressed = /nosemgrep|ringfence-ignore/.test(line);
    return column === -1 || suppressed ? [] : [evalFinding(path, index + 1, column + 1)];
  });

/** Creates a scanner; a task without text reads from `files`. */
export function fakeScanner(files: ReadonlyMap<string, string> = new Map()): FakeScanner {
  const waiting: (() => void)[] = [];
  const scanner: FakeScanner = {
    started: 0,
    tasks: [],
    sets: [],
    aborted: 0,
    disposed: 0,
    holding: false,
    extra: {},
    summary: {},
    release: () => {
      for (const each of waiting.splice(0)) each();
    },
    setRules: rules => {
      scanner.sets.push(rules);
      return Promise.resolve({
        rules: [{ id: 'no-eval', languages: ['python', 'javascript'], path: 'python/no-eval.yaml' }],
        skipped: [],
        problems: [],
        ...scanner.summary,
      });
    },
    scan: async (task, signal) => {
      scanner.tasks.push(task);
      if (scanner.holding)
        await new Promise<void>(resolve => {
          waiting.push(resolve);
          signal?.addEventListener('abort', () => {
            scanner.aborted += 1;
            resolve();
          });
        });
      if (signal?.aborted === true) return cancelledAnswer;
      const findings = findingsIn(task.text ?? files.get(task.path) ?? '', task.display);
      return { ...nothing, findings, ...scanner.extra };
    },
    dispose: () => {
      scanner.disposed += 1;
      return Promise.resolve();
    },
  };
  return scanner;
}

/** Creates sources with one bundled pack, and the rule files that are given. */
export function fakeSources(found: Partial<FoundRules> = {}): RuleSources & { found: Partial<FoundRules> } {
  return {
    found,
    packs: () =>
      Promise.resolve([{ name: 'python', rules: 1, languages: ['python' as const, 'javascript' as const] }]),
    read(this: { found: Partial<FoundRules> }, { trusted }) {
      const { texts = [], problems = [], untrusted = [] } = this.found;
      return Promise.resolve(
        trusted ? { texts, problems, untrusted: [] } : { texts: [], problems: [], untrusted },
      );
    },
  };
}
