/** Everything the engine knows of one text: its tree, indexes and facts, made once and shared by all rules. */
import { failure, success, type Result } from '../../common/result.ts';
import { createFacts, type Facts } from './facts/facts.ts';
import type { LanguageAdapter, LanguageId } from './languages/language.ts';
import { adapterOf } from './languages/registry.ts';
import { Cancelled } from './match/context.ts';
import { indexNodes, type NodeIndex } from './match/nodeIndex.ts';
import type { Node, Step } from './tree/node.ts';
import type { Parsers } from './tree/parser.ts';
import type { Versions } from './tree/versions.ts';

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

/** Says how to analyse a text. */
export interface AnalysisRequest {
  /** Asked now and then while parsing; true ends it. */
  readonly cancelled?: (() => boolean) | undefined;
  /** Names the document that the text is a version of: the next version is then parsed where it differs. */
  readonly document?: string | undefined;
}

/** Analyses a text; fails when its grammar can't be loaded or parsing was cancelled. */
export function analyse(
  text: string,
  language: LanguageId,
  { parsers, versions }: { readonly parsers: Parsers; readonly versions: Versions },
  { cancelled, document }: AnalysisRequest = {},
): Result<Analysis> {
  const adapter = adapterOf(language);
  if (adapter === undefined) return success({ text, language, code: undefined, broken: false });
  const key = document === undefined || !isReadAsIs(adapter, text) ? undefined : `${language}:${document}`;
  const old = key === undefined ? undefined : versions.before(key, text);
  const parsed = parsers.parse(adapter, text, { cancelled, old, keepTree: key !== undefined });
  if (!parsed.ok) return parsed;
  const { root: cst, broken, tree } = parsed.value;
  if (key !== undefined && tree !== undefined) versions.keep(key, text, tree);
  try {
    const step = checkpoint(cancelled);
    const root = adapter.lower(cst, text, step);
    const facts = createFacts(root, adapter, step);
    const index = indexNodes(facts.nodes, facts, language, step);
    return success({ text, language, code: { adapter, root, index, facts }, broken });
  } catch (error) {
    if (!(error instanceof Cancelled)) throw error;
    return failure({ source: adapter.grammar, message: 'Reading was cancelled.', remedy: '' });
  }
}

/** Is how many nodes are worked on between two questions whether anybody still waits: a fraction of a millisecond. */
const perQuestion = 512;

function checkpoint(cancelled: AnalysisRequest['cancelled']): Step | undefined {
  if (cancelled === undefined) return undefined;
  let left = 0;
  return () => {
    left -= 1;
    if (left > 0) return;
    left = perQuestion;
    if (cancelled()) throw new Cancelled();
  };
}

/** A text that is rewritten before it is parsed has a tree that fits another text. */
const isReadAsIs = ({ prepare }: LanguageAdapter, text: string): boolean =>
  prepare === undefined || prepare(text) === text;

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
