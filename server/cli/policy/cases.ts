/** Reads tests of policies: `tests/*.jsonl`, one JSON object a line. */
import fs from 'node:fs';
import path from 'node:path';
import { eventKinds, type GuardEvent } from '../../../common/event.ts';
import { didYouMean } from '../../../common/nearest.ts';
import { eventFields } from '../../../common/parseEvent.ts';
import type { Problem } from '../../../common/result.ts';
import { verdictKinds, type VerdictKind } from '../../../common/verdict.ts';
import { readText } from '../../layers/files.ts';
import { shapedValue, type RecordShape } from '../../layers/shape.ts';
import { readJson } from '../../layers/strictJson.ts';
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

/** Are the tests of a folder in the order of their files, what is wrong with others, and what is never run. */
export interface ReadCases {
  readonly cases: readonly PolicyCase[];
  readonly problems: readonly Problem[];
  readonly notes: readonly Problem[];
}

/** A thousand times what a person writes. */
const largestFile = 4 << 20;

/** Reads the tests of a folder. */
export function readCases(folder: string, cwd: string): ReadCases {
  const tests = path.join(folder, 'tests');
  const names = namesIn(tests);
  if (names === undefined) return { cases: [], problems: [fault(tests, 'is no folder.')], notes: [] };
  const isRun = (name: string): boolean => name.endsWith('.jsonl');
  const read = names.filter(isRun).flatMap(name => readFile(path.join(tests, name), cwd));
  return {
    cases: read.flatMap(each => ('name' in each ? [each] : [])),
    problems: read.flatMap(each => ('name' in each ? [] : each)),
    notes: names
      .filter(name => !isRun(name) && (name.endsWith('.json') || hasCases(path.join(tests, name))))
      .map(name => fault(path.join(tests, name), 'is not run: only tests/*.jsonl are.')),
  };
}

/** Returns what a folder holds, nothing where there is none, and undefined where something else is in its place. */
function namesIn(folder: string): readonly string[] | undefined {
  if (!fs.existsSync(folder)) return [];
  return fs.statSync(folder).isDirectory() ? fs.readdirSync(folder).toSorted() : undefined;
}

const hasCases = (folder: string): boolean => namesIn(folder)?.some(name => name.endsWith('.jsonl')) ?? false;

const fault = (source: string, message: string): Problem => ({
  source,
  line: 1,
  message,
  remedy: 'Put tests into files tests/*.jsonl, one a line.',
});

function readFile(file: string, cwd: string): readonly (PolicyCase | readonly Problem[])[] {
  const text = readText(file, { largest: largestFile, links: true });
  if (text === undefined) return [[fault(file, 'leads nowhere.')]];
  if (typeof text !== 'string') return [[text]];
  return text
    .split(/\r?\n/u)
    .flatMap((line, at) =>
      /^\s*(?:\/\/.*)?$/u.test(line) ? [] : [readCase(line, { file, line: at + 1, cwd })],
    );
}

interface CasePlace {
  readonly file: string;
  readonly line: number;
  readonly cwd: string;
}

function readCase(text: string, { file, line, cwd }: CasePlace): PolicyCase | readonly Problem[] {
  const node = readJson(text, file);
  const at = (problems: readonly Problem[]): readonly Problem[] =>
    problems.map(({ message, remedy }) => ({ source: file, line, message, remedy }));
  if (!node.ok) return at(node.problems);
  const { value, problems } = shapedValue(node.value, shape, file);
  if (problems.length > 0) return at(problems);
  const raw = value as Omit<PolicyCase, 'event' | 'file' | 'line'> & { readonly event: object };
  const slips = slipsOf(raw.event);
  if (slips.length > 0) return at(slips.map(slip => ({ source: file, ...slip })));
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

/** Agents may know acts that we do not; a person who writes a test means one that there is, and a test of another is none. */
function slipsOf(event: object): readonly Pick<Problem, 'message' | 'remedy'>[] {
  const kind = 'kind' in event && typeof event.kind === 'string' ? event.kind : 'unknown';
  const kinds: readonly string[] = eventKinds;
  return [
    ...(kinds.includes(kind)
      ? []
      : [
          {
            message: `has an event of a kind "${kind}" that does not exist.`,
            remedy: didYouMean(kind, kinds).trim() || `The kinds are ${kinds.join(', ')}.`,
          },
        ]),
    ...Object.keys(event)
      .filter(key => !eventFields.includes(key))
      .map(key => ({
        message: `has an event with a field "${key}" that does not exist.`,
        remedy: didYouMean(key, eventFields).trim() || `The fields are ${eventFields.join(', ')}.`,
      })),
  ];
}
