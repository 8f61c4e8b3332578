/** `gen_ai.*` attributes under the names of OpenTelemetry's semantic conventions. Pure. */
import type { EventKind } from '../../common/event.ts';

/** Is what the attributes are made of. */
export interface GenAiFacts {
  readonly agent?: string;
  readonly session?: string;
  readonly kind?: EventKind;
}

/** Returns the attributes that are known. */
export function genAiAttributes({
  agent = '',
  session = '',
  kind,
}: GenAiFacts): Readonly<Record<string, string>> {
  return {
    ...(agent === '' ? {} : { 'gen_ai.agent.name': agent }),
    ...(session === '' ? {} : { 'gen_ai.conversation.id': session }),
    ...(kind === undefined ? {} : operation(kind)),
  };
}

/** Only the operations that the conventions know; a changed file or setting is no operation of a model. */
function operation(kind: EventKind): Readonly<Record<string, string>> {
  if (kind === 'agent.spawn') return { 'gen_ai.operation.name': 'invoke_agent' };
  if (kind === 'prompt.submit') return { 'gen_ai.operation.name': 'chat' };
  return /^(?:fs|shell|net|mcp)[.]/u.test(kind) ? { 'gen_ai.operation.name': 'execute_tool' } : {};
}
