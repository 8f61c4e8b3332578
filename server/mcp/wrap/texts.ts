/** Finds what a model reads in a result, in pieces of a size that can be judged, and masks places in it. Pure. */
import type { Position } from '../../../common/finding.ts';
import { fieldsOf } from '../question.ts';

/** Is part of a text, with where it stands. */
interface Segment {
  readonly text: string;
  /** Offset of the part within its own text. */
  readonly from: number;
  readonly holder: Record<string, unknown> | unknown[] | undefined;
  readonly key: string | number;
}

/** Is as much text as is judged at once: parts joined by line feeds. */
export interface Chunk {
  readonly content: string;
  readonly segments: readonly Segment[];
}

const largestChunk = 512 * 1024;
/** What stands across the border of two parts is seen whole in one of them. */
const overlap = 4 * 1024;

/** Returns the texts of a value in chunks; data of pictures and sounds is none. */
export function chunksOf(value: unknown): readonly Chunk[] {
  const chunks: Chunk[] = [];
  let segments: Segment[] = [];
  let size = 0;
  const close = (): void => {
    if (segments.length > 0) chunks.push({ content: segments.map(({ text }) => text).join('\n'), segments });
    segments = [];
    size = 0;
  };
  for (const segment of segmentsOf(value)) {
    if (size > 0 && size + segment.text.length > largestChunk) close();
    segments.push(segment);
    size += segment.text.length + 1;
  }
  close();
  return chunks;
}

function segmentsOf(root: unknown): readonly Segment[] {
  const found: Segment[] = [];
  const visit = (value: unknown, holder: Segment['holder'], key: Segment['key']): void => {
    if (typeof value === 'string') {
      if (!isBinary(value, holder, key)) found.push(...parts({ text: value, from: 0, holder, key }));
    } else if (Array.isArray(value)) value.forEach((item, at) => visit(item, value, at));
    else if (typeof value === 'object' && value !== null) {
      for (const [name, item] of Object.entries(value)) {
        // A field's name is grammar, unless it says something by itself.
        if (name.length > 60 || /[^\u0021-\u007e]/u.test(name))
          found.push(...parts({ text: name, from: 0, holder: undefined, key: '' }));
        visit(item, value as Record<string, unknown>, name);
      }
    }
  };
  visit(root, undefined, '');
  return found.filter(({ text }) => text !== '');
}

function parts(whole: Segment): readonly Segment[] {
  if (whole.text.length <= largestChunk) return [whole];
  const found: Segment[] = [];
  for (let from = 0; from < whole.text.length; from += largestChunk - overlap)
    found.push({ ...whole, from, text: whole.text.slice(from, from + largestChunk) });
  return found;
}

/** `data` of a picture or a sound and `blob` of a resource are bytes in Base64, which no model reads as text. */
function isBinary(text: string, holder: Segment['holder'], key: Segment['key']): boolean {
  if (key !== 'data' && key !== 'blob') return false;
  return typeof fieldsOf(holder)?.['mimeType'] === 'string' && /^[A-Za-z0-9+/=_-]*$/u.test(text);
}

/** Is a span of a chunk as findings name it. */
export interface Span {
  readonly start: Position;
  readonly end: Position;
}

/** Replaces spans of chunks in the value that the chunks were taken from. */
export function maskIn(chunks: readonly (Chunk & { readonly spans: readonly Span[] })[], mask: string): void {
  const places = chunks.flatMap(chunk => chunk.spans.flatMap(span => placesOf(chunk, span)));
  // From the end on, so that earlier places stay where they are; a secret in an overlap is found twice.
  for (const { segment, start, end } of places.toSorted((a, b) => b.start - a.start)) {
    const { holder, key } = segment;
    if (holder === undefined) continue;
    const text = String(Reflect.get(holder, key));
    if (!text.startsWith(mask, start))
      Reflect.set(holder, key, text.slice(0, start) + mask + text.slice(end));
  }
}

interface Place {
  readonly segment: Segment;
  readonly start: number;
  readonly end: number;
}

function placesOf({ content, segments }: Chunk, span: Span): readonly Place[] {
  const [start, end] = [offsetOf(content, span.start), offsetOf(content, span.end)];
  const places: Place[] = [];
  let at = 0;
  for (const segment of segments) {
    const from = Math.max(start, at);
    const to = Math.min(end, at + segment.text.length);
    if (from < to) places.push({ segment, start: segment.from + from - at, end: segment.from + to - at });
    at += segment.text.length + 1;
  }
  return places;
}

function offsetOf(text: string, { line, column }: Position): number {
  const ends = /\r\n|\r|\n/gu;
  for (let at = 1; at < line; at += 1) if (ends.exec(text) === null) return text.length;
  return Math.min(text.length, ends.lastIndex + column - 1);
}

/** Returns what a piece of a JSON text says to a reader: escapes undone, long runs of Base64 left out. */
export const plainTextOf = (json: string): string =>
  json
    .replace(/[A-Za-z0-9+/_-]{4096,}={0,2}/gu, ' ')
    .replace(/\\(?:u([0-9a-fA-F]{4})|(.))/gu, (_, hex: string | undefined, plain: string | undefined) =>
      hex === undefined ? (escapes[plain ?? ''] ?? plain ?? '') : String.fromCharCode(parseInt(hex, 16)),
    );

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: ' ', f: ' ' };
