/** Findings that concern a file as a whole: unread, badly encoded, broken, or with keys that are there twice. */
import { riskTag, wholeFile, type Finding, type RiskClass, type Severity } from '../../../common/finding.ts';
import type { KeyPath } from './document.ts';
import { keyName, type Setting, type Side } from './report.ts';

interface Fault {
  readonly ruleId: string;
  readonly severity: Severity;
  readonly rest: Severity;
  readonly message: string;
  readonly remedy: string;
  readonly keyPath?: KeyPath;
  readonly offset?: number;
}

/** Lists what is wrong with a file as such; `introduced` leaves out what was wrong before in the same way. */
export function wholeFileFindings(
  past: Side,
  present: Side,
  setting: Setting,
): { readonly findings: readonly Finding[]; readonly introduced: readonly Finding[] } {
  const before = new Set(faultsOf(past).map(fault => fault.message));
  const faults = faultsOf(present);
  // An unread file may hold anything, so it counts as new whenever its text changed.
  const changed = past.parsed !== present.parsed;
  const fresh = faults.filter(
    fault => changed && (fault.ruleId === 'config/unread' || !before.has(fault.message)),
  );
  return {
    findings: faults.map(fault => findingOf(fault, fault.rest, setting)),
    introduced: fresh.map(fault => findingOf(fault, fault.severity, setting)),
  };
}

function faultsOf(side: Side): readonly Fault[] {
  const { document, tooLarge, encoded } = side.parsed;
  const faults: Fault[] = [];
  if (tooLarge || document.unread) faults.push(tooLarge ? tooLargeFault : unreadFault);
  if (encoded) faults.push(encodedFault);
  if (document.broken && !document.unread && !encoded) faults.push(brokenFault);
  return [...faults, ...duplicateFaults(side)];
}

const tooLargeFault: Fault = {
  ruleId: 'config/unread',
  severity: 'high',
  rest: 'medium',
  message: 'The file is too large to assess, so nothing can be said about what it sets.',
  remedy: 'Keep configuration files small; look at this one by hand.',
};

const unreadFault: Fault = {
  ruleId: 'config/unread',
  severity: 'high',
  rest: 'medium',
  message: 'A part of the file could not be read, so risky keys in it would not be seen.',
  remedy: 'Mend the file, or look at it by hand.',
};

const encodedFault: Fault = {
  ruleId: 'config/encoding',
  severity: 'medium',
  rest: 'low',
  message: 'The file holds zero bytes: programs may read different settings from it than people see.',
  remedy: 'Save the file as UTF-8.',
};

const brokenFault: Fault = {
  ruleId: 'config/malformed',
  severity: 'low',
  rest: 'info',
  message: 'The file is not well formed: programs may read different settings from it.',
  remedy: 'Mend the syntax.',
};

const maxDuplicates = 50;

function duplicateFaults({ parsed, hits }: Side): readonly Fault[] {
  return parsed.document.duplicates.slice(0, maxDuplicates).map(({ keyPath, start }): Fault => {
    const risky = hits.some(hit => keyPath.every((part, index) => hit.match.keyPath[index] === part));
    return {
      ruleId: 'config/duplicate-key',
      severity: risky ? 'medium' : 'low',
      rest: risky ? 'low' : 'info',
      message: `\`${keyName(keyPath)}\` is there twice: VS Code takes the last one, a reader may see only the first.`,
      remedy: 'Keep one of them.',
      keyPath,
      offset: start,
    };
  });
}

function findingOf(fault: Fault, severity: Severity, setting: Setting): Finding {
  const { ruleId, message, remedy, keyPath, offset } = fault;
  const risk: RiskClass = 'HIDE';
  const place =
    offset === undefined ? wholeFile : { start: setting.positionOf(offset), end: setting.positionOf(offset) };
  const base = {
    ruleId,
    severity,
    confidence: 'high' as const,
    path: setting.path,
    ...place,
    message,
    remedy,
    tags: [riskTag(risk)],
  };
  return keyPath === undefined ? base : { ...base, keyPath };
}
