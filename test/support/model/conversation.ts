/** The script of a fake model and how far it has got. Knows nothing of HTTP or of any vendor's protocol. */
import type { Answer, ModelRequest, OfferedTool } from './protocol.ts';
import type { JsonObject } from './shape.ts';

/** How a step finds its tool: a name, the first offered of several, or a choice made from what is offered. */
export type ToolChoice = string | readonly string[] | ((offered: readonly string[]) => string | undefined);

/** The arguments of a call, or how to make them from the results so far (an id that an earlier call gave). */
export type StepArgs = Readonly<JsonObject> | ((results: readonly ToolResult[]) => Readonly<JsonObject>);

/** One turn of the model: a tool call, or a text, which ends the agent's turn. */
export type ScriptStep = { readonly tool: ToolChoice; readonly args: StepArgs } | { readonly text: string };

/** What the agent sent back to the model for a scripted call. */
export interface ToolResult {
  readonly step: number;
  readonly tool: string;
  readonly output: string;
}

/** A script being played. */
export interface Conversation {
  readonly results: readonly ToolResult[];
  readonly unexpected: readonly string[];
  /** Collects the results that a request brings and says what the model answers. */
  readonly answer: (request: ModelRequest) => Answer;
  /** Notes something that no script foresaw. */
  readonly surprise: (what: string) => void;
}

interface EmittedCall extends Omit<ToolResult, 'output'> {
  readonly callId: string;
}

/** Starts to play a script. */
export function startConversation(script: readonly ScriptStep[]): Conversation {
  const results: ToolResult[] = [];
  const unexpected: string[] = [];
  const calls: EmittedCall[] = [];
  const collected = new Set<string>();
  let next = 0;

  const collect = (request: ModelRequest): void => {
    request.returned.forEach(({ callId, output }, position) => {
      // An agent may number its calls itself. Each request repeats the whole history, so the order tells them apart.
      const call = calls.find(emitted => emitted.callId === callId) ?? calls[position];
      if (call === undefined || collected.has(call.callId)) return;
      collected.add(call.callId);
      results.push({ step: call.step, tool: call.tool, output });
    });
  };

  const play = (request: ModelRequest): Answer => {
    const step = script[next];
    if (step === undefined) return { kind: 'text', text: 'All steps are done.' };
    const index = next++;
    if ('text' in step) return { kind: 'text', text: step.text };
    const tool = chooseTool(step.tool, request.offered);
    if (tool === undefined) {
      const wanted = typeof step.tool === 'function' ? 'a chosen tool' : [step.tool].flat().join(' or ');
      const offered = request.offered.map(({ name }) => name).join(', ');
      unexpected.push(`Step ${index} wants ${wanted}, but the agent offers only: ${offered}.`);
      return { kind: 'text', text: `The tool ${wanted} is not offered.` };
    }
    const callId = `call_${index}`;
    calls.push({ step: index, tool: tool.name, callId });
    const args = typeof step.args === 'function' ? step.args(results) : step.args;
    return { kind: 'call', callId, tool, args: { ...args } };
  };

  return {
    results,
    unexpected,
    surprise: what => void unexpected.push(what),
    answer: request => {
      // Titles, summaries and classifiers ask without tools; they must not use up the script.
      if (request.offered.length === 0) return { kind: 'text', text: 'Scripted run' };
      collect(request);
      return play(request);
    },
  };
}

function chooseTool(choice: ToolChoice, offered: readonly OfferedTool[]): OfferedTool | undefined {
  const find = (name: string | undefined): OfferedTool | undefined =>
    offered.find(tool => tool.name === name);
  if (typeof choice === 'function') return find(choice(offered.map(({ name }) => name)));
  return [choice]
    .flat()
    .map(find)
    .find(tool => tool !== undefined);
}
