/** The bit of a syntax tree that interpretation needs; web-tree-sitter's nodes fit it. Types and small readers. */

/** Is a node of a syntax tree. */
export interface SyntaxNode {
  readonly type: string;
  readonly text: string;
  readonly isNamed: boolean;
  readonly namedChildren: readonly (SyntaxNode | null)[];
  readonly children: readonly (SyntaxNode | null)[];
  childForFieldName(name: string): SyntaxNode | null;
  childrenForFieldName(name: string): readonly (SyntaxNode | null)[];
}

/** Lists the named children of a node. */
export const childrenOf = (node: SyntaxNode): readonly SyntaxNode[] =>
  node.namedChildren.filter(child => child !== null);

/** Lists the children that stand in a field. */
export const fieldOf = (node: SyntaxNode, name: string): readonly SyntaxNode[] =>
  node.childrenForFieldName(name).filter(child => child !== null);
