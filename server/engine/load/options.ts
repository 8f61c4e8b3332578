/** Holds the documented default of each option, and reads a rule's `options`. */
import type { RuleOptions } from '../rule.ts';
import {
  clip,
  complain,
  readBoolean,
  readFields,
  readInteger,
  readText,
  readTexts,
  type Reader,
} from './reader.ts';
import type { Entry, Tree } from './tree.ts';

/** Holds what applies to a rule that sets no option. */
export const defaultOptions: RuleOptions = {
  constant_propagation: true,
  symbolic_propagation: false,
  ac_matching: true,
  commutative_boolop: false,
  commutative_compop: false,
  symmetric_eq: false,
  vardef_assign: true,
  flddef_assign: false,
  attr_expr: true,
  arrow_is_function: true,
  let_is_var: true,
  go_deeper_expr: true,
  go_deeper_stmt: true,
  implicit_deep_exprstmt: true,
  implicit_ellipsis: true,
  implicit_return: true,
  xml_singleton_loose_matching: true,
  xml_attrs_implicit_ellipsis: true,
  xml_children_ordered: true,
  decorators_order_matters: false,
  cpp_parsing_pref: 'as_vardef_with_ctor',
  unify_ids_strictly: true,
  taint_unify_mvars: false,
  taint_assume_safe_functions: false,
  taint_assume_safe_indexes: false,
  taint_assume_safe_comparisons: false,
  taint_assume_safe_booleans: false,
  taint_assume_safe_numbers: false,
  taint_only_propagate_through_assignments: false,
  taint_match_on: 'sink',
  taint_intrafile: false,
  generic_engine: 'spacegrep',
  generic_multiline: true,
  generic_braces: undefined,
  generic_extra_braces: [],
  generic_extra_word_characters: [],
  generic_caseless: false,
  generic_ellipsis_max_span: 10,
  generic_comment_style: undefined,
  max_match_per_file: undefined,
};

/** Options of the format that tune speed or analyses across files, which this engine does not have: no constraint is lost. */
const accepted: ReadonlySet<string> = new Set([
  'interfile',
  'taint_interfile',
  'taint_interfile_depth',
  'taint_fixpoint_timeout',
  'guarded_taint_signatures',
  'timeout',
  'dynamic_timeout',
  'dynamic_timeout_unit_kb',
  'dynamic_timeout_max_multiplier',
]);

const choices: Readonly<Record<string, readonly string[]>> = {
  generic_engine: ['spacegrep', 'aliengrep'],
  generic_comment_style: ['c', 'cpp', 'shell'],
  cpp_parsing_pref: ['as_fundef', 'as_vardef_with_ctor'],
  taint_match_on: ['sink', 'source'],
  taint_focus_on: ['sink', 'source'],
};

/** Reads `options`; what a rule leaves out has its default. */
export function readOptions(reader: Reader, tree: Tree | undefined): RuleOptions {
  const fields = tree === undefined ? undefined : readFields(reader, tree, '"options"');
  if (fields === undefined) return defaultOptions;
  const set = new Map<string, unknown>();
  for (const entry of fields.values()) readOption(reader, entry, set);
  // Every value was checked against the kind of its option on the way into the map.
  return { ...defaultOptions, ...(Object.fromEntries(set) as Partial<RuleOptions>) };
}

type ReadValue = (reader: Reader, entry: Entry) => unknown;

const readNatural: ReadValue = (reader, entry) => Math.max(0, readInteger(reader, entry) ?? 0);

/** Options that are neither a choice nor a boolean. */
const special: Readonly<Record<string, ReadValue>> = {
  generic_braces: readBraces,
  generic_extra_braces: readBraces,
  generic_extra_word_characters: readTexts,
  generic_ellipsis_max_span: readNatural,
  max_match_per_file: readNatural,
};

function readOption(reader: Reader, entry: Entry, set: Map<string, unknown>): void {
  const { key } = entry;
  if (Object.hasOwn(choices, key)) readChoice(reader, entry, set);
  else if (Object.hasOwn(special, key)) set.set(key, special[key]?.(reader, entry));
  else if (Object.hasOwn(defaultOptions, key)) set.set(key, readBoolean(reader, entry, false));
  else if (!accepted.has(key)) {
    complain(
      reader,
      entry.at,
      `The option "${clip(key)}" is unknown.`,
      'Correct its spelling, or remove it if the rule is right without it.',
    );
  }
}

function readChoice(reader: Reader, entry: Entry, set: Map<string, unknown>): void {
  const { key } = entry;
  const known = choices[key] ?? [];
  const text = readText(reader, entry)?.toLowerCase();
  if (text === undefined) return;
  if (known.includes(text)) set.set(key === 'taint_focus_on' ? 'taint_match_on' : key, text);
  else {
    const remedy = `Use ${known.join(' or ')}.`;
    complain(reader, entry.value.at, `The option ${key} cannot be "${clip(text)}".`, remedy);
  }
}

function readBraces(reader: Reader, entry: Entry): readonly (readonly [string, string])[] {
  const items = entry.value.kind === 'list' ? entry.value.items : undefined;
  const pairs = items?.map(item => {
    const texts =
      item.kind === 'list' ? item.items.map(part => (part.kind === 'scalar' ? part.text : '')) : [];
    const [open = '', close = ''] = texts;
    return texts.length === 2 && open.length === 1 && close.length === 1
      ? ([open, close] as const)
      : undefined;
  });
  if (pairs === undefined || pairs.includes(undefined)) {
    complain(reader, entry.value.at, `${entry.key} must be a list of pairs.`, "Write each as ['(', ')'].");
    return [];
  }
  return pairs.filter(pair => pair !== undefined);
}
