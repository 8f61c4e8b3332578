/**
 * Shows what an install or a removal writes, as a unified diff. What is ours is shown to the letter; values that are
 * the user's are not: agents' settings hold keys and tokens, and a terminal is easily copied. Pure.
 */
import { FILE_HEADERS_ONLY, formatPatch, structuredPatch } from 'diff';
import type { PlannedFile } from '../../agents/install/plan.ts';

/** Tells whether a line of a diff may be shown as it stands, since nothing in it can be a value of the user. */
export type IsShown = (line: string) => boolean;

/** Renders planned files as one unified diff. */
export const previewOf = (files: readonly PlannedFile[], isShown: IsShown = () => false): string =>
  files.map(file => fileDiff(file, isShown)).join('');

function fileDiff({ file, before, after }: PlannedFile, isShown: IsShown): string {
  const patch = structuredPatch(
    before === undefined ? '/dev/null' : file,
    after === undefined ? '/dev/null' : file,
    before?.toString('utf8') ?? '',
    after?.toString('utf8') ?? '',
    undefined,
    undefined,
    { context: 1 },
  );
  const hunks = patch.hunks.map(hunk => ({
    ...hunk,
    lines: hunk.lines.map(line => (isShown(line) ? line : masked(line))),
  }));
  return formatPatch({ ...patch, hunks }, FILE_HEADERS_ONLY);
}

const mask = '…';

/** Literals that come from Ringfence or belong to the shape of hooks. */
const ours =
  /ringfence-hook|^sha256:[0-9a-f]{64}$|:(?:pre_tool_use|post_tool_use|user_prompt_submit):\d+:\d+$|^(?:command|\*)$/u;
const ourComment = /^[+-]\s*# (?:>>>|<<<) Ringfence/u;
const literal = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/gu;

function masked(line: string): string {
  if (line.startsWith('\\') || ourComment.test(line)) return line;
  const shown = line.replace(literal, (text, at: number) =>
    isKey(line, at + text.length) || isOurs(text) ? text : `${text.slice(0, 1)}${mask}${text.slice(0, 1)}`,
  );
  // What is neither a literal nor punctuation may be a comment or the inside of a longer text.
  return isPlain(shown) ? shown : `${line.slice(0, 1)}${mask}`;
}

const isKey = (line: string, end: number): boolean => /^\s*[:=](?!=)/u.test(line.slice(end));

function isOurs(text: string): boolean {
  const inner = text.slice(1, -1);
  return ours.test(inner.replaceAll('\\"', '"'));
}

const isPlain = (line: string): boolean =>
  /^[\s{}[\],:=.]*$/u.test(
    line
      .slice(1)
      .replace(literal, '')
      .replace(/^\s*[\w-]+(?:\.[\w-]+)*\s*=/u, '=')
      .replace(/^\s*\[{1,2}[\w.-]*\]{1,2}/u, '')
      .replace(/\b(?:true|false|null|-?\d{1,6})\b/gu, ''),
  );
