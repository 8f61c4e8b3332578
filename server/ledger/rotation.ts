/**
 * Rotation: says when a segment is over, so that the next line begins another one. A segment lasts a day and 16 MiB, or
 * until somebody asks for a new one.
 */
import path from 'node:path';
import { readPlainText } from '../platform/plainFile.ts';
import { parseJson } from './parseLine.ts';
import { replaceText } from './replaceText.ts';

/** A segment of this size is full. */
export const fullSize = 16 * 1024 * 1024;
const day = 86_400_000;

/** Is what is known of a segment. */
export interface SegmentAge {
  readonly id: string;
  readonly size: number;
  readonly now: number;
}

/** Tells whether no more may be written into a segment. */
export const isOver = async (folder: string, { id, size, now }: SegmentAge): Promise<boolean> =>
  size >= fullSize || isAged(id, now) || beganAt(id) < (await rotateMark(folder));

/** Tells whether a segment has lasted its day. */
export const isAged = (id: string, now: number): boolean => now - beganAt(id) >= day;

/** Asks all guards to begin new segments: at once where nobody writes, at the next checkpoint where a guard does. */
export async function askToRotate(folder: string, now: number): Promise<void> {
  await replaceText(path.join(folder, markName), JSON.stringify({ before: now }));
}

const markName = 'rotate.json';

/** Returns before when a segment must have begun to be over; 0 when nobody asked. */
export async function rotateMark(folder: string): Promise<number> {
  const raw = parseJson(await readPlainText(path.join(folder, markName)).catch(() => ''));
  const before: unknown = typeof raw === 'object' && raw !== null && 'before' in raw ? raw.before : 0;
  return typeof before === 'number' ? before : 0;
}

/** Returns when a segment began, which its id says; 0 for an id of another form. */
export function beganAt(id: string): number {
  const [, y, mo, d, h, mi, s, ms] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z/u.exec(id) ?? [];
  const time = Date.parse(`${y ?? ''}-${mo ?? ''}-${d ?? ''}T${h ?? ''}:${mi ?? ''}:${s ?? ''}.${ms ?? ''}Z`);
  return Number.isNaN(time) ? 0 : time;
}
