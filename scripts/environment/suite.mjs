/**
 * Runs one suite of the test command. The suites that drive real programs (VS Code in a browser, agents) may fail because
 * the machine was busy: files that failed there are run once more by themselves, and the run says so. A fault of the product
 * fails twice.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';

/** @typedef {{ readonly title: string, readonly message: string }} Failure */
/** @typedef {{ readonly file: string, readonly passed: number, readonly failed: number, readonly skipped: number, readonly failures: readonly Failure[] }} FileOutcome */
/** @typedef {{ readonly name: string, readonly command: readonly string[], readonly drivesPrograms: boolean }} Suite */
/** @typedef {{ readonly root: string, readonly node: string, readonly env: Readonly<NodeJS.ProcessEnv> }} Place */
/** @typedef {{ readonly files: readonly FileOutcome[], readonly again: readonly FileOutcome[] }} SuiteOutcome */

/** Ends a suite that hangs; none takes half of that on two cores. */
const longestMinutes = 40;

/** More failing files than this are no accident of a busy machine. */
const mostFilesAgain = 3;

/**
 * Runs a suite. Returns how each of its files ended, and in `again` how those ended at first that passed when run once more.
 * @param {Place} place
 * @param {Suite} suite
 * @returns {SuiteOutcome}
 */
export function runSuite(place, suite) {
  const first = attempt(place, suite, []);
  const failed = first.filter(file => file.failed > 0);
  const accident = failed.length > 0 && failed.length <= mostFilesAgain && !failed.some(isWholeSuite);
  if (!suite.drivesPrograms || !accident) return { files: first, again: [] };
  const names = failed.map(({ file }) => file);
  console.log(`\n── once more: ${names.join(', ')}`);
  const second = attempt(place, suite, names);
  const passed = names.every(name => second.some(({ file }) => file === name)) && second.every(isGreen);
  if (!passed) return { files: first, again: [] };
  return { files: [...first.filter(file => !failed.includes(file)), ...second], again: failed };
}

/** @param {FileOutcome} outcome */
const isGreen = outcome => outcome.failed === 0 && outcome.passed > 0;

/** Stands for a suite that crashed, or did not end: which file that was is not known. */
const wholeSuite = '(the suite)';

/** @param {FileOutcome} outcome */
const isWholeSuite = outcome => outcome.file === wholeSuite;

/**
 * Runs a suite once, or only some of its files.
 * @param {Place} place
 * @param {Suite} suite
 * @param {readonly string[]} files
 * @returns {FileOutcome[]}
 */
function attempt({ root, node, env }, { name, command }, files) {
  const results = path.join(root, 'out', 'results');
  const output = path.join(results, `${name}.json`);
  const running = path.join(results, `${name}.running`);
  for (const file of [output, running]) rmSync(file, { force: true });
  const vitest = command[0]?.includes('vitest') ?? false;
  const args = vitest ? [...command, ...files, ...reporters(root), `--outputFile.json=${output}`] : command;
  const run = spawnSync(node, [...args], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...env, RINGFENCE_RESULTS: output, RINGFENCE_RUNNING: running },
    timeout: longestMinutes * 60_000,
    killSignal: 'SIGKILL',
  });
  const outcomes = existsSync(output) ? readOutcomes(root, output) : [];
  if (run.status === 0 || outcomes.some(({ failed }) => failed > 0)) return outcomes;
  const ended = run.signal === null ? `It ended with ${run.status}.` : stillRunning(root, running);
  const failures = [{ title: name, message: `The suite failed as a whole. ${ended}` }];
  return [...outcomes, { file: wholeSuite, passed: 0, failed: 1, skipped: 0, failures }];
}

/** @param {string} root */
const reporters = root => [
  '--reporter=default',
  '--reporter=json',
  `--reporter=${path.join(root, 'scripts', 'environment', 'stillRunning.mjs')}`,
];

/** @param {string} root @param {string} file */
function stillRunning(root, file) {
  const names = existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [];
  return names.length === 0
    ? 'No test was running.'
    : `Still running: ${names.map(name => path.relative(root, name)).join(', ')}.`;
}

/** @typedef {{ readonly fullName: string, readonly status: string, readonly failureMessages: readonly string[] }} Assertion */
/** @typedef {{ readonly name: string, readonly status: string, readonly message: string, readonly assertionResults: readonly Assertion[] }} VitestFile */

/**
 * Reads what Vitest's reporter or the editor suite's own wrote.
 * @param {string} root
 * @param {string} output
 * @returns {FileOutcome[]}
 */
function readOutcomes(root, output) {
  const report = JSON.parse(readFileSync(output, 'utf8'));
  if (Array.isArray(report.testResults))
    return report.testResults.map((/** @type {VitestFile} */ file) => ofVitest(root, file));
  return [report];
}

/**
 * Counts a file of Vitest; one that failed outside its tests, as in its set-up, has one failure.
 * @param {string} root
 * @param {VitestFile} file
 * @returns {FileOutcome}
 */
function ofVitest(root, { name, status, message, assertionResults }) {
  const count = (/** @type {string} */ wanted) =>
    assertionResults.filter(test => test.status === wanted).length;
  const failures = assertionResults
    .filter(test => test.status === 'failed')
    .map(test => ({ title: test.fullName.trim(), message: test.failureMessages.join('\n') }));
  if (status === 'failed' && failures.length === 0) failures.push({ title: 'its set-up', message });
  const [passed, failed] = [count('passed'), failures.length];
  const skipped = assertionResults.length - passed - count('failed');
  return { file: path.relative(root, name).replaceAll('\\', '/'), passed, failed, skipped, failures };
}

/**
 * Tells what failed, each with the head of its message; at the end of a run, where a log that is cut off still has it.
 * @param {readonly FileOutcome[]} outcomes
 * @returns {string}
 */
export const tell = outcomes =>
  outcomes
    .flatMap(({ file, failures }) => failures.map(failure => ({ file, ...failure })))
    .map(({ file, title, message }) => {
      const head = message.split('\n').filter(Boolean).slice(0, 12);
      return [`${file} > ${title}`, ...head.map(line => `    ${line}`)].join('\n');
    })
    .join('\n');
