/** Codex. It rejects unknown fields and denials without a reason: then the hook counts as failed and the tool runs. */
import type { Toolbox } from './action.ts';
import type { Adapter, FailureSemantics } from './adapter.ts';
import { decodePayload, doubleUnderscoreMcp, type Dialect } from './decode.ts';
import { hookProtocol } from './denials.ts';
import { encodeVerdict } from './encode.ts';
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

const failure: FailureSemantics = {
  exit1: 'open',
  exit2: 'deny',
  commandMissing: 'open',
  badJson: 'open',
  timeout: 'open',
  ask: 'deny',
};

/** Adapts Codex. */
export const codexAdapter: Adapter = {
  name: 'codex',
  title: 'Codex',
  timeoutMs: hookProtocol('codex').timeoutMs,
  tools: Object.keys(tools),
  failure,
  decode: (payload, context) => decodePayload(dialect, payload, context),
  encode: (verdict, phase) => encodeVerdict('codex', failure.ask, verdict, phase),
};
