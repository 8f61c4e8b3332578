import * as functions from 'funcster';
import { unserialize as revive } from 'node-serialize';

export const load = (text: string): unknown => [
  // ruleid: javascript.unsafe-deserialize
  functions.deepDeserialize(JSON.parse(text)),
  // ruleid: javascript.unsafe-deserialize
  revive(text),
  // ok: javascript.unsafe-deserialize
  structuredClone(text),
];
