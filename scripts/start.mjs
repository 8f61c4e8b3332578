/**
 * The main job: sets up what is missing, builds, packages, and shows Ringfence at work.
 * `npm start` opens VS Code on a demo workspace; `npm start -- --headless` runs the drill in a real VS Code and prints
 * what each attack did without the guard and with it.
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { onPath } from './environment/command.mjs';
import { developmentNode, repositoryRoot } from './environment/dependencies.mjs';
import { say, step, stop } from './environment/progress.mjs';
import { ensureBrowser, ensureCodeServer, ensureDependencies } from './setup.mjs';

const usage = `Usage: npm start [-- --headless] [-- --json FILE]

  (nothing)     open VS Code with Ringfence on a demo workspace: your own "code" with a scratch profile,
                else code-server with its address printed
  --headless    run the drill in a real VS Code and print the table; exit 1 if anything got through
  --json FILE   write the drill's table as JSON too`;

/**
 * Runs a script of the repository on the repository's Node.
 * @param {string} node
 * @param {readonly string[]} args
 * @param {'inherit' | 'ignore'} output
 */
function runNode(node, args, output = 'inherit') {
  const bin = path.join(repositoryRoot, 'node_modules', '.bin');
  const env = { ...process.env, PATH: `${bin}${path.delimiter}${process.env['PATH'] ?? ''}` };
  return (
    spawnSync(node, [...args], { cwd: repositoryRoot, stdio: ['inherit', output, 'inherit'], env }).status ??
    1
  );
}

/** @param {readonly string[]} args */
async function main(args) {
  if (args.includes('--help') || args.includes('-h')) {
    say(usage);
    return 0;
  }
  const headless = args.includes('--headless');
  const rest = args.filter(arg => arg !== '--headless');
  if (rest.length > 0 && !(headless && rest[0] === '--json' && rest.length === 2)) {
    say(usage);
    return 2;
  }
  await ensureDependencies();
  const node = await developmentNode();
  const desktop = headless ? undefined : onPath('code');
  if (desktop === undefined) await ensureCodeServer();
  if (headless) await ensureBrowser();
  await step('build and package', async () => {
    if (runNode(node, ['scripts/package.mjs'], 'ignore') !== 0)
      throw new Error('The package could not be built; see above.');
  });
  return headless
    ? runNode(node, ['test/drill/headless.ts', ...rest])
    : runNode(node, ['test/drill/open.ts', ...(desktop === undefined ? [] : [desktop])]);
}

main(process.argv.slice(2)).then(code => (process.exitCode = code), stop);
