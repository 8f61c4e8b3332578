/** Chooses, by their names, the files of a scan and what each is scanned for. Pure. */
import path from 'node:path';
import { configKind } from '../../detect/settings/index.ts';
import { languageOf } from '../../engine/languages/files.ts';
import { mayBeText } from '../../scan/textFiles.ts';
import type { Wanted } from './walk.ts';

/** Tells whether a path names a configuration file that the settings guard knows. */
export const isConfig = (relative: string): boolean => configKind({ path: relative, relative }) !== undefined;

const isCode = (relative: string): boolean => languageOf(relative) !== undefined;

/** Tells whether a file may hold code: scripts without an ending say in their first line what they are. */
export const mayBeCode = (relative: string): boolean =>
  isCode(relative) || !path.posix.basename(relative).includes('.');

/** Tells whether a file is one that a person wants to hear of when it cannot be read. */
export const isExpected = (relative: string): boolean => isConfig(relative) || isCode(relative);

/** Wants every file that may be text; of links those that would have been of interest. */
export const wanted: Wanted = (relative, isLink) =>
  isExpected(relative) || (!isLink && (mayBeCode(relative) || mayBeText(relative)));
