/** Reads one rule of a file. What a rule holds that the engine can't honour ends in a problem, never in a rule without it. */
import type { LanguageId } from '../languages/language.ts';
import type { Rule, RuleBody } from '../rule.ts';
import { readRootFormula, rootKeys } from './formula.ts';
import { knownSpellings, languagesOf } from './languages.ts';
import { ruleSeverities } from './metadata.ts';
import { readMatch } from './newFormula.ts';
import { readOptions } from './options.ts';
import {
  clip,
  complain,
  decline,
  need,
  note,
  readFields,
  readInteger,
  readPossiblyEmpty,
  readText,
  readTexts,
  refuseOthers,
  type Fields,
  type Reader,
} from './reader.ts';
import { readTaint } from './taint.ts';
import { compareVersions, formatVersion } from './version.ts';
import type { Entry, Place, Tree } from './tree.ts';

/** Reads a rule whose id is known. Whatever the reader collects says whether it may run. */
export function readRule(reader: Reader, fields: Fields, id: Entry): Rule | undefined {
  const { at } = id;
  checkVersion(reader, fields);
  const mode = readMode(reader, fields);
  if (mode === undefined) return undefined;
  checkKeys(reader, fields, mode);
  const messageEntry = need(reader, fields, 'message', at);
  const message = messageEntry === undefined ? undefined : readPossiblyEmpty(reader, messageEntry);
  const severity = readSeverity(reader, need(reader, fields, 'severity', at));
  const languages = readLanguages(reader, need(reader, fields, 'languages', at));
  const body = mode === 'taint' ? readTaint(reader, fields, at) : readSearch(reader, fields, at);
  const fix = fields.get('fix');
  const fixRegex = fields.get('fix-regex');
  const rule = {
    options: readOptions(reader, fields.get('options')?.value),
    fix: fix === undefined ? undefined : readFix(reader, fix),
    fixRegex: fixRegex === undefined ? undefined : readFixRegex(reader, fixRegex),
    paths: readPaths(reader, fields.get('paths')),
    metadata: readMetadata(reader, fields.get('metadata')),
    source: { path: reader.path, line: at.line },
  };
  const name = readText(reader, id);
  if (name === undefined || message === undefined || severity === undefined) return undefined;
  return languages === undefined || body === undefined
    ? undefined
    : { id: name, message, severity, languages, body, ...rule };
}

function checkVersion(reader: Reader, fields: Fields): void {
  for (const [key, sign] of [
    ['min-version', 1],
    ['max-version', -1],
  ] as const) {
    const entry = fields.get(key);
    const text = entry === undefined ? undefined : readText(reader, entry);
    if (entry === undefined || text === undefined) continue;
    const order = compareVersions(text, formatVersion);
    if (order === undefined)
      complain(reader, entry.value.at, `"${clip(text)}" is no version.`, 'Write it as 1.2.3.');
    else if (order * sign > 0) {
      decline(
        reader,
        entry.value.at,
        `The rule asks for version ${sign > 0 ? 'at least' : 'at most'} ${clip(text)} of the format; this is ${formatVersion}.`,
        `Remove ${key} if the rule needs nothing of it.`,
      );
    }
  }
}

const otherModes: ReadonlySet<string> = new Set(['join', 'extract', 'steps', 'step', 'secrets']);
const bodyKeys: readonly string[] = [
  'join',
  'extract',
  'steps',
  'validators',
  'project-depends-on',
  'r2c-internal-project-depends-on',
  'equivalences',
  'pattern-where-python',
];

/** Says of a rule that works in another way than by patterns that it is not supported. */
function declinesBody(reader: Reader, fields: Fields): boolean {
  for (const key of bodyKeys) {
    const found = fields.get(key);
    if (found === undefined) continue;
    decline(reader, found.at, `"${key}" is not supported.`, 'Write the rule without it.');
    return true;
  }
  return false;
}

function readMode(reader: Reader, fields: Fields): 'search' | 'taint' | undefined {
  const entry = fields.get('mode');
  const text = entry === undefined ? undefined : readText(reader, entry);
  if (entry !== undefined && (text === undefined || declinesMode(reader, entry.value.at, text)))
    return undefined;
  if (declinesBody(reader, fields)) return undefined;
  if (text === undefined) return fields.has('taint') ? 'taint' : 'search';
  return text === 'taint' ? 'taint' : 'search';
}

