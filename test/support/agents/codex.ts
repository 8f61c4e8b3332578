/**
 * Codex, headless. The provider is given on the command line, so that config.toml and hooks.json in the home
 * folder stay as the test under way wants them.
 */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Launch, Task } from './launch.ts';

/** Makes the command line for `codex exec` against the fake model, with approvals and sandbox switched off. */
export function launchCodex(task: Task): Launch {
  const codexHome = path.join(task.home, '.codex');
  // Codex refuses to start when the folder that CODEX_HOME names is missing.
  mkdirSync(codexHome, { recursive: true });
  const provider =
    `{name="fake",base_url="${task.modelUrl}/v1",wire_api="responses",` +
    'env_key="OPENAI_API_KEY",supports_websockets=false,request_max_retries=0,stream_max_retries=0}';
  const settings = [
    `model_providers.fake=${provider}`,
    'model_provider="fake"',
    'model="gpt-5.5"',
    'check_for_update_on_startup=false',
    'analytics.enabled=false',
    // Whoever works in a folder has trusted it; before, its own settings do not count.
    `projects={${JSON.stringify(task.workspace)}={trust_level="trusted"}}`,
  ];
  return {
    args: [
      'exec',
      '--skip-git-repo-check',
      '--dangerously-bypass-approvals-and-sandbox',
      ...settings.flatMap(setting => ['-c', setting]),
      '--json',
      task.prompt,
    ],
    env: { CODEX_HOME: codexHome, OPENAI_API_KEY: 'fake' },
  };
}
