/** Sorts what a scan found into the checks that people know. Pure. */
import type { Finding } from '../../../common/finding.ts';
import { counted, type Check, type CheckId } from '../../ci/report.ts';
import type { Excused } from './excuse.ts';

/** Is what a scan found, by who found it. */
export interface Found {
  /** By the settings guard. */
  readonly configuration: Excused;
  /** By the rules on text and on code. */
  readonly findings: Excused;
}

/** Rules on text are named after their topic; what is none of these is a rule on code. */
const topics = ['secrets', 'injection', 'packages'] as const satisfies readonly CheckId[];

/** Returns one check for each kind of finding; a finding of little weight is told and holds nothing back. */
export function checksOf({ configuration, findings }: Found, files: number): readonly Check[] {
  const topicOf = ({ ruleId }: Finding): (typeof topics)[number] | undefined =>
    topics.find(topic => ruleId.startsWith(`${topic}/`));
  const of = (topic: (typeof topics)[number] | undefined): Excused => ({
    counted: findings.counted.filter(finding => topicOf(finding) === topic),
    waived: findings.waived.filter(finding => topicOf(finding) === topic),
  });
  return [
    check('configuration', configuration, files),
    ...topics.map(topic => check(topic, of(topic), files)),
    check('code', of(undefined), files),
  ];
}

function check(id: CheckId, { counted: findings, waived }: Excused, files: number): Check {
  const grave = findings.filter(({ severity }) => severity !== 'info').length;
  const light = findings.length - grave;
  const excused = waived.length === 0 ? '' : `, ${waived.length} waived`;
  const detail =
    findings.length === 0
      ? `Nothing new in ${counted(files, 'changed file')}${excused}.`
      : `${counted(findings.length, 'new finding')}${light === 0 ? '' : `, ${light} for information only`}${excused}.`;
  return { id, state: grave === 0 ? 'passed' : 'failed', detail, findings, waived };
}
