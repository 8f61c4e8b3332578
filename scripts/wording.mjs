/**
 * Trains the classifier of wordings and writes rules/injection/weights.json: `node scripts/wording.mjs`, and
 * `--check` for its precision on a tenth of the texts at a time that it was not trained on. Everything that it learns from
 * lies in the repository, and in the READMEs of the packages that the lock file names; a fixed seed makes it repeatable.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { hitsIn } from '../server/detect/injection/orders/judge.ts';
import { places } from '../server/detect/injection/wording/traits.ts';
import { eachWindow, shareOf, weighedClauses } from '../server/detect/injection/wording/windows.ts';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const data = path.join(root, 'rules', 'injection');

/** Is what the training turns on. */
const settings = { rounds: 10, rate: 0.1, dropped: 0.3, background: 0.15, backgroundShare: 0.2, hard: 2 };

/**
 * @typedef {import('../server/detect/injection/wording/windows.ts').Weighed} Weighed
 * @typedef {{ bias: number, table: Float64Array }} Learnt
 * @typedef {{ attacks: (readonly Weighed[])[], benign: (readonly Weighed[])[], background: (readonly Weighed[])[] }} Corpus
 * @typedef {{ rows: Int32Array[], isAttack: number, counts: number }} Example
 */

/**
 * Returns numbers from 0 to 1 that look random and are the same each time: mulberry32.
 * @param {number} seed
 */
function randomFrom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * Returns the texts of a list: one a line, `\n` within it for the end of a line, headings after `== `.
 * @param {string} name
 */
const textsOf = name =>
  readFileSync(path.join(data, `${name}.txt`), 'utf8')
    .split('\n')
    .filter(line => line !== '' && !line.startsWith('== '))
    .map(line => line.replaceAll('\\n', '\n'));

/** Returns READMEs of packages, every second one: the others are left to measure by. */
function readmes() {
  /** @type {string[]} */
  const found = [];
  /** @type {(folder: string, depth: number) => void} */
  const walk = (folder, depth) => {
    for (const entry of existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : []) {
      const file = path.join(folder, entry.name);
      if (entry.isDirectory() && depth < 4 && !entry.name.startsWith('.')) walk(file, depth + 1);
      else if (/^readme\.md$/iu.test(entry.name)) found.push(file);
    }
  };
  walk(path.join(root, 'node_modules'), 0);
  return found
    .toSorted()
    .filter((_, at) => at % 2 === 1)
    .map(file => readFileSync(file, 'utf8').slice(0, 60_000));
}

/** @type {(text: string, setting?: import('../server/detect/injection/orders/surfaces.ts').Setting) => readonly Weighed[]} */
const sentencesOf = (text, setting = 'foreign') => weighedClauses(text, hitsIn(text, setting));
/** @type {(rows: readonly Weighed[]) => Int32Array} */
const joined = rows => Int32Array.from(rows.flatMap(({ traits }) => traits));
/** @type {(rows: readonly Weighed[]) => Int32Array[]} */
const windowsOf = rows => {
  /** @type {Int32Array[]} */
  const found = [];
  eachWindow(rows, ({ from, to }) => found.push(joined(rows.slice(from, to))));
  return found;
};

/**
 * Makes examples: rows of traits of which the heaviest is learnt from, whether they are attacks, and how much they count.
 * @param {Corpus} corpus
 * @param {() => number} random
 */
function examplesFrom({ attacks, benign, background }, random) {
  const pick = () => (benign[Math.floor(random() * benign.length)] ?? []).slice(0, 1);
  /** @type {Example[]} */
  const examples = [];
  for (const rows of attacks)
    examples.push({ rows: rows.length <= 3 ? [joined(rows)] : windowsOf(rows), isAttack: 1, counts: 1 });
  for (const rows of attacks.filter(({ length }) => length <= 2)) {
    const beside = random() < 0.5 ? [...pick(), ...rows] : [...rows, ...pick()];
    examples.push({ rows: [joined(beside)], isAttack: 1, counts: 0.5 });
  }
  for (const rows of benign)
    for (const window of windowsOf(rows))
      examples.push({ rows: [window], isAttack: 0, counts: settings.hard });
  for (let at = 0; at < benign.length; at += 1)
    examples.push({ rows: [joined([...pick(), ...pick()])], isAttack: 0, counts: 1 });
  for (const rows of background)
    for (const window of windowsOf(rows))
      if (random() < settings.backgroundShare)
        examples.push({ rows: [window], isAttack: 0, counts: settings.background });
  return examples;
}

/** @type {(row: Int32Array, table: Float64Array) => number} */
const sumOf = (row, table) => row.reduce((total, place) => total + (table[place] ?? 0), 0);

/** @type {(list: Example[], random: () => number) => void} */
function shuffle(list, random) {
  for (let at = list.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    const [one, two] = [list[at], list[other]];
    if (one !== undefined && two !== undefined) [list[at], list[other]] = [two, one];
  }
}

