/**
 * Shapes of files that people write: one description of a file's keys checks its text, with line and remedy, and makes
 * the schema by which an editor completes and explains it.
 */
import { didYouMean } from '../../common/nearest.ts';
import type { Problem } from '../../common/result.ts';
import { plainValue, type JsonEntry, type JsonNode } from './strictJson.ts';

/** Says what a value may be. */
export type Shape =
  | { readonly kind: 'flag' | 'any' }
  | { readonly kind: 'text'; readonly form?: TextForm }
  | { readonly kind: 'word'; readonly words: readonly string[] }
  | { readonly kind: 'number'; readonly least: number; readonly most: number }
  | { readonly kind: 'list' | 'map'; readonly of: Shape }
  | RecordShape
  /** A record whose keys depend on the word under one of them. */
  | { readonly kind: 'variant'; readonly by: string; readonly of: Readonly<Record<string, RecordShape>> };

/** Is a record with known keys. */
export interface RecordShape {
  readonly kind: 'record';
  readonly keys: Readonly<Record<string, KeyShape>>;
  readonly needs?: readonly string[];
}

/** Is one key of a record. */
export interface KeyShape {
  readonly shape: Shape;
  /** What an editor shows beside it. */
  readonly description: string;
}

/** Says how a text must look. */
export interface TextForm {
  readonly pattern: string;
  /** Completes "must be …". */
  readonly says: string;
}

/** Is a value as far as it fits its shape, with what does not and where each part stands. */
export interface Shaped {
  /** Undefined when nothing of it fits. */
  readonly value: unknown;
  readonly problems: readonly Problem[];
  /** Returns the line of a part; that of the nearest part around it when the part itself is not there. */
  readonly lineOf: (path: readonly (string | number)[]) => number;
}

/** Holds a value against a shape: parts that do not fit are left out and named. */
export function shapedValue(node: JsonNode, shape: Shape, source: string): Shaped {
  const problems: Problem[] = [];
  const lines = new Map<string, number>();
  const value = read(node, shape, {
    path: [],
    complain: problem => void problems.push({ source, ...problem }),
    lines,
  });
  const lineOf = (path: readonly (string | number)[]): number =>
    lines.get(JSON.stringify(path)) ?? (path.length === 0 ? 1 : lineOf(path.slice(0, -1)));
  return { value, problems, lineOf };
}

interface Reading {
  readonly path: readonly (string | number)[];
  readonly complain: (problem: Omit<Problem, 'source'>) => void;
  readonly lines: Map<string, number>;
}

function read(node: JsonNode, shape: Shape, reading: Reading): unknown {
  reading.lines.set(JSON.stringify(reading.path), node.place.line);
  switch (shape.kind) {
    case 'any':
      return plainValue(node);
    case 'list':
      if (node.kind !== 'list') return wrong(node, shape, reading);
      return node.items
        .map((item, at) => read(item, shape.of, below(reading, at)))
        .filter(each => each !== undefined);
    case 'map':
      if (node.kind !== 'record') return wrong(node, shape, reading);
      return recordOf(node.entries, entry => read(entry.value, shape.of, below(reading, entry.key)));
    case 'record':
      if (node.kind !== 'record') return wrong(node, shape, reading);
      return readRecord(node, shape, reading);
    case 'variant':
      return readVariant(node, shape, reading);
    default:
      return 'value' in node && fits(node.value, shape) ? node.value : wrong(node, shape, reading);
  }
}

const below = (reading: Reading, step: string | number): Reading => ({
  ...reading,
  path: [...reading.path, step],
});

function recordOf(
  entries: readonly JsonEntry[],
  valueOf: (entry: JsonEntry) => unknown,
): Readonly<Record<string, unknown>> {
  const read = entries.map(entry => [entry.key, valueOf(entry)] as const);
  return Object.fromEntries(read.filter(([, value]) => value !== undefined));
}

function readRecord(
  node: Extract<JsonNode, { kind: 'record' }>,
  shape: RecordShape,
  reading: Reading,
): unknown {
  const value = recordOf(node.entries, entry => {
    const key = Object.hasOwn(shape.keys, entry.key) ? shape.keys[entry.key] : undefined;
    if (key !== undefined) return read(entry.value, key.shape, below(reading, entry.key));
    const names = Object.keys(shape.keys);
    reading.complain({
      ...entry.place,
      message: `has a key "${entry.key.slice(0, 60)}" that is not known${within(reading)}.`,
      remedy: `${didYouMean(entry.key, names).trim()} The keys are ${names.join(', ')}.`.trim(),
    });
    return undefined;
  });
  const written = new Set(node.entries.map(entry => entry.key));
  const missing = (shape.needs ?? []).filter(name => !written.has(name));
  if (missing.length > 0) {
    reading.complain({
      ...node.place,
      message: `lacks ${missing.map(name => `"${name}"`).join(' and ')}${within(reading)}.`,
      remedy: 'Add it.',
    });
  }
  return (shape.needs ?? []).every(name => Object.hasOwn(value, name)) ? value : undefined;
}

function readVariant(node: JsonNode, shape: Extract<Shape, { kind: 'variant' }>, reading: Reading): unknown {
  if (node.kind !== 'record') return wrong(node, shape, reading);
  const chosen = node.entries.find(entry => entry.key === shape.by)?.value;
  const variant =
    chosen?.kind === 'text' && Object.hasOwn(shape.of, chosen.value) ? shape.of[chosen.value] : undefined;
  if (variant !== undefined) return readRecord(node, variant, reading);
  reading.complain({
    ...(chosen ?? node).place,
    message: `needs "${shape.by}"${within(reading)}: one of ${Object.keys(shape.of).join(', ')}.`,
    remedy: 'Write one of them.',
  });
  return undefined;
}

function fits(value: unknown, shape: Shape): boolean {
  switch (shape.kind) {
    case 'flag':
      return typeof value === 'boolean';
    case 'number':
      return Number.isInteger(value) && Number(value) >= shape.least && Number(value) <= shape.most;
    case 'word':
      return typeof value === 'string' && shape.words.includes(value);
    case 'text':
      return typeof value === 'string' && new RegExp(shape.form?.pattern ?? '', 'u').test(value);
    default:
      return false;
  }
}

function wrong(node: JsonNode, shape: Shape, reading: Reading): unknown {
  const near = shape.kind === 'word' && node.kind === 'text' ? didYouMean(node.value, shape.words) : '';
  reading.complain({
    ...node.place,
    message: `has a wrong value${within(reading)}: it must be ${expected(shape)}.`,
    remedy: near === '' ? 'Write such a value, or remove the key.' : near.trim(),
  });
  return undefined;
}

function expected(shape: Shape): string {
  switch (shape.kind) {
    case 'flag':
      return 'true or false';
    case 'number':
      return `a whole number from ${shape.least} to ${shape.most}`;
    case 'word':
      return `one of ${shape.words.join(', ')}`;
    case 'text':
      return shape.form?.says ?? 'a text';
    case 'list':
      return 'a list in brackets';
    default:
      return 'a record in braces';
  }
}

const within = ({ path }: Reading): string =>
  path.length === 0
    ? ''
    : ` in ${path.map((step, at) => (typeof step === 'number' ? `[${step}]` : `${at === 0 ? '' : '.'}${step.slice(0, 60)}`)).join('')}`;
