/** Timers as the pure parts take them. */

/** Runs a task after a delay; returns what cancels it. */
export function after(delayMs: number, task: () => void): () => void {
  const timer = setTimeout(task, delayMs);
  return () => clearTimeout(timer);
}
