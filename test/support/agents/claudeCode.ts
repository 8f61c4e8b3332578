/** Claude Code, headless. Its licence is its own: tests install it only when asked to. */
import type { Launch, Task } from './launch.ts';

/** Makes the command line for `claude -p` against the fake model, with every permission prompt switched off. */
export function launchClaudeCode(task: Task): Launch {
  return {
    args: ['-p', task.prompt, '--dangerously-skip-permissions', '--output-format', 'json'],
    env: {
      ANTHROPIC_BASE_URL: task.modelUrl,
      ANTHROPIC_API_KEY: 'fake',
      CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
      DISABLE_AUTOUPDATER: '1',
      // Without it the permission switch is refused to root, which is who runs tests in a container.
      IS_SANDBOX: '1',
    },
  };
}
