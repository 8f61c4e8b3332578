/**
 * Composes what every front shares: policy, observer, detectors and the pipeline over them. Reads the bundled wasm and
 * policies; keeps nothing running.
 */
import path from 'node:path';
import type { GuardEvent } from '../../common/event.ts';
import type { Finding } from '../../common/finding.ts';
import { describeProblem } from '../../common/result.ts';
import type { Profile } from '../../common/settings.ts';
import { createShellParser, type ShellParser } from '../detect/commands/shellParser.ts';
import { detectors } from '../detect/detectors.ts';
import { realDisk } from '../observe/disk.ts';
import { stricterLevel } from '../layers/effective.ts';
import type { Layers } from '../layers/layer.ts';
import { createLiveLayers, type InForce, type LayersAbove } from '../layers/live.ts';
import type { Rule } from '../layers/rulings.ts';
import { createObserver } from '../observe/observer.ts';
import { createPipeline } from '../pipeline/pipeline.ts';
import type {
  Approvals,
  Examiner,
  Observation,
  Observer,
  Pipeline,
  Recorder,
  Sessions,
} from '../pipeline/types.ts';
import type { Surroundings } from '../platform/folders.ts';
import { createDecider, type DeciderOptions } from '../policy/decide.ts';
import { explain, type Explanation } from '../policy/explain.ts';
import { builtInBook } from '../policy/open.ts';
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
  /** Absent where only the built-in layer counts. */
  readonly layers?: LayersAbove;
  readonly failed: (stage: string, error: unknown) => void;
}

/** Holds an event's explanation together with what it was made from. */
export interface ExplainedEvent {
  readonly explanation: Explanation;
  readonly findings: readonly Finding[];
  readonly observation: Observation;
  readonly reason: string;
  /** Layers that held for the event. */
  readonly layers: Layers;
}

/** Judges and explains. */
export interface Core {
  readonly pipeline: Pipeline;
  /** Judges an event and returns every question that was asked; records nothing. */
  explain(event: GuardEvent): Promise<ExplainedEvent>;
  /** Returns the layers that hold for some roots, with everything that is wrong with them. */
  layers(roots: readonly string[]): Layers;
  /** Returns what those layers make of a finding; undefined where they say nothing. */
  rule(roots: readonly string[]): Rule | undefined;
  /** Changes profile and trust from the next event on. */
  configure(options: DeciderOptions): void;
}

/** Loads policy and parser; rejects with every problem when the bundled policy cannot be loaded. */
export async function createCore(options: CoreOptions): Promise<Core> {
  const { assets, surroundings, sessions, approvals, layers: above } = options;
  let decides: DeciderOptions = { profile: options.profile, trusted: options.trusted ?? false };
  const [book, shell] = await Promise.all([
    builtInBook(assets),
    createShellParser({
      runtimeWasm: path.join(assets, 'web-tree-sitter.wasm'),
      bashWasm: path.join(assets, 'tree-sitter-bash.wasm'),
    }),
  ]);
  if (!book.ok) throw new Error(book.problems.map(describeProblem).join('\n'));
  const live = createLiveLayers({
    book: book.value,
    clock: systemClock,
    ...(above === undefined ? {} : { above }),
  });
  const observer = observerOf(shell, surroundings);
  // While everything is stopped, changes on disk are judged as strictly as can be.
  const circumstances = ({ layers }: InForce): DeciderOptions => ({
    ...decides,
    profile:
      approvals?.stopped() === undefined
        ? (stricterLevel(layers.profile.level, decides.profile) ?? decides.profile)
        : 'locked',
  });
  return {
    pipeline: createPipeline({
      observer,
      detectors,
      rulings: { apply: (observation, findings) => live.of(observation.event).apply(observation, findings) },
      decider: {
        decide(observation, findings) {
          const held = live.of(observation.event);
          return createDecider(held.set, circumstances(held)).decide(observation, findings);
        },
      },
      recorder: options.recorder,
      examiners: options.examiners ?? [],
      ...(sessions === undefined ? {} : { sessions }),
      ...(approvals === undefined ? {} : { approvals }),
      reason: (event, decision, findings) => live.of(event).reason(event, decision, findings),
      clock: systemClock,
      failed: options.failed,
    }),
    async explain(event) {
      const observation = await observer.observe(event);
      const held = live.of(event);
      const findings = held.apply(
        observation,
        detectors.flatMap(detector => detector.detect(observation)),
      );
      const counted = findings.filter(({ waived }) => waived === undefined);
      const explanation = explain(held.set, circumstances(held), observation, counted);
      const reason = held.reason(event, explanation, counted);
      return { explanation, findings, observation, reason, layers: held.layers };
    },
    layers: roots => live.of({ roots, cwd: '' }).layers,
    rule: roots => live.of({ roots, cwd: '' }).rule,
    configure: next => (decides = next),
  };
}

const observerOf = (shell: ShellParser, { platform, home, env }: Surroundings): Observer =>
  createObserver({
    shell,
    disk: realDisk,
    flavour: platform === 'win32' ? 'win32' : 'posix',
    home,
    env,
  });
