/** Copilot CLI, headless, with a provider of one's own: no sign-in. */
import type { Launch, Task } from './launch.ts';

/** Makes the command line for `copilot -p` against the fake model, with every approval switched off. */
export function launchCopilot(task: Task): Launch {
  return {
    args: ['-p', task.prompt, '--allow-all-tools', '--allow-all-paths', '--allow-all-urls'],
    env: {
      COPILOT_PROVIDER_BASE_URL: `${task.modelUrl}/v1`,
      COPILOT_PROVIDER_TYPE: 'openai',
      COPILOT_PROVIDER_API_KEY: 'fake',
      COPILOT_MODEL: task.modelName ?? 'gpt-4.1',
      COPILOT_OFFLINE: 'true',
      COPILOT_AUTO_UPDATE: 'false',
    },
  };
}
