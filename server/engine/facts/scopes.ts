/**
 * Scopes of a file and what each declares. One walk over the nodes in preorder: a node's scope is that of its parent, or
 * the one its parent opened, so nothing recurses.
 */
import type { LanguageAdapter } from '../languages/language.ts';
import { kid } from '../tree/node.ts';
import type { Node } from '../tree/node.ts';
import type { Path } from './imports.ts';
import { distinct, isScript } from './imports.ts';

/** Is a sort of scope; a declaration that is hoisted rises to the nearest that is no `block`. */
export type ScopeKind = 'file' | 'function' | 'lambda' | 'class' | 'block';

/** Is a region in which names are declared. */
export class Scope {
  readonly kind: ScopeKind;
  readonly parent: Scope | undefined;
  /** The nearest file, class, function or lambda: itself, unless it is a block. */
  readonly owner: Scope;
  /** The node that opened it. */
  readonly node: Node;
  readonly names = new Map<string, Declaration>();
  /** Methods live beside fields of the same name. */
  readonly methods = new Map<string, Declaration>();

  /** Returns the field of a class that `object.name` means; PHP declares it with a `$` that its use leaves out. */
  field(name: string): Declaration | undefined {
    return this.names.get(name) ?? this.names.get(`$${name}`);
  }

  constructor(kind: ScopeKind, parent: Scope | undefined, node: Node) {
    this.kind = kind;
    this.parent = parent;
    this.node = node;
    this.owner = kind === 'block' && parent !== undefined ? parent.owner : this;
  }
}

/** Is a sort of declaration. */
export type DeclarationKind = 'variable' | 'parameter' | 'function' | 'class' | 'import';

/** Is a name declared in a scope. */
export interface Declaration {
  readonly id: number;
  readonly name: string;
  readonly kind: DeclarationKind;
  readonly scope: Scope;
  /** VarDef, Param, Assign, FuncDef, ClassDef, Import, ForEach … that declared it first. */
  readonly node: Node;
  /** Preorder number from which it is seen in its own function; -1: everywhere in the scope. */
  readonly from: number;
  /** What it hides in the very same scope (Rust's `let x` after `let x`). */
  readonly previous: Declaration | undefined;
  imports: readonly Path[];
}

/** Is what a file declares. */
export interface Scopes {
  readonly file: Scope;
  /** The scope of each node, by preorder number. */
  readonly of: readonly Scope[];
  /** What the name at a preorder number declares, or declares again. */
  readonly declared: Map<number, Declaration>;
  readonly wildcards: readonly Path[];
  /** Returns the scope that a node opened for its children, or the one it stands in. */
  inside(node: Node): Scope;
}

/** Holds what a walk over the declarations knows of the file and of the language. */
export class ScopeBuilder {
  readonly adapter: LanguageAdapter;
  readonly script: boolean;
  readonly blocky: boolean;
  readonly file: Scope;
  readonly of: Scope[] = [];
  readonly declared = new Map<number, Declaration>();
  readonly wildcards: Path[] = [];
  /** Assignments that declare a global unless the name turns out to be declared (JavaScript). */
  readonly implicit: Node[] = [];
  readonly #opened = new Map<number, Scope>();
  #count = 0;

  constructor(root: Node, adapter: LanguageAdapter) {
    this.adapter = adapter;
    this.script = isScript(adapter.id);
    this.blocky = this.script || adapter.scoping === 'block';
    this.file = new Scope('file', undefined, root);
  }

  /** Enters a node in preorder: notes its scope, and the one it opens for its children. */
  enter(node: Node): Scope {
    const around = this.#around(node);
    this.of[node.index] = around;
    const kind = this.#opens(node);
    if (kind !== undefined) this.#opened.set(node.index, new Scope(kind, around, node));
    return around;
  }

