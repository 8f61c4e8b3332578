/** Reads the annotations of a rule's test target: `ruleid:`, `ok:`, `todoruleid:` and `todook:` in comments. Pure. */

/** Is what a target says of one rule: lines from 1. */
export interface Expectations {
  /** Lines that the rule must report. */
  readonly expected: ReadonlySet<number>;
  /** Lines that count neither way. */
  readonly ignored: ReadonlySet<number>;
}

/** Maps rule ids to what the target says of them. */
export type Annotations = ReadonlyMap<string, Expectations>;

/**
 * An annotation stands in a comment of any language: after #, //, /*, --, ;, %, <!--, (*, {#, @*, in quotes that begin a
 * line or a value, or, in a text that has no comments, alone on its line.
 */
const annotation =
  /(?:#|\/\/-?|\/\*\*?|--|;|%|<!--|\(\*|\{[#*]|\{\{!|@\*|^\s*["'*]|:\s*["']|^\s*(?=\w*ruleid))\s*(?<kind>(?:pro|deep)?(?:todo)?(?:ruleid|ok))\s*:\s*(?<ids>[\w.,/@ -]+)/g;

interface Annotation {
  readonly kind: string;
  readonly id: string;
}

/** Reads a target's annotations; each refers to the next line that is not itself one. */
export function readAnnotations(text: string): Annotations {
  const rules = new Map<string, { expected: Set<number>; ignored: Set<number> }>();
  let waiting: Annotation[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    const found = annotationsOf(line);
    if (found !== undefined) {
      waiting.push(...found);
      continue;
    }
    for (const { kind, id } of waiting) {
      const rule = rules.get(id) ?? { expected: new Set<number>(), ignored: new Set<number>() };
      rules.set(id, rule);
      if (kind === 'ruleid') rule.expected.add(index + 1);
      else if (kind === 'todoruleid' || kind === 'todook') rule.ignored.add(index + 1);
    }
    waiting = [];
  }
  return rules;
}

/** Returns the annotations of a line; undefined when it is none. Those for another engine (`proruleid:`) say nothing. */
function annotationsOf(line: string): readonly Annotation[] | undefined {
  if (!line.includes('ruleid') && !line.includes('ok')) return undefined;
  const found = [...line.matchAll(annotation)];
  if (found.length === 0) return undefined;
  return found.flatMap(({ groups }) =>
    idsOf(groups?.['ids'] ?? '').map(id => ({ kind: groups?.['kind'] ?? '', id })),
  );
}

/** Ids are separated by commas; what follows an id after a space is a remark, or the end of the comment. */
const idsOf = (text: string): readonly string[] =>
  text
    .split(',')
    .map(part => part.trim().split(/\s/)[0]?.replace(/-+$/, '') ?? '')
    .filter(id => id !== '');

/** Is how a rule did on a target. */
export interface Outcome {
  readonly passed: boolean;
  readonly expected: readonly number[];
  readonly reported: readonly number[];
}

/** Compares reported lines with what the target says: every expected line and no other, ignored lines aside. */
export function judge(reported: readonly number[], { expected, ignored }: Expectations): Outcome {
  const lines = [...new Set(reported)].filter(line => !ignored.has(line)).toSorted((a, b) => a - b);
  const wanted = [...expected].filter(line => !ignored.has(line)).toSorted((a, b) => a - b);
  const passed = lines.length === wanted.length && lines.every((line, index) => line === wanted[index]);
  return { passed, expected: wanted, reported: lines };
}
