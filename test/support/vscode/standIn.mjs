#!/usr/bin/env node
/**
 * Is given to `@vscode/test-electron` and `@vscode/test-cli` as the VS Code executable.
 * Only finds a Node that runs TypeScript, and passes everything on.
 */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { developmentNode } from '../../../scripts/environment/dependencies.mjs';
import { codeServerNode } from '../../../scripts/environment/versions.mjs';

if (Number.parseInt(process.versions.node, 10) < codeServerNode) {
  const script = fileURLToPath(import.meta.url);
  const args = [script, ...process.argv.slice(2)];
  const child = spawn(await developmentNode(), args, { stdio: 'inherit' });
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM']))
    process.on(signal, () => child.kill(signal));
  child.on('exit', code => process.exit(code ?? 1));
} else {
  const { standIn } = await import('./standIn.ts');
  process.exit(await standIn(process.argv.slice(2)));
}
