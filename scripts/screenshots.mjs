/**
 * Takes the README's pictures anew: sets up what is missing, builds, packages and drives a real VS Code.
 * They land in media/readme, reduced to 256 colours where a tool for that is installed, and may not grow beyond 250 KB.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { onPath } from './environment/command.mjs';
import { developmentNode, repositoryRoot } from './environment/dependencies.mjs';
import { say, stop } from './environment/progress.mjs';
import { ensureBrowser, ensureCodeServer, ensureDependencies } from './setup.mjs';

const folder = path.join(repositoryRoot, 'media', 'readme');
const largest = 250 * 1024;

/** @param {string} file */
function reduce(file) {
  const convert = onPath('magick') ?? onPath('convert');
  if (convert !== undefined && process.platform !== 'win32')
    spawnSync(convert, [file, '+dither', '-strip', '-colors', '256', `PNG8:${file}`], { stdio: 'ignore' });
}

async function main() {
  await ensureDependencies();
  await ensureCodeServer();
  await ensureBrowser();
  const node = await developmentNode();
  const run = spawnSync(node, ['test/ui/screenshots.ts'], { cwd: repositoryRoot, stdio: 'inherit' });
  if (run.status !== 0) return run.status ?? 1;
  const pictures = readdirSync(folder).filter(name => name.endsWith('.png'));
  for (const name of pictures) reduce(path.join(folder, name));
  const sizes = pictures.map(name => ({ name, bytes: statSync(path.join(folder, name)).size }));
  for (const { name, bytes } of sizes) say(`media/readme/${name}, ${Math.round(bytes / 1024)} KB`);
  return sizes.every(({ bytes }) => bytes <= largest) ? 0 : 1;
}

main().then(code => (process.exitCode = code), stop);
