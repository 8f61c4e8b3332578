/** What files hold after a patch: the `*** Begin Patch` format of agents, and unified diffs. Pure. */
import { applyPatch, parsePatch } from 'diff';
import type { StructuredPatch } from 'diff';
import type { Edited } from './edits.ts';

/** Is what a patch does to one file. */
export interface PatchedFile {
  readonly path: string;
  readonly op: 'write' | 'delete';
  /** Names the file that the text before comes from, when a patch moves it. */
  readonly from?: string;
  /** Returns the text after the patch; a deleted file has none. */
  apply(before: string | undefined): Edited;
}

/** Lists what a patch does; undefined when the text is no patch. */
export function readPatch(text: string): readonly PatchedFile[] | undefined {
  if (/^\s*\*\*\* (?:Begin Patch|(?:Add|Update|Delete) File:)/mu.test(text)) return readAgentPatch(text);
  if (/^(?:---|\+\+\+|diff --git) /mu.test(text)) return readUnified(text);
  return undefined;
}

const header =
  /^\s*\*\*\* (?<act>Add File|Update File|Delete File|Move to|Move File to):[ \t]*(?<path>.+?)[ \t\r]*$/u;

interface Section {
  readonly act: string;
  readonly path: string;
  moveTo?: string;
  readonly lines: string[];
}

function readAgentPatch(text: string): readonly PatchedFile[] {
  const sections: Section[] = [];
  for (const line of text.split('\n')) {
    const found = header.exec(line)?.groups;
    const current = sections.at(-1);
    if (found === undefined) {
      if (current !== undefined && !/^\s*\*\*\* (?:Begin|End) Patch/u.test(line))
        current.lines.push(line.replace(/\r$/u, ''));
    } else if (found['act']?.startsWith('Move') === true) {
      if (current !== undefined) current.moveTo = found['path'] ?? '';
    } else sections.push({ act: found['act'] ?? '', path: found['path'] ?? '', lines: [] });
  }
  return sections.flatMap(patchedFiles);
}

function patchedFiles(section: Section): readonly PatchedFile[] {
  const { act, path, moveTo, lines } = section;
  const gone: PatchedFile = { path, op: 'delete', apply: () => ({ ok: true, text: '' }) };
  if (act === 'Delete File') return [gone];
  if (act === 'Add File') return [{ path, op: 'write', apply: () => ({ ok: true, text: added(lines) }) }];
  const apply = (before: string | undefined): Edited => applyChunks(before, lines);
  return moveTo === undefined
    ? [{ path, op: 'write', apply }]
    : [{ path: moveTo, op: 'write', from: path, apply }, gone];
}

const added = (lines: readonly string[]): string =>
  lines
    .filter(line => line.startsWith('+'))
    .map(line => `${line.slice(1)}\n`)
    .join('');

interface Chunk {
  readonly anchors: readonly string[];
  readonly old: string[];
  readonly fresh: string[];
}

function chunksOf(lines: readonly string[]): readonly Chunk[] {
  const chunks: Chunk[] = [];
  let anchors: string[] = [];
  let open: Chunk | undefined;
  for (const line of lines) {
    if (line.startsWith('@@')) {
      if (open !== undefined) anchors = [];
      open = undefined;
      anchors.push(...anchorOf(line));
      continue;
    }
    if (/^\*\*\* End of File/u.test(line)) continue;
    if (open === undefined) {
      if (line === '' && chunks.length === 0 && anchors.length === 0) continue;
      open = { anchors, old: [], fresh: [] };
      chunks.push(open);
    }
    const text = line.slice(1);
    if (!line.startsWith('+')) open.old.push(text);
    if (!line.startsWith('-')) open.fresh.push(text);
  }
  return chunks.map(trimmed);
}

/** Returns the line of the file that a chunk's header quotes; a header with line numbers quotes none. */
function anchorOf(header: string): readonly string[] {
  const anchor = header
    .slice(2)
    .replace(/@@\s*$/u, '')
    .trim();
  return anchor === '' || /^-\d+(?:,\d+)? \+\d+/u.test(anchor) ? [] : [anchor];
}

/** The split at the end of the text leaves an empty line that belongs to no chunk. */
function trimmed(chunk: Chunk): Chunk {
  const blank = chunk.old.at(-1) === '' && chunk.fresh.at(-1) === '' && chunk.old.length > 1;
  return blank ? { ...chunk, old: chunk.old.slice(0, -1), fresh: chunk.fresh.slice(0, -1) } : chunk;
}

function applyChunks(before: string | undefined, lines: readonly string[]): Edited {
  if (before === undefined) return { ok: false, reason: 'a patch changes a file that could not be read' };
  const eol = before.includes('\r\n') ? '\r\n' : '\n';
  const text = before.split(/\r?\n/u);
  let from = 0;
  for (const chunk of chunksOf(lines)) {
    for (const anchor of chunk.anchors) {
      const found = text.findIndex((line, index) => index >= from && line.trim() === anchor.trim());
      if (found >= 0) from = found + 1;
    }
    const at = chunk.old.length === 0 ? endOf(text, chunk, from) : seek(text, chunk.old, from);
    if (at === undefined) return { ok: false, reason: 'a patch does not apply to the file as it is' };
    text.splice(at, chunk.old.length, ...chunk.fresh);
    from = at + chunk.fresh.length;
  }
  return { ok: true, text: text.join(eol) };
}

/** New lines without context go behind the anchor, or to the end of the file. */
const endOf = (text: readonly string[], chunk: Chunk, from: number): number =>
  chunk.anchors.length > 0 ? from : text.at(-1) === '' ? text.length - 1 : text.length;

/** Agents match exactly, then without trailing blanks, then without any blanks around. */
function seek(text: readonly string[], old: readonly string[], from: number): number | undefined {
  for (const fold of [
    (line: string) => line,
    (line: string) => line.trimEnd(),
    (line: string) => line.trim(),
  ]) {
    for (const start of [from, 0]) {
      for (let at = start; at + old.length <= text.length; at += 1) {
        if (old.every((line, index) => fold(text[at + index] ?? '') === fold(line))) return at;
      }
    }
  }
  return undefined;
}

function readUnified(text: string): readonly PatchedFile[] | undefined {
  let patches: readonly StructuredPatch[];
  try {
    patches = parsePatch(text);
  } catch {
    return undefined;
  }
  return patches.flatMap((patch): readonly PatchedFile[] => {
    const from = nameOf(patch.oldFileName);
    const to = nameOf(patch.newFileName);
    const path = to ?? from;
    if (path === undefined) return [];
    if (to === undefined) return [{ path, op: 'delete', apply: (): Edited => ({ ok: true, text: '' }) }];
    return [
      {
        path,
        op: 'write',
        ...(from === undefined || from === to ? {} : { from }),
        apply: (before: string | undefined) => applyUnified(before ?? '', patch),
      },
    ];
  });
}

function applyUnified(before: string, patch: StructuredPatch): Edited {
  try {
    const text = applyPatch(before, patch, { fuzzFactor: 2 });
    if (text !== false) return { ok: true, text };
  } catch {
    // A hunk that contradicts itself does not apply either.
  }
  return { ok: false, reason: 'a patch does not apply to the file as it is' };
}

/** Takes the a/ and b/ that git puts before names; /dev/null is no file. */
function nameOf(name: string | undefined): string | undefined {
  const plain = (name ?? '').replace(/\t.*$/u, '').trim();
  return plain === '' || plain === '/dev/null' ? undefined : plain.replace(/^[ab]\//u, '');
}
