/** Codex. It rejects unknown fields and denials without a reason: then the hook counts as failed and the tool runs. */
import type { Toolbox } from './action.ts';
import { doubleUnderscoreMcp, type Dialect } from './decode.ts';
import { familyAdapter } from './family.ts';
import { applyPatch, note, readFile, runShell, spawnAgent } from './readers.ts';

const shell = {
  ...runShell(),
  harmless: [
    ...runShell().harmless,
    'timeout',
    'timeout_ms',
    'yield_time_ms',
    'max_output_tokens',
    'login',
    'tty',
    'justification',
  ],
};

const tools: Toolbox = {
  Bash: shell,
  exec_command: shell,
  shell_command: shell,
  write_stdin: { ...runShell('shell.input'), harmless: ['session_id', 'yield_time_ms', 'max_output_tokens'] },
  apply_patch: applyPatch('command'),
  view_image: readFile,
  update_plan: note,
  spawn_agent: spawnAgent('message', 'prompt', 'items', 'agent_type', 'model'),
  wait_agent: note,
  close_agent: note,
  list_agents: note,
};

const dialect: Dialect = { agent: 'codex', tools, mcp: doubleUnderscoreMcp, mentions: () => [] };

/** Adapts Codex. */
export const codexAdapter = familyAdapter({ title: 'Codex', dialect });
