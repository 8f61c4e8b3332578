/**
 * Which extension calls, as far as the stack tells: a hint, since code can run without a trace of where it came from.
 * Must not import vscode.
 */

/** Is an extension and where it is installed. */
export interface InstalledExtension {
  readonly id: string;
  readonly extensionPath: string;
}

const depth = 60;

/** Returns the id of the innermost extension among the callers of a function of ours; '' when there is none. */
export function readerOf(
  ours: (...args: never) => unknown,
  extensions: readonly InstalledExtension[],
): string {
  const kept = Error.stackTraceLimit;
  const place: { stack?: string } = {};
  try {
    Error.stackTraceLimit = depth;
    Error.captureStackTrace(place, ours);
    return readerIn(String(place.stack), extensions);
  } catch {
    return '';
  } finally {
    Error.stackTraceLimit = kept;
  }
}

/** Returns the id of the first extension that a stack names; the deepest folder wins where one is within another. */
export function readerIn(stack: string, extensions: readonly InstalledExtension[]): string {
  for (const line of stack.replaceAll('\\', '/').split('\n')) {
    const [found] = extensions
      .filter(({ extensionPath }) => line.includes(`${extensionPath.replaceAll('\\', '/')}/`))
      .toSorted((a, b) => b.extensionPath.length - a.extensionPath.length);
    if (found !== undefined) return found.id;
  }
  return '';
}
