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

/** An annotation stands in a comment of any language: after #, //, /*, --, ;, %, <!--, (*, {# or a quote mark. */
const annotation =
  /(?:#|\/\/|\/\*|--|;|%|<!--|\(\*|\{#|\{\{!|"|'|^\s*\*)\s*(?<kind>ruleid|ok|todoruleid|todook)\s*:\s*(?<ids>[\w.,/@ -]+)/;

/** Reads a target's annotations; each refers to the next line that is not itself one. */
export function readAnnotations(text: string): Annotations {
  const rules = new Map<string, { expected: Set<number>; ignored: Set<number> }>();
  const lines = text.split('\n');
  let waiting: { kind: string; id: string }[] = [];
  for (const [index, line] of lines.entries()) {
    const groups = annotation.exec(line)?.groups;
    if (groups !== undefined) {
      waiting = waiting.concat(idsOf(groups['ids'] ?? '').map(id => ({ kind: groups['kind'] ?? '', id })));
      continue;
    }
    for (const { kind, id } of waiting) {
      const rule = rules.get(id) ?? { expected: new Set<number>(), ignored: new Set<number>() };
      rules.set(id, rule);
      if (kind === 'ruleid') rule.expected.add(index + 1);
      else if (kind !== 'ok') rule.ignored.add(index + 1);
    }
    waiting = [];
  }
  return rules;
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
