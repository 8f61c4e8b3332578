/**
 * Parsers of all grammars: the runtime is started once, a grammar is compiled when it is first asked for, and a parse is
 * synchronous from then on, so that an engine in a worker thread needs no awaiting between files.
 */
import { Language, Parser, type Tree } from 'web-tree-sitter';
import { failure, success, type Result } from '../../../common/result.ts';
import { readTree, type Cst } from './cst.ts';
import { startRuntime, type Memory } from './runtime.ts';

/** Is Node's own compiler, which the types of this configuration leave out. */
declare const WebAssembly: { readonly Module: new (bytes: Uint8Array<ArrayBuffer>) => WebAssembly.Module };

/** Says where the wasm comes from. */
export interface ParserSources {
  /** Bytes of `web-tree-sitter.wasm`; left out, the package finds its own. */
  readonly runtimeWasm?: Uint8Array | undefined;
  /** Returns the bytes of a grammar, by its module path (`LanguageAdapter.grammar`); may throw when there are none. */
  readonly wasmOf: (grammar: string) => Uint8Array;
}

/** Says how to parse one text. */
export interface ParseRequest {
  /** The tree of an earlier version, already edited; parsing reuses what did not change. */
  readonly old?: Tree | undefined;
  /** Asked now and then while parsing; true ends it. */
  readonly cancelled?: (() => boolean) | undefined;
  /** Keeps the wasm tree for a later incremental parse; who asks for it calls its `delete`. */
  readonly keepTree?: boolean | undefined;
}

/** Is a parsed text. */
export interface Parsed {
  readonly root: Cst;
  /** True when the text has a syntax error somewhere. */
  readonly broken: boolean;
  /** Is there when it was asked for with `keepTree`. */
  readonly tree: Tree | undefined;
}

/** Parses texts in any language whose grammar can be loaded. */
export interface Parsers {
  /** Parses a text; fails when the grammar can't be loaded, when parsing was cancelled or when the runtime gave up. */
  parse(adapter: Readable, text: string, request?: ParseRequest): Result<Parsed>;
  /**
   * Tells whether the runtime has trapped. It is one for the whole thread and can't be started again: every parse fails at
   * once from then on, until another thread takes over.
   */
  damaged(): boolean;
}

/** Is what of a language's adapter says how to read it: a grammar, or a reader of its own (Dockerfile). */
export interface Readable {
  readonly grammar: string;
  /** See `LanguageAdapter.fallback`. */
  readonly fallback?: string | undefined;
  /** See `LanguageAdapter.prepare`. */
  readonly prepare?: ((text: string) => string) | undefined;
  /** See `LanguageAdapter.isEndless`. */
  readonly isEndless?: ((text: string) => boolean) | undefined;
  readonly parseText?:
    ((text: string, parse: (grammar: string, text: string) => Cst | undefined) => Cst) | undefined;
}

/** Starts the runtime. */
export async function createParsers({ runtimeWasm, wasmOf }: ParserSources): Promise<Parsers> {
  const memory = await startRuntime(
    runtimeWasm === undefined ? undefined : { wasmBinary: ownBuffer(runtimeWasm) },
  );
  const parsers = new Map<string, Result<Parser>>();
  let isDamaged = false;
  const parserOf = (grammar: string): Result<Parser> => {
    const known = parsers.get(grammar);
    if (known !== undefined) return known;
    const made = load(grammar, wasmOf);
    parsers.set(grammar, made);
    return made;
  };
  const part = (grammar: string, text: string): Cst | undefined => {
    const parsed = parsersOfAll.parse({ grammar }, text);
    return parsed.ok ? parsed.value.root : undefined;
  };
  const parsersOfAll: Parsers = {
    damaged: () => isDamaged,
    parse(readable, text, request = {}) {
      const { grammar, fallback, parseText, prepare } = readable;
      if (parseText !== undefined) {
        const root = parseText(text, part);
        return success({ root, broken: root.broken, tree: undefined });
      }
      if (isDamaged) return refused(grammar, 'The parser gave up on an earlier text.', 'Start again.');
      const parser = parserOf(grammar);
      if (!parser.ok) return parser;
      const result = asSeen(readable, text, seen => run(parser.value, seen, request, memory));
      if (result === 'trapped') {
        isDamaged = true;
        return refused(grammar, 'The parser gave up on this text.');
      }
      if (result === 'late')
        return refused(grammar, 'Parsing takes too long: the text is ambiguous or broken.');
      if (result === undefined) return refused(grammar, 'Parsing was cancelled.');
      if (!result.broken || fallback === undefined) return success(result);
      return success(
        better(result, parsersOfAll.parse({ grammar: fallback, prepare }, text, cancelOnly(request))),
      );
    },
  };
  return parsersOfAll;
}

/** Hands a text on as the grammar is to see it, unless the grammar would read it for ever. */
const asSeen = <T>({ prepare, isEndless }: Readable, text: string, read: (seen: string) => T): T | 'late' =>
  isEndless?.(text) === true ? 'late' : read(prepare === undefined ? text : prepare(text));

/** Returns the second reading of a text where it has no error; the first one's tree is then of no use. */
function better(first: Parsed, second: Result<Parsed>): Parsed {
  if (!second.ok || second.value.broken) return first;
  first.tree?.delete();
  return second.value;
}

const cancelOnly = ({ cancelled }: ParseRequest): ParseRequest => ({ cancelled });

function load(grammar: string, wasmOf: ParserSources['wasmOf']): Result<Parser> {
  try {
    const language = Language.loadSync(new WebAssembly.Module(ownBuffer(wasmOf(grammar))));
    return success(new Parser().setLanguage(language));
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    return refused(grammar, `The grammar can't be loaded: ${cause}.`, 'Install the extension again.');
  }
}

/**
 * Is how long a text may be parsed, in milliseconds: a hundred times of what ordinary code takes, since grammars that
 * keep several readings open can take minutes for a few thousand hostile characters.
 */
const mostTime = (text: string): number => 1_000 + text.length / 100;

function run(
  parser: Parser,
  text: string,
  request: ParseRequest,
  memory: Memory,
): Parsed | 'trapped' | 'late' | undefined {
  const { old, cancelled, keepTree = false } = request;
  let tree: Tree | null = null;
  const end = performance.now() + mostTime(text);
  const isLate = (): boolean => performance.now() > end;
  try {
    tree = parser.parse(text, old ?? null, { progressCallback: () => isLate() || cancelled?.() === true });
    if (tree === null) {
      parser.reset();
      return cancelled?.() === true ? undefined : 'late';
    }
    const root = readTree(tree, memory());
    return { root, broken: tree.rootNode.hasError, tree: keepTree ? tree : undefined };
  } catch {
    return 'trapped';
  } finally {
    if (!keepTree) release(tree);
  }
}

/** Frees a tree; a runtime that has trapped traps again, and nothing of it can be freed. */
function release(tree: Tree | null): void {
  try {
    tree?.delete();
  } catch {
    // The parse has failed already, and says so.
  }
}

const refused = (source: string, message: string, remedy = ''): Result<never> =>
  failure({ source, message, remedy });

/** Copies bytes whose buffer may be shared or larger than they are: the wasm compiler takes only its own. */
const ownBuffer = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => Uint8Array.from(bytes);
