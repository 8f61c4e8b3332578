/** Mutations of rule files: of their text, and of their structure, which stays YAML. */
import { parseDocument, stringify } from 'yaml';
import { mutateSource } from './mutateSource.ts';
import type { Random } from './random.ts';

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** Is a value that can be replaced where it stands. */
interface Slot {
  readonly key: string;
  readonly value: Json;
  readonly put: (value: Json) => void;
  readonly rename?: (key: string) => void;
  readonly remove: () => void;
}

const operators = [
  'pattern',
  'patterns',
  'pattern-either',
  'pattern-not',
  'pattern-inside',
  'pattern-not-inside',
  'pattern-regex',
  'pattern-not-regex',
  'metavariable-regex',
  'metavariable-pattern',
  'metavariable-comparison',
  'metavariable-analysis',
  'metavariable-type',
  'focus-metavariable',
  'pattern-sources',
  'pattern-sinks',
  'pattern-sanitizers',
  'pattern-propagators',
  'any',
  'all',
  'inside',
  'not',
  'match',
  'taint',
  'where',
  'fix',
  'fix-regex',
  'options',
  'mode',
  'regex',
  'comparison',
  'by-side-effect',
  'exact',
  'requires',
  'label',
  'from',
  'to',
  'paths',
  'language',
  'nonsense',
];

const scalars: readonly Json[] = [
  '',
  '...',
  '$X',
  '$_',
  '$...ARGS',
  '<... $X ...>',
  '$X($...A, $B, ...)',
  '$X = $Y',
  '... $X ...',
  '$X.$Y. ... .$Z(...)',
  '"=~/(a+)+$/"',
  '"..."',
  '(?i)((a|a)*)*b',
  '[',
  '(?<=a+)b',
  '\\',
  '$X > 2 ** 1000',
  'search',
  'taint',
  'join',
  'python',
  'generic',
  'regex',
  'ts',
  'a\0b',
  '\uD800',
  0,
  -1,
  1e308,
  true,
  null,
];

const regexParts = [
  '(a+)+',
  '.*',
  '(?=',
  '(?!x)',
  '[^',
  ']',
  '\\1',
  '\\b',
  '|',
  '{2,1}',
  '{1000}',
  '*',
  '(?P<n>',
  ')',
  '$',
  '\\p{L}',
  '(?i)',
  '+?',
];

function slotsOf(value: Json, found: Slot[] = []): readonly Slot[] {
  if (Array.isArray(value))
    value.forEach((item, index) => {
      found.push({
        key: '',
        value: item,
        put: next => (value[index] = next),
        remove: () => value.splice(index, 1),
      });
      slotsOf(item, found);
    });
  else if (typeof value === 'object' && value !== null)
    for (const [key, item] of Object.entries(value)) {
      found.push({
        key,
        value: item,
        put: next => (value[key] = next),
        rename: next => {
          Reflect.deleteProperty(value, key);
          value[next] = item;
        },
        remove: () => Reflect.deleteProperty(value, key),
      });
      slotsOf(item, found);
    }
  return found;
}

function nest(value: Json, random: Random): Json {
  let nested = value;
  for (let depth = random.oneIn(8) ? 150 : 1 + random.below(6); depth > 0; depth -= 1)
    nested = random.oneIn(2) ? [nested] : { [random.of(operators)]: random.oneIn(2) ? nested : [nested] };
  return nested;
}

function mutateString(text: string, random: Random, other: string): Json {
  switch (random.below(6)) {
    case 0:
      return text.replace(/\$[A-Z_][A-Z_0-9]*/, random.of(['$X', '$Y', '$...X', '$_', '...', '$1', '$x']));
    case 1:
      return text.slice(0, random.below(text.length + 1)) + random.of(regexParts);
    case 2: {
      const at = random.below(text.length + 1);
      return text.slice(0, at) + random.of(regexParts) + text.slice(at);
    }
    case 3:
      return random.of(scalars);
    default:
      return mutateSource(text, random, other).slice(0, 5_000);
  }
}

function mutateSlots(root: Json, donor: Json, random: Random): void {
  const slots = slotsOf(root);
  if (slots.length === 0) return;
  // Words such as ids say little; patterns and operators are what matters.
  const slot = random.of(slots);
  const others = slotsOf(donor);
  const other = others.length === 0 ? slot : random.of(others);
  switch (random.below(8)) {
    case 0:
      slot.remove();
      break;
    case 1:
      slot.rename?.(random.of(operators));
      break;
    case 2:
      slot.put(structuredClone(other.value));
      break;
    case 3:
      slot.put(nest(slot.value, random));
      break;
    case 4:
      slot.put(random.of(scalars));
      break;
    default: {
      const texts = slots.filter(({ value }) => typeof value === 'string');
      const text = texts.length === 0 ? slot : random.of(texts);
      if (typeof text.value === 'string')
        text.put(mutateString(text.value, random, typeof other.value === 'string' ? other.value : 'f(x)'));
    }
  }
}

const parse = (text: string): Json | undefined => {
  const document = parseDocument(text);
  const value: unknown = document.errors.length > 0 ? undefined : document.toJS();
  return isJson(value) ? value : undefined;
};

const isJson = (value: unknown): value is Json => value !== undefined && typeof value !== 'function';

/** Returns a rule file that was changed a few times; `donor` is another to take parts from. */
export function mutateRule(text: string, donor: string, random: Random): string {
  const root = random.oneIn(5) ? undefined : parse(text);
  if (root === undefined) return mutateSource(text, random, donor);
  const other = parse(donor) ?? [];
  for (let left = 1 + random.below(random.oneIn(3) ? 8 : 3); left > 0; left -= 1)
    mutateSlots(root, other, random);
  return stringify(root, { lineWidth: 0, aliasDuplicateObjects: false });
}
