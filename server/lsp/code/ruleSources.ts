/** Reads the texts of rules beyond the bundled ones: files that the user names, and those that a trusted workspace brings. */
import { lstat, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Problem } from '../../../common/result.ts';
import type { LanguageId } from '../../engine/languages/language.ts';
import type { RuleText } from '../../scan/messages.ts';
import { readOwnRules, readRuleFiles, usualPlaces, type RuleFiles } from '../../scan/ruleFiles.ts';

/** Describes a bundled pack. */
export interface PackInfo {
  readonly name: string;
  readonly rules: number;
  readonly languages: readonly LanguageId[];
}

/** Is the text of a rule file, by its absolute path. */
export interface SourcedText extends RuleText {
  readonly from: 'user' | 'workspace';
}

/** Is what was found. */
export interface FoundRules {
  readonly texts: readonly SourcedText[];
  readonly problems: readonly Problem[];
  /** Rule files and folders of the workspace that wait for its trust. */
  readonly untrusted: readonly string[];
}

/** Says what to look for. */
export interface RuleRequest {
  /** Rule files and folders of the user. */
  readonly named: readonly string[];
  readonly roots: readonly string[];
  readonly trusted: boolean;
}

/** Finds rules. */
export interface RuleSources {
  /** Lists the bundled packs. */
  packs(): Promise<readonly PackInfo[]>;
  /** Reads rule files; never rejects because of one of them. */
  read(request: RuleRequest): Promise<FoundRules>;
}

/** Creates the sources of one process; `assets` is the folder of the bundles. */
export function createRuleSources({
  assets,
  home,
}: {
  readonly assets: string;
  readonly home: string;
}): RuleSources {
  return {
    packs: async () =>
      // Ours, and written when the product was built.
      JSON.parse(await readFile(path.join(assets, 'packs.json'), 'utf8')) as readonly PackInfo[],
    read: async ({ named, roots, trusted }) => {
      const users = await Promise.all(named.map(each => readNamed(each, home)));
      const workspaces = trusted ? await Promise.all(roots.map(readOfRoot)) : [];
      const untrusted = trusted ? [] : (await Promise.all(roots.map(placesIn))).flat();
      return {
        texts: [
          ...users.flatMap(({ texts }) => texts.map(text => ({ ...text, from: 'user' as const }))),
          ...workspaces.flatMap(({ texts }) =>
            texts.map(text => ({ ...text, from: 'workspace' as const, addsOnly: true as const })),
          ),
        ],
        problems: [...users, ...workspaces].flatMap(({ problems }) => problems),
        untrusted,
      };
    },
  };
}

/** Where a relative path would begin, nobody knows: settings of the user hold for every workspace. */
async function readNamed(named: string, home: string): Promise<RuleFiles> {
  const expanded = named.replace(/^~(?=[\\/]|$)/, home);
  if (path.isAbsolute(expanded)) return absolute(await readRuleFiles(expanded, home), home);
  const message = 'The path in “ringfence.code.rules” is not absolute.';
  return { texts: [], problems: [{ source: named, message, remedy: 'Begin it with / or with ~/.' }] };
}

const readOfRoot = async (root: string): Promise<RuleFiles> => absolute(await readOwnRules(root), root);

const absolute = ({ texts, problems }: RuleFiles, base: string): RuleFiles => ({
  texts: texts.map(each => ({ ...each, path: path.resolve(base, each.path) })),
  problems: problems.map(each => ({ ...each, source: path.resolve(base, each.source) })),
});

async function placesIn(root: string): Promise<readonly string[]> {
  const found = await Promise.all(
    usualPlaces.map(async name => {
      const place = path.join(root, name);
      const there = await lstat(place).catch(() => undefined);
      return there?.isFile() === true || there?.isDirectory() === true ? [place] : [];
    }),
  );
  return found.flat();
}

/** Tells whether a change of a file can change the rules: it lies where workspaces keep theirs, or where the user says. */
export function isRulePlace(file: string, named: readonly string[], home: string): boolean {
  const normal = file.replaceAll('\\', '/');
  if (/(?:^|\/)\.semgrep(?:\.ya?ml$|\/.*\.ya?ml$|$)/i.test(normal)) return true;
  return named
    .map(each =>
      each
        .replace(/^~(?=[\\/]|$)/, home)
        .replaceAll('\\', '/')
        .replace(/\/$/, ''),
    )
    .some(each => normal === each || normal.startsWith(`${each}/`));
}
