/**
 * Comments that suppress findings: `nosemgrep` as Semgrep reads it, and `ringfence-ignore: RULE -- reason`, which counts
 * only with its reason. Each stands on the finding's first line, or alone on the line before. Pure.
 */

/** Says whether a finding is suppressed, or why a comment that means to do so does not. */
export type Suppression =
  | { readonly kind: 'none' }
  | { readonly kind: 'suppressed'; readonly by: 'nosemgrep' | 'ringfence-ignore'; readonly reason?: string }
  | { readonly kind: 'reason-missing' };

/** Answers for one text. */
export interface Suppressions {
  /** Returns what the comments say of a rule's finding that begins on a line (from 1). */
  of(ruleId: string, line: number): Suppression;
}

interface Remark {
  readonly by: 'nosemgrep' | 'ringfence-ignore';
  /** Rules that it names; undefined: all of them. */
  readonly ids: readonly string[] | undefined;
  readonly reason: string;
}

const nosemgrep = /(?:^|[^\w-])nosem(?:grep)?(?![\w-])(?:\s*:\s*(?<ids>[^\s*>"'][^*>"']*))?/i;
const ignore =
  /ringfence-ignore(?![\w-])(?:\s*:\s*(?<ids>[\w.,/@ -]*?))?\s*(?:--\s*(?<reason>.*?))?\s*(?:\*\/|-->|$)/;
const alone = /^\s*(?:#|\/\/|\/\*|--|;|%|<!--|\{#|\{\/\*|"""|''')/;

/** Reads the suppressing comments of a text, a line when it is asked for. */
export function readSuppressions(text: string): Suppressions {
  if (!/nosem|ringfence-ignore/i.test(text)) return { of: () => ({ kind: 'none' }) };
  const lines = text.split('\n');
  const remark = (line: number): Remark | undefined => readRemark(lines[line - 1] ?? '');
  return {
    of: (ruleId, line) => {
      const before = alone.test(lines[line - 2] ?? '') ? remark(line - 1) : undefined;
      for (const found of [remark(line), before]) {
        if (found === undefined || !names(found, ruleId)) continue;
        if (found.by === 'nosemgrep') return { kind: 'suppressed', by: found.by };
        if (found.reason !== '') return { kind: 'suppressed', by: found.by, reason: found.reason };
        return { kind: 'reason-missing' };
      }
      return { kind: 'none' };
    },
  };
}

function readRemark(line: string): Remark | undefined {
  const own = ignore.exec(line)?.groups;
  if (own !== undefined)
    return { by: 'ringfence-ignore', ids: split(own['ids']), reason: (own['reason'] ?? '').trim() };
  const theirs = nosemgrep.exec(line);
  return theirs === null ? undefined : { by: 'nosemgrep', ids: split(theirs.groups?.['ids']), reason: '' };
}

function split(ids: string | undefined): readonly string[] | undefined {
  const list = (ids ?? '').split(/[,\s]+/).filter(id => id !== '');
  return list.length === 0 ? undefined : list;
}

/** A comment may name a rule in full, or by the end of its dotted path. */
const names = ({ ids }: Remark, ruleId: string): boolean =>
  ids === undefined ||
  ids.some(id => id === ruleId || ruleId.endsWith(`.${id}`) || id.endsWith(`.${ruleId}`));
