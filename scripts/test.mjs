/**
 * The test command: sets up what is missing, builds, runs every suite and closes with `N passed, N failed`.
 * `npm test -- unit agents` runs only the named suites. Runs on any Node ≥ 20; the suites run on the repository's own.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { developmentNode } from './environment/dependencies.mjs';
import { stop } from './environment/progress.mjs';
import {
  ensureAgents,
  ensureBrowser,
  ensureCodeServer,
  ensureDependencies,
  ensureTools,
  testTools,
} from './setup.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const results = path.join(root, 'out', 'results');

/** Each suite writes its counts as JSON; a suite that writes none has failed. */
const suites = {
  unit: ['node_modules/vitest/vitest.mjs', 'run', '--project', 'unit'],
  editor: ['test/editor/run.ts'],
  ui: ['node_modules/vitest/vitest.mjs', 'run', '--project', 'ui'],
  agents: ['node_modules/vitest/vitest.mjs', 'run', '--project', 'agents'],
  answers: ['node_modules/vitest/vitest.mjs', 'run', '--project', 'answers'],
};

const reporters = [
  '--reporter=default',
  '--reporter=json',
  `--reporter=${path.join(root, 'scripts', 'environment', 'stillRunning.mjs')}`,
];

/** Measures agents rather than the product: run by name when an agent's version changes. */
const onDemand = ['answers'];

/** Install the extension as users do. */
const packaged = ['ui', 'agents'];

/** Ends a suite that hangs; none takes half of that on two cores. */
const longestMinutes = 40;

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/**
 * Runs one suite and returns its counts; a crash counts as one failure.
 * @param {string} node
 * @param {string} name
 * @param {readonly string[]} command
 * @returns {Counts}
 */
function runSuite(node, name, command) {
  const output = path.join(results, `${name}.json`);
  const running = path.join(results, `${name}.running`);
  for (const file of [output, running]) rmSync(file, { force: true });
  console.log(`\n── ${name} ${'─'.repeat(Math.max(0, 60 - name.length))}`);
  const vitest = command[0]?.includes('vitest') ?? false;
  const args = vitest ? [...command, ...reporters, `--outputFile.json=${output}`] : command;
  const env = {
    ...process.env,
    PATH: `${path.join(root, 'node_modules', '.bin')}${path.delimiter}${process.env['PATH'] ?? ''}`,
    RINGFENCE_RESULTS: output,
    RINGFENCE_RUNNING: running,
    // Tests of the command line need not build the product again.
    RINGFENCE_BUILT: path.join(root, 'dist'),
    RINGFENCE_VSIX: path.join(root, 'out', 'ringfence.vsix'),
    // The whole command tests the agents of the default set-up; `npm run test:agents` all that are there.
    ...(process.argv.length > 2 ? {} : { RINGFENCE_AGENTS: 'default' }),
  };
  const run = spawnSync(node, [...args], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env,
    timeout: longestMinutes * 60_000,
    killSignal: 'SIGKILL',
  });
  if (run.signal !== null) console.error(`The suite did not end by itself. ${stillRunning(running)}`);
  const counts = existsSync(output) ? readCounts(output) : { passed: 0, failed: 0, skipped: 0 };
  return run.status !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

/** @param {string} file */
function stillRunning(file) {
  const names = existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [];
  return names.length === 0
    ? 'No test was running.'
    : `Still running: ${names.map(name => path.relative(root, name)).join(', ')}.`;
}

/** @param {string} file @returns {Counts} */
function readCounts(file) {
  const report = JSON.parse(readFileSync(file, 'utf8'));
  const skipped = (report.numPendingTests ?? 0) + (report.numTodoTests ?? 0) + (report.skipped ?? 0);
  return {
    passed: report.numPassedTests ?? report.passed ?? 0,
    failed: report.numFailedTests ?? report.failed ?? 0,
    skipped,
  };
}

/**
 * Sets up what the named suites need and returns the Node that runs them.
 * @param {readonly string[]} names
 */
async function prepare(names) {
  await ensureDependencies();
  if (names.includes('unit')) await ensureTools(testTools);
  if (names.some(name => name !== 'unit')) {
    await ensureCodeServer();
    await ensureBrowser();
  }
  if (names.includes('agents') || names.includes('answers')) await ensureAgents();
  return developmentNode();
}

/** @param {readonly string[]} chosen */
async function main(chosen) {
  const unknown = chosen.filter(name => !(name in suites));
  if (unknown.length > 0) {
    console.error(`Unknown suite: ${unknown.join(', ')}. Choose from ${Object.keys(suites).join(', ')}.`);
    return 2;
  }
  const names = chosen.length > 0 ? chosen : Object.keys(suites).filter(name => !onDemand.includes(name));
  const node = await prepare(names);
  mkdirSync(results, { recursive: true });
  // Compiled code of builds that are gone would only pile up.
  rmSync(path.join(root, 'out', 'compile-cache'), { recursive: true, force: true });
  // Packaging builds as well; the suites that install the extension would each do it again.
  const script = names.some(name => packaged.includes(name)) ? 'scripts/package.mjs' : 'scripts/build.mjs';
  const build = spawnSync(node, [script], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  if (build.status !== 0) {
    console.error('The build failed; no test ran.');
    return 1;
  }
  const all = Object.entries(suites)
    .filter(([name]) => names.includes(name))
    .map(([name, command]) => runSuite(node, name, command));
  const sum = (/** @type {keyof Counts} */ key) => all.reduce((total, counts) => total + counts[key], 0);
  const skipped = sum('skipped');
  console.log(
    `\n${sum('passed')} passed, ${sum('failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`,
  );
  return sum('failed') === 0 && sum('passed') > 0 ? 0 : 1;
}

main(process.argv.slice(2)).then(code => (process.exitCode = code), stop);
