/** How each agent reads, writes and runs things: its tools' names and arguments, so that one story fits all. */
import path from 'node:path';
import type { ScriptStep } from '../model/fakeModel.ts';
import type { AgentName } from './launch.ts';

/** The agents that attacks are told for: those that run headless, and VS Code's own. */
export type AttackedAgent = AgentName | 'vscode';

/** What an agent can do, as steps for the fake model. Paths are relative to the workspace. */
export interface Hands {
  readonly read: (file: string) => ScriptStep;
  /** Creates a file by the agent's own writing tool. */
  readonly create: (file: string, content: string) => ScriptStep;
  /** Replaces one line of a file by the agent's own editing tool. */
  readonly edit: (file: string, line: string, replacement: string) => readonly ScriptStep[];
  readonly shell: (command: string) => ScriptStep;
  /** Gives `prepared.json`, whose second line is `  "old": true`, another name and content by a patch. */
  readonly patch?: (file: string, content: string) => readonly ScriptStep[];
}

/** Gives an agent's hands in a workspace. */
export function handsOf(agent: AttackedAgent, workspace: string): Hands {
  return makers[agent](file => path.join(workspace, file));
}

type Place = (file: string) => string;

const makers: Readonly<Record<AttackedAgent, (at: Place) => Hands>> = {
  codex: codexHands,
  gemini: geminiHands,
  'claude-code': claudeCodeHands,
  vscode: vscodeHands,
  qwen: qwenHands,
  'copilot-cli': copilotHands,
  droid: droidHands,
  opencode: opencodeHands,
  cline: clineHands,
};

/** Codex reads by shell only, and its patches name files relative to the workspace. */
function codexHands(): Hands {
  const patch = (...lines: readonly string[]): ScriptStep => ({
    tool: 'apply_patch',
    args: { input: ['*** Begin Patch', ...lines, '*** End Patch', ''].join('\n') },
  });
  const shell = (cmd: string): ScriptStep => ({ tool: 'exec_command', args: { cmd } });
  return {
    read: file => shell(`sed -n 1,200p ${file}`),
    create: (file, content) =>
      patch(
        `*** Add File: ${file}`,
        ...content
          .trimEnd()
          .split('\n')
          .map(line => `+${line}`),
      ),
    edit: (file, line, replacement) => [
      patch(`*** Update File: ${file}`, '@@', `-${line}`, ...replacement.split('\n').map(text => `+${text}`)),
    ],
    shell,
    patch: (file, content) => [{ tool: 'apply_patch', args: { input: movingPatch(file, content) } }],
  };
}

/** Writes a patch in the form that OpenAI's models are trained on, which most agents took over. */
function movingPatch(file: string, content: string, at: Place = name => name): string {
  const [old, ...fresh] = ['-  "old": true', ...content.trimEnd().split('\n').slice(1, -1)];
  return [
    '*** Begin Patch',
    `*** Update File: ${at('prepared.json')}`,
    `*** Move to: ${at(file)}`,
    '@@',
    ' {',
    old,
    ...fresh.map(line => `+${line}`),
    ' }',
    '*** End Patch',
    '',
  ].join('\n');
}

function geminiHands(at: Place): Hands {
  return {
    read: file => ({ tool: 'read_file', args: { file_path: at(file) } }),
    create: (file, content) => ({ tool: 'write_file', args: { file_path: at(file), content } }),
    edit: (file, line, replacement) => [
      {
        tool: 'replace',
        args: {
          file_path: at(file),
          instruction: 'Replace the line.',
          old_string: line,
          new_string: replacement,
        },
      },
    ],
    shell: command => ({ tool: 'run_shell_command', args: { command, description: 'Runs a command.' } }),
  };
}

/** Claude Code edits only what it has read. */
function claudeCodeHands(at: Place): Hands {
  const read = (file: string): ScriptStep => ({ tool: 'Read', args: { file_path: at(file) } });
  return {
    read,
    create: (file, content) => ({ tool: 'Write', args: { file_path: at(file), content } }),
    edit: (file, line, replacement) => [
      read(file),
      { tool: 'Edit', args: { file_path: at(file), old_string: line, new_string: replacement } },
    ],
    shell: command => ({ tool: 'Bash', args: { command, description: 'Runs a command.' } }),
  };
}

