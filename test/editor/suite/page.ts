/** Drives the page that shows the workbench, where there is one: a desktop VS Code has none. */
import type { Context } from 'mocha';

/**
 * Runs a script against the workbench's page and returns its result. Skips the test on a desktop VS Code.
 * The script is the body of an async function of Playwright's `page`.
 */
export async function onPage(test: Context, script: string): Promise<unknown> {
  const url = process.env['RINGFENCE_PAGE'];
  if (url === undefined) return test.skip();
  const answer = await fetch(url, { method: 'POST', body: script });
  const value: unknown = await answer.json();
  if (!answer.ok) throw new Error(`The page script failed: ${String(value)}`);
  return value;
}
