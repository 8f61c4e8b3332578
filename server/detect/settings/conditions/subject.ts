/** What a condition looks at: one value of a configuration file, under its key. */
import { textOf, type ConfigNode } from '../document.ts';

/** Is a value together with the key that it stands under; list items carry the key of their list. */
export interface Subject {
  readonly key: string;
  readonly node: ConfigNode;
  /** Is the whole of the configuration that the value stands in, for rules that look at two places. */
  readonly root?: ConfigNode;
}

/** Answers a condition; pure and total. */
export type Test = (subject: Subject) => boolean;

/** Bounds how many texts of one value are looked at. */
const maxTexts = 2_000;

/** Lists every text inside a value, however deep; numbers and booleans are left out. */
export function textsIn(node: ConfigNode): readonly string[] {
  const texts: string[] = [];
  const stack: ConfigNode[] = [node];
  while (texts.length < maxTexts) {
    const next = stack.pop();
    if (next === undefined) break;
    const text = textOf(next);
    if (text !== undefined) texts.push(text);
    else if (next.type === 'array') stack.push(...next.items.slice(0, maxTexts).reverse());
    else if (next.type === 'object')
      stack.push(
        ...next.entries
          .slice(0, maxTexts)
          .map(entry => entry.node)
          .reverse(),
      );
  }
  return texts;
}

/** Makes a condition from a test of texts: true when any text inside the value passes. */
export const anyText =
  (test: (text: string) => boolean): Test =>
  ({ node }) =>
    textsIn(node).some(test);
