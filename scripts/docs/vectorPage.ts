/** Makes docs/vectors.md: the ways of attack that the catalogue lists, and what finds each. Pure but for formatting. */
import { format } from 'prettier';
import vectors from '../../rules/catalogue/vectors.json' with { type: 'json' };

/** Is one way of attack with what finds it, and why configuration does not where it is something else. */
export interface Vector {
  readonly id: string;
  readonly title: string;
  /** Names the topic that finds it; `none` where nothing does. */
  readonly by: string;
  /** Is `write` where only a change shows it. */
  readonly at?: string;
  readonly why?: string;
}

/** Lists the ways of attack. */
export const attackVectors: readonly Vector[] = vectors;

/** Makes the page. */
export function vectorPage(): Promise<string> {
  const rows = attackVectors.map(({ id, title, by, at, why }) => {
    const when = by === 'none' ? 'not found' : at === 'write' ? `${by}, on write only` : by;
    return `| ${id} | ${title.replaceAll('|', '\\|')} | ${when} | ${why ?? ''} |`;
  });
  const text = [
    '<!-- Made by `npm run docs` from rules/catalogue/vectors.json; change that. -->',
    '# Ways of attack, and what finds them',
    'Each way that is found by configuration has samples under `test/unit/detect/settings/samples/vectors`, which a test runs on write and at rest.',
    ['| Id | Way | Found by | Remark |', '| --- | --- | --- | --- |', ...rows].join('\n'),
  ].join('\n\n');
  return format(`${text}\n`, { parser: 'markdown' });
}
