/** Builds everything under dist/: four CommonJS bundles, the sentinel's thread, and the data that they read. */
import { build } from 'esbuild';
import { chmod, copyFile, cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const dist = path.join(root, 'dist');
const require = createRequire(import.meta.url);

/** Is bundled output name → entry. The shim is apart since it must stay free of every dependency. */
const entries = {
  extension: 'src/extension.ts',
  server: 'server/lsp/main.ts',
  sentinel: 'server/sentinel/worker.ts',
  cli: 'server/cli/main.ts',
  hook: 'server/hook/main.ts',
};

/** Are files that the bundles load at run time from their own folder. */
const assets = [
  require.resolve('web-tree-sitter/web-tree-sitter.wasm'),
  require.resolve('tree-sitter-bash/tree-sitter-bash.wasm'),
  require.resolve('@cedar-policy/cedar-wasm/nodejs').replace(/cedar_wasm\.js$/u, 'cedar_wasm_bg.wasm'),
];

/**
 * Builds the bundles into a folder.
 * @param {{ readonly outdir?: string, readonly minify?: boolean }} [options]
 */
export async function buildAll({ outdir = dist, minify = true } = {}) {
  await rm(outdir, { recursive: true, force: true });
  await mkdir(outdir, { recursive: true });
  const result = await build({
    absWorkingDir: root,
    entryPoints: Object.entries(entries).map(([out, entry]) => ({ in: entry, out })),
    outdir,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode'],
    // jsonc-parser's main entry requires its parts by computed names, which no bundler can follow.
    mainFields: ['module', 'main'],
    minify,
    keepNames: true,
    sourcemap: minify ? false : 'linked',
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
    loader: { '.cedar': 'text', '.cedarschema': 'text' },
    // CommonJS has no import.meta; libraries that ask for it get the bundle's own address.
    define: { 'import.meta.url': '__bundleUrl' },
    banner: { js: 'const __bundleUrl = require("node:url").pathToFileURL(__filename).href;' },
  });
  await Promise.all(assets.map(file => copyFile(file, path.join(outdir, path.basename(file)))));
  // The repository is an ES module package; the bundles are CommonJS, which VS Code's extension host asks for.
  await writeFile(path.join(outdir, 'package.json'), '{ "type": "commonjs" }\n');
  await cp(path.join(root, 'rules', 'policy'), path.join(outdir, 'policy'), { recursive: true });
  await writeExecutable(path.join(outdir, 'cli.js'));
  return result.metafile;
}

/** @param {string} file */
async function writeExecutable(file) {
  const { readFile } = await import('node:fs/promises');
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.startsWith('#!') ? text : `#!/usr/bin/env node\n${text}`);
  await chmod(file, 0o755);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const metafile = await buildAll();
  for (const [file, { bytes }] of Object.entries(metafile.outputs)) {
    console.log(`${file.padEnd(24)} ${(bytes / 1024).toFixed(0).padStart(6)} KB`);
  }
}
