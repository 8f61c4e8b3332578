/**
 * Bounds on policies, checked before Cedar sees them: its WebAssembly has a small stack, and an expression that is
 * nested too deeply does not only fail, it leaves an engine behind that answers nothing any more. Pure.
 */
import type { Problem } from '../../common/result.ts';
import type { PolicyText } from './split.ts';

/** Measured with Cedar 4.13: 25 levels of 60 that work, and 150 parts of 300. */
const most = { length: 8 * 1024, depth: 25, parts: 150, policies: 200, partsTogether: 4_000 } as const;

const quotedOrComment = /"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*/g;
const part = /&&|\|\||[-+*.([{!]|\b(?:if|has|like|when|unless)\b/g;

/** Returns what is too large about policies of one source, at the line of the first that is; undefined if nothing is. */
export function tooLarge(texts: readonly PolicyText[]): Omit<Problem, 'source'> | undefined {
  if (texts.length > most.policies)
    return complaint(texts[most.policies], `more than ${most.policies} policies`);
  let together = 0;
  for (const each of texts) {
    const plain = each.text.replace(quotedOrComment, '""');
    const parts = plain.match(part)?.length ?? 0;
    together += parts;
    if (each.text.length > most.length)
      return complaint(each, `a policy longer than ${most.length} characters`);
    if (parts > most.parts) return complaint(each, `a policy with more than ${most.parts} operators`);
    if (depthOf(plain) > most.depth) return complaint(each, `a policy nested more than ${most.depth} deep`);
  }
  if (together > most.partsTogether) return complaint(texts[0], `more than ${most.partsTogether} operators`);
  return undefined;
}

const complaint = (place: PolicyText | undefined, what: string): Omit<Problem, 'source'> => ({
  line: place?.line ?? 1,
  message: `There is ${what}, which is too large to be loaded.`,
  remedy: 'Split it, or use a list with contains().',
});

function depthOf(plain: string): number {
  let [depth, deepest] = [0, 0];
  for (const [sign] of plain.matchAll(/[([{)\]}]|\bif\b/g)) {
    depth += ')]}'.includes(sign) ? -1 : 1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}
