/** Finds what already lies in a file: scans and the opening of a folder look at files that nobody is changing. Pure. */
import type { Finding } from '../../common/finding.ts';
import type { PlacedPath } from './files/classify.ts';
import { scanConfig } from './settings/scan.ts';
import { findInText } from './text/detector.ts';
import { isInstructionFile } from './text/instructionFiles.ts';
import { textRules } from './textRules.ts';

/** Lists what the rules on text report of a file as it is. */
export function textsAtRest(
  file: PlacedPath,
  text: string,
  disabled: ReadonlySet<string> = nobody,
): readonly Finding[] {
  const rules = disabled.size === 0 ? textRules : textRules.filter(({ id }) => !disabled.has(id));
  return findInText(rules, {
    // Nobody reads the file now: what only may be an order counts once an agent takes it in.
    surface: isInstructionFile(file) ? 'instruction file' : 'written content',
    text,
    before: undefined,
    path: file.path,
    name: (file.relative ?? file.homeRelative ?? file.path).replaceAll('\\', '/').toLowerCase(),
    commands: [],
  });
}

const nobody: ReadonlySet<string> = new Set();

/** Lists everything that is reported of a file as it is, configuration or not. */
export const findAtRest = (file: PlacedPath, text: string): readonly Finding[] => [
  ...scanConfig(file, text),
  ...textsAtRest(file, text),
];
