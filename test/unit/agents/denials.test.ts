import { describe, expect, test } from 'vitest';
import { jsonAt } from '../../gate/json.ts';
import {
  agentNames,
  encodeDenial,
  encodeNativeAsk,
  encodeUnknownAgent,
  isAgentName,
  ownDeadlineMs,
  phaseOf,
} from '../../../server/agents/denials.ts';

const nested =
  '{"hookSpecificOutput":{"hookEventName":"PreToolUse","permissionDecision":"deny","permissionDecisionReason":"No."}}';

describe('a refusal is exactly what the agent wants', () => {
  test.each([
    ['vscode', { stdout: nested, stderr: '', exitCode: 0 }],
    ['claude-code', { stdout: nested, stderr: '', exitCode: 0 }],
    ['codex', { stdout: nested, stderr: '', exitCode: 0 }],
    ['qwen', { stdout: nested, stderr: '', exitCode: 0 }],
    ['copilot-cli', { stdout: nested, stderr: '', exitCode: 0 }],
    ['droid', { stdout: nested, stderr: '', exitCode: 0 }],
    ['gemini', { stdout: '{"decision":"deny","reason":"No."}', stderr: '', exitCode: 0 }],
    [
      'cursor',
      { stdout: '{"permission":"deny","user_message":"No.","agent_message":"No."}', stderr: '', exitCode: 0 },
    ],
    ['cline', { stdout: '{"cancel":true,"errorMessage":"No."}', stderr: '', exitCode: 0 }],
    ['windsurf', { stdout: '', stderr: 'No.\n', exitCode: 2 }],
    ['kiro', { stdout: '', stderr: 'No.\n', exitCode: 2 }],
    ['opencode', { stdout: '', stderr: 'No.\n', exitCode: 2 }],
    ['amp', { stdout: '', stderr: 'No.\n', exitCode: 2 }],
  ] as const)('%s', (agent, answer) => {
    expect(encodeDenial(agent, 'pre', 'No.')).toEqual(answer);
  });

  test('every agent is covered above', () => expect(agentNames).toHaveLength(13));

  test.each([
    ['vscode', 'prompt', '{"decision":"block","reason":"No."}'],
    ['codex', 'post', '{"decision":"block","reason":"No."}'],
    ['gemini', 'post', '{"decision":"deny","reason":"No."}'],
    ['qwen', 'post', '{"hookSpecificOutput":{"hookEventName":"PostToolUse","additionalContext":"No."}}'],
    ['cline', 'post', '{"contextModification":"No."}'],
    ['cline', 'prompt', '{"cancel":true,"errorMessage":"No."}'],
    ['cursor', 'post', '{"additional_context":"No."}'],
    ['cursor', 'prompt', '{"permission":"deny","continue":false,"user_message":"No.","agent_message":"No."}'],
    ['kiro', 'post', '{}'],
    ['gemini', 'prompt', '{"decision":"deny","reason":"No."}'],
    ['claude-code', 'session', '{}'],
    ['windsurf', 'session', '{}'],
  ] as const)('%s in phase %s', (agent, phase, stdout) => {
    expect(encodeDenial(agent, phase, 'No.')).toEqual({ stdout, stderr: '', exitCode: 0 });
  });
});

describe('reasons', () => {
  const reasonOf = (reason: string): unknown =>
    jsonAt(encodeDenial('vscode', 'pre', reason).stdout, 'hookSpecificOutput', 'permissionDecisionReason');

  test.each([
    ['', 'Ringfence refused this.'],
    [' \n\t ', 'Ringfence refused this.'],
    ['two\nlines\u001b[31m', 'two lines [31m'],
    ['“quoted” – naïve 🦊', '“quoted” – naïve 🦊'],
  ])('%j is shown as %j', (given, shown) => expect(reasonOf(given)).toBe(shown));

  test('are cut to a length that every agent takes', () => {
    expect(reasonOf('x'.repeat(5000))).toHaveLength(2000);
  });

  test('are printed in ASCII', () => {
    expect(encodeNativeAsk('naïve 🦊').stdout).toMatch(/^[\x20-\x7e]+$/u);
    expect(JSON.parse(encodeNativeAsk('naïve 🦊').stdout)).toEqual({
      hookSpecificOutput: {
        hookEventName: 'PreToolUse',
        permissionDecision: 'ask',
        permissionDecisionReason: 'naïve 🦊',
      },
    });
  });
});

test.each([
  ['PreToolUse', 'pre'],
  ['BeforeTool', 'pre'],
  ['PostToolUseFailure', 'post'],
  ['pre_run_command', 'pre'],
  ['post_mcp_tool_use', 'post'],
  ['tool.execute.before', 'pre'],
  ['tool.execute.after', 'post'],
  ['beforeSubmitPrompt', 'prompt'],
  ['BeforeAgent', 'prompt'],
  ['SessionStart', 'session'],
  ['SomethingNew', 'pre'],
  ['constructor', 'pre'],
  [undefined, 'pre'],
] as const)('event %s belongs to phase %s', (event, phase) => expect(phaseOf(event)).toBe(phase));

test('a hook gives up well before its agent does, and never lets a person wait for long', () => {
  expect(
    ['vscode', 'codex', 'gemini', 'cline'].map(name => (isAgentName(name) ? ownDeadlineMs(name) : 0)),
  ).toEqual(Array(4).fill(10_000));
});

test('an unknown agent is refused with exit 2, its name cut and cleaned', () => {
  const { stdout, stderr, exitCode } = encodeUnknownAgent(`x\n${'y'.repeat(100)}`);
  expect([stdout, exitCode]).toEqual(['', 2]);
  expect(stderr).toContain(`"x ${'y'.repeat(38)}"`);
});
