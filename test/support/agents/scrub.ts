/** Makes a recorded payload the same on every machine and in every run: no paths, times or random ids of ours. */
import { isObject } from '../model/shape.ts';
import type { JsonObject } from '../model/shape.ts';

const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/giu;
const time = /\d{4}-\d\d-\d\dT\d\d[:-]\d\d(?:[:-]\d\d(?:\.\d+)?Z?(?![0-9a-f]))?/gu;
const timing = /duration|_ms$|elapsed|pid$|^created$/iu;

/** Lists what to replace in every text, the longest first where one holds another. */
export type Replacements = readonly (readonly [from: string, to: string])[];

/** Replaces what is peculiar to one run in every text of an object. */
export function scrubObject(object: JsonObject, replacements: Replacements): JsonObject {
  return Object.fromEntries(
    Object.entries(object).map(([key, item]) => [
      key,
      typeof item === 'number' && timing.test(key) ? 1 : scrub(item, replacements),
    ]),
  );
}

function scrub(value: unknown, replacements: Replacements): unknown {
  if (typeof value === 'string') return scrubText(value, replacements);
  if (Array.isArray(value)) return value.map(item => scrub(item, replacements));
  return isObject(value) ? scrubObject(value, replacements) : value;
}

function scrubText(text: string, replacements: Replacements): string {
  return replacements
    .reduce((result, [from, to]) => result.replaceAll(from, to), text)
    .replace(uuid, '00000000-0000-4000-8000-000000000000')
    .replace(time, '2026-01-01T00:00:00.000Z')
    .replace(/sessions\/\d{4}\/\d\d\/\d\d/gu, 'sessions/2026/01/01')
    .replace(/(?<=session-2026-01-01T00:00:00\.000Z-)[0-9a-f]{8}/gu, '00000000')
    .replace(/\/tmp\/claude-\d+/gu, '/tmp/claude')
    .replace(/\ba[0-9a-f]{16}\b/gu, 'a0000000000000000')
    .replace(/\bb[0-9a-z]{8}\b(?=\.output|<\/task-id>)/gu, 'b00000000')
    .replace(/\btoolu_\d+_[a-z0-9]+/gu, 'toolu_1')
    .replace(/\b(ses|msg|prt|conv|agent)_[0-9a-zA-Z]{8,}(?:_[0-9a-z]+)?/gu, '$1_1')
    .replace(/\b17\d{11}_[0-9a-z]+/gu, '1_1')
    .replace(/PGID: \d+/gu, 'PGID: 1')
    .replace(/(?<=Chunk ID: )[0-9a-f]+/gu, '000000')
    .replace(/(?<=session ID )\d+/gu, '1')
    .replace(/(?<=Wall time: )[\d.]+/gu, '0.0000');
}
