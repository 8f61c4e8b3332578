/** Finds rule files: those that somebody names, and those that a folder brings in Semgrep's usual places. */
import { lstat, readdir, stat as statOf } from 'node:fs/promises';
import path from 'node:path';
import type { Problem } from '../../common/result.ts';
import { readPlain } from '../platform/plainFile.ts';
import { decodeText } from '../platform/text.ts';
import type { RuleText } from './messages.ts';

/** Is what was found: texts of rule files, and what could not be read. */
export interface RuleFiles {
  readonly texts: readonly RuleText[];
  readonly problems: readonly Problem[];
}

/** Are the names under which a folder brings its own rules. */
export const usualPlaces = ['.semgrep.yml', '.semgrep.yaml', '.semgrep'] as const;

const largestRuleFile = 5 * 1024 * 1024;
const mostRuleFiles = 5_000;
const deepest = 12;

/** Reads a rule file, or every rule file below a folder; links in the folder are not followed. */
export async function readRuleFiles(named: string, base: string): Promise<RuleFiles> {
  const reading = await readAll(named, base);
  if (reading.texts.length + reading.problems.length === 0)
    say(
      reading,
      path.resolve(base, named),
      'It holds no rule file.',
      'Name a rule file or a folder of rule files.',
    );
  return { texts: reading.texts, problems: reading.problems };
}

async function readAll(named: string, base: string): Promise<Reading> {
  const reading: Reading = { base, texts: [], problems: [] };
  await visit(reading, path.resolve(base, named), 0).catch((error: unknown) => {
    const cause = error instanceof Error ? error.message : String(error);
    say(reading, named, `It cannot be read: ${cause}.`, 'Check its permissions.');
  });
  return reading;
}

interface Reading {
  readonly base: string;
  readonly texts: RuleText[];
  readonly problems: Problem[];
}

function say({ base, problems }: Reading, file: string, message: string, remedy: string): void {
  problems.push({ source: path.relative(base, file) || file, message, remedy });
}

/** At depth 0 stands what somebody named: it is read whatever its name is, and a link is followed. */
async function visit(reading: Reading, file: string, depth: number): Promise<void> {
  const stat = await (depth === 0 ? statOf : lstat)(file).catch(() => undefined);
  if (stat === undefined) {
    say(reading, file, 'There is no such file or folder.', 'Name a rule file or a folder of rule files.');
  } else if (stat.isDirectory()) {
    if (depth > deepest) return;
    for (const name of (await readdir(file)).toSorted()) {
      if (name !== 'node_modules' && name !== '.git') await visit(reading, path.join(file, name), depth + 1);
    }
  } else if (stat.isFile() && (depth === 0 || isRuleFile(file))) {
    await readRules(reading, file, { size: stat.size, chosen: depth === 0 });
  }
}

async function readRules(
  reading: Reading,
  file: string,
  { size, chosen }: { readonly size: number; readonly chosen: boolean },
): Promise<void> {
  const { base, texts } = reading;
  if (texts.length >= mostRuleFiles) return;
  if (size > largestRuleFile) {
    say(reading, file, 'The file is larger than 5 MiB.', 'Split it.');
    return;
  }
  const text = decodeText(await readPlain(file))?.text;
  if (text === undefined) say(reading, file, 'The file is binary.', 'Write rules as YAML text.');
  // Folders of rules hold test targets and settings as well; only what a rule file looks like is one.
  else if (chosen || /^\s*["']?rules["']?\s*:/m.test(text))
    texts.push({ path: path.relative(base, file) || file, text });
}

/** Reads the rules that a folder brings itself. */
export async function readOwnRules(root: string): Promise<RuleFiles> {
  const found: RuleFiles[] = [];
  for (const name of usualPlaces) {
    const there = await lstat(path.join(root, name)).catch(() => undefined);
    if (there?.isFile() === true || there?.isDirectory() === true) found.push(await readAll(name, root));
  }
  return { texts: found.flatMap(({ texts }) => texts), problems: found.flatMap(({ problems }) => problems) };
}

const isRuleFile = (file: string): boolean => /\.ya?ml$/i.test(file) && !/\.test\.ya?ml$/i.test(file);
