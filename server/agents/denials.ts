/**
 * What a hook prints to refuse, per agent, and how long it may take. Data and pure functions: the shim answers with
 * these when nobody else can. Must import nothing but common/.
 */
import type { Phase } from '../../common/event.ts';

/** Is what a hook process prints and ends with. */
export interface HookAnswer {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

/** Names the ways in which agents want to hear a refusal. */
export type DenialStyle = 'nested' | 'decision' | 'permission' | 'cancel' | 'exit';

/**
 * Names the ways in which agents take what is said of a result: `block` and `decision` put the reason in place of the
 * result or beside it, `context`, `modification` and `extra` put it beside it, `exit` is exit code 2, and where it is
 * `none` nothing is listened to.
 */
export type ResultStyle = 'block' | 'decision' | 'context' | 'modification' | 'extra' | 'exit' | 'none';

/** Holds what a shim must know of an agent: how to refuse, and after how many ms the agent gives up on a hook. */
export interface HookProtocol {
  readonly style: DenialStyle;
  readonly result: ResultStyle;
  /** The agent's own time-out; a hook that takes longer fails open in every agent measured. */
  readonly timeoutMs: number;
}

const protocols = {
  vscode: { style: 'nested', result: 'block', timeoutMs: 30_000 },
  'claude-code': { style: 'nested', result: 'block', timeoutMs: 60_000 },
  codex: { style: 'nested', result: 'block', timeoutMs: 600_000 },
  gemini: { style: 'decision', result: 'decision', timeoutMs: 60_000 },
  qwen: { style: 'nested', result: 'context', timeoutMs: 60_000 },
  'copilot-cli': { style: 'nested', result: 'block', timeoutMs: 60_000 },
  droid: { style: 'nested', result: 'context', timeoutMs: 60_000 },
  opencode: { style: 'exit', result: 'exit', timeoutMs: 60_000 },
  cline: { style: 'cancel', result: 'modification', timeoutMs: 30_000 },
  cursor: { style: 'permission', result: 'extra', timeoutMs: 60_000 },
  windsurf: { style: 'exit', result: 'none', timeoutMs: 60_000 },
  kiro: { style: 'exit', result: 'none', timeoutMs: 60_000 },
  amp: { style: 'exit', result: 'exit', timeoutMs: 60_000 },
} as const satisfies Readonly<Record<string, HookProtocol>>;

/** Names an agent that Ringfence knows how to refuse. */
export type AgentName = keyof typeof protocols;

/** Lists every agent name that `--agent` takes. */
export const agentNames: readonly string[] = Object.keys(protocols);

/** Tells whether a text names a known agent. */
export const isAgentName = (name: string): name is AgentName => Object.hasOwn(protocols, name);

/** Returns how an agent's hooks work. */
export const hookProtocol = (agent: AgentName): HookProtocol => protocols[agent];

/** People wait for this; after it a hook refuses by itself, however patient its agent would be. */
const longestWaitMs = 10_000;

/** Returns after how many ms a hook refuses by itself: 60 % of the agent's patience, capped. */
export const ownDeadlineMs = (agent: AgentName): number =>
  Math.min(longestWaitMs, Math.floor(protocols[agent].timeoutMs * 0.6));

/** Is the answer without an opinion: the agent's own permissions apply. We never say `allow`. */
export const passAnswer: HookAnswer = { stdout: '{}', stderr: '', exitCode: 0 };

/** Names each agent's event before a tool runs, with the phases of the others; unknown names count as tool events. */
const phases: Readonly<Record<string, Phase>> = {
  PreToolUse: 'pre',
  preToolUse: 'pre',
  BeforeTool: 'pre',
  PermissionRequest: 'pre',
  PostToolUse: 'post',
  postToolUse: 'post',
  PostToolUseFailure: 'post',
  AfterTool: 'post',
  postToolUseFailure: 'post',
  afterShellExecution: 'post',
  afterMCPExecution: 'post',
  post_read_code: 'post',
  post_write_code: 'post',
  post_run_command: 'post',
  post_mcp_tool_use: 'post',
  'tool.execute.after': 'post',
  'tool.result': 'post',
  UserPromptSubmit: 'prompt',
  userPromptSubmitted: 'prompt',
  BeforeAgent: 'prompt',
  userPromptSubmit: 'prompt',
  beforeSubmitPrompt: 'prompt',
  pre_user_prompt: 'prompt',
  'chat.message': 'prompt',
  'agent.start': 'prompt',
  SessionStart: 'session',
  sessionStart: 'session',
  SessionEnd: 'session',
  sessionEnd: 'session',
  SubagentStart: 'session',
  SubagentStop: 'session',
  Stop: 'session',
  PreCompact: 'session',
  PostCompact: 'session',
  PreCompress: 'session',
  AfterAgent: 'session',
  Notification: 'session',
  agentSpawn: 'session',
  stop: 'session',
  TaskStart: 'session',
  TaskResume: 'session',
  TaskCancel: 'session',
  TaskComplete: 'session',
};

/** Returns the phase of a hook event; a name that nobody knows is taken for a tool call, the strictest phase. */
export const phaseOf = (hookEvent: string | undefined): Phase =>
  hookEvent !== undefined && Object.hasOwn(phases, hookEvent) ? (phases[hookEvent] ?? 'pre') : 'pre';

/** Encodes a refusal exactly as the agent wants it. A session event cannot be refused: it passes. */
export function encodeDenial(agent: AgentName, phase: Phase, reason: string): HookAnswer {
  if (phase === 'session') return passAnswer;
  const text = plainReason(reason);
  if (phase === 'post') return withheld(protocols[agent].result, text);
  switch (protocols[agent].style) {
    case 'nested':
      return phase === 'pre' ? nested('deny', text) : json({ decision: 'block', reason: text });
    case 'decision':
      return json({ decision: 'deny', reason: text });
    case 'permission':
      return json({
        permission: 'deny',
        ...(phase === 'prompt' ? { continue: false } : {}),
        user_message: text,
        agent_message: text,
      });
    case 'cancel':
      return json({ cancel: true, errorMessage: text });
    case 'exit':
      return { stdout: '', stderr: `${text}\n`, exitCode: 2 };
  }
}

/** Says nothing to the agent, and to the person, where the agent shows it, that a call was not judged. */
export const encodeUnjudged = (agent: AgentName, notice: string): HookAnswer =>
  showsMessages.has(agent) ? json({ systemMessage: plainReason(notice) }) : passAnswer;

/** Agents that show a person what a hook says to them, as documented. */
const showsMessages: ReadonlySet<string> = new Set<AgentName>([
  'vscode',
  'claude-code',
  'codex',
  'gemini',
  'qwen',
  'droid',
]);

/** Holds a result back where the agent can; where it cannot, a warning goes to the model beside the result. */
function withheld(style: ResultStyle, reason: string): HookAnswer {
  switch (style) {
    case 'block':
      return json({ decision: 'block', reason });
    case 'decision':
      return json({ decision: 'deny', reason });
    case 'exit':
      return { stdout: '', stderr: `${reason}\n`, exitCode: 2 };
    case 'context':
    case 'modification':
    case 'extra':
    case 'none':
      return noted(style, reason);
  }
}

/** Encodes a warning that goes to the model beside a result, for agents that hand one on. */
export const encodeWarning = (agent: AgentName, reason: string): HookAnswer =>
  noted(protocols[agent].result, plainReason(reason));

function noted(style: ResultStyle, text: string): HookAnswer {
  switch (style) {
    case 'block':
    case 'context':
      return json({ hookSpecificOutput: { hookEventName: 'PostToolUse', additionalContext: text } });
    case 'decision':
      return json({ hookSpecificOutput: { hookEventName: 'AfterTool', additionalContext: text } });
    case 'modification':
      return json({ contextModification: text });
    case 'extra':
    case 'exit':
      return json({ additional_context: text });
    case 'none':
      return passAnswer;
  }
}

/** Encodes a question to the person, for agents that show it natively. */
export const encodeNativeAsk = (reason: string): HookAnswer => nested('ask', plainReason(reason));

/** Refuses on behalf of an agent that nobody knows: exit code 2 is the widest understood refusal. */
export const encodeUnknownAgent = (agent: string): HookAnswer => ({
  stdout: '',
  stderr: `Ringfence doesn't know the agent "${plainReason(agent).slice(0, 40)}"; use --agent with one of: ${agentNames.join(', ')}.\n`,
  exitCode: 2,
});

const nested = (decision: 'deny' | 'ask', reason: string): HookAnswer =>
  json({
    hookSpecificOutput: {
      hookEventName: 'PreToolUse',
      permissionDecision: decision,
      permissionDecisionReason: reason,
    },
  });

const json = (value: unknown): HookAnswer => ({ stdout: asciiJson(value), stderr: '', exitCode: 0 });

/** Renders JSON in ASCII: some readers decode each chunk of a pipe by itself and would tear a longer character. */
export const asciiJson = (value: unknown): string =>
  JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

const longestReason = 2000;

/** Makes one printable line; an empty reason would count as a failed hook in Codex, and the tool would run. */
function plainReason(reason: string): string {
  const line = reason.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/gu, ' ').trim();
  if (line === '') return 'Ringfence refused this.';
  return line.length > longestReason ? `${line.slice(0, longestReason - 1)}…` : line;
}
