import { describe, expect, test } from 'vitest';
import { jsonAt } from '../../gate/json.ts';
import type { GuardEvent } from '../../../common/event.ts';
import type { Verdict } from '../../../common/verdict.ts';
import { adapterOf } from '../../../server/agents/index.ts';
import { hookJudge } from '../../../server/gate/judgeHook.ts';
import type { Adapter } from '../../../server/agents/adapter.ts';

const verdictOf = (verdict: Verdict['verdict'], reason = 'Why.'): Verdict => ({
  verdict,
  reason,
  policies: [],
  findings: [],
});
const context = { cwd: '/w', roots: ['/w'] };

function judging(judge: (event: GuardEvent) => Promise<Verdict>, adapter = adapterOf) {
  const failures: unknown[] = [];
  const seen: GuardEvent[] = [];
  const ask = hookJudge({
    adapterOf: adapter,
    pipeline: {
      judge: event => {
        seen.push(event);
        return judge(event);
      },
    },
    clock: { now: () => 42 },
    newId: () => 'id',
    failed: (what, error) => failures.push([what, error]),
  });
  return { ask, failures, seen };
}

const pre = (tool_name: string, tool_input: unknown): Buffer =>
  Buffer.from(
    JSON.stringify({ hook_event_name: 'PreToolUse', tool_name, tool_input, session_id: 's', cwd: '/w/sub' }),
  );

const reasonIn = (stdout: string): unknown =>
  jsonAt(stdout, 'hookSpecificOutput', 'permissionDecisionReason');

test('a payload becomes an event, the verdict the answer', async () => {
  const { ask, seen } = judging(() => Promise.resolve(verdictOf('deny')));
  const answer = await ask('vscode', pre('read_file', { filePath: '.env' }), context);
  expect(reasonIn(answer.stdout)).toBe('Why.');
  expect(seen).toEqual([
    expect.objectContaining({
      id: 'id',
      ts: 42,
      agent: 'vscode',
      kind: 'fs.read',
      cwd: '/w/sub',
      roots: ['/w'],
    }),
  ]);
});

test('of several events the strictest verdict stands, with all its reasons once', async () => {
  const verdicts = [
    verdictOf('pass', 'fine'),
    verdictOf('deny', 'One.'),
    verdictOf('ask', 'maybe'),
    verdictOf('deny', 'Two.'),
    verdictOf('deny', 'One.'),
  ];
  const { ask } = judging(() => Promise.resolve(verdicts.shift() ?? verdictOf('pass')));
  const replacements = ['a', 'b', 'c', 'd', 'e'].map(filePath => ({
    filePath,
    oldString: '1',
    newString: '2',
  }));
  const answer = await ask('vscode', pre('multi_replace_string_in_file', { replacements }), context);
  expect(reasonIn(answer.stdout)).toBe('One. Two.');
});

test('no opinion is an empty object, and nothing else', async () => {
  const { ask } = judging(() => Promise.resolve(verdictOf('pass')));
  for (const agent of ['vscode', 'claude-code', 'codex', 'gemini']) {
    expect(await ask(agent, pre('x', {}), context)).toEqual({ stdout: '{}', stderr: '', exitCode: 0 });
  }
});

describe('what cannot be judged is refused', () => {
  const never = () => Promise.reject(new Error('must not be asked'));

  test.each([
    ['empty', Buffer.alloc(0), 'it is empty'],
    ['cut off', Buffer.from('{"hook_event_name":"PreToo'), 'it is not JSON, or cut off'],
    ['no UTF-8', Buffer.from([0x22, 0xff, 0x22]), 'it is not UTF-8'],
    ['of the wrong shape', Buffer.from('[]'), 'it is not a JSON object'],
    ['without a tool', Buffer.from('{"hook_event_name":"PreToolUse"}'), 'it has no tool_name'],
    ['too large', Buffer.alloc(20 * 1024 * 1024 + 1, 0x20), 'it is larger than 20 MB'],
    ['nested without end', Buffer.from('['.repeat(1_000_000)), 'it is not JSON, or cut off'],
  ])('a payload that is %s', async (_, payload, why) => {
    const { ask, failures } = judging(never);
    expect(reasonIn((await ask('codex', payload, context)).stdout)).toContain(`cannot be read (${why})`);
    expect(failures).toEqual([['payload', why]]);
  });

  test('a prompt that cannot be read is refused as a prompt, by the event of the entry', async () => {
    const { ask } = judging(never);
    const answer = await ask('claude-code', Buffer.from('{'), { ...context, event: 'UserPromptSubmit' });
    expect(JSON.parse(answer.stdout)).toMatchObject({ decision: 'block' });
  });

  test('a session event is never refused', async () => {
    const { ask } = judging(never);
    const answer = await ask('claude-code', Buffer.from('{"hook_event_name":"SessionStart"}'), context);
    expect(answer.stdout).toBe('{}');
  });

  test('a pipeline that fails, an adapter that throws or decodes nothing', async () => {
    const failing = judging(() => Promise.reject(new Error('boom')));
    expect(reasonIn((await failing.ask('vscode', pre('x', {}), context)).stdout)).toContain(
      'an internal error',
    );
    expect(failing.failures).toEqual([['hook', new Error('boom')]]);
    const vscode = adapterOf('vscode');
    if (vscode === undefined) throw new Error('no adapter');
    const odd: readonly Partial<Adapter>[] = [
      {
        decode: () => {
          throw new Error('odd');
        },
      },
      { decode: () => ({ kind: 'events', phase: 'pre', events: [] }) },
    ];
    for (const part of odd) {
      const { ask } = judging(never, () => ({ ...vscode, ...part }));
      expect(reasonIn((await ask('vscode', pre('x', {}), context)).stdout)).toContain('an internal error');
    }
  });

  test('an agent without an adapter, and one that nobody knows', async () => {
    const { ask } = judging(never);
    expect(JSON.parse((await ask('cursor', pre('x', {}), context)).stdout)).toMatchObject({
      permission: 'deny',
    });
    expect(await ask('nobody', pre('x', {}), context)).toMatchObject({ exitCode: 2 });
  });
});

test('an event that does nothing passes unjudged', async () => {
  const { ask, seen } = judging(() => Promise.resolve(verdictOf('deny')));
  expect((await ask('vscode', Buffer.from('{"hook_event_name":"Stop"}'), context)).stdout).toBe('{}');
  expect(seen).toEqual([]);
});
