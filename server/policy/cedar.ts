/**
 * The Cedar engine: WebAssembly, loaded once a thread from bytes that the caller reads. The build for the web is used
 * since it takes its bytes as a parameter: the bundle needs no path of its own.
 */
import * as engine from '@cedar-policy/cedar-wasm/web';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import v8 from 'node:v8';

/** Names the part of Cedar that Ringfence uses. */
export type Cedar = Pick<
  typeof engine,
  'preparseSchema' | 'preparsePolicySet' | 'statefulIsAuthorized' | 'policyToJson' | 'validate'
>;

/** Names the engine's file, as it lies beside the bundles. */
export const cedarWasmName = 'cedar_wasm_bg.wasm';

/** Sets how many bytes of a module's functions are executed before V8 optimises them; its own default is 13 million. */
const setTieringBudget = (bytes: number): void =>
  v8.setFlagsFromString(`--wasm-tiering-budget=${String(bytes)}`);

/** Starts the engine from its bytes; throws when they are not the engine. Later calls in a thread reuse the first. */
export function startCedar(wasm: Uint8Array<ArrayBuffer>): Cedar {
  // V8 of Node 20 and 21 crashes when it inlines calls into this module; the switch is gone from later ones.
  if (Number(process.versions.node.split('.')[0]) < 22)
    v8.setFlagsFromString('--no-turbo-inline-js-wasm-calls');
  // Optimising what loads the policies costs a third of a short command; in a long run it still happens.
  setTieringBudget(1_000_000_000);
  engine.initSync({ module: wasm });
  setTieringBudget(13_000_000);
  return engine;
}

/** Finds the engine's file: beside the bundle in `folder`, else in the packages that `folder` can see. */
export function findCedarWasm(folder: string): string {
  const beside = path.join(folder, cedarWasmName);
  if (existsSync(beside)) return beside;
  // Every build has the same WebAssembly, and only this one can be resolved by `require`.
  const entry = createRequire(path.join(folder, 'index.js')).resolve('@cedar-policy/cedar-wasm/nodejs');
  return path.join(path.dirname(entry), cedarWasmName);
}
