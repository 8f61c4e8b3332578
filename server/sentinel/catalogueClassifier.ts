/** Answers the sentinel with the settings guard and the file catalogue. */
import { riskTag, wholeFile, type Finding } from '../../common/finding.ts';
import { classifyPath, watchGlobs } from '../detect/files/classify.ts';
import { assessConfig, judgedByKeys } from '../detect/settings/index.ts';
import type { Classifier } from './classifier.ts';

/** Creates the classifier over the catalogue. */
export function createCatalogueClassifier(): Classifier {
  return { globs: watchGlobs(), assess };
}

/** Configuration is judged by its keys; everything else (scripts, hooks) by what the file is for. */
function assess(file: string, before: string | undefined, after: string | undefined): readonly Finding[] {
  const config = { path: file, relative: file };
  const keyed = judgedByKeys(config);
  const introduced = assessConfig(config, before, after)?.introduced ?? [];
  if (keyed || after === undefined || after.trim() === '' || after === before) return introduced;
  return [...introduced, ...wholeFileFindings(file)];
}

/** Only the gravest rule speaks. Git's samples run nothing. */
function wholeFileFindings(file: string): readonly Finding[] {
  if (/\.sample$/i.test(file)) return [];
  const [rule] = classifyPath({ path: `/${file}`, relative: file }, 'write').filter(
    candidate => candidate.action === 'hold' || candidate.action === 'deny',
  );
  if (!rule) return [];
  const message = `Changes a protected file. ${rule.why}`;
  const remedy = 'Look at the change in quarantine; approve it there if you meant it.';
  const tags = rule.classes.map(riskTag);
  const { severity } = rule;
  return [
    {
      ruleId: `files/${rule.id}`,
      severity,
      confidence: 'high',
      path: file,
      ...wholeFile,
      message,
      remedy,
      tags,
    },
  ];
}
