/** Reads corpora: every `.jsonl` file below a folder; a file's folder is its topic unless its rows name one. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { readRow, type Row } from './row.ts';

/** Is the rows of one file. */
export interface Source {
  readonly topic: string;
  readonly name: string;
  readonly rows: readonly Row[];
  /** Counts rows that cannot be judged, by reason. */
  readonly skipped: ReadonlyMap<string, number>;
}

/** Reads a folder, or one file; a topic chooses files of that folder's name. */
export function readCorpus(place: string, topic: string | undefined): readonly Source[] {
  const files = place.endsWith('.jsonl')
    ? [place]
    : readdirSync(place, { recursive: true, encoding: 'utf8' })
        .filter(file => file.endsWith('.jsonl'))
        .toSorted()
        .map(file => path.join(place, file));
  return files
    .filter(file => topic === undefined || topicOf(file) === topic)
    .map(file => readSource(file, topicOf(file)));
}

const topicOf = (file: string): string => path.basename(path.dirname(path.resolve(file)));

function readSource(file: string, topic: string): Source {
  const rows: Row[] = [];
  const skipped = new Map<string, number>();
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    if (line.trim() === '') continue;
    const read = readRow(parsed(line), topic);
    if (typeof read === 'string') skipped.set(read, (skipped.get(read) ?? 0) + 1);
    else rows.push(...read);
  }
  return { topic, name: path.basename(file, '.jsonl'), rows, skipped };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
