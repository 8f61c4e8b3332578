/** Facts of a tree written by hand, in the scoping of a language, without its grammar. */
import { createFacts } from '../../../server/engine/facts/facts.ts';
import type { Facts } from '../../../server/engine/facts/facts.ts';
import type { LanguageAdapter, LanguageId } from '../../../server/engine/languages/language.ts';
import { none } from '../../../server/engine/tree/node.ts';
import type { Node } from '../../../server/engine/tree/node.ts';
import { tree } from './tree.ts';

const byFunction = new Set<LanguageId>(['python', 'ruby', 'php', 'bash', 'javascript', 'typescript', 'tsx']);
const declaring = new Set<LanguageId>(['python', 'ruby', 'php', 'bash']);

/** Returns an adapter that knows only how names live in a language. */
export const scopingOf = (id: LanguageId): LanguageAdapter => ({
  id,
  grammar: '',
  lower: () => none(0),
  frames: [],
  ellipses: () => [],
  scoping: byFunction.has(id) ? 'function' : 'block',
  assignmentDeclares: declaring.has(id),
});

/** Returns the facts of a tree, given as an S-expression or as it is. */
export const facts = (source: string | Node, id: LanguageId): Facts =>
  createFacts(typeof source === 'string' ? tree(source) : source, scopingOf(id));

/** Returns every `Name` of a file in order, or those with one text. */
export const names = (known: Facts, text?: string): readonly Node[] =>
  known.nodes.filter(node => node.kind === 'Name' && (text === undefined || node.text === text));
