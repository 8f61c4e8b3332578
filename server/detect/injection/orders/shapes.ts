/**
 * The shapes of orders: rows of classes of words and of words, with room between. Pure.
 *
 * A shape is written `!OVERRIDE ~3 PRIOR ~2 ORDERS|RULES`: names in capitals are classes of the lexicon, others are words,
 * `|` parts alternatives, `~3` leaves room for up to three words, `!` asks that the word is a command (see `isCommanded`),
 * and `+` in front asks that nothing denies it.
 */
import { classesOf } from '../words/vocabulary.ts';
import type { Sentence } from '../words/tokens.ts';
import { isCommanded, isDenied } from './grammar.ts';

/** Is one place of a shape. */
interface Step {
  readonly names: readonly string[];
  readonly room: number;
  readonly commanded: boolean;
  readonly affirmed: boolean;
}

/** Is a shape that can be looked for. */
export type Shape = readonly Step[];

/** Words and classes that shapes cite; others need no place. */
const cited = new Set(['ALL', 'CONTEXT', 'ORDERS', 'OVERRIDE', 'PRIOR', 'RULES', 'SAY', 'YOUR']);

/** Reads a shape. */
export function shape(text: string): Shape {
  const steps: Step[] = [];
  let room = 0;
  for (const part of text.split(' ')) {
    if (part.startsWith('~')) {
      room = Number(part.slice(1));
      continue;
    }
    const [, mark = '', names = ''] = /^([!+]?)(.+)$/u.exec(part) ?? [];
    for (const name of names.split('|')) cited.add(name);
    steps.push({ names: names.split('|'), room, commanded: mark === '!', affirmed: mark === '+' });
    room = 0;
  }
  return steps;
}

/** Is a sentence whose words have been looked up. */
export interface Indexed {
  readonly sentence: Sentence;
  /** Where each class and each word stands, ascending. */
  readonly places: ReadonlyMap<string, readonly number[]>;
}

/** Looks up the words of a sentence. */
export function indexed(sentence: Sentence): Indexed {
  const places = new Map<string, number[]>();
  const put = (name: string, at: number): void => {
    const known = places.get(name);
    if (known === undefined) places.set(name, [at]);
    else known.push(at);
  };
  const { words } = sentence;
  for (let at = 0; at < words.length; at += 1) {
    const text = words[at]?.text ?? '';
    for (const name of namesOf(text)) put(name, at);
    if (isKey(text) && keyed.has(words[at - 1]?.text ?? '')) put('SENSITIVE', at);
  }
  return { sentence, places };
}

const named = new Map<string, readonly string[]>();
const mostNamed = 20_000;

/** Lists what shapes may call a word: itself and its classes. */
function namesOf(word: string): readonly string[] {
  const known = named.get(word);
  if (known !== undefined) return known;
  if (named.size >= mostNamed) named.clear();
  const names = [...new Set([word, ...classesOf(word)])].filter(name => cited.has(name));
  named.set(word, names);
  return names;
}

/** A key is a secret when the word before it says whose. */
const isKey = (word: string): boolean => word === 'key' || word === 'keys';
const keyed = new Set([
  'api',
  'ssh',
  'private',
  'access',
  'secret',
  'encryption',
  'aws',
  'signing',
  'openai',
  'stripe',
]);

/** Is where a shape stands in a sentence: the first and the last of its words. */
export interface Match {
  readonly first: number;
  readonly last: number;
}

/** Finds the first place in a sentence where a shape stands. */
export function findShape(steps: Shape, within: Indexed): Match | undefined {
  const [head, ...rest] = steps;
  if (head === undefined || rest.some(({ names }) => !names.some(name => within.places.has(name))))
    return undefined;
  for (const name of head.names)
    for (const first of within.places.get(name) ?? []) {
      if (!stands(head, first, within)) continue;
      const last = follow(rest, first, within);
      if (last !== undefined) return { first, last };
    }
  return undefined;
}

const stands = (step: Step, at: number, { sentence }: Indexed): boolean =>
  (!step.commanded || isCommanded(sentence, at)) && (!step.affirmed || !isDenied(sentence, at));

/** Takes the nearest word of each step; trying every one would cost time and find hardly more. */
function follow(steps: Shape, start: number, within: Indexed): number | undefined {
  let at = start;
  for (const step of steps) {
    const next = nearest(step, at, within);
    if (next === undefined) return undefined;
    at = next;
  }
  return at;
}

function nearest(step: Step, after: number, within: Indexed): number | undefined {
  let best: number | undefined;
  for (const name of step.names)
    for (const at of within.places.get(name) ?? [])
      if (
        at > after &&
        at <= after + 1 + step.room &&
        (best === undefined || at < best) &&
        stands(step, at, within)
      )
        best = at;
  return best;
}
