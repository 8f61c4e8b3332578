/** Reads samples: blocks that begin with `=== LABEL PATH`; what follows `<<< before` was there before. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ConfigFile } from '../../../../../server/detect/settings/index.ts';

/** Is a file as it would lie in a repository or in a home folder. */
export interface Sample {
  readonly label: string;
  readonly file: ConfigFile;
  readonly text: string;
  readonly before: string | undefined;
}

const here = path.dirname(fileURLToPath(import.meta.url));

/** Lists the samples of a folder beside this file. */
export const readSamples = (folder: string): readonly Sample[] =>
  readdirSync(path.join(here, folder))
    .filter(name => name.endsWith('.txt'))
    .flatMap(name => samplesIn(readFileSync(path.join(here, folder, name), 'utf8')));

const samplesIn = (text: string): readonly Sample[] =>
  text
    .split(/^=== /mu)
    .slice(1)
    .map(block => {
      const end = block.indexOf('\n');
      const [label = '', ...name] = block.slice(0, end).split(' ');
      const [after = '', before] = block.slice(end + 1).split(/^<<< before\n/mu);
      return { label, file: fileOf(name.join(' ')), text: after, before };
    });

const home = '/home/u/';

const fileOf = (name: string): ConfigFile =>
  name.startsWith(home)
    ? { path: name, homeRelative: name.slice(home.length) }
    : { path: name, relative: name };
