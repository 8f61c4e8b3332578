/**
 * What the engine asks of a language: how to lower its syntax tree, and how to write a pattern's metavariables and
 * ellipses so that the language's own grammar takes them. One adapter a file or folder beside this one.
 */
import type { Cst } from '../tree/cst.ts';
import type { Node, Step } from '../tree/node.ts';

/** Names a language of the engine; rules may use other spellings (see load/). */
export type LanguageId =
  | 'python'
  | 'javascript'
  | 'typescript'
  | 'tsx'
  | 'java'
  | 'go'
  | 'ruby'
  | 'php'
  | 'csharp'
  | 'c'
  | 'cpp'
  | 'kotlin'
  | 'rust'
  | 'bash'
  | 'json'
  | 'yaml'
  | 'terraform'
  | 'dockerfile'
  | 'generic'
  | 'regex';

/**
 * Spellings that stand for a pattern's own syntax while the language's grammar parses it. Each is a plain identifier,
 * so a grammar takes it wherever it takes a name:
 * - `$X` → `MV_X_MV`, `$_` → `MV___MV`, `$...ARGS` → `MVS_ARGS_MV`
 * - `...` → one of `LanguageAdapter.ellipses`, each of which holds `DOTS_MV`
 * - `<... e ...>` → `DEEP_MV(e)` · `($X : T)`, `(T $X)` → `TYPED_0_MV`, with the type parsed by itself
 * `pattern/decode.ts` turns `Name`s so spelt into Metavar, MetavarRest, Ellipsis, DeepEllipsis and TypedMetavar after lowering,
 * and lifts an Ellipsis out of a wrapper that holds nothing else (ExprStmt, VarDef, Param, Pair, Case, Decorator …),
 * so a language's lowering needs no knowledge of patterns: it must only keep identifiers as `Name`.
 */
export const placeholder = /^(?:MV_(\w+)_MV|MVS_(\w+)_MV|DOTS_MV|DEEP_MV|TYPED_(\d+)_MV)$/;

/** Says where in a pattern an ellipsis stands. */
export interface EllipsisPlace {
  /** The nearest character before and after it that is no space, or ''. */
  readonly before: string;
  readonly after: string;
  /** The text of its line before it, trimmed. */
  readonly lead: string;
  /** The bracket that encloses it, or ''; and the text of the pattern before that bracket, trimmed. */
  readonly bracket: '(' | '[' | '{' | '';
  readonly head: string;
  /** True when it stands alone on its line (indentation aside). */
  readonly alone: boolean;
}

/** Is a text around a pattern in which the grammar may take it. `pick` says what of the result the pattern is. */
export interface Frame {
  readonly before: string;
  readonly after: string;
  /**
   * expression: the outermost expression that spans the pattern · statements: the statements of the innermost Block that
   * span it · members: the children of the innermost ClassBody · file: the statements of the whole text ·
   * node: the outermost node of any kind that spans the pattern (a type, a parameter, a pair, a decorator, a catch …) ·
   * header: the statement or definition that contains it, whose Block was added by the frame and is to be ignored
   */
  /** True when a function without a body is no such function, but any function's header: another frame takes it. */
  readonly complete?: boolean | undefined;
  readonly pick: 'expression' | 'statements' | 'members' | 'file' | 'node' | 'header';
}

/**
 * Lowers one file or pattern. `text` is the source that the offsets refer to; `step` is called for each node of the tree,
 * and what it throws ends the lowering.
 */
export type Lower = (root: Cst, text: string, step?: Step) => Node;

/** Reads a part of a file with another language's grammar (its `grammar`); undefined when that can't be loaded. */
export type ParsePart = (grammar: string, text: string) => Cst | undefined;

/** Says how the engine reads a language. */
export interface LanguageAdapter {
  readonly id: LanguageId;
  /** npm module path of the grammar's wasm, as in `tree-sitter-python/tree-sitter-python.wasm`; '' with `parseText`. */
  readonly grammar: string;
  /** Reads a text where no grammar exists (Dockerfile); `parse` reads parts written in another language. */
  readonly parseText?: ((text: string, parse: ParsePart) => Cst) | undefined;
  /** Grammar, lowered by the same table, that is tried where the first one finds errors (JavaScript with types). */
  readonly fallback?: string | undefined;
  /**
   * Returns a text of the same length that the grammar takes where it refuses what the language allows; lowering still
   * reads the text as it was.
   */
  readonly prepare?: ((text: string) => string) | undefined;
  /** Tells whether a text is of a shape that the grammar needs endless time for, so that it is refused unparsed. */
  readonly isEndless?: ((text: string) => boolean) | undefined;
  readonly lower: Lower;
  /** Frames for patterns, tried in order until one parses without an error. */
  readonly frames: readonly Frame[];
  /** Returns spellings of `...` for a place, likeliest first; each holds `DOTS_MV`. */
  readonly ellipses: (place: EllipsisPlace) => readonly string[];
  /** How typed metavariables are written: `name-first` `($X : T)` or `type-first` `(T $X)`; undefined where there are none. */
  readonly typedMetavariables?: 'name-first' | 'type-first' | undefined;
  /** Frame in which the type of a typed metavariable parses; picked as `node`. */
  readonly typeFrame?: Frame | undefined;
  /** Overrides the spelling of a metavariable where an upper-case identifier does not do (Bash, PHP variables). */
  readonly spellMetavariable?: ((name: string, rest: boolean) => string) | undefined;
  /** Adds to a pattern, as its author wrote it, what the grammar asks for and a pattern may leave out. */
  readonly complete?: ((pattern: string) => string) | undefined;
  /**
   * Spells a whole pattern, metavariables and ellipses and all, where it depends on lines and quotes (YAML, Bash, Dockerfile).
   * Where set, `ellipses`, `spellMetavariable` and any other substitution in the pattern's text are left out.
   */
  readonly spell?: ((pattern: string) => string) | undefined;
  /** Narrows a picked, not yet decoded pattern to what it means (YAML: a mapping of one pair stands for the pair). */
  readonly narrow?: ((pattern: Node) => Node) | undefined;
  /** Where names live: a declaration is seen in its whole function, or in its block only. */
  readonly scoping: 'function' | 'block';
  /** True where a plain first assignment declares a variable (Python, Ruby, PHP, Bash). */
  readonly assignmentDeclares: boolean;
  /** True where the last expression of a function is its value (Ruby, Rust, Kotlin lambdas …). */
  readonly implicitReturn?: boolean | undefined;
  /** True where a pattern `x = v` means assignments alone, and no declaration with a value (C#). */
  readonly declarationsAreNoAssignments?: boolean | undefined;
  /** True where a pattern `if` without an `else` asks for none (PHP). */
  readonly elseIsSaid?: boolean | undefined;
  /** True where `x => e` and `x => { return e; }` are told apart (C#). */
  readonly strictLambdas?: boolean | undefined;
  /** Returns the regex that a pattern's string `=~/…/` means, given as written and as the language decodes it; as written where left out. */
  readonly regexText?: ((written: string, decoded: string) => string) | undefined;
  /** True where the grammar takes no name alone for a statement, so that `$X;` must be spelt as a call (C#). */
  readonly namesAreNoStatements?: boolean | undefined;
  /** True where case does not matter in names of functions, classes (PHP). */
  readonly caseInsensitive?: boolean | undefined;
}
