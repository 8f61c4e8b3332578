/** Finds looks at secrets and changes of files that control agents, editors, git, builds or logins. Pure. */
import type { PathOp } from '../../../common/event.ts';
import { riskTag, wholeFile } from '../../../common/finding.ts';
import type { Finding } from '../../../common/finding.ts';
import type { Detector, Observation, ObservedPath } from '../../pipeline/types.ts';
import { judgedByKeys } from '../settings/kinds.ts';
import type { FileRule } from './catalogue.ts';
import { classifyPath } from './classify.ts';

/** Tells whether another detection judges the content of a file key by key, so that its name alone is no finding. */
export type JudgedByContent = (path: ObservedPath) => boolean;

/** Creates the files detector. */
export function createFilesDetector(judgedByContent: JudgedByContent): Detector {
  return {
    id: 'files',
    detect: observation => {
      const findings = observation.paths.flatMap(path => [
        ...disguiseFindings(path),
        ...ruleFindings(path, observation, judgedByContent),
      ]);
      return distinct(findings);
    },
  };
}

/** Finds protected files among an event's paths; configuration whose new content is known is judged by its keys. */
export const filesDetector: Detector = createFilesDetector(judgedByKeys);

/** Only the gravest rules speak: a milder one about the same file would blur the message. */
function ruleFindings(
  path: ObservedPath,
  observation: Observation,
  judged: JudgedByContent,
): readonly Finding[] {
  const known =
    judged(path) &&
    observation.contents.some(content => content.path === path && content.after !== undefined);
  const rules = classifyPath(path, path.op);
  return (
    rules
      .filter(rule => rule.severity === rules.find(gravest => gravest.op === rule.op)?.severity)
      // What is only worth a note when it changes, such as an installed package, may go: it is made again.
      .filter(rule => !(path.op === 'delete' && rule.action === 'log'))
      .filter(rule => !(known && rule.op === 'write' && rule.action !== 'deny'))
      .map(rule => fileFinding(rule, path))
  );
}

function fileFinding(rule: FileRule, path: ObservedPath): Finding {
  return {
    ruleId: `files/${rule.id}`,
    severity: rule.severity,
    confidence: 'high',
    path: shownPath(path),
    ...wholeFile,
    message: `${actWords[path.op]} a protected file. ${rule.why}`,
    remedy: rule.op === 'read' ? readRemedy : writeRemedy,
    tags: rule.classes.map(riskTag),
  };
}

const actWords: Readonly<Record<PathOp, string>> = {
  read: 'Reads',
  search: 'Searches',
  write: 'Changes',
  delete: 'Removes',
  execute: 'Runs',
  link: 'Links to',
};

const readRemedy =
  'Work without the secret: ask the user for what is needed, or read the example file beside it.';
const writeRemedy = 'Describe the change to the user, who can make or approve it.';

function disguiseFindings(path: ObservedPath): readonly Finding[] {
  if (path.disguise === undefined) return [];
  return [
    {
      ruleId: 'files/disguised-name',
      severity: 'high',
      confidence: 'high',
      path: shownPath(path),
      ...wholeFile,
      message: `Names a file in a way that hides where it leads: ${path.disguise}.`,
      remedy: 'Name the file plainly.',
      tags: [riskTag('SCOPE')],
    },
  ];
}

/** Shows where the path leads: that is what people decide about. */
const shownPath = (path: ObservedPath): string => path.path;

function distinct(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Set<string>();
  return findings.filter(finding => {
    const key = `${finding.ruleId}\0${finding.path}\0${finding.message}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