/** Says of a mode that it is not supported, or that there is none of that name. */
function declinesMode(reader: Reader, at: Place, text: string): boolean {
  if (text === 'search' || text === 'taint') return false;
  if (otherModes.has(text))
    decline(reader, at, `The mode "${text}" is not supported.`, 'Write the rule in search or taint mode.');
  else complain(reader, at, `There is no mode "${clip(text)}".`, 'Use search or taint.');
  return true;
}

const commonKeys: ReadonlySet<string> = new Set(
  'id message languages severity metadata options paths fix fix-regex min-version max-version mode version product'.split(
    ' ',
  ),
);
const taintKeys: ReadonlySet<string> = new Set([
  'taint',
  'pattern-sources',
  'pattern-sinks',
  'pattern-sanitizers',
  'pattern-propagators',
]);
/** Keys so named say what to find; a rule that ran without one would find too much. */
const constraint =
  /^(?:semgrep-|r2c-)?(?:pattern|metavariable|focus|match|where|taint|not|inside|any|all|regex|path|option|sanitizer|source|sink|lang)/;

function checkKeys(reader: Reader, fields: Fields, mode: 'search' | 'taint'): void {
  for (const entry of fields.values()) {
    const { key } = entry;
    const own = mode === 'taint' ? taintKeys.has(key) : key === 'match' || rootKeys.includes(key);
    if (own || commonKeys.has(key)) continue;
    if (constraint.test(key)) {
      complain(
        reader,
        entry.at,
        `"${clip(key)}" cannot stand in a rule of mode ${mode}.`,
        'Move it under `patterns:`, or correct its spelling.',
      );
    } else
      note(
        reader,
        entry.at,
        `The key "${clip(key)}" is unknown.`,
        'Move it under `metadata:`; the rule runs without it.',
      );
  }
}

function readSearch(reader: Reader, fields: Fields, at: Place): RuleBody | undefined {
  const match = fields.get('match');
  const roots = new Map([...fields].filter(([key]) => rootKeys.includes(key)));
  const [other] = [...roots.values()];
  if (match !== undefined && other !== undefined) {
    complain(reader, other.at, `"match" and "${other.key}" stand side by side.`, 'Keep one of them.');
    return undefined;
  }
  const formula = match === undefined ? readRootFormula(reader, roots, at) : readMatch(reader, match.value);
  if (formula === undefined) return undefined;
  if (formula.kind === 'not') {
    complain(reader, match?.at ?? at, 'The rule only says what not to find.', 'Add a pattern.');
    return undefined;
  }
  return { mode: 'search', formula };
}

function readSeverity(reader: Reader, entry: Entry | undefined): string | undefined {
  const text = entry === undefined ? undefined : readText(reader, entry);
  if (entry === undefined || text === undefined || ruleSeverities.includes(text)) return text;
  complain(
    reader,
    entry.value.at,
    `There is no severity "${clip(text)}".`,
    `Use one of: ${ruleSeverities.join(', ')}.`,
  );
  return undefined;
}

function readLanguages(reader: Reader, entry: Entry | undefined): readonly LanguageId[] | undefined {
  const spellings = entry === undefined ? undefined : readTexts(reader, entry, true);
  if (entry === undefined || spellings === undefined) return undefined;
  const { at } = entry.value;
  const found = new Set<LanguageId>();
  const missing: string[] = [];
  for (const spelling of spellings) {
    const languages = languagesOf(spelling);
    if (languages === undefined) {
      complain(reader, at, `"${clip(spelling)}" is no language.`, `Use one of: ${knownSpellings}.`);
      return undefined;
    }
    if (languages === 'foreign') missing.push(spelling);
    else for (const language of languages) found.add(language);
  }
  return checkLanguages(reader, { at, found, missing, count: spellings.length });
}

interface FoundLanguages {
  readonly at: Place;
  readonly found: ReadonlySet<LanguageId>;
  readonly missing: readonly string[];
  readonly count: number;
}

