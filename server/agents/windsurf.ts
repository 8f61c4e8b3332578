/** Windsurf (Devin Desktop). Each kind of acts has events of its own; exit code 2 refuses. */
import type { Toolbox } from './action.ts';
import { atMentions, type Dialect } from './decode.ts';
import { familyAgent } from './family.ts';
import { fieldsOf, textAt, type Fields } from './fields.ts';
import { hookEvent, inHome, type HookEntry } from './install/spec.ts';
import { editFileOften, readFile, runShell } from './readers.ts';

/** Named after the part of the event's name that says what is done. */
const tools: Toolbox = {
  read_code: readFile,
  write_code: editFileOften('edits'),
  run_command: runShell(),
};

function mcp(name: string, payload: Fields): { readonly server: string; readonly tool: string } | undefined {
  if (name !== 'mcp_tool_use') return undefined;
  const info = fieldsOf(payload['tool_info']) ?? {};
  return { server: textAt(info, 'mcp_server_name') ?? '', tool: textAt(info, 'mcp_tool_name') ?? '' };
}

function translate(payload: Fields, stated: string | undefined): Fields {
  const event = textAt(payload, 'agent_action_name') ?? stated;
  const told = fieldsOf(payload['tool_info']);
  const info = told ?? {};
  const tool = /^(?:pre|post)_(.+)$/u.exec(event ?? '')?.[1];
  return {
    hook_event_name: event,
    session_id: textAt(payload, 'trajectory_id'),
    cwd: textAt(info, 'cwd'),
    tool_name: tool === 'user_prompt' ? undefined : tool,
    tool_input: told === undefined ? undefined : inputOf(tool, info),
    tool_use_id: textAt(payload, 'execution_id'),
    tool_response: info['mcp_result'] ?? info['output'] ?? info['content'],
    prompt: info['user_prompt'],
  };
}

/** What a release has under another name goes on as it is, to be looked through. */
function inputOf(tool: string | undefined, info: Fields): unknown {
  const { command_line, mcp_tool_arguments, ...rest } = info;
  if (tool === undefined || tool === 'user_prompt') return undefined;
  if (tool === 'mcp_tool_use') return mcp_tool_arguments ?? withoutNames(rest);
  return command_line === undefined ? rest : { ...rest, command: command_line };
}

const withoutNames = (info: Fields): Fields =>
  Object.fromEntries(
    Object.entries(info).filter(([name]) => !/^mcp_(?:server_name|tool_name|result)$/u.test(name)),
  );

const dialect: Dialect = { agent: 'windsurf', tools, mcp, mentions: atMentions, translate };

/** On Windows hooks are run by PowerShell, which takes a quoted path for a text unless it is called. */
const shape = ({ command }: HookEntry) => ({
  command,
  powershell: `& ${command}; exit $LASTEXITCODE`,
  show_output: true,
});

/** Describes Windsurf. */
export const windsurf = familyAgent({
  title: 'Windsurf',
  dialect,
  install: {
    folder: inHome(undefined, '.codeium', 'windsurf'),
    events: [
      'pre_read_code',
      'pre_write_code',
      'pre_run_command',
      'pre_mcp_tool_use',
      'pre_user_prompt',
      'post_mcp_tool_use',
    ].map(name => hookEvent(name)),
    timeout: 60,
    written: { kind: 'merged', file: 'hooks.json', shape },
  },
  sees: {
    read: 'pre_read_code',
    write: 'pre_write_code',
    shell: 'pre_run_command',
    mcp: 'pre_mcp_tool_use',
    prompt: 'pre_user_prompt',
    result: 'post_mcp_tool_use',
  },
  evidence: 'not verified',
  gaps: [
    {
      unseen: 'Pages that it fetches: there is no event for them.',
      instead: 'Nothing; what it does afterwards is judged.',
    },
    {
      unseen:
        'What a tool brings back is seen after the fact, that of MCP servers alone, and cannot be held back.',
      instead: 'The session is labelled, and what leaves it afterwards is judged by that.',
    },
  ],
});
