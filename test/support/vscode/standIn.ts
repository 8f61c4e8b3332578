/**
 * Stands in for the VS Code executable where the desktop build cannot be had: takes the same command line,
 * runs the tests in the real extension host of code-server, and ends with their exit code.
 */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { format } from 'node:util';
import { startCodeServer } from './codeServer.ts';
import { servePage } from './pageService.ts';
import { endOnSignals } from './processTree.ts';
import { readTestRun, workbenchPayload } from './standInArguments.ts';
import type { TestRun } from './standInArguments.ts';
import { openWorkbench } from './workbench.ts';

/** Limits a whole run: a suite that hangs must fail, not block. */
const limitMs = Number(process.env['RINGFENCE_EDITOR_TIMEOUT_MS'] ?? 15 * 60_000);

/** Runs the tests that a command line names and returns their exit code. */
export async function standIn(args: readonly string[]): Promise<number> {
  endOnSignals();
  const run = readTestRun(args);
  const pageService = await servePage();
  try {
    return await runInServer(run, pageService);
  } finally {
    await pageService.close();
  }
}

/** Starts the server, and runs the tests on a workbench that it serves. */
async function runInServer(
  run: TestRun,
  pageService: Awaited<ReturnType<typeof servePage>>,
): Promise<number> {
  const server = await startCodeServer({
    workspaceTrust: !run.disableTrust,
    env: { [pageService.variable]: pageService.url },
    ...(run.userDataDir === undefined ? {} : { userDataDir: run.userDataDir }),
    ...(run.extensionsDir === undefined ? {} : { extensionsDir: run.extensionsDir }),
  });
  const finished = deferred();
  const output = listen();
  const timer = setTimeout(() => {
    process.stderr.write(`The tests did not end within ${limitMs / 1000} s.\n`);
    finished.resolve(1);
  }, limitMs);
  try {
    const workbench = await openWorkbench({
      server,
      folder: run.folder ?? server.home,
      payload: workbenchPayload(run, server.port),
      prepare: async page => {
        await page.exposeFunction('codeAutomationLog', output.hear);
        await page.exposeFunction('codeAutomationExit', (code: number) => finished.resolve(code));
        page.on('crash', () => finished.resolve(1));
        pageService.offer(page);
      },
    });
    const code = await finished.promise;
    if (code !== 0) {
      process.stderr.write(output.explanation());
      await keepScreenshot(workbench.screenshot);
    }
    await workbench.close();
    return code;
  } finally {
    clearTimeout(timer);
    await server.stop();
  }
}

/** Marks a line that a suite wants printed. The extension host and the workbench say a great deal besides. */
const reportMark = '│ ';

/** Collects what the workbench and the extension host say, and prints what a suite reports. */
function listen(): {
  readonly hear: (type: string, args: unknown) => void;
  readonly explanation: () => string;
} {
  const heard: string[] = [];
  let reported = false;
  const verbose = process.env['RINGFENCE_VERBOSE'] !== undefined;
  return {
    explanation: () =>
      reported ? '' : `No test was reported. VS Code said last:\n${heard.slice(-40).join('\n')}\n`,
    hear: (type, args) => {
      const text = Array.isArray(args) ? format(...args.map((arg: unknown) => arg)) : String(args);
      if (text.startsWith(reportMark)) {
        reported = true;
        process.stdout.write(`${`\n${text}`.replaceAll(`\n${reportMark}`, '\n').slice(1)}\n`);
      } else if (verbose) process.stderr.write(`${text}\n`);
      else heard.push(`[${type}] ${text}`);
    },
  };
}

/** Saves what the workbench looked like when the tests failed, where the run asks for it. */
async function keepScreenshot(screenshot: (file: string) => Promise<void>): Promise<void> {
  const folder = process.env['RINGFENCE_SHOTS'];
  if (folder === undefined || folder === '') return;
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'editor-failure.png');
  await screenshot(file).catch(() => undefined);
  process.stderr.write(`Screenshot: ${file}\n`);
}

/** Makes a promise that somebody else fulfils. */
function deferred(): { readonly promise: Promise<number>; readonly resolve: (code: number) => void } {
  let fulfil: (code: number) => void = () => undefined;
  const promise = new Promise<number>(resolve => (fulfil = resolve));
  return { promise, resolve: code => fulfil(code) };
}
