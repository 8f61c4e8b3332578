/** What a file holds after an agent's edits, as agents apply them. Pure. */
import type { Edit } from '../../common/event.ts';

/** Returns the text after edits, or why they do not apply. */
export type Edited =
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly reason: string };

/** Applies edits in order: each replaces the first exact match, or all; an empty `old` fills an empty file. */
export function applyEdits(before: string | undefined, edits: readonly Edit[]): Edited {
  let text = before ?? '';
  for (const edit of edits) {
    if (edit.old === '') {
      if (text !== '') return { ok: false, reason: 'an edit inserts at a place that is not known' };
      text = edit.new;
      continue;
    }
    const old = matching(text, edit.old);
    if (old === undefined) return { ok: false, reason: 'an edit does not apply to the file as it is' };
    const replacement = old === edit.old ? edit.new : edit.new.replace(/\r?\n/gu, '\r\n');
    text = edit.all === true ? text.split(old).join(replacement) : text.replace(old, () => replacement);
  }
  return { ok: true, text };
}

/** Agents see line feeds where a file has CRLF, and edit accordingly. */
function matching(text: string, old: string): string | undefined {
  if (text.includes(old)) return old;
  const crlf = old.replace(/\r?\n/gu, '\r\n');
  return text.includes(crlf) ? crlf : undefined;
}
