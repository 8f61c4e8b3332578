/** Reads the conditions of a formula: `metavariable-regex` and its kin, and the same under `where`. */
import type { LanguageId } from '../languages/language.ts';
import type { Condition, Formula, Leaf } from '../rule.ts';
import { parseComparison } from './comparison.ts';
import { nestedLanguage } from './languages.ts';
import {
  checkMetavariable,
  clip,
  complain,
  decline,
  need,
  readBoolean,
  readFields,
  readInteger,
  readLeaf,
  readMetavariable,
  readText,
  readTexts,
  refuseOthers,
  type Fields,
  type Reader,
} from './reader.ts';
import type { Entry, Place } from './tree.ts';

/** Reads the formula that stands among other fields; each syntax has its own. */
export type ReadFormula = (reader: Reader, fields: Fields, at: Place) => Formula | undefined;

/** Lists the keys that hold a condition in the classic syntax. */
export const conditionKeys: readonly string[] = [
  'metavariable-regex',
  'metavariable-pattern',
  'metavariable-comparison',
  'metavariable-analysis',
  'metavariable-type',
];

/** Reads a condition of the classic syntax. */
export function readCondition(reader: Reader, entry: Entry, readFormula: ReadFormula): Condition | undefined {
  const fields = readFields(reader, entry.value, `"${entry.key}"`);
  if (fields === undefined) return undefined;
  const { at } = entry;
  switch (entry.key) {
    case 'metavariable-regex':
      return readRegex(reader, fields, at);
    case 'metavariable-pattern':
      return readPattern(reader, fields, { at, readFormula });
    case 'metavariable-comparison':
      return readComparison(reader, fields, at);
    case 'metavariable-analysis':
      return readAnalysis(reader, fields, at);
    default:
      return readType(reader, fields, at);
  }
}

/** Reads a condition of a `where` list, told apart by its keys. */
export function readWhere(
  reader: Reader,
  fields: Fields,
  at: Place,
  readFormula: ReadFormula,
): Condition | undefined {
  if (fields.has('comparison')) return readComparison(reader, fields, at);
  if (fields.has('analyzer')) return readAnalysis(reader, fields, at);
  if (fields.has('type') || fields.has('types')) return readType(reader, fields, at);
  if (!fields.has('metavariable')) {
    complain(
      reader,
      at,
      'The condition names no metavariable.',
      'Add `metavariable:`, `comparison:` or `focus:`.',
    );
    return undefined;
  }
  const condition = readPattern(reader, fields, { at, readFormula });
  // A regex alone is the newer spelling of metavariable-regex.
  if (condition?.kind !== 'pattern' || condition.formula.kind !== 'regex') return condition;
  const { metavariable, formula } = condition;
  return { kind: 'regex', metavariable, regex: formula.leaf, constantPropagation: true };
}

function subject(reader: Reader, fields: Fields, at: Place): string | undefined {
  const entry = need(reader, fields, 'metavariable', at);
  return entry === undefined ? undefined : readMetavariable(reader, entry);
}

function readRegex(reader: Reader, fields: Fields, at: Place): Condition | undefined {
  refuseOthers(reader, fields, ['metavariable', 'regex', 'constant-propagation'], 'metavariable-regex');
  const metavariable = subject(reader, fields, at);
  const entry = need(reader, fields, 'regex', at);
  const regex = entry === undefined ? undefined : readLeaf(reader, entry.value, 'regex');
  const constantPropagation = readBoolean(reader, fields.get('constant-propagation'), false);
  if (metavariable === undefined || regex === undefined) return undefined;
  return { kind: 'regex', metavariable, regex, constantPropagation };
}

function readPattern(
  reader: Reader,
  fields: Fields,
  { at, readFormula }: { readonly at: Place; readonly readFormula: ReadFormula },
): Condition | undefined {
  const metavariable = subject(reader, fields, at);
  const language = readLanguage(reader, fields.get('language'));
  const rest = new Map([...fields].filter(([key]) => key !== 'metavariable' && key !== 'language'));
  const formula = readFormula({ ...reader, inMetavariablePattern: true }, rest, at);
  if (metavariable === undefined || formula === undefined) return undefined;
  return { kind: 'pattern', metavariable, language, formula };
}

function readLanguage(reader: Reader, entry: Entry | undefined): LanguageId | undefined {
  const text = entry === undefined ? undefined : readText(reader, entry);
  if (entry === undefined || text === undefined) return undefined;
  const language = nestedLanguage(text);
  if (language === 'foreign') {
    decline(
      reader,
      entry.value.at,
      `The language "${clip(text)}" is not supported.`,
      'Use another language for this condition.',
    );
    return undefined;
  }
  if (language === undefined) {
    complain(reader, entry.value.at, `"${clip(text)}" is no language.`, 'Correct its spelling.');
  }
  return language;
}

