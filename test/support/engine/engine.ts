/** Starts a rule engine with the grammars of node_modules. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createEngine, type Engine } from '../../../server/engine/engine.ts';

const require = createRequire(import.meta.url);

/** Starts an engine for tests. */
export const startTestEngine = (): Promise<Engine> =>
  createEngine({ wasmOf: grammar => readFileSync(require.resolve(grammar)) });
