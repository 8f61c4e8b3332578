/** Finds rule files: those that somebody names, and those that a folder brings in Semgrep's usual places. */
import { lstat, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Problem } from '../../common/result.ts';
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

/** Reads a rule file, or every rule file below a folder; links are not followed. */
export async function readRuleFiles(named: string, base: string): Promise<RuleFiles> {
  const texts: RuleText[] = [];
  const problems: Problem[] = [];
  const say = (file: string, message: string, remedy: string): void => {
    problems.push({ source: path.relative(base, file) || file, message, remedy });
  };
  const visit = async (file: string, depth: number, chosen: boolean): Promise<void> => {
    const stat = await lstat(file).catch(() => undefined);
    if (stat === undefined) {
      say(file, 'There is no such file or folder.', 'Name a rule file or a folder of rule files.');
    } else if (stat.isDirectory()) {
      if (depth > deepest) return;
      for (const name of (await readdir(file)).toSorted()) {
        if (name !== 'node_modules' && name !== '.git') await visit(path.join(file, name), depth + 1, false);
      }
    } else if (stat.isFile() && (chosen || isRuleFile(file))) {
      if (texts.length >= mostRuleFiles) return;
      if (stat.size > largestRuleFile) return say(file, 'The file is larger than 5 MiB.', 'Split it.');
      const text = decodeText(await readFile(file))?.text;
      if (text === undefined) return say(file, 'The file is binary.', 'Write rules as YAML text.');
      // Folders of rules hold test targets and settings as well; only what a rule file looks like is one.
      if (chosen || /^\s*["']?rules["']?\s*:/m.test(text))
        texts.push({ path: path.relative(base, file) || file, text });
    }
  };
  await visit(path.resolve(base, named), 0, true).catch((error: unknown) => {
    say(
      named,
      `It cannot be read: ${error instanceof Error ? error.message : String(error)}.`,
      'Check its permissions.',
    );
  });
  return { texts, problems };
}

/** Reads the rules that a folder brings itself. */
export async function readOwnRules(root: string): Promise<RuleFiles> {
  const found: RuleFiles[] = [];
  for (const name of usualPlaces) {
    const there = await lstat(path.join(root, name)).catch(() => undefined);
    if (there?.isFile() === true || there?.isDirectory() === true)
      found.push(await readRuleFiles(name, root));
  }
  return { texts: found.flatMap(({ texts }) => texts), problems: found.flatMap(({ problems }) => problems) };
}

const isRuleFile = (file: string): boolean => /\.ya?ml$/i.test(file) && !/\.test\.ya?ml$/i.test(file);
