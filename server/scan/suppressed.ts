/** Parts findings from those that a comment suppresses. Pure. */
import { risksOf, type Finding } from '../../common/finding.ts';
import { readSuppressions } from '../engine/suppress.ts';

/** Is findings, parted. */
export interface Parted {
  readonly findings: readonly Finding[];
  readonly suppressed: readonly Finding[];
}

/** Tells whether a comment may suppress a finding: a text that hides or gives orders has no say in whether it is shown. */
export const isSuppressible = (finding: Finding): boolean =>
  !risksOf(finding).some(risk => risk === 'INSTR' || risk === 'HIDE');

/** Parts the findings of a text; a comment that lacks its reason is told of. */
export function partSuppressed(found: readonly Finding[], text: string): Parted {
  const comments = readSuppressions(text);
  const findings: Finding[] = [];
  const suppressed: Finding[] = [];
  for (const finding of found) {
    const said = isSuppressible(finding)
      ? comments.of(finding.ruleId, finding.start.line)
      : ({ kind: 'none' } as const);
    if (said.kind === 'suppressed') suppressed.push(finding);
    else if (said.kind === 'none') findings.push(finding);
    else
      findings.push({
        ...finding,
        message: `${finding.message} (The ringfence-ignore comment here needs a reason: "ringfence-ignore: ${finding.ruleId} -- why".)`,
      });
  }
  return { findings, suppressed };
}
