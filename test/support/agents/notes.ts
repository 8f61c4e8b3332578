/** How each agent's model calls the tests' MCP server: some list the tools of servers only once it has searched for them. */
import type { ScriptStep, ToolChoice } from '../model/fakeModel.ts';
import { handsOf, type AttackedAgent } from './hands.ts';

const searches: Readonly<Partial<Record<AttackedAgent, readonly ScriptStep[]>>> = {
  codex: [{ tool: 'tool_search', args: { query: 'remember', limit: 5 } }],
  // It does not wait for its servers.
  droid: [
    handsOf('droid', '/').shell('sleep 5'),
    { tool: 'ToolSearch', args: { query: 'select:notes___remember' } },
  ],
};

const tool: ToolChoice = offered => offered.find(name => name.includes('remember'));

/** Returns the steps that have the server `notes` remember a note. */
export function rememberSteps(agent: AttackedAgent, note: string): readonly ScriptStep[] {
  if (agent === 'qwen') return deferred('mcp__notes__remember', { note });
  return [...(searches[agent] ?? []), { tool, args: { note } }];
}

/** Qwen Code keeps most tools back; the model asks for one and has it called. */
export function deferred(name: string, args: Readonly<Record<string, string>>): readonly ScriptStep[] {
  return [
    { tool: 'tool_search', args: { query: `select:${name}` } },
    { tool: 'tool_call', args: { name, arguments: args } },
  ];
}
