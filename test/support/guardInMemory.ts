/** A whole pipeline over an empty disk: the real observer, detectors and policy, and nothing of this machine. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { parseGuardEvent } from '../../common/parseEvent.ts';
import { describeProblem } from '../../common/result.ts';
import type { Verdict } from '../../common/verdict.ts';
import { createShellParser } from '../../server/detect/commands/shellParser.ts';
import { detectors } from '../../server/detect/detectors.ts';
import { createObserver } from '../../server/observe/observer.ts';
import { createPipeline } from '../../server/pipeline/pipeline.ts';
import { findCedarWasm } from '../../server/policy/cedar.ts';
import { createDecider } from '../../server/policy/decide.ts';
import { openPolicy } from '../../server/policy/open.ts';
import type { Policy } from '../../server/policy/policy.ts';
import { createReason } from '../../server/policy/reason.ts';
import { systemClock } from '../../server/ports/clock.ts';
import { createSessions } from '../../server/session/sessions.ts';
import { emptyDisk } from '../unit/observe/support.ts';

const require = createRequire(import.meta.url);
const repository = fileURLToPath(new URL('../../', import.meta.url));
const workspace = '/home/ada/work/app';

/** Is a guard of the workspace /home/ada/work/app. */
export interface GuardInMemory {
  /** Judges an event as `ringfence check` takes it. */
  readonly judge: (event: unknown) => Promise<Verdict>;
  readonly policies: readonly Policy[];
}

/** Starts the pipeline with the policy of the sources. */
export async function guardInMemory(): Promise<GuardInMemory> {
  const shell = await createShellParser({
    runtimeWasm: require.resolve('web-tree-sitter/web-tree-sitter.wasm'),
    bashWasm: require.resolve('tree-sitter-bash/tree-sitter-bash.wasm'),
  });
  const policy = await openPolicy({ rules: `${repository}rules/policy`, wasm: findCedarWasm(repository) });
  if (!policy.ok) throw new Error(policy.problems.map(describeProblem).join('\n'));
  const failed = (stage: string, error: unknown): never => {
    throw new Error(`The guard failed to ${stage}.`, { cause: error });
  };
  const pipeline = createPipeline({
    observer: createObserver({ shell, disk: emptyDisk, flavour: 'posix', home: '/home/ada', env: {} }),
    detectors,
    decider: createDecider(policy.value, { profile: 'balanced' }),
    recorder: { record: () => Promise.resolve() },
    reason: createReason(policy.value.policies),
    clock: systemClock,
    sessions: createSessions({ clock: systemClock, record: () => undefined, failed }),
    failed,
  });
  const defaults = { id: '1', cwd: workspace, roots: [workspace], ts: 0, surface: 'cli' };
  return {
    policies: policy.value.policies,
    async judge(raw) {
      const event = parseGuardEvent(raw, defaults);
      if (!event.ok) throw new Error(event.problems.map(describeProblem).join(' '));
      return pipeline.judge(event.value);
    },
  };
}

/** Reads a JSON file of the tests. */
export const readJson = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));