  #around(node: Node): Scope {
    const { parent } = node;
    if (parent === undefined) return this.file;
    const outer = this.of[parent.index] ?? this.file;
    const inner = this.#opened.get(parent.index);
    if (inner === undefined) return outer;
    // A function's name and decorators belong to its surroundings.
    const outside = parent.kind === 'FuncDef' && (node === parent.kids[0] || node === parent.kids[4]);
    return outside ? outer : inner;
  }

  #opens(node: Node): ScopeKind | undefined {
    const kind = openers[node.kind];
    if (kind !== 'block' || node.kind === 'Comprehension') return kind;
    if (!this.blocky || node.parent === undefined) return undefined;
    // A function's body shares the scope of its parameters.
    return node.kind === 'Block' && bodied.has(node.parent.kind) ? undefined : 'block';
  }

  /** Returns the scope that a node opened for its children, or the one it stands in. */
  inside(node: Node): Scope {
    return this.#opened.get(node.index) ?? this.of[node.index] ?? this.file;
  }

  /** Declares a name, or finds that the scope has declared it already. */
  declare(
    name: Node,
    kind: DeclarationKind,
    { scope: into, node, from = -1, again = false }: Placing,
  ): Declaration {
    const method = kind === 'function' && into.kind === 'class';
    const names = method ? into.methods : into.names;
    const present = names.get(name.text);
    if (present !== undefined && !again) {
      this.declared.set(name.index, present);
      return present;
    }
    const id = this.#count++;
    const made = { id, name: name.text, kind, scope: into, node, from, previous: present, imports: [] };
    names.set(name.text, made);
    this.declared.set(name.index, made);
    return made;
  }

  /** Binds a name of an import in a scope; a second import of that name adds its paths. */
  bindImport(local: string, node: Node, paths: readonly Path[]): Declaration {
    const into = (this.of[node.index] ?? this.file).owner;
    let found = into.names.get(local);
    if (found === undefined) {
      const id = this.#count++;
      const rest = { scope: into, node, from: -1, previous: undefined, imports: [] };
      found = { id, name: local, kind: 'import', ...rest };
      into.names.set(local, found);
    }
    found.imports = found.imports.length === 0 ? paths : distinct([...found.imports, ...paths]);
    return found;
  }
}

/** Says where a declaration goes. */
export interface Placing {
  readonly scope: Scope;
  readonly node: Node;
  readonly from?: number;
  /** True when it hides an earlier one of the same scope instead of meaning it. */
  readonly again?: boolean;
}

const bodied = new Set<Node['kind']>(['FuncDef', 'Lambda', 'For', 'ForEach', 'Catch', 'With']);

const openers: Partial<Record<Node['kind'], ScopeKind>> = {
  FuncDef: 'function',
  Lambda: 'lambda',
  ClassBody: 'class',
  Comprehension: 'block',
  Block: 'block',
  For: 'block',
  ForEach: 'block',
  Catch: 'block',
  With: 'block',
  If: 'block',
  Cases: 'block',
};

/** Says how the children of a target are read: which slots hold targets themselves. */
const targetSlots: Partial<Record<Node['kind'], 'all' | readonly number[]>> = {
  Tuple: 'all',
  List: 'all',
  Set: 'all',
  Seq: 'all',
  Record: 'all',
  Dict: 'all',
  Params: 'all',
  Spread: [0],
  Pair: [1],
  Assign: [0],
  Param: [0],
  VarDef: [0],
  Call: [1],
  Args: 'all',
};

/**
 * Returns the names that a target binds (`[a, {b: c}, ...d]`): those of nested patterns too, but no object that is only
 * written through (`a.b`, `a[0]`). In a `pattern` even what no kind fits is searched.
 */
export function namesIn(target: Node, pattern: boolean): readonly Node[] {
  if (target.kind === 'Name') return [target];
  const names: Node[] = [];
  // PHP's `foreach ($map as $key => $value)` binds both.
  const waiting: Node[] = target.kind === 'Pair' ? [...target.kids].reverse() : [target];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.kind === 'Name') names.push(node);
    else for (const part of partsOf(node, pattern).reverse()) waiting.push(part);
  }
  return names;
}

function partsOf(node: Node, pattern: boolean): Node[] {
  if (node.kind === 'Call' && !pattern) return [];
  const slots = targetSlots[node.kind] ?? (pattern && loose.has(node.kind) ? 'all' : []);
  return slots === 'all' ? [...node.kids] : slots.map(slot => kid(node, slot));
}

const loose = new Set<Node['kind']>(['Other', 'Unary', 'TypePtr']);
