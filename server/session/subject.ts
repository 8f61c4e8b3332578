/** Says in one text what a person decides about, with secrets masked. Pure. */
import { risksOf, type Finding } from '../../common/finding.ts';
import type { Observation } from '../pipeline/types.ts';

const longest = 2000;
const longestArgument = 160;
const [head, tail] = [1200, 700];

/** Returns the command line, files, addresses or arguments of an event, at most 2,000 characters. */
export function subjectOf(observation: Observation, findings: readonly Finding[]): string {
  const line = oneLine(masked(wanted(observation), findings));
  const shown = line === '' ? observation.event.kind : line;
  if (shown.length <= longest) return shown;
  const left = shown.length - head - tail;
  return `${shown.slice(0, head)} … [${left} characters are not shown] … ${shown.slice(-tail)}`;
}

/** Returns a text on one line, without characters that a terminal or a person could be misled by. */
export const oneLine = (text: string): string =>
  text
    .trim()
    // Without a mark, what follows a comment would look like a part of it.
    .replaceAll(/\s*[\n\r\p{Zl}\p{Zp}]\s*/gu, ' ⏎ ')
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zs}]+/gu, ' ')
    .trim();

function wanted({ event, paths }: Observation): string {
  const files = paths.map(({ relative, path }) => relative ?? path);
  const named = [...new Set([...(event.urls ?? []), ...files])].join(', ');
  if (event.mcp !== undefined) return withArguments(`${event.mcp.server}/${event.mcp.tool}`, event.mcp.args);
  if (event.kind === 'unknown') return withArguments(event.rawTool ?? '', event.rawInput) || named;
  if (event.command !== undefined || named !== '') return event.command ?? named;
  // A search, a message to another agent: where there is no place to name, the words say what is wanted.
  return ['net.fetch', 'agent.spawn'].includes(event.kind) ? shortened(event.content ?? '') : '';
}

/** A tool by itself says nothing of where something goes; long values are content, and only their length is shown. */
function withArguments(tool: string, args: unknown): string {
  if (args === undefined) return tool;
  const text = JSON.stringify(args, (_, value: unknown) =>
    typeof value === 'string' ? shortened(value) : value,
  );
  return `${tool} ${text}`;
}

const shortened = (text: string): string =>
  text.length > longestArgument ? `${text.slice(0, longestArgument / 2)}… (${text.length} characters)` : text;

/** What holds a secret is shown without its words that could be one. */
const masked = (text: string, findings: readonly Finding[]): string =>
  findings.some(finding => risksOf(finding).includes('SECRET') && finding.ruleId.startsWith('secrets/'))
    ? text.replaceAll(/[^\s"']+/gu, maskedWord)
    : text;

/** Keeps options, short plain words, names of values, and where an address leads. */
function maskedWord(word: string): string {
  if (/^(?:-\w{1,3}|--[a-z][a-z-]*|[a-z]{1,11}|.{1,5})$/u.test(word)) return word;
  const [, scheme, host] = /^([a-z][a-z0-9+.-]*:\/\/)(?:[^/?#]*@)?([^/?#@]+)/iu.exec(word) ?? [];
  if (scheme !== undefined && host !== undefined) return `${scheme}${host.replaceAll(/[^.]{20,}/gu, '…')}/…`;
  const [, name] = /^(-{0,2}[\w-]{1,40}[=:])/u.exec(word) ?? [];
  return `${name ?? ''}…`;
}
