/** Turns offsets into lines and columns. Pure. */
import type { Position } from '../../common/finding.ts';

/** Answers for one text. */
export interface Lines {
  /** Returns the place of an offset, line and column from 1, column in UTF-16 units. */
  at(offset: number): Position;
}

/** Finds the lines of a text once; `\r\n` ends a line as `\n` does. */
export function linesOf(text: string): Lines {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return {
    at: offset => {
      let low = 0;
      let high = starts.length;
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((starts[middle] ?? 0) <= offset) low = middle + 1;
        else high = middle;
      }
      return { line: low, column: offset - (starts[low - 1] ?? 0) + 1 };
    },
  };
}