function checkLanguages(
  reader: Reader,
  { at, found, missing, count }: FoundLanguages,
): readonly LanguageId[] | undefined {
  const textual = found.has('regex') || found.has('generic');
  if (textual && count > 1 && (found.size > 1 || missing.length > 0)) {
    complain(
      reader,
      at,
      'regex and generic stand for themselves.',
      'Split the rule, or choose the languages by `paths`.',
    );
    return undefined;
  }
  const names = missing.map(clip).join(', ');
  if (found.size === 0) {
    decline(reader, at, `The engine does not read ${names}.`, 'Write the rule for generic or regex.');
    return undefined;
  }
  if (missing.length > 0)
    note(reader, at, `The engine does not read ${names}.`, 'The rule runs for its other languages.');
  return [...found];
}

/** An empty fix removes what was found. */
function readFix(reader: Reader, entry: Entry): string | undefined {
  const { value } = entry;
  if (value.kind === 'scalar' && value.value !== null) return value.text.trim();
  complain(reader, value.at, '"fix" must be a text.', "Write the replacement; '' removes the match.");
  return undefined;
}

function readFixRegex(reader: Reader, entry: Entry): Rule['fixRegex'] {
  const fields = readFields(reader, entry.value, '"fix-regex"');
  if (fields === undefined) return undefined;
  refuseOthers(reader, fields, ['regex', 'replacement', 'count'], 'fix-regex');
  const regexEntry = need(reader, fields, 'regex', entry.at);
  const regex = regexEntry === undefined ? undefined : readText(reader, regexEntry);
  const replacement = need(reader, fields, 'replacement', entry.at)?.value;
  const countEntry = fields.get('count');
  const count = countEntry === undefined ? undefined : readInteger(reader, countEntry);
  if (replacement !== undefined && (replacement.kind !== 'scalar' || replacement.value === null)) {
    complain(reader, replacement.at, '"replacement" must be a text.', "Write it; '' removes the match.");
    return undefined;
  }
  return regex === undefined || replacement === undefined
    ? undefined
    : { regex, replacement: replacement.text, count };
}

function readPaths(reader: Reader, entry: Entry | undefined): Rule['paths'] {
  const fields = entry === undefined ? undefined : readFields(reader, entry.value, '"paths"');
  if (fields === undefined) return { include: [], exclude: [] };
  refuseOthers(reader, fields, ['include', 'exclude'], 'paths');
  const globs = (key: string): readonly string[] => {
    const list = fields.get(key);
    // An empty list chooses nothing, and many rules keep one.
    if (list?.value.kind === 'list' && list.value.items.length === 0) return [];
    return list === undefined ? [] : (readTexts(reader, list) ?? []);
  };
  return { include: globs('include'), exclude: globs('exclude') };
}

const maxMetadata = 64_000;

/** Metadata constrains nothing: what is too large is left out, and said. */
function readMetadata(reader: Reader, entry: Entry | undefined): Readonly<Record<string, unknown>> {
  if (entry === undefined || (entry.value.kind === 'scalar' && entry.value.value === null)) return {};
  if (entry.value.kind !== 'map') {
    complain(reader, entry.value.at, '"metadata" must be a mapping.', 'Write it as `key: value` lines.');
    return {};
  }
  const budget = { left: maxMetadata };
  const entries = entry.value.entries.map(({ key, value }) => [key, plain(value, budget)] as const);
  if (budget.left >= 0) return Object.fromEntries(entries);
  note(
    reader,
    entry.at,
    'The metadata is too large and was left out.',
    `Keep it under ${maxMetadata / 1_000} kB.`,
  );
  return {};
}

function plain(tree: Tree, budget: { left: number }): unknown {
  budget.left -= tree.kind === 'scalar' ? tree.text.length + 2 : 2;
  if (budget.left < 0) return undefined;
  if (tree.kind === 'scalar') return tree.value;
  if (tree.kind === 'list') return tree.items.map(item => plain(item, budget));
  return Object.fromEntries(tree.entries.map(({ key, value }) => [key, plain(value, budget)]));
}
