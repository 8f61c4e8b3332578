/** Qwen Code, headless. The environment alone tells it of the fake model. */
import type { Launch, Task } from './launch.ts';

/** Makes the command line for `qwen -p` against the fake model, with every approval switched off. */
export function launchQwen(task: Task): Launch {
  return {
    args: ['--yolo', '--auth-type', 'openai', '-p', task.prompt],
    env: {
      OPENAI_BASE_URL: `${task.modelUrl}/v1`,
      OPENAI_API_KEY: 'fake',
      OPENAI_MODEL: task.modelName ?? 'fake-model',
    },
  };
}
