/**
 * Shows what the set-up is doing, one line a step, and fails in sentences rather than stacks.
 * Imports nothing from node_modules.
 */

/** Tells what could not be set up and what a person can do about it. */
export class SetupError extends Error {
  /**
   * Keeps the remedy beside the message, so that it is printed on a line of its own.
   *
   * @param {string} message
   * @param {string} remedy
   */
  constructor(message, remedy) {
    super(message);
    this.name = 'SetupError';
    this.remedy = remedy;
  }
}

/**
 * Prints one line of progress to standard error, which leaves standard output to results.
 *
 * @param {string} line
 */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/**
 * Runs a step between a line that announces it and a line that says how it ended.
 *
 * @template T
 * @param {string} label
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(label, work) {
  const started = Date.now();
  const seconds = () => `${((Date.now() - started) / 1000).toFixed(1)} s`;
  say(`→ ${label}`);
  // A build log without a line for minutes looks like a hang.
  const pulse = setInterval(() => say(`  … ${label} (${seconds()})`), 30_000);
  try {
    const result = await work();
    say(`✓ ${label} (${seconds()})`);
    return result;
  } catch (error) {
    say(`✗ ${label} (${seconds()})`);
    throw error;
  } finally {
    clearInterval(pulse);
  }
}

/**
 * Prints why the set-up stopped, and ends the process with the exit code for it.
 *
 * @param {unknown} error
 * @returns {never}
 */
export function stop(error) {
  if (error instanceof SetupError) {
    say(`\n${error.message}\n${error.remedy}`);
    process.exit(1);
  }
  say(`\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  process.exit(3);
}