function vscodeHands(at: Place): Hands {
  return {
    read: file => ({ tool: 'read_file', args: { filePath: at(file), startLine: 1, endLine: 200 } }),
    create: (file, content) => ({ tool: 'create_file', args: { filePath: at(file), content } }),
    edit: (file, line, replacement) => [
      {
        tool: 'replace_string_in_file',
        args: { filePath: at(file), oldString: line, newString: replacement },
      },
    ],
    shell: command => ({
      tool: 'run_in_terminal',
      args: { command, explanation: 'Runs a command.', goal: 'Run it.', mode: 'sync', timeout: 30_000 },
    }),
  };
}

/** Qwen Code edits only what it has read. */
function qwenHands(at: Place): Hands {
  const read = (file: string): ScriptStep => ({ tool: 'read_file', args: { file_path: at(file) } });
  return {
    read,
    create: (file, content) => ({ tool: 'write_file', args: { file_path: at(file), content } }),
    edit: (file, line, replacement) => [
      read(file),
      { tool: 'edit', args: { file_path: at(file), old_string: line, new_string: replacement } },
    ],
    shell: command => ({
      tool: 'run_shell_command',
      args: { command, description: 'Runs a command.', is_background: false },
    }),
  };
}

function copilotHands(at: Place): Hands {
  return {
    read: file => ({ tool: 'view', args: { path: at(file) } }),
    create: (file, content) => ({ tool: 'create', args: { path: at(file), file_text: content } }),
    edit: (file, line, replacement) => [
      { tool: 'edit', args: { path: at(file), old_str: line, new_str: replacement } },
    ],
    shell: command => ({ tool: 'bash', args: { command, description: 'Runs a command.' } }),
    patch: (file, content) => [{ tool: 'apply_patch', args: { input: movingPatch(file, content, at) } }],
  };
}

/** Droid edits only what it has read. */
function droidHands(at: Place): Hands {
  const read = (file: string): ScriptStep => ({ tool: 'Read', args: { file_path: at(file) } });
  return {
    read,
    create: (file, content) => ({ tool: 'Create', args: { file_path: at(file), content } }),
    edit: (file, line, replacement) => [
      read(file),
      { tool: 'Edit', args: { file_path: at(file), old_str: line, new_str: replacement } },
    ],
    shell: command => ({
      tool: 'Execute',
      args: {
        command,
        summary: 'Runs a command.',
        timeout: 30,
        riskLevel: 'low',
        riskLevelReason: 'It is a test.',
      },
    }),
    // It patches one file, and what is new has no other name.
    patch: (file, content) => [
      {
        tool: 'ApplyPatch',
        args: {
          input: [
            '*** Begin Patch',
            `*** Add File: ${at(file)}`,
            ...content
              .trimEnd()
              .split('\n')
              .map(line => `+${line}`),
            '*** End Patch',
            '',
          ].join('\n'),
        },
      },
    ],
  };
}

/** OpenCode edits only what it has read. */
function opencodeHands(at: Place): Hands {
  const read = (file: string): ScriptStep => ({ tool: 'read', args: { filePath: at(file) } });
  return {
    read,
    create: (file, content) => ({ tool: 'write', args: { filePath: at(file), content } }),
    edit: (file, line, replacement) => [
      read(file),
      { tool: 'edit', args: { filePath: at(file), oldString: line, newString: replacement } },
    ],
    shell: command => ({ tool: 'bash', args: { command, description: 'Runs a command.' } }),
    patch: (file, content) => [{ tool: 'apply_patch', args: { patchText: movingPatch(file, content) } }],
  };
}

function clineHands(at: Place): Hands {
  return {
    read: file => ({ tool: 'read_files', args: { files: [{ path: at(file) }] } }),
    create: (file, content) => ({ tool: 'editor', args: { path: at(file), new_text: content } }),
    edit: (file, line, replacement) => [
      { tool: 'editor', args: { path: at(file), old_text: line, new_text: replacement } },
    ],
    shell: command => ({ tool: 'run_commands', args: { commands: [command] } }),
    patch: (file, content) => [{ tool: 'apply_patch', args: { input: movingPatch(file, content) } }],
  };
}
