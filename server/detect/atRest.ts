/** Finds what already lies in a file: scans and the opening of a folder look at files that nobody is changing. Pure. */
import type { Finding } from '../../common/finding.ts';
import { textRules } from './detectors.ts';
import type { PlacedPath } from './files/classify.ts';
import { scanConfig } from './settings/scan.ts';
import { findInText } from './text/detector.ts';
import { isInstructionFile } from './text/instructionFiles.ts';

/** Lists what the rules on text report of a file as it is. */
export const textsAtRest = (file: PlacedPath, text: string): readonly Finding[] =>
  findInText(textRules, {
    surface: isInstructionFile(file) ? 'instruction file' : 'written content',
    text,
    before: undefined,
    path: file.path,
    name: (file.relative ?? file.homeRelative ?? file.path).replaceAll('\\', '/').toLowerCase(),
    commands: [],
  });

/** Lists everything that is reported of a file as it is, configuration or not. */
export const findAtRest = (file: PlacedPath, text: string): readonly Finding[] => [
  ...scanConfig(file, text),
  ...textsAtRest(file, text),
];
