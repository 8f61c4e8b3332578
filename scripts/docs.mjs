/**
 * Writes the documentation that is made of the sources: `npm run docs`, and with `-- --results` of what the last run of the
 * real agents found. A test tells when it is out of date.
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { developmentNode, ensureDependencies, repositoryRoot } from './environment/dependencies.mjs';
import { stop } from './environment/progress.mjs';

async function main() {
  await ensureDependencies();
  const entry = path.join(repositoryRoot, 'scripts', 'docs', 'write.ts');
  return (
    spawnSync(await developmentNode(), [entry, ...process.argv.slice(2)], { stdio: 'inherit' }).status ?? 1
  );
}

main().then(code => (process.exitCode = code), stop);
