/** Cline's command line, headless. Signing in writes the fake model's address into its folder first. */
import type { Launch, Task } from './launch.ts';

/** Makes the command line for `cline --json` against the fake model. */
export function launchCline(task: Task): Launch {
  const name = task.modelName ?? 'fake-model';
  const base = `${task.modelUrl}/v1`;
  return {
    before: [['auth', 'openai-compatible', '--apikey', 'fake', '--modelid', name, '--baseurl', base]],
    args: ['--json', '-P', 'openai-compatible', '-m', name, '-k', 'fake', task.prompt],
    env: { CLINE_TELEMETRY_DISABLED: 'true', CLINE_NO_AUTO_UPDATE: 'true' },
  };
}
