/**
 * OpenCode, headless. Its configuration comes by the environment, so that the user's files stay as a test wants them;
 * the package that it would fetch for plugins is lent to it.
 */
import { copyFileSync, existsSync, mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { cacheRoot } from '../../../scripts/environment/cache.mjs';
import { agentPackages } from '../../../scripts/environment/versions.mjs';
import type { Launch, Task } from './launch.ts';

function lendPlugin(home: string): void {
  const installed = path.join(cacheRoot(), `agent-opencode-${agentPackages.opencode.version}`);
  const folder = path.join(home, '.config', 'opencode');
  mkdirSync(folder, { recursive: true });
  if (existsSync(path.join(folder, 'node_modules'))) return;
  symlinkSync(path.join(installed, 'node_modules'), path.join(folder, 'node_modules'));
  for (const file of ['package.json', 'package-lock.json'])
    copyFileSync(path.join(installed, file), path.join(folder, file));
}

const everything = { '*': 'allow', '*.env': 'allow', '*.env.*': 'allow' };

/** Makes the command line for `opencode run` against the fake model, with every permission granted. */
export function launchOpencode(task: Task): Launch {
  lendPlugin(task.home);
  const name = task.modelName ?? 'fake-model';
  const config = {
    provider: {
      fake: {
        npm: '@ai-sdk/openai-compatible',
        name: 'fake',
        options: { baseURL: `${task.modelUrl}/v1`, apiKey: 'fake' },
        models: { [name]: { name, tool_call: true } },
      },
    },
    model: `fake/${name}`,
    small_model: `fake/${name}`,
    share: 'disabled',
    autoupdate: false,
    // By itself it asks before it reads `.env`, which ends a run without a person.
    permission: { read: everything, edit: 'allow', bash: 'allow', webfetch: 'allow' },
  };
  return {
    args: ['run', '-m', `fake/${name}`, task.prompt],
    env: {
      OPENCODE_CONFIG_CONTENT: JSON.stringify(config),
      OPENCODE_DISABLE_AUTOUPDATE: 'true',
      OPENCODE_DISABLE_MODELS_FETCH: 'true',
      OPENCODE_DISABLE_LSP_DOWNLOAD: 'true',
      OPENCODE_DISABLE_DEFAULT_PLUGINS: 'true',
    },
  };
}
