/** Reads a text once for all rules that ask the same of it: its features, its judgements, and how it is worded. */
import { weigh, type Weighing } from '../wording/weigh.ts';
import { hitsIn, judged } from './judge.ts';
import type { Judgement } from './judgement.ts';
import type { Setting } from './surfaces.ts';

/** Is a text as it was read. */
export interface Reading {
  /** Stretches that weigh something as orders, the heaviest first. */
  readonly judgements: readonly Judgement[];
  readonly weighing: Weighing;
}

interface Known {
  readonly text: string;
  readonly setting: Setting;
  readonly reading: Reading;
}

/** Rules read one text after another; a file that changes has two. */
const mostKnown = 4;
const known: Known[] = [];

/** Reads a text. */
export function readingOf(text: string, setting: Setting): Reading {
  const found = known.find(each => each.setting === setting && each.text === text);
  if (found !== undefined) return found.reading;
  const hits = hitsIn(text, setting);
  const reading = { judgements: judged(hits), weighing: weigh(text, hits) };
  known.unshift({ text, setting, reading });
  known.length = Math.min(known.length, mostKnown);
  return reading;
}
