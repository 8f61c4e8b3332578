/** How a real agent is told to run one prompt against the fake model. One module an agent fills this in. */

/** The agents that tests can drive headless. */
export type AgentName =
  'codex' | 'gemini' | 'claude-code' | 'qwen' | 'copilot-cli' | 'droid' | 'opencode' | 'cline';

/** What an agent is to do, and where. */
export interface Task {
  /** The agent's home folder, a scratch folder; hooks under test are installed there beforehand. */
  readonly home: string;
  readonly workspace: string;
  /** Base address of the fake model, without a path. */
  readonly modelUrl: string;
  readonly prompt: string;
  /** Name of the fake model, where it is to be taken for another one: some agents offer other tools then. */
  readonly modelName?: string;
}

/** The command line and environment that make an agent do a task without asking back. */
export interface Launch {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Command lines to run before, in the same network. */
  readonly before?: readonly (readonly string[])[];
}
