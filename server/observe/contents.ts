/** What files that are written or read hold before and after an event. What an edit leads to is worked out, never guessed. */
import type { GuardEvent } from '../../common/event.ts';
import type { CommandLine } from '../detect/commands/commandLine.ts';
import type { ObservedContent, ObservedPath } from '../pipeline/types.ts';
import type { Disk, FileText } from './disk.ts';
import { applyEdits } from './edits.ts';
import type { Edited } from './edits.ts';
import { readPatch } from './patch.ts';
import type { PatchedFile } from './patch.ts';

/** Is the largest file whose text is looked at: 5 MiB, far beyond any configuration that people write. */
export const largestText = 5 * 1024 * 1024;

/** Reads are looked into up to here: whole documents, not logs and dumps. */
const largestRead = 1024 * 1024;
/** Is how much text of all the files of an event is looked into. */
const mostRead = 8 * 1024 * 1024;

/** Is what contents are worked out from. */
export interface ContentSources {
  readonly event: GuardEvent;
  readonly line: CommandLine;
  readonly paths: readonly ObservedPath[];
  readonly disk: Pick<Disk, 'text'>;
  /** Canonicalises a name that the event or a patch uses. */
  readonly place: (name: string) => Promise<readonly ObservedPath[]>;
}

/** Is the contents, and what could not be found out. */
export interface Contents {
  readonly contents: readonly ObservedContent[];
  readonly unknown: readonly string[];
}

/** Works out the text of every written, deleted or read file before and after the event. */
export async function observeContents(sources: ContentSources): Promise<Contents> {
  const changed = sources.paths.filter(path => path.op === 'write' || path.op === 'delete');
  const plan = await planFor(sources);
  const unknown = new Set<string>();
  const contents = await Promise.all(
    changed.map(async (path): Promise<ObservedContent> => {
      const file = await sources.disk.text(path.path, largestText);
      const before = sources.event.before ?? (file.kind === 'text' ? file.text : undefined);
      if (file.kind === 'unreadable') unknown.add(`a file that it changes ${file.reason}`);
      if (path.op === 'delete') return { path, before, after: undefined };
      const edited = await afterOf(path, file, plan, sources);
      if (!edited.ok) unknown.add(edited.reason);
      return {
        path,
        before,
        after: edited.ok && edited.text.length <= largestText ? edited.text : undefined,
      };
    }),
  );
  const read = await readContents(sources, unknown);
  return { contents: [...contents, ...read], unknown: [...unknown] };
}

/** What an agent is about to read may give it orders; what it has read comes with the event. */
async function readContents(
  { event, paths, disk }: ContentSources,
  unknown: Set<string>,
): Promise<readonly ObservedContent[]> {
  const read = paths.filter(({ op }) => op === 'read');
  const [only] = read;
  if (event.content !== undefined && event.kind === 'fs.read' && read.length === 1 && only !== undefined)
    return [{ path: only, before: event.content, after: event.content }];
  if (event.content !== undefined && event.kind === 'context.attach') return [];
  const contents: ObservedContent[] = [];
  let left = mostRead;
  for (const path of read) {
    const file = await disk.text(path.path, Math.min(largestRead, left));
    if (file.kind === 'unreadable' && file.reason === 'is too large')
      unknown.add('a file that it reads is too large to look into');
    if (file.kind !== 'text') continue;
    left -= file.text.length;
    contents.push({ path, before: file.text, after: file.text });
  }
  return contents;
}

interface Plan {
  /** By canonical path. */
  readonly patched: ReadonlyMap<string, PatchedFile>;
  readonly written: ReadonlyMap<string, readonly { readonly content: string; readonly append: boolean }[]>;
}

async function planFor({ event, line, place }: ContentSources): Promise<Plan> {
  const patched = new Map<string, PatchedFile>();
  const files = event.kind === 'fs.patch' ? (readPatch(event.content ?? '') ?? []) : [];
  for (const file of files.slice(0, 200)) {
    for (const { path } of await place(file.path)) if (file.op === 'write') patched.set(path, file);
  }
  const written = new Map<string, { content: string; append: boolean }[]>();
  for (const write of line.writes.slice(0, 200)) {
    for (const { path } of await place(write.path)) written.set(path, [...(written.get(path) ?? []), write]);
  }
  return { patched, written };
}

async function afterOf(
  path: ObservedPath,
  file: FileText,
  plan: Plan,
  sources: ContentSources,
): Promise<Edited> {
  const { event } = sources;
  const before = file.kind === 'text' ? file.text : undefined;
  if (path.via === 'command') return afterWrites(before, plan.written.get(path.path));
  const patched = plan.patched.get(path.path);
  if (patched !== undefined)
    return patched.apply(patched.from === undefined ? before : await textOf(patched.from, sources));
  if (event.kind === 'fs.patch') return { ok: false, reason: 'a patch could not be read' };
  if (event.edits !== undefined && event.edits.length > 0) {
    if (file.kind === 'unreadable')
      return { ok: false, reason: 'an edit changes a file that could not be read' };
    return applyEdits(before, event.edits);
  }
  if (event.content !== undefined) return { ok: true, text: event.content };
  return { ok: false, reason: 'the new content is not known' };
}

async function textOf(name: string, { place, disk }: ContentSources): Promise<string | undefined> {
  const [found] = await place(name);
  const file = found === undefined ? undefined : await disk.text(found.path, largestText);
  return file?.kind === 'text' ? file.text : undefined;
}

function afterWrites(
  before: string | undefined,
  writes: Plan['written'] extends ReadonlyMap<string, infer W> ? W | undefined : never,
): Edited {
  if (writes === undefined) return { ok: false, reason: 'what a command writes is not known' };
  return {
    ok: true,
    text: writes.reduce((text, write) => (write.append ? text : '') + write.content, before ?? ''),
  };
}
