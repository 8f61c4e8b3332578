/** Sorts what a scan found into the checks that people know. Pure. */
import type { Finding } from '../../../common/finding.ts';
import { counted, type Check, type CheckId } from '../../ci/report.ts';

/** Is what a scan found, by who found it. */
export interface Found {
  /** By the settings guard. */
  readonly configuration: readonly Finding[];
  /** By the rules on text and on code. */
  readonly findings: readonly Finding[];
}

/** Rules on text are named after their topic; what is none of these is a rule on code. */
const topics = ['secrets', 'injection', 'packages'] as const satisfies readonly CheckId[];

/** Returns one check for each kind of finding; a finding of little weight is told and holds nothing back. */
export function checksOf({ configuration, findings }: Found, files: number): readonly Check[] {
  const topicOf = ({ ruleId }: Finding): (typeof topics)[number] | undefined =>
    topics.find(topic => ruleId.startsWith(`${topic}/`));
  const code = findings.filter(finding => topicOf(finding) === undefined);
  return [
    check('configuration', configuration, files),
    ...topics.map(topic =>
      check(
        topic,
        findings.filter(finding => topicOf(finding) === topic),
        files,
      ),
    ),
    check('code', code, files),
  ];
}

function check(id: CheckId, findings: readonly Finding[], files: number): Check {
  const grave = findings.filter(({ severity }) => severity !== 'info').length;
  const light = findings.length - grave;
  const detail =
    findings.length === 0
      ? `Nothing new in ${counted(files, 'changed file')}.`
      : `${counted(findings.length, 'new finding')}${light === 0 ? '' : `, ${light} for information only`}.`;
  return { id, state: grave === 0 ? 'passed' : 'failed', detail, findings };
}
