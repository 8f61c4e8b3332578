/**
 * Gemini CLI, headless. It is told of the fake model by the environment alone: the Vertex sign-in is the one
 * that takes both an address and a key from there, so no settings file that a hook lives in has to be touched.
 */
import type { Launch, Task } from './launch.ts';

/** Makes the command line for `gemini -p` against the fake model, with every approval switched off. */
export function launchGemini(task: Task): Launch {
  return {
    args: ['--yolo', '--skip-trust', '-m', 'gemini-2.5-flash', '-o', 'json', '-p', task.prompt],
    env: {
      GOOGLE_GENAI_USE_VERTEXAI: 'true',
      GOOGLE_VERTEX_BASE_URL: task.modelUrl,
      GOOGLE_API_KEY: 'fake',
      // For a home folder whose settings choose the other sign-in.
      GOOGLE_GEMINI_BASE_URL: task.modelUrl,
      GEMINI_API_KEY: 'fake',
      GEMINI_CLI_NO_RELAUNCH: 'true',
      GEMINI_SANDBOX: 'false',
      // The switch comes too late for the settings of the folder.
      GEMINI_CLI_TRUST_WORKSPACE: 'true',
    },
  };
}
