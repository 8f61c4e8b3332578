/** Starts the rule engine with the grammars that lie beside the bundles, or in node_modules while developing. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createEngine, type Engine } from '../engine/engine.ts';

/** Starts an engine; grammars are read when first needed. */
export const startEngine = (assets: string): Promise<Engine> =>
  createEngine({
    runtimeWasm: readFileSync(path.join(assets, 'web-tree-sitter.wasm')),
    wasmOf: grammar => readFileSync(path.join(assets, path.basename(grammar))),
  });
