/** Writes suggestions into the texts of a policy folder, leaving what stands there as it is. Pure. */
import { applyEdits, modify, parse } from 'jsonc-parser';
import type { Suggestions } from './suggest.ts';

/** Is a file as it would be. */
export interface ProposedFile {
  readonly name: 'policy.cedar' | 'profile.jsonc';
  /** Undefined when there is no such file yet. */
  readonly before: string | undefined;
  readonly after: string;
}

/** Is what the folder holds. */
export interface PolicyTexts {
  readonly policy: string | undefined;
  readonly profile: string | undefined;
}

/** Returns the files that would change; what stands there already is not suggested again. */
export function proposedFiles(
  { policies, waivers }: Suggestions,
  { policy, profile }: PolicyTexts,
): readonly ProposedFile[] {
  const fresh = policies.filter(({ id }) => policy?.includes(`@id("${id}")`) !== true);
  const known = waiversIn(profile);
  const missing = waivers.filter(waiver => !known.has(keyOf(waiver)));
  return [
    ...(fresh.length === 0
      ? []
      : [
          {
            name: 'policy.cedar' as const,
            before: policy,
            after: appended(
              policy,
              fresh.map(({ text }) => text),
            ),
          },
        ]),
    ...(missing.length === 0
      ? []
      : [{ name: 'profile.jsonc' as const, before: profile, after: withWaivers(profile, missing) }]),
  ];
}

function appended(text: string | undefined, policies: readonly string[]): string {
  const start = text === undefined || text.trim() === '' ? '' : `${text.trimEnd()}\n\n`;
  return `${start}${policies.join('\n')}`;
}

interface Excuse {
  readonly rule: string;
  readonly paths?: readonly string[];
}

const keyOf = ({ rule, paths = [] }: Excuse): string => JSON.stringify([rule, paths.toSorted()]);

function waiversIn(profile: string | undefined): ReadonlySet<string> {
  const raw: unknown = profile === undefined ? undefined : parse(profile);
  const list: unknown = typeof raw === 'object' && raw !== null && 'waivers' in raw ? raw.waivers : [];
  if (!Array.isArray(list)) return new Set();
  return new Set(list.filter(isExcuse).map(keyOf));
}

const isExcuse = (raw: unknown): raw is Excuse =>
  typeof raw === 'object' &&
  raw !== null &&
  'rule' in raw &&
  typeof raw.rule === 'string' &&
  (!('paths' in raw) || Array.isArray(raw.paths));

const formattingOptions = { insertSpaces: true, tabSize: 2, eol: '\n' } as const;

/** Adds at the end of the list, so that comments and order stay. */
function withWaivers(profile: string | undefined, waivers: Suggestions['waivers']): string {
  return waivers.reduce(
    (text, waiver) =>
      applyEdits(text, modify(text, ['waivers', -1], waiver, { formattingOptions, isArrayInsertion: true })),
    profile === undefined || profile.trim() === '' ? '{}\n' : profile,
  );
}
