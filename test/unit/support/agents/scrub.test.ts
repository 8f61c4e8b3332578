import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { scrubObject } from '../../../support/agents/scrub.ts';

describe('what is peculiar to one run', () => {
  test.each([
    ['a path', '/tmp/run/work/a.ts', '/workspace/a.ts'],
    ['an id', 'x-01a203a9-9848-7f00-8b73-143f60667825', 'x-00000000-0000-4000-8000-000000000000'],
    ['a time', 'at 2026-11-22T14:26:14.123Z.', 'at 2026-01-01T00:00:00.000Z.'],
    ['a time in a file name', 's-2026-11-22T14-26-14-x', 's-2026-01-01T00:00:00.000Z-x'],
    [
      'a short id after a time',
      'session-2026-11-22T14-26-37c0710a.jsonl',
      'session-2026-01-01T00:00:00.000Z-00000000.jsonl',
    ],
    ['a dated folder', '.codex/sessions/2026/11/22/r', '.codex/sessions/2026/01/01/r'],
    ['a process group', 'Process Group PGID: 11408', 'Process Group PGID: 1'],
    ['an agent id', 'agent-a0d20b7cf9f03c59b.jsonl', 'agent-a0000000000000000.jsonl'],
    ['nothing', 'export const price = 3;', 'export const price = 3;'],
  ])('%s', (_, text, expected) => {
    expect(scrubObject({ deep: [{ text }] }, [['/tmp/run/work', '/workspace']])).toEqual({
      deep: [{ text: expected }],
    });
  });

  test('a duration, and no other number', () => {
    expect(scrubObject({ duration_ms: 231, count: 7, on: true, none: null }, [])).toEqual({
      duration_ms: 1,
      count: 7,
      on: true,
      none: null,
    });
  });
});

describe.each(['codex', 'gemini', 'claude-code'])('the recorded payloads of %s', agent => {
  const folder = fileURLToPath(new URL(`../../../gate/fixtures/${agent}`, import.meta.url));
  const files = readdirSync(folder);

  test('are there for reading, creating, editing, running and a server tool', () => {
    const stories = files.map(file => file.replace(/^[A-Za-z]+-|\.json$/gu, ''));
    expect(stories).toEqual(expect.arrayContaining(['read', 'create', 'edit', 'shell', 'mcp']));
  });

  test.each(files)('%s names its event and nothing of the recording machine', file => {
    const text = readFileSync(path.join(folder, file), 'utf8');
    expect(JSON.parse(text)).toMatchObject({ cwd: expect.stringMatching(/^\/workspace/u) });
    expect(text).toContain(`"hook_event_name": "${/^[A-Za-z]+/u.exec(file)?.[0] ?? ''}"`);
    // Every absolute path is one of the two that stand for the workspace and the home folder.
    const elsewhere = text.match(/"\/(?!workspace|home\/user|tmp\/claude\/|usr\/bin\/node)[^"\n]*"/gu);
    expect(elsewhere).toBeNull();
  });
});
