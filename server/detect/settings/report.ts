/** Turns matches into findings: severity for the place and moment, message, span. Quotes nothing but key names. */
import { severities, type Finding, type Position, type Severity } from '../../../common/finding.ts';
import type { KeyPath } from './document.ts';
import type { Match } from './match.ts';
import type { ParsedConfig } from './parse/index.ts';
import type { Effectiveness, Rule, RuleCase } from './rule.ts';

/** Says where and when a file is looked at. */
export interface Setting {
  readonly path: string;
  readonly placement: 'workspace' | 'user';
  /** Whether the workspace is trusted; undefined when it is not known. */
  readonly trusted: boolean | undefined;
  readonly positionOf: (offset: number) => Position;
}

/** Is a match with the case of its rule that holds. */
export interface Hit {
  readonly match: Match;
  readonly outcome: RuleCase;
}

/** Is one side of a change: a parsed file with what the rules found in it. */
export interface Side {
  readonly parsed: ParsedConfig;
  readonly hits: readonly Hit[];
  /** Holds the entries that some rule wants to stay. */
  readonly kept: readonly Hit[];
}

/** Makes the finding of a hit; `moment` says whether the value is new or was already there. */
export function findingOf({ match, outcome }: Hit, setting: Setting, moment: 'new' | 'rest'): Finding {
  const { rule } = match.probe;
  const declared = moment === 'new' ? outcome.severity : restSeverity(outcome, setting);
  return {
    ruleId: rule.id,
    severity: adjusted(declared, rule.effective, setting, match.nested),
    confidence: rule.confidence,
    path: setting.path,
    start: setting.positionOf(match.start),
    end: setting.positionOf(Math.max(match.node.end, match.start)),
    message: messageOf(rule, outcome, match, setting),
    remedy: rule.remedy,
    keyPath: match.unitPath,
    tags: rule.tags,
  };
}

/** A sample that tests of the project read configures nothing while the project itself is open. */
function restSeverity({ rest }: RuleCase, { path }: Setting): Severity {
  const isSample = /(?:^|[\\/])(?:fixtures?|__fixtures__|test-?fixtures|testdata)[\\/]/i.test(path);
  return isSample && rest !== 'info' ? shifted(rest, -2) : rest;
}

/** Weighs when a key works: what VS Code ignores in a workspace weighs less there, what needs no trust weighs more. */
function adjusted(
  severity: Severity,
  effective: Effectiveness | undefined,
  setting: Setting,
  nested: boolean,
): Severity {
  if (setting.placement === 'user' || severity === 'info') return severity;
  if (effective === 'ignored' && !nested) return shifted(severity, -1);
  return effective === 'untrusted' && setting.trusted === false ? shifted(severity, 1) : severity;
}

function shifted(severity: Severity, by: number): Severity {
  const index = Math.min(severities.length - 1, Math.max(0, severities.indexOf(severity) + by));
  return severities[index] ?? severity;
}

function messageOf(rule: Rule, outcome: RuleCase, match: Match, setting: Setting): string {
  const gone = rule.on === 'removed' ? 'Removed: ' : '';
  const when = effectSentence(rule.effective, setting.placement, match.nested);
  return `${gone}\`${keyName(match.keyPath)}\`: ${rule.title}. ${outcome.does}${when === '' ? '' : ` ${when}`}`;
}

/** Says when VS Code honours a key, in one sentence; '' when that is not known. */
export function effectSentence(
  effective: Effectiveness | undefined,
  placement: Setting['placement'],
  nested: boolean,
): string {
  if (effective === undefined) return '';
  if (placement === 'user') return 'In user settings it holds for every workspace.';
  if (nested) return 'Written as nested objects it may slip past the scope checks of VS Code.';
  if (effective === 'untrusted') return 'It works even in an untrusted workspace.';
  if (effective === 'trusted') return 'It works once the workspace is trusted.';
  return 'VS Code 1.139 ignores it in a workspace, but forks and older versions may not.';
}

const maxNameLength = 80;

/** Renders a key path for people: names only, without characters that could pass for something else. */
export function keyName(keyPath: KeyPath): string {
  const name = keyPath
    .map(part =>
      typeof part === 'number'
        ? `[${part}]`
        : `.${part.slice(0, maxNameLength).replaceAll(/[^\w$@*:/+\-[\] .]/g, '?')}`,
    )
    .join('')
    .replace(/^\./, '');
  const short = name.length > maxNameLength ? `${name.slice(0, maxNameLength)}…` : name;
  return short === '' ? 'the file' : short;
}
