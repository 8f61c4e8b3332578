/**
 * What an agent wants to write, for the person who decides: each file before and after, and for configurations the keys.
 * Secrets are masked in it, and it is kept only until the request is decided. Pure.
 */
import { risksOf, type Finding } from '../../common/finding.ts';
import type { Proposal, ProposedFile } from '../../common/session.ts';
import { secretRules } from '../detect/secrets/detector.ts';
import type { TextSource } from '../detect/text/source.ts';
import type { Observation, ObservedContent } from '../pipeline/types.ts';
import { changedKeys } from '../quarantine/keyChanges.ts';

const mostFiles = 20;
/** A person reads far less; the rest is told as a number. */
const mostText = 60_000;
/** Keeps some lines before the first difference where a text is cut. */
const lead = 2000;

type Change = Pick<ObservedContent, 'path'> & { readonly before: string; readonly after: string };

/** Returns what an event would write; undefined when it writes nothing, or nothing that could be worked out. */
export function proposalOf(
  { contents }: Observation,
  findings: readonly Finding[],
): Pick<Proposal, 'files' | 'more'> | undefined {
  const changes = contents.flatMap(({ path, before, after }): readonly Change[] =>
    path.op === 'read' || before === after || (after === undefined && path.op !== 'delete')
      ? []
      : [{ path, before: before ?? '', after: after ?? '' }],
  );
  if (changes.length === 0) return undefined;
  const mask = masker();
  const files = changes.slice(0, mostFiles).map(change => proposed(change, findings, mask));
  return { files, more: changes.length - files.length };
}

function proposed({ path, before, after }: Change, findings: readonly Finding[], mask: Mask): ProposedFile {
  const name = path.relative ?? path.path;
  const holdsSecrets = findings.some(
    finding =>
      finding.path === path.path &&
      !finding.ruleId.startsWith('secrets/') &&
      risksOf(finding).includes('SECRET'),
  );
  const [start, old] = windowOf(before, after);
  const [, wanted] = windowOf(after, before);
  const [left, right] = [old, wanted].map(text => mask(text, name, holdsSecrets));
  const isWhole = start === 0 && old.length === before.length && wanted.length === after.length;
  return {
    path: name,
    before: left ?? '',
    after: right ?? '',
    skipped: isWhole ? 0 : before.length + after.length - old.length - wanted.length,
    keys: isWhole && isJson.test(name) ? changedKeys(left, right ?? '', left) : [],
  };
}

const isJson = /\.(?:jsonc?|code-workspace)$/iu;

/** Returns what is shown of a text, from shortly before the place where it differs from the other. */
function windowOf(text: string, other: string): readonly [start: number, text: string] {
  if (text.length <= mostText && other.length <= mostText) return [0, text];
  let same = 0;
  while (same < text.length && text[same] === other[same]) same += 1;
  const start = same <= lead ? 0 : text.lastIndexOf('\n', same - lead) + 1;
  return [start, text.slice(start, start + mostText)];
}

/** Masks a text of a file; where the file is one of secrets, every value of it. */
type Mask = (text: string, name: string, holdsSecrets: boolean) => string;

/** Equal secrets get equal marks, so that a changed one is still seen to change. */
function masker(): Mask {
  const known = new Map<string, number>();
  const mark = (secret: string): string => {
    const number = known.get(secret) ?? known.size + 1;
    known.set(secret, number);
    return `[secret ${number}, masked]`;
  };
  return (text, name, holdsSecrets) => {
    const source: TextSource = {
      ...{ surface: 'written content', text, before: undefined },
      ...{ path: name, name: name.toLowerCase(), commands: [] },
    };
    const spots = secretRules.flatMap(rule => rule.find(source)).toSorted((a, b) => a.start - b.start);
    let at = 0;
    let shown = '';
    for (const { start, end } of spots) {
      if (start >= at) shown += text.slice(at, start) + mark(text.slice(start, end));
      else if (end <= at) continue;
      at = Math.max(at, end);
    }
    shown += text.slice(at);
    return holdsSecrets ? shown.replaceAll(value, (_, key: string, each: string) => key + mark(each)) : shown;
  };
}

const value = /^([^\S\n]*(?:export )?[\w."' -]{1,100}[=:][^\S\n]*)(\S.*)$/gmu;
