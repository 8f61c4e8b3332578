/** Says whose orders a text may hold: what is an attack in a web page is the whole purpose of an instruction file. Pure. */
import type { Surface } from '../../text/source.ts';

/** Lists what a text is to the model of orders. */
export const settings = ['foreign', 'tool', 'instruction', 'written', 'prompt', 'hidden'] as const;
/** Names what a text is to the model of orders; `hidden` is a part that people do not see. */
export type Setting = (typeof settings)[number];

const bySurface: Readonly<Partial<Record<Surface, Setting>>> = {
  'instruction file': 'instruction',
  'written content': 'written',
  'read content': 'foreign',
  'attached text': 'foreign',
  prompt: 'prompt',
  'tool description': 'tool',
  'tool result': 'foreign',
  'web text': 'foreign',
};

/** Lists the surfaces whose texts are judged; a command and what is sent give no orders to an agent. */
export const judgedSurfaces = Object.keys(bySurface) as readonly Surface[];

/** Returns what a text is to the model of orders. */
export function settingOf(surface: Surface, text: string): Setting {
  const setting = bySurface[surface] ?? 'foreign';
  return surface === 'attached text' && instructs(text) ? 'instruction' : setting;
}

/** An instruction file that somebody attaches says so itself: by its front matter, or by headings over lists of rules. */
function instructs(text: string): boolean {
  const head = text.slice(0, 4_000);
  if (
    /^\uFEFF?---\r?\n(?:[^\n]{0,400}\n){0,30}?(?:name|description|globs|alwaysApply|applyTo|tools|mode|model):/u.test(
      head,
    )
  )
    return true;
  if (text.length < 800) return false;
  const headings = head.match(/^#{1,4} \S/gmu)?.length ?? 0;
  const items = head.match(/^\s{0,6}(?:[-*+]|\d{1,2}\.) \S/gmu)?.length ?? 0;
  return headings >= 2 && items >= 4;
}
