/** Reads tests of policies: `tests/*.jsonl`, one JSON object a line. */
import fs from 'node:fs';
import path from 'node:path';
import type { GuardEvent } from '../../../common/event.ts';
import { readJsonc } from '../../../common/jsonc.ts';
import type { Problem } from '../../../common/result.ts';
import { shapedValue, type RecordShape } from '../../../common/shape.ts';
import { verdictKinds, type VerdictKind } from '../../../common/verdict.ts';
import { readEvent } from '../events.ts';

/** Is one test: an event and the verdict that it must get. */
export interface PolicyCase {
  readonly name: string;
  readonly event: GuardEvent;
  readonly verdict: VerdictKind;
  /** Policies that must be among those that fired. */
  readonly policies?: readonly string[];
  readonly file: string;
  readonly line: number;
}

const shape: RecordShape = {
  kind: 'record',
  needs: ['name', 'event', 'verdict'],
  keys: {
    name: {
      shape: { kind: 'text', form: { pattern: '\\S', says: 'a text that is not empty' } },
      description: 'What is tested.',
    },
    event: {
      shape: { kind: 'map', of: { kind: 'any' } },
      description: 'An event as `ringfence check` takes it.',
    },
    verdict: { shape: { kind: 'word', words: verdictKinds }, description: 'What must come of it.' },
    policies: {
      shape: { kind: 'list', of: { kind: 'text' } },
      description: 'Ids of policies that must fire.',
    },
  },
};

/** Returns the tests of a folder in the order of their files, and what is wrong with those that cannot be read. */
export function readCases(
  folder: string,
  cwd: string,
): { readonly cases: readonly PolicyCase[]; readonly problems: readonly Problem[] } {
  const tests = path.join(folder, 'tests');
  const files = fs.existsSync(tests)
    ? fs
        .readdirSync(tests)
        .filter(name => name.endsWith('.jsonl'))
        .toSorted()
    : [];
  const read = files.flatMap(name => {
    const file = path.join(tests, name);
    return fs
      .readFileSync(file, 'utf8')
      .split(/\r?\n/u)
      .flatMap((text, at) =>
        /^\s*(?:\/\/.*)?$/u.test(text) ? [] : [readCase(text, { file, line: at + 1, cwd })],
      );
  });
  return {
    cases: read.flatMap(each => ('name' in each ? [each] : [])),
    problems: read.flatMap(each => ('name' in each ? [] : each)),
  };
}

interface CasePlace {
  readonly file: string;
  readonly line: number;
  readonly cwd: string;
}

function readCase(text: string, { file, line, cwd }: CasePlace): PolicyCase | readonly Problem[] {
  const node = readJsonc(text, file);
  const at = (problems: readonly Problem[]): readonly Problem[] =>
    problems.map(({ message, remedy }) => ({ source: file, line, message, remedy }));
  if (!node.ok) return at(node.problems);
  const { value, problems } = shapedValue(node.value, shape, file);
  if (problems.length > 0) return at(problems);
  const raw = value as Omit<PolicyCase, 'event' | 'file' | 'line'> & { readonly event: object };
  const event = readEvent(JSON.stringify({ agent: 'codex', ...raw.event }), line, cwd);
  if (!event.ok)
    return at(
      event.problems.map(problem => ({
        ...problem,
        message: `has an event whose ${problem.source.replace(/^line \d+,? ?/u, '')} ${problem.message}`,
      })),
    );
  return { ...raw, event: event.value.event, file, line };
}