function readComparison(reader: Reader, fields: Fields, at: Place): Condition | undefined {
  refuseOthers(reader, fields, ['metavariable', 'comparison', 'strip', 'base'], 'metavariable-comparison');
  const named = fields.get('metavariable');
  const metavariable = named === undefined ? undefined : readMetavariable(reader, named);
  const strip = readBoolean(reader, fields.get('strip'), false);
  const base = readBase(reader, fields.get('base'));
  if (strip && named === undefined) {
    complain(
      reader,
      at,
      '`strip` needs `metavariable`.',
      'Name the metavariable whose text is to be stripped.',
    );
  }
  const entry = need(reader, fields, 'comparison', at);
  const comparison = entry === undefined ? undefined : readLeaf(reader, entry.value, 'comparison');
  if (entry === undefined || comparison === undefined) return undefined;
  const parsed = parseComparison(comparison.text);
  if (parsed.ok) return { kind: 'comparison', metavariable, comparison, strip, base };
  for (const { message, remedy } of parsed.problems) complain(reader, entry.value.at, message, remedy);
  return undefined;
}

function readBase(reader: Reader, entry: Entry | undefined): number | undefined {
  const base = entry === undefined ? undefined : readInteger(reader, entry);
  if (entry !== undefined && base !== undefined && (base < 2 || base > 36))
    complain(reader, entry.value.at, 'A base must be from 2 to 36.', 'Write 8, 10 or 16.');
  return base;
}

const modes = ['lax', 'default', 'strict'] as const;
const analyzers = ['entropy', 'entropy_v2', 'redos'] as const;

function readAnalysis(reader: Reader, fields: Fields, at: Place): Condition | undefined {
  refuseOthers(reader, fields, ['metavariable', 'analyzer', 'mode', 'options'], 'metavariable-analysis');
  const metavariable = subject(reader, fields, at);
  const entry = need(reader, fields, 'analyzer', at);
  if (entry === undefined) return undefined;
  const nested = entry.value.kind === 'map' ? readFields(reader, entry.value, '"analyzer"') : undefined;
  const analyzer = oneOf(reader, nested?.get('kind') ?? entry, analyzers, 'analyzer');
  const modeEntry = nested?.get('mode') ?? optionOf(reader, fields, 'mode') ?? fields.get('mode');
  const mode = modeEntry === undefined ? 'default' : oneOf(reader, modeEntry, modes, 'mode');
  if (metavariable === undefined || analyzer === undefined || mode === undefined) return undefined;
  return { kind: 'analysis', metavariable, analyzer, mode };
}

function optionOf(reader: Reader, fields: Fields, name: string): Entry | undefined {
  const options = fields.get('options');
  return options === undefined ? undefined : readFields(reader, options.value, '"options"')?.get(name);
}

function oneOf<T extends string>(
  reader: Reader,
  entry: Entry,
  known: readonly T[],
  what: string,
): T | undefined {
  const text = readText(reader, entry);
  const found = known.find(each => each === text);
  if (text !== undefined && found === undefined)
    complain(reader, entry.value.at, `There is no ${what} "${clip(text)}".`, `Use ${known.join(', ')}.`);
  return found;
}

function readType(reader: Reader, fields: Fields, at: Place): Condition | undefined {
  refuseOthers(reader, fields, ['metavariable', 'type', 'types', 'language'], 'metavariable-type');
  const metavariable = subject(reader, fields, at);
  const language = fields.get('language');
  if (language !== undefined) {
    decline(reader, language.at, '`language` in metavariable-type is not supported.', 'Remove it.');
  }
  const types: Leaf[] = [];
  for (const key of ['type', 'types']) {
    const entry = fields.get(key);
    const texts = entry === undefined ? [] : (readTexts(reader, entry, true) ?? []);
    for (const text of texts) types.push({ text, line: entry?.value.at.line ?? at.line });
  }
  if (!fields.has('type') && !fields.has('types')) {
    complain(reader, at, 'metavariable-type names no type.', 'Add `type:` or `types:`.');
    return undefined;
  }
  return metavariable === undefined ? undefined : { kind: 'type', metavariable, types };
}

/** Reads the metavariables of one `focus-metavariable`: a text or a list. */
export function readFocus(reader: Reader, entry: Entry): readonly string[] {
  const texts = readTexts(reader, entry, true) ?? [];
  return texts.flatMap(text => checkMetavariable(reader, entry.value.at, text) ?? []);
}
