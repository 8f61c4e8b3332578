/** A progress bar on one line of a terminal. */

/** Shows how far a long piece of work is. */
export interface Progress {
  step(): void;
  /** Takes the bar off the terminal. */
  end(): void;
}

const width = 24;
/** Milliseconds between two drawings; a terminal need not see each file. */
const interval = 100;

/** Creates a bar that writes to a terminal; without one it is silent. */
export function createProgress(
  total: number,
  write: ((text: string) => void) | undefined,
  now: () => number,
): Progress {
  let done = 0;
  let drawn = Number.NEGATIVE_INFINITY;
  const draw = (): void => {
    const full = total === 0 ? width : Math.round((width * done) / total);
    write?.(`\r${'█'.repeat(full)}${'░'.repeat(width - full)} ${done} of ${total} files`);
  };
  return {
    step: () => {
      done += 1;
      if (now() - drawn < interval) return;
      drawn = now();
      draw();
    },
    end: () => {
      if (drawn !== Number.NEGATIVE_INFINITY) write?.('\r\u001b[K');
    },
  };
}
