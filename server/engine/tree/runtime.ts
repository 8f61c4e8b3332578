/** The parsers' runtime: started once a thread, with its memory at hand. */
import { Parser } from 'web-tree-sitter';

/** Says where the runtime's wasm comes from; left out, the package finds its own. */
export type RuntimeSource =
  { readonly wasmBinary: Uint8Array<ArrayBuffer> } | { readonly locateFile: () => string } | undefined;

/** Returns the runtime's memory as it is now: growing replaces it, so it is asked for again after every parse. */
export type Memory = () => Uint32Array;

/** Is what the runtime is started with; it puts views of its memory there. */
interface Options {
  HEAPU32?: Uint32Array;
  readonly wasmBinary?: Uint8Array<ArrayBuffer>;
  readonly locateFile?: () => string;
}

let started: Promise<Memory> | undefined;

/** Starts the runtime of this thread, whose source counts the first time only; rejects when its wasm can't be had. */
export function startRuntime(source: RuntimeSource): Promise<Memory> {
  started ??= start({ ...source });
  return started;
}

async function start(options: Options): Promise<Memory> {
  await Parser.init(options);
  return () => {
    // Whoever starts the runtime past this file keeps its memory from us.
    if (options.HEAPU32 === undefined) throw new Error('The runtime of the parsers was started elsewhere.');
    return options.HEAPU32;
  };
}
