/** Loads a file of Semgrep-format rules, YAML or JSON: each rule either loads whole or is skipped and named. */
import type { Problem } from '../../../common/result.ts';
import type { Rule } from '../rule.ts';
import { clip, createReader, readFields, type Reader } from './reader.ts';
import { readRule } from './ruleReader.ts';
import { readTree, type Tree } from './tree.ts';

/** Is a rule that will not run, and why. */
export interface SkippedRule {
  /** The rule's id, or '' when it has none. */
  readonly id: string;
  /** unsupported: the rule is sound, but asks for what the engine does not do. */
  readonly kind: 'invalid' | 'unsupported';
  readonly reason: string;
  readonly source: { readonly path: string; readonly line: number };
}

/** Is what a file of rules held. */
export interface LoadedRules {
  readonly rules: readonly Rule[];
  readonly skipped: readonly SkippedRule[];
  /** What is wrong with the file or its rules; of skipped rules and of rules that run nevertheless. */
  readonly problems: readonly Problem[];
}

/** More problems than these help nobody. */
const maxProblems = 500;

/** Loads the rules of a text. `path` names the file in problems. Nothing throws. */
export function loadRules(text: string, path: string): LoadedRules {
  const { root, problems } = readTree(text, path);
  if (root === undefined) {
    const empty =
      problems.length === 0 ? [fileProblem(path, undefined, 'The file holds no rules.')] : problems;
    return { rules: [], skipped: [], problems: empty };
  }
  const trees = ruleTrees(root);
  if (trees === undefined) {
    return { rules: [], skipped: [], problems: [fileProblem(path, root, 'The file has no list of rules.')] };
  }
  return loadTrees(trees, path);
}

const fileProblem = (path: string, root: Tree | undefined, message: string): Problem => ({
  source: path,
  message,
  remedy: 'Put the rules in a list under `rules:`.',
  line: root?.at.line ?? 1,
  column: root?.at.column ?? 1,
});

/** The list may stand by itself, without `rules:`. */
function ruleTrees(root: Tree): readonly Tree[] | undefined {
  if (root.kind === 'list') return root.items;
  if (root.kind !== 'map') return undefined;
  const rules = root.entries.find(entry => entry.key === 'rules')?.value;
  if (rules?.kind === 'scalar' && rules.value === null) return [];
  return rules?.kind === 'list' ? rules.items : undefined;
}

function loadTrees(trees: readonly Tree[], path: string): LoadedRules {
  const rules: Rule[] = [];
  const skipped: SkippedRule[] = [];
  const problems: Problem[] = [];
  const ids = new Set<string>();
  for (const tree of trees) {
    const reader = createReader(path);
    const { id, rule } = loadTree(reader, tree, ids);
    problems.push(...reader.problems, ...reader.notes);
    const [invalid] = reader.problems;
    const cause = invalid ?? reader.unsupported[0];
    if (rule !== undefined && cause === undefined) rules.push(rule);
    else {
      const reason = cause === undefined ? 'The rule could not be read.' : `${cause.message} ${cause.remedy}`;
      const kind = invalid === undefined ? 'unsupported' : 'invalid';
      skipped.push({ id, kind, reason, source: { path, line: cause?.line ?? tree.at.line } });
    }
  }
  return { rules, skipped, problems: problems.slice(0, maxProblems) };
}

interface Loaded {
  readonly id: string;
  readonly rule: Rule | undefined;
}

function loadTree(reader: Reader, tree: Tree, ids: Set<string>): Loaded {
  const complain = (at: Tree['at'], message: string, remedy: string): void => {
    reader.problems.push({ source: reader.path, message, remedy, line: at.line, column: at.column });
  };
  const idTree = tree.kind === 'map' ? tree.entries.find(entry => entry.key === 'id') : undefined;
  const id = idTree?.value.kind === 'scalar' ? idTree.value.text : '';
  const fields = readFields(reader, tree, 'A rule');
  const entry = fields?.get('id');
  if (fields === undefined) return { id, rule: undefined };
  if (entry === undefined || id === '') {
    complain(
      entry?.at ?? tree.at,
      'The rule has no id.',
      'Add `id:` with a name of letters, digits, "-", "_" and ".".',
    );
    return { id: '', rule: undefined };
  }
  if (!/^[\w./@:-]+$/.test(id)) {
    complain(entry.value.at, `"${clip(id)}" is no id.`, 'Use letters, digits, "-", "_" and "." only.');
  }
  if (ids.has(id)) {
    complain(
      entry.at,
      `The id "${clip(id)}" stands twice in the file.`,
      'Rename one of the rules; the first one is kept.',
    );
  }
  ids.add(id);
  return { id, rule: readRule(reader, fields, entry) };
}
