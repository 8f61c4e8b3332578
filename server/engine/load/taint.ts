/** Reads what taint mode follows: sources, sinks, sanitizers and propagators, in either syntax. */
import type {
  Formula,
  Requires,
  RuleBody,
  TaintPropagator,
  TaintSanitizer,
  TaintSink,
  TaintSource,
} from '../rule.ts';
import { readRootFormula } from './formula.ts';
import { readMatch, readMatchFields } from './newFormula.ts';
import {
  checkMetavariable,
  complain,
  need,
  readBoolean,
  readFields,
  readList,
  readMetavariable,
  readText,
  readTexts,
  refuseOthers,
  type Fields,
  type Reader,
} from './reader.ts';
import { always, defaultLabel, parseRequires } from './requires.ts';
import type { Entry, Place, Tree } from './tree.ts';

/** Is one item of a list of sources, sinks …: its settings, and the formula that remains. */
interface Item {
  readonly fields: Fields;
  readonly formula: Formula;
  readonly at: Place;
}

type Syntax = 'classic' | 'newer';

/** Reads the body of a taint rule from the rule's fields, or from the mapping under `taint:`. */
export function readTaint(reader: Reader, fields: Fields, at: Place): RuleBody | undefined {
  const taint = fields.get('taint');
  if (taint === undefined) return readLists(reader, fields, { at, prefix: 'pattern-', syntax: 'classic' });
  const inner = readFields(reader, taint.value, '"taint"');
  if (inner === undefined) return undefined;
  refuseOthers(reader, inner, ['sources', 'sinks', 'sanitizers', 'propagators'], 'taint');
  return readLists(reader, inner, { at: taint.at, prefix: '', syntax: 'newer' });
}

function readLists(
  reader: Reader,
  fields: Fields,
  { at, prefix, syntax }: { readonly at: Place; readonly prefix: string; readonly syntax: Syntax },
): RuleBody | undefined {
  const list = <T>(
    name: string,
    read: (item: Item) => T | undefined,
    settings: readonly string[],
  ): readonly T[] => {
    const entry = fields.get(`${prefix}${name}`);
    const emptied = name === 'sanitizers' || name === 'propagators';
    const items = entry === undefined ? undefined : readList(reader, entry, emptied);
    return (items ?? []).flatMap(tree => {
      const item = readItem(reader, tree, { settings, syntax });
      return (item === undefined ? undefined : read(item)) ?? [];
    });
  };
  need(reader, fields, `${prefix}sources`, at);
  need(reader, fields, `${prefix}sinks`, at);
  return {
    mode: 'taint',
    sources: list('sources', item => readSource(reader, item), sourceKeys),
    sinks: list('sinks', item => readSink(reader, item), ['requires', 'exact', 'at-exit']),
    sanitizers: list('sanitizers', item => readSanitizer(reader, item), sanitizerKeys),
    propagators: list('propagators', item => readPropagator(reader, item), propagatorKeys),
  };
}

const sourceKeys = ['label', 'requires', 'exact', 'by-side-effect', 'control'];
const sanitizerKeys = ['exact', 'by-side-effect', 'not_conflicting', 'not-conflicting'];
const propagatorKeys = ['from', 'to', 'requires', 'label', 'replace-labels', 'by-side-effect'];

function readItem(
  reader: Reader,
  tree: Tree,
  { settings, syntax }: { readonly settings: readonly string[]; readonly syntax: Syntax },
): Item | undefined {
  if (syntax === 'newer' && tree.kind === 'scalar') {
    const formula = readMatch(reader, tree);
    return formula === undefined ? undefined : { fields: new Map(), formula, at: tree.at };
  }
  const fields = readFields(reader, tree, 'An item');
  if (fields === undefined) return undefined;
  const rest = new Map([...fields].filter(([key]) => !settings.includes(key)));
  const read = syntax === 'newer' ? readMatchFields : readRootFormula;
  const formula = read(reader, rest, tree.at);
  return formula === undefined ? undefined : { fields, formula, at: tree.at };
}

function readRequires(reader: Reader, entry: Entry | undefined, fallback: Requires): Requires {
  const text = entry === undefined ? undefined : readText(reader, entry);
  if (entry === undefined || text === undefined) return fallback;
  const requires = parseRequires(text);
  if (requires !== undefined) return requires;
  complain(
    reader,
    entry.value.at,
    '"requires" is no expression over labels.',
    'Join labels with `and`, `or`, `not` and parentheses.',
  );
  return fallback;
}

function readSource(reader: Reader, { fields, formula }: Item): TaintSource {
  const label = fields.get('label');
  return {
    formula,
    label: (label === undefined ? undefined : readText(reader, label)) ?? defaultLabel,
    requires: readRequires(reader, fields.get('requires'), always),
    exact: readBoolean(reader, fields.get('exact'), false),
    bySideEffect: readSideEffect(reader, fields.get('by-side-effect')),
    control: readBoolean(reader, fields.get('control'), false),
  };
}

function readSideEffect(reader: Reader, entry: Entry | undefined): boolean | 'only' {
  if (entry?.value.kind === 'scalar' && entry.value.text === 'only') return 'only';
  return readBoolean(reader, entry, false);
}

function readSink(reader: Reader, { fields, formula }: Item): TaintSink {
  return {
    formula,
    requires: readSinkRequires(reader, fields.get('requires')),
    exact: readBoolean(reader, fields.get('exact'), true),
    atExit: readBoolean(reader, fields.get('at-exit'), false),
  };
}

/** A sink that asks for nothing is reached by taint that has no label of its own. */
const unlabelled: Requires = { kind: 'label', name: defaultLabel };

function readSinkRequires(reader: Reader, entry: Entry | undefined): TaintSink['requires'] {
  if (entry === undefined || entry.value.kind === 'scalar') return readRequires(reader, entry, unlabelled);
  const trees = entry.value.kind === 'list' ? entry.value.items : [entry.value];
  return trees.flatMap(tree => {
    const pairs = readFields(reader, tree, 'An item of "requires"');
    return [...(pairs?.values() ?? [])].flatMap(pair => {
      const metavariable = checkMetavariable(reader, pair.at, pair.key);
      return metavariable === undefined
        ? []
        : [{ metavariable, requires: readRequires(reader, pair, always) }];
    });
  });
}

function readSanitizer(reader: Reader, { fields, formula }: Item): TaintSanitizer {
  return {
    formula,
    exact: readBoolean(reader, fields.get('exact'), false),
    bySideEffect: readBoolean(reader, fields.get('by-side-effect'), false),
    notConflicting: readBoolean(
      reader,
      fields.get('not_conflicting') ?? fields.get('not-conflicting'),
      false,
    ),
  };
}

function readPropagator(reader: Reader, { fields, formula, at }: Item): TaintPropagator | undefined {
  const fromEntry = need(reader, fields, 'from', at);
  const toEntry = need(reader, fields, 'to', at);
  const from = fromEntry === undefined ? undefined : readMetavariable(reader, fromEntry);
  const to = toEntry === undefined ? undefined : readMetavariable(reader, toEntry);
  const label = fields.get('label');
  const replaced = fields.get('replace-labels');
  if (from === undefined || to === undefined) return undefined;
  return {
    formula,
    from,
    to,
    requires: readRequires(reader, fields.get('requires'), always),
    label: label === undefined ? undefined : readText(reader, label),
    replaceLabels: replaced === undefined ? undefined : readTexts(reader, replaced),
    bySideEffect: readBoolean(reader, fields.get('by-side-effect'), true),
  };
}
