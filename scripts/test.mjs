/**
 * The test command: sets up what is missing, builds, runs every suite and closes with `N passed, N failed`.
 * `npm test -- unit agents` runs only the named suites. Runs on any Node ≥ 20; the suites run on the repository's own.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { developmentNode } from './environment/dependencies.mjs';
import { stop } from './environment/progress.mjs';
import { runSuite, tell } from './environment/suite.mjs';
import {
  ensureAgents,
  ensureBrowser,
  ensureCodeServer,
  ensureDependencies,
  ensureTools,
  testTools,
} from './setup.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

const vitest = (/** @type {string} */ project) => [
  'node_modules/vitest/vitest.mjs',
  'run',
  '--project',
  project,
];

/** Each suite writes its counts as JSON; a suite that writes none has failed. */
const suites = [
  { name: 'unit', command: vitest('unit'), drivesPrograms: false },
  { name: 'editor', command: ['test/editor/run.ts'], drivesPrograms: true },
  { name: 'ui', command: vitest('ui'), drivesPrograms: true },
  { name: 'agents', command: vitest('agents'), drivesPrograms: true },
  { name: 'answers', command: vitest('answers'), drivesPrograms: true },
];

/** Measures agents rather than the product: run by name when an agent's version changes. */
const onDemand = ['answers'];

/** Install the extension as users do. */
const packaged = ['ui', 'agents'];

/** What the suites find in their environment. */
const suiteEnvironment = () => ({
  ...process.env,
  PATH: `${path.join(root, 'node_modules', '.bin')}${path.delimiter}${process.env['PATH'] ?? ''}`,
  // Tests of the command line need not build the product again.
  RINGFENCE_BUILT: path.join(root, 'dist'),
  RINGFENCE_VSIX: path.join(root, 'out', 'ringfence.vsix'),
  // The whole command tests the agents of the default set-up; `npm run test:agents` all that are there.
  ...(process.argv.length > 2 ? {} : { RINGFENCE_AGENTS: 'default' }),
});

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

/**
 * Tells what failed, and closes with the counts.
 * @param {readonly import('./environment/suite.mjs').SuiteOutcome[]} outcomes
 */
function close(outcomes) {
  const files = outcomes.flatMap(outcome => outcome.files);
  const again = outcomes.flatMap(outcome => outcome.again);
  const sum = (/** @type {'passed' | 'failed' | 'skipped'} */ key) =>
    files.reduce((total, file) => total + file[key], 0);
  const [passed, failed, skipped] = [sum('passed'), sum('failed'), sum('skipped')];
  if (again.length > 0) console.log(`\nFailed at first, and passed when run once more:\n${tell(again)}`);
  if (failed > 0) console.log(`\nFailed:\n${tell(files)}`);
  console.log(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  return failed === 0 && passed > 0 ? 0 : 1;
}

/** @param {readonly string[]} chosen */
async function main(chosen) {
  const known = suites.map(suite => suite.name);
  const unknown = chosen.filter(name => !known.includes(name));
  if (unknown.length > 0) {
    console.error(`Unknown suite: ${unknown.join(', ')}. Choose from ${known.join(', ')}.`);
    return 2;
  }
  const names = chosen.length > 0 ? chosen : known.filter(name => !onDemand.includes(name));
  const node = await prepare(names);
  mkdirSync(path.join(root, 'out', 'results'), { recursive: true });
  // Compiled code of builds that are gone would only pile up.
  rmSync(path.join(root, 'out', 'compile-cache'), { recursive: true, force: true });
  // Packaging builds as well; the suites that install the extension would each do it again.
  const script = names.some(name => packaged.includes(name)) ? 'scripts/package.mjs' : 'scripts/build.mjs';
  const build = spawnSync(node, [script], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  if (build.status !== 0) {
    console.error('The build failed; no test ran.');
    return 1;
  }
  const place = { root, node, env: suiteEnvironment() };
  const outcomes = suites
    .filter(suite => names.includes(suite.name))
    .map(suite => {
      console.log(`\n── ${suite.name} ${'─'.repeat(Math.max(0, 60 - suite.name.length))}`);
      return runSuite(place, suite);
    });
  return close(outcomes);
}

main(process.argv.slice(2)).then(code => (process.exitCode = code), stop);
