/** Blanks comments before a generic search, so that offsets stay. Must import nothing. */

/** Names a style of comments. */
export type CommentStyle = 'c' | 'cpp' | 'shell';

const comments: Readonly<Record<CommentStyle, readonly (readonly [string, string])[]>> = {
  c: [['/*', '*/']],
  cpp: [
    ['//', '\n'],
    ['/*', '*/'],
  ],
  shell: [['#', '\n']],
};

/** Returns a text with spaces in place of its comments. Strings aren't known here, so what looks like a comment is one. */
export const blankComments = (text: string, style: CommentStyle): string =>
  comments[style].reduce((left, [open, close]) => blank(left, open, close), text);

function blank(text: string, open: string, close: string): string {
  const parts: string[] = [];
  let at = 0;
  for (;;) {
    const start = text.indexOf(open, at);
    const stop = start === -1 ? -1 : text.indexOf(close, start + open.length);
    if (start === -1 || (stop === -1 && close !== '\n')) break;
    const end = stop === -1 ? text.length : stop + close.length;
    parts.push(text.slice(at, start), text.slice(start, end).replace(/[^\r\n]/g, ' '));
    at = end;
  }
  return parts.join('') + text.slice(at);
}
