/** Runs inside VS Code's extension host: loads the bundled test files beside it and runs them with Mocha. */
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Runner, Test } from 'mocha';

/** What `scripts/environment/suite.mjs` reads. */
interface Counts {
  readonly file: string;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly failures: readonly Failure[];
}

interface Failure {
  readonly title: string;
  readonly message: string;
}

/** Prints a line of the report. The mark tells it from all that the extension host prints besides. */
function print(line: string): void {
  console.log(`│ ${line.replaceAll('\n', '\n│ ')}`);
}

/** Prints each test as it ends, and returns a function that says how many ended how. */
function report(running: Runner): () => Counts {
  const counts = { file: 'test/editor/suite', passed: 0, failed: 0, skipped: 0, failures: [] as Failure[] };
  running.on('pass', (test: Test) => {
    counts.passed += 1;
    print(`✓ ${test.fullTitle()} (${test.duration ?? 0} ms)`);
  });
  running.on('fail', (test: Test, error: Error) => {
    counts.failed += 1;
    const message = error.stack ?? String(error);
    counts.failures.push({ title: test.fullTitle(), message });
    print(`✗ ${test.fullTitle()}\n${message}`);
  });
  running.on('pending', (test: Test) => {
    counts.skipped += 1;
    print(`- ${test.fullTitle()} (skipped)`);
  });
  return () => counts;
}

/** Runs every test file, and fails when a test failed, none ran or one did not load. VS Code calls this. */
export async function run(): Promise<void> {
  try {
    await runAll();
  } catch (error) {
    print(error instanceof Error ? (error.stack ?? error.message) : String(error));
    throw error;
  }
}

/** Runs every test file. */
async function runAll(): Promise<void> {
  // Mocha is an ES module; this bundle is CommonJS, as the extension host asks.
  const { default: Mocha } = await import('mocha');
  const grep = process.env['RINGFENCE_GREP'];
  const mocha = new Mocha({
    ui: 'bdd',
    // Prints nothing by itself; see report().
    reporter: Mocha.reporters.Base,
    timeout: 60_000,
    forbidOnly: process.env['CI'] !== undefined,
    ...(grep === undefined ? {} : { grep }),
  });
  const files = readdirSync(__dirname).filter(name => name.endsWith('.test.js'));
  for (const name of files.sort()) mocha.addFile(path.join(__dirname, name));
  const counts = await new Promise<Counts>(resolve => {
    const running = mocha.run(() => resolve(finalCounts()));
    const finalCounts = report(running);
  });
  const results = process.env['RINGFENCE_RESULTS'];
  if (results !== undefined) writeFileSync(results, JSON.stringify(counts));
  if (counts.passed + counts.failed === 0) throw new Error('No test ran.');
  if (counts.failed > 0) throw new Error(`${counts.failed} tests failed.`);
}
