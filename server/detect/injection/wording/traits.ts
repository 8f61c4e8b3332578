/**
 * What the classifier sees of a sentence: words, their beginnings, concepts, pairs of what stands near each other, and the
 * features that the model of orders finds, each as a place in the table of weights. Pure.
 */
import type { Hit } from '../orders/judgement.ts';
import type { Clause, Token } from './clauses.ts';
import { hashOf, mix } from './lookup.ts';

/** How many places the table of weights has; a power of two. */
export const places = 1 << 16;
const mask = places - 1;

/** Concepts this far apart make a pair. */
const reach = 12;

const beside = hashOf('beside');
const before = hashOf('before');
const opens = hashOf('opens');
const denied = hashOf('denied');
const asks = hashOf('asks');
const quoted = hashOf('quoted');
const first = hashOf('first');

/** Takes a trait, and the number of the word that it belongs to; -1 for the whole sentence. */
export type Found = (place: number, at: number) => void;

/** Calls back with each trait of a sentence; one may come several times. */
export function eachTrait({ tokens, asks: isAsked }: Clause, found: Found): void {
  if (isAsked) found(asks & mask, -1);
  const opening = openingOf(tokens);
  found(opening & mask, -1);
  let deniedUntil = -1;
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token === undefined) continue;
    traitsOfWord(token, at, found);
    for (const concept of token.entry.concepts) {
      found(mix(opening, concept) & mask, at);
      if (at <= deniedUntil) found(mix(denied, concept) & mask, at);
    }
    if (token.entry.denies) deniedUntil = at + 3;
    const next = tokens[at + 1]?.entry;
    if (next !== undefined) found(mix(mix(beside, token.entry.symbol), next.symbol) & mask, at);
    if (token.entry.concepts.length > 0) pairs(tokens, at, found);
  }
}

function traitsOfWord({ entry, isQuoted }: Token, at: number, found: Found): void {
  if (at === 0) found(mix(first, entry.word) & mask, at);
  if (isQuoted) found(mix(quoted, entry.concepts[0] ?? 0) & mask, at);
  found(entry.word & mask, at);
  if (entry.stem !== 0) found(entry.stem & mask, at);
  for (const concept of entry.concepts) {
    found(concept & mask, at);
    if (at < 2) found(mix(opens, concept) & mask, at);
  }
}

/** What the first words make of a sentence. */
function openingOf(tokens: Clause['tokens']): number {
  for (let at = 0; at < 3; at += 1) {
    const opening = tokens[at]?.entry.opening ?? 0;
    if (opening !== 0) return opening;
  }
  return 0;
}

function pairs(tokens: Clause['tokens'], at: number, found: Found): void {
  const head = mix(before, tokens[at]?.entry.symbol ?? 0);
  const last = Math.min(at + reach, tokens.length - 1);
  for (let to = at + 2; to <= last; to += 1) {
    const other = tokens[to]?.entry;
    if (other !== undefined && other.concepts.length > 0) found(mix(head, other.symbol) & mask, at);
  }
}

const steps = [0.8, 1.6, 2.4, 3.2] as const;
const anyStep = steps.map(step => hashOf(`f:${step}`) & mask);
const ofHits = new Map<string, readonly number[]>();

/** Calls back with each trait of a feature of orders: which it is, and how much it weighs. */
export function eachTraitOfHit({ id, weight }: Hit, found: (place: number) => void): void {
  const known =
    ofHits.get(id) ?? [id, ...steps.map(step => `${id}${step}`)].map(name => hashOf(`f:${name}`) & mask);
  ofHits.set(id, known);
  found(known[0] ?? 0);
  for (let at = 0; at < steps.length; at += 1) {
    if (weight < (steps[at] ?? 0)) return;
    found(known[at + 1] ?? 0);
    found(anyStep[at] ?? 0);
  }
}
