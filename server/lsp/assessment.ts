/** Findings in an open file, as the settings guard sees them from this window: its roots, its trust, the user's home. */
import type path from 'node:path';
import type { Finding } from '../../common/finding.ts';
import type { Configure } from '../../common/protocol.ts';
import { assessConfig, explainKey, type ConfigFile } from '../detect/settings/index.ts';
import type { HoverDetails } from './convert.ts';

/** Says where files are named from. */
export interface Place {
  readonly home: string;
  /** Path functions of the platform. */
  readonly path: Pick<typeof path, 'relative' | 'isAbsolute'>;
}

/** Assesses open files. */
export interface Assessment {
  /** Lists what is risky in a file as it stands; nothing when it is no configuration file. */
  findings(file: string, text: string, window: Configure): readonly Finding[];
  /** Tells more about the rule of a finding; undefined when the rule has nothing to add. */
  details(finding: Finding, window: Configure): HoverDetails | undefined;
}

/** Creates the assessment of one process. */
export const createAssessment = (place: Place): Assessment => ({
  findings: (file, text, window) =>
    assessConfig(configFile(file, window.roots, place), undefined, text, { trusted: window.trusted })
      ?.findings ?? [],
  details: (finding, window) => {
    const known = explainKey(configFile(finding.path, window.roots, place), finding.keyPath ?? []);
    const found = known.find(each => each.ruleId === finding.ruleId);
    return found === undefined ? undefined : { affects: found.affects, cve: found.cve };
  },
});

/** Names a file by the innermost root that holds it, else by the home folder. */
export function configFile(file: string, roots: readonly string[], place: Place): ConfigFile {
  const inside = roots
    .flatMap(root => within(root, file, place) ?? [])
    .sort((a, b) => a.length - b.length)
    .at(0);
  if (inside !== undefined) return { path: file, relative: inside };
  const fromHome = within(place.home, file, place);
  return fromHome === undefined ? { path: file } : { path: file, homeRelative: fromHome };
}

function within(root: string, file: string, { path: { relative, isAbsolute } }: Place): string | undefined {
  const way = relative(root, file);
  const outside = way === '' || isAbsolute(way) || /^\.\.(?:[\\/]|$)/.test(way);
  return outside ? undefined : way.replaceAll('\\', '/');
}
