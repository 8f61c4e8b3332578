/** Everything the engine knows of one text: its tree, indexes and facts, made once and shared by all rules. */
import { success, type Result } from '../../common/result.ts';
import { createFacts, type Facts } from './facts/facts.ts';
import type { LanguageAdapter, LanguageId } from './languages/language.ts';
import { adapterOf } from './languages/registry.ts';
import { indexNodes, type NodeIndex } from './match/nodeIndex.ts';
import type { Node } from './tree/node.ts';
import type { Cst } from './tree/cst.ts';
import type { ParseRequest, Parsers } from './tree/parser.ts';

/** Is an analysed text; of plain text (generic, regex) there is only the text. */
export interface Analysis {
  readonly text: string;
  readonly language: LanguageId;
  readonly code: Code | undefined;
  /** True when the grammar could not take all of the text; what it took is matched all the same. */
  readonly broken: boolean;
}

/** Is the part of an analysis that only languages with a tree have. */
export interface Code {
  readonly adapter: LanguageAdapter;
  readonly root: Node;
  readonly index: NodeIndex;
  readonly facts: Facts;
}

/** Analyses a text; fails when its grammar can't be loaded or parsing was cancelled. */
export function analyse(
  text: string,
  language: LanguageId,
  parsers: Parsers,
  request: ParseRequest = {},
): Result<Analysis> {
  const adapter = adapterOf(language);
  if (adapter === undefined) return success({ text, language, code: undefined, broken: false });
  const parsed = parseWith(parsers, adapter, text, request);
  if (!parsed.ok) return parsed;
  const root = adapter.lower(parsed.value.root, text);
  const facts = createFacts(root, adapter);
  const index = indexNodes(facts.nodes, facts);
  return success({ text, language, code: { adapter, root, index, facts }, broken: parsed.value.broken });
}

/** Knows nothing: what holds of a text without a tree. */
const noFacts: Facts = {
  nodes: [],
  wildcards: [],
  qualified: () => [],
  symbol: () => undefined,
  constant: () => undefined,
  symbolic: () => undefined,
  type: () => undefined,
};

/** Returns what is known of an analysed text. */
export const factsOf = ({ code }: Analysis): Facts => code?.facts ?? noFacts;

/** Parses a text with its language's grammar, or with the adapter's own parser where there is no grammar. */
export function parseWith(
  parsers: Parsers,
  adapter: LanguageAdapter,
  text: string,
  request: ParseRequest = {},
): Result<{ readonly root: Cst; readonly broken: boolean }> {
  const { parseText } = adapter;
  if (parseText === undefined) return parsers.parse(adapter, text, request);
  const root = parseText(text, (grammar, part) => {
    const parsed = parsers.parse({ grammar }, part);
    return parsed.ok ? parsed.value.root : undefined;
  });
  return success({ root, broken: hasBroken(root) });
}

const hasBroken = (node: Cst): boolean => node.broken || node.kids.some(hasBroken);