/** @type {(rows: Int32Array[], oddsOf: (row: Int32Array) => number) => Int32Array} */
const heaviest = (rows, oddsOf) =>
  (rows.length === 1 ? rows : rows.toSorted((a, b) => oddsOf(b) - oddsOf(a)))[0] ?? new Int32Array();

/**
 * Learns weights by AdaGrad, with traits dropped at random, and averages the later rounds.
 * @param {Corpus} texts
 * @returns {Learnt}
 */
function learn(texts, seed = 4) {
  const random = randomFrom(seed);
  const examples = examplesFrom(texts, random);
  const table = new Float64Array(places);
  const steps = new Float64Array(places).fill(0.01);
  const mean = new Float64Array(places);
  let [bias, biasStep, meanBias, rounds] = [-3, 1, 0, 0];
  /** @type {(row: Int32Array) => number} */
  const oddsOf = row => sumOf(row, table) * shareOf(row.length);
  for (let round = 0; round < settings.rounds; round += 1) {
    shuffle(examples, random);
    for (const { rows, isAttack, counts } of examples) {
      const row = heaviest(rows, oddsOf);
      const share = shareOf(row.length);
      const kept = row.filter(() => random() >= settings.dropped);
      const odds = bias + (sumOf(kept, table) * share) / (1 - settings.dropped);
      const error = (1 / (1 + Math.exp(-odds)) - isAttack) * counts;
      if (Math.abs(error) < 1e-4) continue;
      for (const place of kept) {
        const weight = table[place] ?? 0;
        const slope = error * share + 1e-5 * weight;
        const step = (steps[place] ?? 0) + slope * slope;
        steps[place] = step;
        table[place] = weight - (settings.rate * slope) / Math.sqrt(step);
      }
      biasStep += error * error;
      bias -= (settings.rate * error) / Math.sqrt(biasStep);
    }
    if (round < settings.rounds / 2) continue;
    rounds += 1;
    meanBias += bias;
    table.forEach((weight, place) => (mean[place] = (mean[place] ?? 0) + weight));
  }
  return { bias: meanBias / rounds, table: mean.map(weight => weight / rounds) };
}

/** @type {(rows: readonly Weighed[], learnt: Learnt) => number} */
function scoreOf(rows, { bias, table }) {
  let best = -Infinity;
  for (const row of windowsOf(rows)) best = Math.max(best, bias + sumOf(row, table) * shareOf(row.length));
  return best;
}

/**
 * Rounds weights to bytes; the few largest are cut.
 * @param {Learnt} learnt
 */
function packed({ bias, table }) {
  const sizes = table.map(Math.abs).toSorted();
  const scale = (sizes[sizes.length - 40] ?? 1) / 127;
  const bytes = Int8Array.from(table, weight => Math.max(-127, Math.min(127, Math.round(weight / scale))));
  return {
    bias: Number(bias.toFixed(4)),
    scale: Number(scale.toFixed(6)),
    weights: Buffer.from(bytes.buffer).toString('base64'),
  };
}

/** @type {(name: string) => string[]} */
const rowsOf = name => {
  const file = path.join(root, 'test', 'detect', 'injection', `${name}.jsonl`);
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line).text);
};

/** @returns {Corpus} */
function corpus() {
  return {
    attacks: [...textsOf('attacks'), ...rowsOf('attacks')].map(text => sentencesOf(text)),
    benign: [...textsOf('benign'), ...rowsOf('trigger-words')].map(text => sentencesOf(text)),
    background: [
      ...readmes().map(text => sentencesOf(text)),
      ...textsOf('background').map(text => sentencesOf(text, 'instruction')),
    ],
  };
}

/**
 * Prints which share of attacks is found at the score that so many benign texts pass, on texts that were left out.
 * @param {Corpus} corpus
 */
function check({ attacks, benign, background }, parts = 4) {
  /** @type {number[]} */
  const bad = [];
  /** @type {number[]} */
  const good = [];
  for (let part = 0; part < parts; part += 1) {
    const learnt = learn({
      attacks: attacks.filter((_, at) => at % parts !== part),
      benign: benign.filter((_, at) => at % parts !== part),
      background,
    });
    bad.push(...attacks.filter((_, at) => at % parts === part).map(rows => scoreOf(rows, learnt)));
    good.push(...benign.filter((_, at) => at % parts === part).map(rows => scoreOf(rows, learnt)));
  }
  const sorted = good.toSorted((a, b) => b - a);
  for (const share of [0.01, 0.02, 0.03, 0.05, 0.1]) {
    const bound = sorted[Math.floor(sorted.length * share)] ?? 0;
    const found = bad.filter(score => score > bound).length / bad.length;
    console.log(
      `${(100 * found).toFixed(1)} % of attacks at ${100 * share} % of benign texts (score ${bound.toFixed(2)})`,
    );
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv.includes('--check')) check(corpus());
  else writeFileSync(path.join(data, 'weights.json'), `${JSON.stringify(packed(learn(corpus())))}\n`);
}
