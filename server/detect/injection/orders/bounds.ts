/** Bounds what is weighed of a huge text: its head and its tail, and a word on what is left. Pure. */
import type { Spot } from '../../text/rule.ts';

const head = 384_000;
const tail = 128_000;

/** Is a part of a text with where it starts. */
export interface Part {
  readonly text: string;
  readonly start: number;
}

/** Returns the parts of a text that are weighed, and a remark on those that are not. */
export function judgedPart(text: string): {
  readonly parts: readonly Part[];
  readonly left: Spot | undefined;
} {
  if (text.length <= head + tail) return { parts: [{ text, start: 0 }], left: undefined };
  const from = text.length - tail;
  return {
    parts: [
      { text: text.slice(0, head), start: 0 },
      { text: text.slice(from), start: from },
    ],
    left: {
      start: head,
      end: from,
      severity: 'info',
      confidence: 'low',
      detail: `The text is large: ${from - head} characters in its middle were not weighed.`,
      print: 'left out',
    },
  };
}
