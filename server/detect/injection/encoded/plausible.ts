/** Tells texts from bytes. Pure. */

/** Tells whether a decoded text is one that somebody wrote: letters and blanks, hardly anything else. */
export function looksLikeText(text: string): boolean {
  if (text.length < 8) return false;
  const head = text.slice(0, 2_000);
  if (/[\u0000-\u0008\u000e-\u001a\ufffd]/u.test(head)) return false;
  const letters = head.match(/[\p{L}\p{M}\s]/gu)?.length ?? 0;
  return letters >= head.length * 0.7 && (/\s/u.test(head) || /[^\u0000-\u02ff]/u.test(head));
}

/** Decodes bytes as UTF-8; '' when they are none. */
export function utf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return '';
  }
}
