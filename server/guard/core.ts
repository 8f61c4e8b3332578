/**
 * Composes what every front shares: policy, observer, detectors and the pipeline over them. Reads the bundled wasm and
 * policies; keeps nothing running.
 */
import path from 'node:path';
import type { GuardEvent } from '../../common/event.ts';
import type { Finding } from '../../common/finding.ts';
import { describeProblem } from '../../common/result.ts';
import type { Profile } from '../../common/settings.ts';
import { createShellParser } from '../detect/commands/shellParser.ts';
import { detectors } from '../detect/detectors.ts';
import { realDisk } from '../observe/disk.ts';
import { createObserver } from '../observe/observer.ts';
import { createPipeline } from '../pipeline/pipeline.ts';
import type { Approvals, Examiner, Observation, Pipeline, Recorder, Sessions } from '../pipeline/types.ts';
import type { Surroundings } from '../platform/folders.ts';
import { findCedarWasm } from '../policy/cedar.ts';
import { createDecider, type DeciderOptions } from '../policy/decide.ts';
import { explain, type Explanation } from '../policy/explain.ts';
import { openPolicy } from '../policy/open.ts';
import { createReason } from '../policy/reason.ts';
import { systemClock } from '../ports/clock.ts';

/** Says what a core is made with. */
export interface CoreOptions {
  /** Folder of the bundles, with wasm files and policies. */
  readonly assets: string;
  readonly surroundings: Surroundings;
  readonly profile: Profile;
  readonly trusted?: boolean;
  readonly recorder: Recorder;
  readonly examiners?: readonly Examiner[];
  readonly sessions?: Sessions;
  readonly approvals?: Approvals;
  readonly failed: (stage: string, error: unknown) => void;
}

/** Holds an event's explanation together with what it was made from. */
export interface ExplainedEvent {
  readonly explanation: Explanation;
  readonly findings: readonly Finding[];
  readonly observation: Observation;
  readonly reason: string;
}

/** Judges and explains. */
export interface Core {
  readonly pipeline: Pipeline;
  /** Judges an event and returns every question that was asked; records nothing. */
  explain(event: GuardEvent): Promise<ExplainedEvent>;
  /** Changes profile and trust from the next event on. */
  configure(options: DeciderOptions): void;
}

/** Loads policy and parser; rejects with every problem when the bundled policy cannot be loaded. */
export async function createCore(options: CoreOptions): Promise<Core> {
  const { assets, surroundings, recorder, examiners = [], sessions, approvals, failed } = options;
  let decides: DeciderOptions = { profile: options.profile, trusted: options.trusted ?? false };
  const [policy, shell] = await Promise.all([
    openPolicy({ rules: path.join(assets, 'policy'), wasm: findCedarWasm(assets) }),
    createShellParser({
      runtimeWasm: path.join(assets, 'web-tree-sitter.wasm'),
      bashWasm: path.join(assets, 'tree-sitter-bash.wasm'),
    }),
  ]);
  if (!policy.ok) throw new Error(policy.problems.map(describeProblem).join('\n'));
  const set = policy.value;
  const observer = createObserver({
    shell,
    disk: realDisk,
    flavour: surroundings.platform === 'win32' ? 'win32' : 'posix',
    home: surroundings.home,
    env: surroundings.env,
  });
  const reason = createReason(set.policies);
  // While everything is stopped, changes on disk are judged as strictly as can be.
  const circumstances = (): DeciderOptions =>
    approvals?.stopped() === undefined ? decides : { ...decides, profile: 'locked' };
  return {
    pipeline: createPipeline({
      observer,
      detectors,
      decider: {
        decide: (observation, findings) => createDecider(set, circumstances()).decide(observation, findings),
      },
      recorder,
      examiners,
      ...(sessions === undefined ? {} : { sessions }),
      ...(approvals === undefined ? {} : { approvals }),
      reason,
      clock: systemClock,
      failed,
    }),
    async explain(event) {
      const observation = await observer.observe(event);
      const findings = detectors.flatMap(detector => detector.detect(observation));
      const explanation = explain(set, decides, observation, findings);
      return { explanation, findings, observation, reason: reason(event, explanation, findings) };
    },
    configure: next => (decides = next),
  };
}
