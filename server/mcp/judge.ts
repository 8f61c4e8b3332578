/** Judges what an MCP wrapper asks, in the guard: items become events of the one pipeline, verdicts go back. */
import type { GuardEvent } from '../../common/event.ts';
import { compareSeverity, risksOf } from '../../common/finding.ts';
import type { Verdict } from '../../common/verdict.ts';
import { classify } from '../agents/classify.ts';
import { isAgentName } from '../agents/denials.ts';
import type { HookJudgeParts } from '../gate/judgeHook.ts';
import type { HookContext, JudgeHook } from '../gate/gate.ts';
import {
  encodeVerdicts,
  parseQuestion,
  type McpItem,
  type McpQuestion,
  type McpVerdict,
} from './question.ts';

/** Makes the function that a gate judges MCP wrappers with; what cannot be judged ends in exit code 2. */
export function mcpJudge(parts: Pick<HookJudgeParts, 'pipeline' | 'clock' | 'newId' | 'failed'>): JudgeHook {
  const refused = (what: string, error: unknown) => {
    parts.failed?.(what, error);
    return { stdout: '', stderr: `${String(error)}\n`, exitCode: 2 };
  };
  return async (_, payload, context) => {
    const question = parseQuestion(payload);
    if (question === undefined) return refused('payload', 'An MCP wrapper asked what cannot be read.');
    try {
      const events = question.items.map(item => ({
        ...base(question, context),
        ...eventOf(item, question),
        id: parts.newId(),
        ts: parts.clock.now(),
      }));
      const verdicts = await Promise.all(events.map(event => parts.pipeline.judge(event)));
      return { stdout: encodeVerdicts(verdicts.map(shortened)), stderr: '', exitCode: 0 };
    } catch (error) {
      return refused('mcp', error);
    }
  };
}

function base({ client }: McpQuestion, { cwd, roots }: HookContext): Omit<GuardEvent, 'id' | 'ts' | 'kind'> {
  return {
    v: 1,
    agent: agentOf(client),
    surface: 'mcp',
    sessionId: '',
    cwd,
    roots,
    phase: 'pre',
    origin: 'agent',
    paths: [],
  };
}

/** Clients say who they are in words of their own; only a name that we know is one. */
function agentOf(client: string): string {
  const name = client.toLowerCase().replace(/[^a-z0-9]+/gu, '-');
  if (/^visual-studio-code|^vs-?cod(?:e|ium)|^code-oss/u.test(name)) return 'vscode';
  return [name, name.replace(/-(?:mcp-)?(?:client|agent|cli).*$/u, '')].find(isAgentName) ?? '';
}

type ItemEvent = Partial<GuardEvent> & Pick<GuardEvent, 'kind'>;

function eventOf(item: McpItem, { server }: McpQuestion): ItemEvent {
  switch (item.kind) {
    case 'call':
      return callEvent(server, item.tool, item.args);
    case 'tools':
      return {
        kind: 'mcp.tools',
        content: item.content,
        ...(item.before === undefined ? {} : { before: item.before }),
        mcp: { server, tool: '' },
      };
    case 'result':
      return {
        kind: 'context.attach',
        phase: 'post',
        content: item.content,
        mcp: { server, tool: item.tool },
        rawTool: `${server}/${item.tool}`,
      };
  }
}

/** The same reading of parameters as that of a hook, so that both ways to a tool are judged alike. */
function callEvent(server: string, tool: string, args: unknown): ItemEvent {
  const name = `${server}/${tool}`;
  const input = args ?? {};
  const [action] = classify({}, { name, input, mcp: { server, tool } });
  return { kind: 'mcp.call', ...action, rawTool: name, rawInput: input };
}

const shortened = ({ verdict, reason, findings }: Verdict): McpVerdict => ({
  verdict,
  reason,
  rules: [
    ...new Set(
      findings.filter(each => compareSeverity(each.severity, 'info') > 0).map(({ ruleId }) => ruleId),
    ),
  ].slice(0, 20),
  secrets: findings
    .filter(
      finding => risksOf(finding).includes('SECRET') && compareSeverity(finding.severity, 'medium') >= 0,
    )
    .map(({ start, end }) => ({ start, end }))
    .slice(0, 200),
});
