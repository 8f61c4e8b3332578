/** Scanners on real threads, run from source, with grammars gathered into a scratch folder. */
import { copyFileSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import type { RuleSet } from '../../../server/scan/messages.ts';
import { createScanner, type PoolOptions, type Scanner } from '../../../server/scan/pool.ts';

const require = createRequire(import.meta.url);
const modules = [
  'web-tree-sitter/web-tree-sitter.wasm',
  'tree-sitter-bash/tree-sitter-bash.wasm',
  'tree-sitter-python/tree-sitter-python.wasm',
  'tree-sitter-javascript/tree-sitter-javascript.wasm',
];

/** Is a scratch folder with grammars, in which threads can be started. */
export interface Stage {
  /** Starts a scanner that is disposed of after the test. */
  readonly start: (options?: Partial<PoolOptions>) => Scanner;
  /** Writes a file and returns its path. */
  readonly write: (name: string, content: string | Buffer) => string;
  readonly folder: () => string;
}

/** Sets the stage up for a test file. */
export function makeStage(): Stage {
  let folder = '';
  beforeAll(() => {
    folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'rf-scan-')));
    for (const module of modules)
      copyFileSync(require.resolve(module), path.join(folder, path.basename(module)));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return {
    folder: () => folder,
    write: (name, content) => {
      const file = path.join(folder, name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, content);
      return file;
    },
    start: options => {
      const entry = pathToFileURL(path.resolve('server/scan/thread.ts'));
      const scanner = createScanner({ entry, assets: folder, threads: 1, ...options });
      onTestFinished(() => scanner.dispose());
      return scanner;
    },
  };
}

/** Returns a rule set of rules given as plain data; each is for Python unless it says otherwise. */
export const rulesOf = (
  rules: readonly Readonly<Record<string, unknown>>[],
  disabled: readonly string[] = [],
): RuleSet => ({
  packs: [],
  texts: [
    {
      path: 'rules.yaml',
      text: JSON.stringify({
        rules: rules.map(rule => ({ message: 'm', severity: 'LOW', languages: ['python'], ...rule })),
      }),
    },
  ],
  disabled,
});
