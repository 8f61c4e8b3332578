/** Codex. It rejects unknown fields and denials without a reason: then the hook counts as failed and the tool runs. */
import type { Toolbox } from './action.ts';
import { doubleUnderscoreMcp, type Dialect } from './decode.ts';
import { familyAgent } from './family.ts';
import { groupShape, hookEvent, inHome, isFalse, isTrue } from './install/spec.ts';
import { managedPlaces } from './managed.ts';
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

/** Describes Codex. */
export const codex = familyAgent({
  title: 'Codex',
  dialect,
  install: {
    folder: inHome('CODEX_HOME', '.codex'),
    events: [hookEvent('PreToolUse'), hookEvent('UserPromptSubmit', false), hookEvent('PostToolUse')],
    timeout: 60,
    written: { kind: 'merged', file: 'hooks.json', shape: groupShape, trustFile: 'config.toml' },
  },
  switches: {
    user: ['config.toml'],
    workspace: ['.codex/config.toml'],
    elsewhere: setting => managedPlaces('codex', setting),
    switches: [
      { key: ['features', 'hooks'], isOff: isFalse },
      { key: ['allow_managed_hooks_only'], isOff: isTrue },
    ],
  },
  gaps: [
    {
      unseen: 'What is typed into a program that runs already (`write_stdin`).',
      instead: 'Starting a shell or another interpreter for later input is refused.',
    },
    {
      unseen:
        'Everything, where `features.hooks` is false, or where the hooks changed since they were trusted.',
      instead: 'Agents may not write it, the file watch takes it back, doctor names the file.',
    },
  ],
});
