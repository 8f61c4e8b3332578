/** Entry of `dist/scan.mjs`: a thread that holds an engine and scans one text after the other. */
import { readFileSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { createEngine, type Engine } from '../engine/engine.ts';
import { UnfitFileError, openPlain, readPlain } from '../platform/plainFile.ts';
import { decodeSource } from '../platform/text.ts';
import type {
  ExceededRule,
  FromThread,
  RuleSet,
  RuleSummary,
  ScanAnswer,
  ScanTask,
  ThreadData,
  ToThread,
} from './messages.ts';
import { loadRuleSet, type Pack } from './ruleSet.ts';
import { binaryReason, skippedAnswer } from './answers.ts';
import { largestText, scanOne, type RulesByLanguage } from './scanOne.ts';
import { largestFile } from './scanTexts.ts';

const { assets, cancelled } = workerData as ThreadData;
const wanted = new Int32Array(cancelled);

/** A rule that keeps using up its budget costs every file a second: after this many files it is set aside. */
const patience = 3;

let engine: Engine | undefined;
let rules: RulesByLanguage = { get: () => [] };
const exceeded = new Map<string, number>();
const setAside = new Set<string>();
let disabled: ReadonlySet<string> = new Set();

async function load(set: RuleSet): Promise<RuleSummary> {
  const packs = set.packs.map(name => readPack(name));
  engine = await createEngine({
    runtimeWasm: readFileSync(path.join(assets, 'web-tree-sitter.wasm')),
    wasmOf: grammar => readFileSync(path.join(assets, path.basename(grammar))),
    patterns: packs.map(({ patterns }) => patterns),
  });
  exceeded.clear();
  setAside.clear();
  const loaded = loadRuleSet(engine, packs, set);
  rules = loaded.byLanguage;
  disabled = new Set(set.disabled);
  return loaded.summary;
}

/** Packs are ours and were checked when they were built. */
const readPack = (name: string): Pack =>
  JSON.parse(readFileSync(path.join(assets, 'rules', `${path.basename(name)}.json`), 'utf8')) as Pack;

async function scan(id: number, task: ScanTask): Promise<ScanAnswer> {
  if (engine === undefined) return skippedAnswer('came before the rules were loaded');
  const text = task.text ?? (await read(task.path, task.texts === undefined ? largestText : largestFile));
  if (typeof text !== 'string') return skippedAnswer(text.reason);
  const isCancelled = (): boolean => Atomics.load(wanted, 0) > id;
  const answer = scanOne({ ...task, text }, { engine, rules, cancelled: isCancelled, setAside, disabled });
  return { ...answer, exceeded: answer.exceeded.map(note) };
}

function note({ ruleId, reason }: ExceededRule): ExceededRule {
  const times = (exceeded.get(ruleId) ?? 0) + 1;
  exceeded.set(ruleId, times);
  if (times < patience) return { ruleId, reason };
  setAside.add(ruleId);
  return { ruleId, reason: `${reason} for the ${times}rd time, and is set aside`, setAside: true };
}

/** The head of a large file tells whether it is worth being read. */
const headBytes = 64 * 1024;

async function readHead(handle: FileHandle): Promise<Uint8Array> {
  const { buffer, bytesRead } = await handle.read(new Uint8Array(headBytes), 0, headBytes, 0);
  return buffer.subarray(0, bytesRead);
}

async function read(file: string, largest: number): Promise<string | { readonly reason: string }> {
  try {
    const { handle, stats } = await openPlain(file);
    try {
      if (stats.size > headBytes && decodeSource(await readHead(handle)) === undefined)
        return { reason: binaryReason };
    } finally {
      await handle.close();
    }
    return decodeSource(await readPlain(file, largest * 4)) ?? { reason: binaryReason };
  } catch (error) {
    if (error instanceof UnfitFileError && error.code === 'EFBIG')
      return { reason: `is larger than ${largest.toLocaleString('en')} characters` };
    if (error instanceof UnfitFileError) return { reason: 'is not a regular file' };
    return { reason: `cannot be read: ${error instanceof Error ? error.message : String(error)}` };
  }
}

const answer = (message: FromThread): void => {
  parentPort?.postMessage(message);
};

async function handle(message: ToThread): Promise<void> {
  if (message.kind === 'rules') answer({ kind: 'rules', id: message.id, summary: await load(message.rules) });
  else {
    const scanned = await scan(message.id, message.task);
    const isLast = engine?.damaged() === true;
    answer({ kind: 'scan', id: message.id, answer: scanned, ...(isLast ? { last: true } : {}) });
  }
}

// Messages are handled one after the other; a failure ends the thread, and the pool starts another.
let turn: Promise<void> = Promise.resolve();
parentPort?.on('message', (message: ToThread) => {
  turn = turn.then(() => handle(message));
});
