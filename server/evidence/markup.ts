/** Writes HTML of texts that anybody may have chosen. Pure. */
import { plain } from './words.ts';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Escapes a text for elements and quoted attributes. */
export const escape = (text: string): string =>
  plain(text).replaceAll(/[&<>"']/gu, mark => entities[mark] ?? mark);

/** Is a table; cells are HTML, caption and head are text. */
export interface Table {
  readonly caption: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Names the table for its style. */
  readonly css?: string;
}

/** Writes a table whose first column heads its rows. */
export function table({ caption, head, rows, css = '' }: Table): string {
  const heads = head.map(name => `<th scope="col">${escape(name)}</th>`).join('');
  const body = rows.map(([first = '', ...others]) => {
    const cells = others.map(cell => `<td>${cell}</td>`).join('');
    return `<tr><th scope="row">${first}</th>${cells}</tr>`;
  });
  return `<div class="wide"><table class="${css}"><caption>${escape(caption)}</caption><thead><tr>${heads}</tr></thead><tbody>${body.join('')}</tbody></table></div>`;
}
