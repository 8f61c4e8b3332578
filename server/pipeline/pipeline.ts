/**
 * The only way to a verdict: observe → detect → decide → record. Pure but for the ports it is given.
 * Knows interfaces only; must never import an implementation.
 */
import type { GuardEvent } from '../../common/event.ts';
import { compareSeverity, risksOf, wholeFile, type Finding } from '../../common/finding.ts';
import type { LedgerBody } from '../../common/ledger.ts';
import type { Verdict } from '../../common/verdict.ts';
import type { Clock } from '../ports/clock.ts';
import type {
  Approvals,
  Decision,
  Decider,
  Detector,
  Examiner,
  Observation,
  Observer,
  Pipeline,
  Recorder,
  Rulings,
  Sessions,
} from './types.ts';

/** Holds the parts that a pipeline is made of. */
export interface PipelineParts {
  readonly observer: Observer;
  readonly detectors: readonly Detector[];
  readonly decider: Decider;
  readonly recorder: Recorder;
  readonly examiners?: readonly Examiner[];
  /** Absent where no profile counts. */
  readonly rulings?: Rulings;
  /** Absent where events are judged each by itself. */
  readonly sessions?: Sessions;
  /** Absent where nobody can be asked. */
  readonly approvals?: Approvals;
  readonly reason: (event: GuardEvent, decision: Decision, findings: readonly Finding[]) => string;
  readonly clock: Clock;
  /** Hears of internal failures, so that the guard can show itself as degraded. */
  readonly failed: (stage: string, error: unknown) => void;
}

/** Creates a pipeline; its `judge` never rejects: an internal error becomes a recorded `deny` (invariant 4). */
export function createPipeline(parts: PipelineParts): Pipeline {
  return {
    async judge(event) {
      const started = parts.clock.monotonic();
      const verdict = await judgeOrDeny(parts, event);
      return recorded(parts, event, verdict, parts.clock.monotonic() - started);
    },
  };
}

async function judgeOrDeny(parts: PipelineParts, event: GuardEvent): Promise<Verdict> {
  let stage = 'observe';
  try {
    if (isStopped(parts, event)) return emergencyStop;
    const observed = await parts.observer.observe(event);
    const session = parts.sessions?.enter(observed);
    const observation = session === undefined ? observed : { ...observed, session };
    stage = 'detect';
    const found = [...detectAll(parts, observation), ...(await examineAll(parts, observation))];
    stage = 'decide';
    const findings = bySeverity(parts.rulings?.apply(observation, found) ?? found);
    const counted = findings.filter(({ waived }) => waived === undefined);
    const decision = parts.decider.decide(observation, counted);
    const decided = { ...decision, findings, reason: parts.reason(event, decision, counted) };
    const verdict = parts.approvals?.answer(observation, decided) ?? decided;
    parts.sessions?.leave(observation, verdict);
    return verdict;
  } catch (error) {
    parts.failed(stage, error);
    return internalError(stage);
  }
}

/** An emergency stop is for agents: what people and version control do goes on. */
const isStopped = ({ approvals }: PipelineParts, { origin, surface }: GuardEvent): boolean =>
  origin === 'agent' && surface !== 'sentinel' && approvals?.stopped() !== undefined;

const emergencyStop: Verdict = {
  verdict: 'deny',
  reason:
    'Denied by Ringfence: The user has stopped all agents. Do nothing further and wait until the user releases the stop.',
  policies: [
    {
      id: 'emergency-stop',
      effect: 'deny',
      principle: 'While the emergency stop is in force no agent does anything.',
    },
  ],
  findings: [],
};

/** A detector that throws leaves a finding behind, so that policy can refuse what was not examined. */
function detectAll(parts: PipelineParts, observation: Observation): readonly Finding[] {
  return parts.detectors.flatMap(detector => {
    try {
      return detector.detect(observation);
    } catch (error) {
      parts.failed(`detect ${detector.id}`, error);
      return [unexamined(detector.id)];
    }
  });
}

/** An examiner looks for flaws, not for attacks: one that fails is shown and holds nothing up. */
async function examineAll(
  { examiners = [], failed }: PipelineParts,
  observation: Observation,
): Promise<readonly Finding[]> {
  const answers = await Promise.all(
    examiners.map(async examiner => {
      try {
        return await examiner.examine(observation);
      } catch (error) {
        failed(`examine ${examiner.id}`, error);
        return [];
      }
    }),
  );
  return answers.flat();
}

const bySeverity = (findings: readonly Finding[]): readonly Finding[] =>
  findings.toSorted((a, b) => compareSeverity(b.severity, a.severity));

const unexamined = (detectorId: string): Finding => ({
  ruleId: 'guard/unexamined',
  severity: 'critical',
  confidence: 'high',
  path: '',
  ...wholeFile,
  message: `The ${detectorId} check failed, so this could not be examined.`,
  remedy: 'Run `ringfence doctor` and report the failure.',
  tags: [{ scheme: 'ringfence', edition: '1', id: 'SELF' }],
});

const internalError = (stage: string): Verdict => ({
  verdict: 'deny',
  reason: `Ringfence could not ${stage.split(' ')[0] ?? 'judge'} this and refuses what it cannot judge. Ask the user to run "ringfence doctor".`,
  policies: [{ id: 'internal-error', effect: 'deny', principle: 'What cannot be judged is refused.' }],
  findings: [],
});

/** A verdict that could not be recorded still stands, but never more leniently, and the failure is shown. */
async function recorded(
  parts: PipelineParts,
  event: GuardEvent,
  verdict: Verdict,
  ms: number,
): Promise<Verdict> {
  try {
    await parts.recorder.record(ledgerBody(event, verdict, ms));
  } catch (error) {
    parts.failed('record', error);
  }
  return verdict;
}

function ledgerBody(event: GuardEvent, verdict: Verdict, ms: number): LedgerBody {
  return {
    type: 'verdict',
    eventId: event.id,
    agent: event.agent,
    surface: event.surface,
    sessionId: event.sessionId,
    phase: event.phase,
    kind: event.kind,
    origin: event.origin,
    paths: event.paths.map(use => use.path),
    verdict: verdict.verdict,
    policies: verdict.policies.map(policy => policy.id),
    findings: verdict.findings.map(finding => ({
      ruleId: finding.ruleId,
      severity: finding.severity,
      path: finding.path,
      risks: risksOf(finding),
      ...(finding.waived === undefined ? {} : { waived: true }),
    })),
    ms: Math.round(ms * 100) / 100,
  };
}
