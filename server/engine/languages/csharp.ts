/** Reads C#. */
import type { Cst } from '../tree/cst.ts';
import { declarations } from './csharp/declarations.ts';
import { expressions } from './csharp/expressions.ts';
import { ellipses, frames } from './csharp/frames.ts';
import { queries } from './csharp/linq.ts';
import { parts } from './csharp/parameters.ts';
import { statements } from './csharp/statements.ts';
import { strings } from './csharp/strings.ts';
import type { LanguageAdapter } from './language.ts';
import { lowerWith } from './lowering.ts';

const lower = lowerWith({ ...expressions, ...queries, ...strings, ...parts, ...statements, ...declarations });

/** The grammar takes `this` and `base` for punctuation; they are expressions. */
function nameSelf(cst: Cst): Cst {
  if (cst.kids.length === 0) return isSelf(cst) ? { ...cst, named: true } : cst;
  if (owners.has(cst.type)) return cst;
  const kids = cst.kids.map(nameSelf);
  return kids.some((kid, at) => kid !== cst.kids[at]) ? { ...cst, kids } : cst;
}

const isSelf = ({ named, type }: Cst): boolean => !named && (type === 'this' || type === 'base');
/** Of these `this` and `base` are a part of the syntax. */
const owners = new Set(['modifier']);

/** Adapts the engine to C#. */
export const csharp: LanguageAdapter = {
  id: 'csharp',
  grammar: 'tree-sitter-c-sharp/tree-sitter-c_sharp.wasm',
  lower: (root, text, step) => lower(nameSelf(root), text, step),
  frames,
  ellipses,
  typedMetavariables: 'type-first',
  typeFrame: { before: '', after: '\nFRAME;', pick: 'node' },
  scoping: 'block',
  assignmentDeclares: false,
  declarationsAreNoAssignments: true,
  namesAreNoStatements: true,
  strictLambdas: true,
};
