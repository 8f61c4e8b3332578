/** Words about characters that nobody sees. Foreign text is escaped. Must not import vscode. */
import type { HiddenSpan } from '../../common/protocol.ts';
import { code } from './wording.ts';

/** Writes what a hover over hidden characters says, as markdown. */
export function hiddenHover({ names, spelt }: HiddenSpan): string {
  const what = `**Ringfence** · Nobody sees these characters, but agents read them: ${code(names)}.`;
  return spelt === undefined ? what : `${what}\n\nThey spell ${code(spelt)}.`;
}

/** Spaces at the ends of a text beside the editor's own would be lost, and line breaks have no place there. */
export const besideText = (label: string): string => label.replaceAll(/\s/gu, '\u00a0');
