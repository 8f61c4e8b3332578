/** What a tool brought back, as hooks after a call report it. */
import { describe, expect, test } from 'vitest';
import { adapterOf } from '../../../server/agents/index.ts';

const ended = (tool: string, input: unknown, more: object): object => ({
  hook_event_name: 'PostToolUse',
  cwd: '/workspace',
  tool_name: tool,
  tool_input: input,
  ...more,
});

describe('results', () => {
  test.each([
    [
      'a file',
      ended('Read', { file_path: 'a.md' }, { tool_response: { file: { content: 'Hello' } } }),
      { paths: [{ path: 'a.md', op: 'read' }] },
    ],
    [
      'a page',
      ended('WebFetch', { url: 'https://x.example' }, { tool_response: 'Hello' }),
      { urls: ['https://x.example'] },
    ],
    [
      'an MCP tool',
      ended('mcp__a__b', {}, { tool_result: [{ type: 'text', text: 'Hello' }] }),
      { mcp: { server: 'a', tool: 'b' } },
    ],
    ['a command', ended('Bash', { command: 'ls' }, { tool_output: 'Hello' }), { paths: [] }],
  ])('what %s brought back is taken in', (_, payload, told) => {
    const decoded = decode(payload);
    expect(decoded).toHaveLength(2);
    expect(decoded[1]).toMatchObject({ kind: 'context.attach', phase: 'post', id: 'e1.1', ...told });
    expect(decoded[1]?.content).toContain('Hello');
  });

  test('nothing brought back is nothing taken in', () => {
    expect(decode(ended('Bash', { command: 'ls' }, {})).map(({ kind }) => kind)).toEqual(['shell.exec']);
  });
});

function decode(payload: unknown) {
  const context = { id: 'e1', ts: 7, cwd: '/workspace', roots: ['/workspace'] };
  const decoded = adapterOf('claude-code')?.decode(payload, context);
  if (decoded?.kind !== 'events') throw new Error(JSON.stringify(decoded));
  return decoded.events;
}
