/** Droid, headless, air-gapped, with a model of one's own. */
import path from 'node:path';
import { addSettings } from './json.ts';
import type { Launch, Task } from './launch.ts';

/** Makes the command line for `droid exec` against the fake model, with every permission check switched off. */
export function launchDroid(task: Task): Launch {
  const name = task.modelName ?? 'fake-model';
  const model = {
    model: name,
    displayName: name,
    baseUrl: `${task.modelUrl}/v1`,
    apiKey: 'fake',
    provider: 'generic-chat-completion-api',
    maxOutputTokens: 4096,
  };
  addSettings(path.join(task.home, '.factory', 'settings.local.json'), { customModels: [model] });
  return {
    args: ['exec', '--skip-permissions-unsafe', '-m', `custom:${name}-0`, task.prompt],
    env: { FACTORY_AIRGAP_ENABLED: 'true', FACTORY_API_KEY: 'fk-fake' },
  };
}
