/** Approvals, sessions and the emergency stop as a user meets them: real hooks, a real guard, the command line. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startGuardProcess } from '../support/product.ts';
import { makeStage } from './stage.ts';

const stage = makeStage();
const { home, workspace } = stage;
let guard: Awaited<ReturnType<typeof startGuardProcess>>;

beforeAll(async () => {
  guard = await startGuardProcess(stage.product(), [workspace], { home, cwd: workspace });
});
afterAll(() => guard.stop());

/** Asks as Codex does, which cannot ask its user by itself. */
const hook = (tool: string, input: object, more: object = {}) =>
  stage.run(
    ['hook', '--agent', 'codex'],
    JSON.stringify({
      hook_event_name: 'PreToolUse',
      session_id: 's1',
      cwd: workspace,
      tool_name: tool,
      tool_input: input,
      ...more,
    }),
  );
const lostWork = () => hook('Bash', { command: 'git reset --hard HEAD~3' });
const idIn = (text: string): string => /approvals allow ([0-9a-f]{8})/u.exec(text)?.[1] ?? '';

test('a call that policy leaves to a person is refused, allowed once, passes once, and is told in the ledger', async () => {
  const refused = await lostWork();
  const id = idIn(refused.stdout);
  expect(JSON.parse(refused.stdout)).toMatchObject({ hookSpecificOutput: { permissionDecision: 'deny' } });

  const listed = await stage.run(['approvals']);
  expect(listed.stdout).toContain(id);
  expect(listed.stdout).toContain('git reset --hard HEAD~3');

  expect(await stage.run(['approvals', 'allow', id])).toMatchObject({ code: 0, stderr: '' });
  expect((await lostWork()).stdout).toBe('{}');
  expect(idIn((await lostWork()).stdout)).toMatch(/^[0-9a-f]{8}$/u);

  const verified = await stage.run(['ledger', 'verify']);
  expect(verified).toMatchObject({ code: 0 });
});

test('an unknown or expired id is said to be so', async () => {
  expect(await stage.run(['approvals', 'allow', 'ffffffff'])).toMatchObject({ code: 1 });
  expect(await stage.run(['approvals', 'revoke', 'ffffffff'])).toMatchObject({ code: 1 });
  expect(await stage.run(['approvals', 'allow'])).toMatchObject({ code: 2 });
});

test('a session is told as a timeline, and its label can be cleared', async () => {
  await hook('Bash', { command: 'curl -s https://example.org/howto' });
  const [line = ''] = (await stage.run(['sessions'])).stdout.split('\n');
  const id = line.slice(0, 8);
  expect(line).toContain('codex');
  const shown = await stage.run(['sessions', 'show', id]);
  expect(shown.stdout).toContain('→ the session has taken in text from outside');
  expect((await stage.run(['sessions', 'clear', id, '--label', 'untrusted'])).stdout).toContain(
    'Cleared untrusted',
  );
  expect((await stage.run(['sessions', 'show', id])).stdout).toContain('a person cleared the label');
});

test('the emergency stop refuses everything at once, until it is released', async () => {
  const list = () => hook('Bash', { command: 'ls' });
  expect((await list()).stdout).toBe('{}');
  expect(await stage.run(['stop'])).toMatchObject({ code: 0, stderr: '' });
  expect(await stage.run(['stop', '--status'])).toMatchObject({ code: 1 });
  expect((await list()).stdout).toContain('stopped all agents');
  expect(await stage.run(['release'])).toMatchObject({ code: 0, stderr: '' });
  expect((await list()).stdout).toBe('{}');
  expect(await stage.run(['release'])).toMatchObject({ stdout: 'Agents were not stopped.\n' });
});
