/**
 * Builds everything under dist/: CommonJS bundles for what must start fast or is loaded by `require`, ES modules that
 * share their code for the rest, and the data that they read.
 */
import { build } from 'esbuild';
import { chmod, copyFile, cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const dist = path.join(root, 'dist');
const require = createRequire(import.meta.url);

/** Is bundled output name → entry of what runs in the extension host. */
const editorEntries = { extension: 'src/extension.ts', client: 'src/client.ts' };

/** Is bundled output name → entry of the processes and threads that share most of their code. */
const processEntries = {
  server: 'server/lsp/main.ts',
  sentinel: 'server/sentinel/worker.ts',
  scan: 'server/scan/thread.ts',
  verbs: 'server/cli/main.ts',
};

/** Are the command line's small beginning, which loads one of two bundles, and the smaller of the two. */
const cliEntries = { cli: 'server/cli/entry.ts', mcp: 'server/cli/mcpMain.ts' };

/** Is the shim: agents start it for every action, so it carries neither names nor a banner that others need. */
const hookEntry = { hook: 'server/hook/main.ts' };

/**
 * Keeps the language client out of the extension's bundle: compiling it takes longer than the whole activation may,
 * so it is a file of its own that is loaded afterwards.
 * @type {import('esbuild').Plugin}
 */
const clientApart = {
  name: 'client-apart',
  setup(bundler) {
    bundler.onResolve({ filter: /^\.\/client\.ts$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: './client.js', external: true } : undefined,
    );
  },
};

/**
 * Keeps what the command line loads out of its beginning. An import would read CommonJS twice, so the wrapper is
 * required.
 * @type {import('esbuild').Plugin}
 */
const verbsApart = {
  name: 'verbs-apart',
  setup(bundler) {
    bundler.onResolve({ filter: /^\.\/main\.ts$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: './verbs.mjs', external: true } : undefined,
    );
    bundler.onResolve({ filter: /^\.\/mcpMain\.ts$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: 'mcp', namespace: 'required' } : undefined,
    );
    bundler.onResolve({ filter: /^\.\/mcp\.js$/ }, ({ path }) => ({ path, external: true }));
    bundler.onLoad({ filter: /^mcp$/, namespace: 'required' }, () => ({ contents: 'require("./mcp.js");' }));
  },
};

/**
 * Has the largest list read from its file when it is first asked for: most starts need no names of packages, and the
 * engine parses JSON faster than the same list as code.
 * @type {import('esbuild').Plugin}
 */
const namesApart = {
  name: 'names-apart',
  setup(bundler) {
    bundler.onLoad({ filter: /[\\/]rules[\\/]packages[\\/]popular\.json$/ }, async ({ path: file }) => {
      const keys = Object.keys(JSON.parse(await readFile(file, 'utf8')));
      const getters = keys.map(
        key => `get ${JSON.stringify(key)}() { return read()[${JSON.stringify(key)}]; }`,
      );
      const contents = `
        import { readFileSync } from 'node:fs';
        let names;
        const read = () =>
          (names ??= JSON.parse(readFileSync(new URL('${path.basename(file)}', import.meta.url), 'utf8')));
        export default { ${getters.join(', ')} };`;
      return { contents, loader: 'js' };
    });
  },
};

/**
 * Has what talks to the web required: an import asks Node for everything that the module can give, and a part of that
 * is another HTTP client, whose loading costs as much as a short command.
 * @type {import('esbuild').Plugin}
 */
const webRequired = {
  name: 'web-required',
  setup(bundler) {
    bundler.onResolve({ filter: /^node:https?$/ }, ({ path, namespace }) =>
      namespace === 'web' ? { path, external: true } : { path, namespace: 'web' },
    );
    bundler.onLoad({ filter: /./, namespace: 'web' }, ({ path }) => ({
      contents: `module.exports = require(${JSON.stringify(path)});`,
    }));
  },
};

/** Are the grammars of the rule engine's languages, as their adapters name them. */
const grammars = [
  'tree-sitter-python/tree-sitter-python.wasm',
  'tree-sitter-javascript/tree-sitter-javascript.wasm',
  'tree-sitter-typescript/tree-sitter-typescript.wasm',
  'tree-sitter-typescript/tree-sitter-tsx.wasm',
  'tree-sitter-java/tree-sitter-java.wasm',
  'tree-sitter-go/tree-sitter-go.wasm',
  'tree-sitter-ruby/tree-sitter-ruby.wasm',
  'tree-sitter-php/tree-sitter-php.wasm',
  'tree-sitter-c-sharp/tree-sitter-c_sharp.wasm',
  'tree-sitter-c/tree-sitter-c.wasm',
  'tree-sitter-cpp/tree-sitter-cpp.wasm',
  'tree-sitter-rust/tree-sitter-rust.wasm',
  'tree-sitter-bash/tree-sitter-bash.wasm',
  'tree-sitter-json/tree-sitter-json.wasm',
  '@tree-sitter-grammars/tree-sitter-kotlin/tree-sitter-kotlin.wasm',
  '@tree-sitter-grammars/tree-sitter-yaml/tree-sitter-yaml.wasm',
  '@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-terraform.wasm',
];

/** Are files that the bundles load at run time from their own folder. */
export const assets = [
  require.resolve('web-tree-sitter/web-tree-sitter.wasm'),
  ...grammars.map(grammar => require.resolve(grammar)),
  require.resolve('@cedar-policy/cedar-wasm/nodejs').replace(/cedar_wasm\.js$/u, 'cedar_wasm_bg.wasm'),
];

/**
 * Has bundles share their code, which only ES modules can.
 * @type {import('esbuild').BuildOptions}
 */
const sharing = {
  format: 'esm',
  splitting: true,
  chunkNames: 'shared-[hash]',
  outExtension: { '.js': '.mjs' },
  define: {},
  // Libraries in CommonJS ask for parts of Node.
  banner: {
    js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
  },
};

/**
 * Builds the bundles into a folder.
 * @param {{ readonly outdir?: string, readonly minify?: boolean }} [options]
 */
export async function buildAll({ outdir = dist, minify = true } = {}) {
  // A running guard or another build must never find half a folder: it is made beside, then swapped in.
  const draft = `${outdir}.${process.pid}`;
  await rm(draft, { recursive: true, force: true });
  const metafile = await buildInto(draft, minify).catch(async error => {
    await rm(draft, { recursive: true, force: true });
    throw error;
  });
  await rm(`${draft}.old`, { recursive: true, force: true });
  await rename(outdir, `${draft}.old`).catch(() => undefined);
  await rename(draft, outdir);
  await rm(`${draft}.old`, { recursive: true, force: true });
  return metafile;
}

/**
 * @param {string} outdir
 * @param {boolean} minify
 */
async function buildInto(outdir, minify) {
  await mkdir(outdir, { recursive: true });
  const metafiles = [
    await bundle(editorEntries, {
      outdir,
      minify,
      plugins: [clientApart],
      // The extension host answers `vscode` to `require` only, so that is what loads the client.
      supported: { 'dynamic-import': false },
    }),
    await bundle(processEntries, { outdir, minify, plugins: [namesApart, webRequired], ...sharing }),
    await bundle(cliEntries, { outdir, minify, plugins: [verbsApart] }),
    await bundle(hookEntry, { outdir, minify, keepNames: false, banner: {}, define: {} }),
  ];
  await Promise.all(assets.map(file => copyFile(file, path.join(outdir, path.basename(file)))));
  // The repository is an ES module package; bundles named .js are CommonJS, which VS Code's extension host asks for.
  await writeFile(path.join(outdir, 'package.json'), '{ "type": "commonjs" }\n');
  await copyFile(path.join(root, 'rules', 'packages', 'popular.json'), path.join(outdir, 'popular.json'));
  await copyFile(
    path.join(root, 'rules', 'profile', 'profile.schema.json'),
    path.join(outdir, 'profile.schema.json'),
  );
  await cp(path.join(root, 'rules', 'policy'), path.join(outdir, 'policy'), { recursive: true });
  await cp(path.join(root, 'docs', 'rules'), path.join(outdir, 'docs', 'rules'), { recursive: true });
  await writeExecutable(path.join(outdir, 'cli.js'));
  await writePacks(outdir);
  await writeChecked(outdir);
  return {
    inputs: Object.assign({}, ...metafiles.map(({ inputs }) => inputs)),
    outputs: Object.assign({}, ...metafiles.map(({ outputs }) => outputs)),
  };
}

/**
 * Compiles the bundled rules, so that the product need not parse their patterns when it starts.
 * @param {string} outdir
 */
async function writePacks(outdir) {
  const { buildPacks } = await load('server/scan/packBuilder.ts', outdir);
  await mkdir(path.join(outdir, 'rules'), { recursive: true });
  const index = [];
  for (const [name, pack] of await buildPacks(path.join(root, 'rules', 'code'), outdir)) {
    await writeFile(path.join(outdir, 'rules', `${name}.json`), JSON.stringify(pack));
    // Who wants to know only which languages a pack reads need not load its rules.
    const languages = [...new Set(pack.rules.flatMap((/** @type {any} */ rule) => rule.languages))];
    index.push({ name, rules: pack.rules.length, languages });
  }
  await writeFile(path.join(outdir, 'packs.json'), JSON.stringify(index));
}

/**
 * Checks the policies, and keeps beside them that they are in order.
 * @param {string} outdir
 */
async function writeChecked(outdir) {
  const { checkedDigest } = await load('server/policy/checker.ts', outdir);
  const rules = path.join(outdir, 'policy');
  const digest = await checkedDigest({ rules, wasm: path.join(outdir, 'cedar_wasm_bg.wasm') });
  await writeFile(path.join(rules, 'checked'), digest);
}

/**
 * Loads a part of the product that only the build runs; leaves nothing of it behind.
 * @param {string} entry
 * @param {string} outdir
 */
async function load(entry, outdir) {
  const name = path.basename(entry, '.ts');
  const file = path.join(outdir, `${name}.js`);
  await bundle({ [name]: entry }, { outdir });
  const loaded = createRequire(file)(file);
  await rm(file);
  await rm(`${file}.map`, { force: true });
  return loaded;
}

/**
 * @param {Readonly<Record<string, string>>} entries
 * @param {import('esbuild').BuildOptions} options
 */
async function bundle(entries, options) {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: Object.entries(entries).map(([out, entry]) => ({ in: entry, out })),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['vscode'],
    // jsonc-parser's main entry requires its parts by computed names, which no bundler can follow.
    mainFields: ['module', 'main'],
    keepNames: true,
    sourcemap: options.minify === true ? false : 'linked',
    legalComments: 'none',
    logLevel: 'warning',
    loader: { '.cedar': 'text', '.cedarschema': 'text' },
    // CommonJS has no import.meta; libraries that ask for it get the bundle's own address.
    define: { 'import.meta.url': '__bundleUrl' },
    banner: { js: 'const __bundleUrl = require("node:url").pathToFileURL(__filename).href;' },
    ...options,
    metafile: true,
  });
  return metafile;
}

/** @param {string} file */
async function writeExecutable(file) {
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
