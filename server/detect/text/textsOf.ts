/** Lists the texts of an event with where they come from. Pure; worked out once an observation. */
import type { GuardEvent } from '../../../common/event.ts';
import type { Observation, ObservedContent, ObservedPath } from '../../pipeline/types.ts';
import { stringsIn } from '../../platform/strings.ts';
import { isInstructionFile } from './instructionFiles.ts';
import type { Surface, TextSource } from './source.ts';

const known = new WeakMap<Observation, readonly TextSource[]>();

/** Returns every text that an event writes, reads, takes in, runs or sends. */
export function textsOf(observation: Observation): readonly TextSource[] {
  const found = known.get(observation);
  if (found !== undefined) return found;
  const { event, contents } = observation;
  const texts = [...contents.flatMap(fileText), ...eventTexts(observation), ...sentTexts(event)].filter(
    ({ text }) => text !== '',
  );
  known.set(observation, texts);
  return texts;
}

const noFile = { before: undefined, path: '', name: '', commands: [] } as const;

const nameOf = ({ path, relative, homeRelative }: ObservedPath): string =>
  (relative ?? homeRelative ?? path).replaceAll('\\', '/').toLowerCase();

const placeOf = (path: ObservedPath) => ({ path: path.path, name: nameOf(path) });

/** The text of a file after a change; a read leaves it as it was, and all of it counts. */
function fileText({ path, before, after }: ObservedContent): readonly TextSource[] {
  if (after === undefined) return [];
  const isRead = path.op === 'read';
  const surface: Surface = isInstructionFile(path)
    ? 'instruction file'
    : isRead
      ? 'read content'
      : 'written content';
  return [{ ...noFile, ...placeOf(path), surface, text: after, before: isRead ? undefined : before }];
}

function eventTexts({ event, paths, commands }: Observation): readonly TextSource[] {
  const { kind, content = '', command = '' } = event;
  const line: TextSource = { ...noFile, surface: 'command', text: command, commands };
  switch (kind) {
    case 'mcp.tools':
      return toolTexts(content).map(text => ({ ...noFile, surface: 'tool description', text }));
    case 'context.attach':
      return [
        takenInText(
          event,
          content,
          paths.find(({ op }) => op === 'read'),
        ),
      ];
    case 'prompt.submit':
    case 'agent.spawn':
      return [{ ...noFile, surface: 'prompt', text: content }];
    case 'shell.input':
      return [line, { ...noFile, surface: 'command', text: content }];
    default:
      return [line];
  }
}

/** What a tool brought back is known by the call that it answers. */
function takenInText(event: GuardEvent, text: string, file: ObservedPath | undefined): TextSource {
  if (file !== undefined) {
    const surface = isInstructionFile(file) ? 'instruction file' : 'read content';
    return { ...noFile, ...placeOf(file), surface, text };
  }
  if (event.mcp !== undefined) return { ...noFile, surface: 'tool result', text };
  if (event.urls !== undefined) return { ...noFile, surface: 'web text', text };
  return { ...noFile, surface: event.phase === 'post' ? 'tool result' : 'attached text', text };
}

/** One text a tool, so that a finding counts once and texts of two tools never make a sentence. */
function toolTexts(content: string): readonly string[] {
  const list = toolList(content);
  return list === undefined ? [content] : list.map(tool => stringsIn(tool).join('\n'));
}

/** The list alone, what `tools/list` answers, that answer as it travels, or one tool. */
function toolList(content: string): readonly unknown[] | undefined {
  try {
    const value: unknown = JSON.parse(content);
    return (
      listOf(value) ??
      listOf(field(value, 'tools')) ??
      listOf(field(field(value, 'result'), 'tools')) ?? [value]
    );
  } catch {
    return undefined;
  }
}

const listOf = (value: unknown): readonly unknown[] | undefined =>
  Array.isArray(value) ? (value as readonly unknown[]) : undefined;

const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;

/** What leaves for a server or the network; a command line is looked at as a whole. */
function sentTexts({ kind, mcp, urls = [], content = '' }: GuardEvent): readonly TextSource[] {
  const sent = (text: string): TextSource => ({ ...noFile, surface: 'sent text', text });
  if (kind === 'mcp.call') return [sent(stringsIn(mcp?.args).join('\n'))];
  return kind === 'net.fetch' ? [sent([...urls, content].join('\n'))] : [];
}
