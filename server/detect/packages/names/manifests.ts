/** Finds the packages that manifests name. Pure; a manifest that cannot be read names none. */
import type { Ecosystem } from '../popular.ts';
import type { NamedPackage } from './named.ts';

type Found = Omit<NamedPackage, 'by' | 'ecosystem'>;

interface Manifest {
  readonly name: RegExp;
  readonly ecosystem: Ecosystem;
  readonly read: (text: string) => readonly Found[];
}

/** Lists the packages that a manifest names. */
export const packagesInManifest = (text: string, name: string): readonly NamedPackage[] =>
  manifests
    .filter(manifest => manifest.name.test(name))
    .flatMap(({ ecosystem, read }) =>
      read(text).map(found => ({ ...found, ecosystem, by: 'manifest' as const })),
    );

/** Lists what the first group of a pattern catches. */
const each =
  (pattern: RegExp) =>
  (text: string): readonly Found[] =>
    Array.from(text.matchAll(pattern), match => {
      const name = match[1] ?? '';
      const start = match.index + match[0].lastIndexOf(name);
      return { name, start, end: start + name.length };
    });

/** Lists keys of objects of a JSON manifest. */
const keysOf =
  (sections: readonly string[]) =>
  (text: string): readonly Found[] => {
    const root = parsed(text);
    return sections.flatMap(section => {
      const from = text.indexOf(`"${section}"`);
      const names = Object.entries(recordOf(root?.[section]));
      return names.flatMap(([key, value]) => {
        // An alias installs the package that it names.
        const name = /^npm:((?:@[^@/]+\/)?[^@/]+)/u.exec(String(value))?.[1] ?? key;
        const start = text.indexOf(`"${key}"`, Math.max(0, from));
        return start < 0 || isElsewhere.test(String(value))
          ? []
          : [{ name, start: start + 1, end: start + 1 + key.length }];
      });
    });
  };

const isElsewhere = /^(?:file|link|workspace|portal|catalog|git|https?|github|gitlab|bitbucket):|^git\+/u;

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return recordOf(JSON.parse(text));
  } catch {
    return undefined;
  }
}

const recordOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};

/** Lists what a pattern catches in the lines of sections of a TOML manifest. */
const inSections =
  (section: RegExp, pattern: RegExp) =>
  (text: string): readonly Found[] => {
    const found: Found[] = [];
    let isInside = false;
    let at = 0;
    for (const line of text.split('\n')) {
      const head = /^[ \t]*\[+([^\]]{1,200})\]/u.exec(line)?.[1];
      if (head !== undefined) isInside = section.test(head.trim());
      else if (isInside)
        found.push(...each(pattern)(line).map(one => ({ ...one, start: one.start + at, end: one.end + at })));
      at += line.length + 1;
    }
    return found;
  };

/** Is a key that holds dependencies, with its section: those of the project, its extras, groups and its build. */
const holdsRequirements =
  /^(?:project:dependencies|build-system:requires|project\.optional-dependencies:.*|dependency-groups:.*|tool\.(?:uv|pdm|hatch)[^:]*:(?:dev-|extra-)?dependencies)$/u;

/** Lists requirements in the arrays of a Python project. */
function requirementsOfProject(text: string): readonly Found[] {
  const found: Found[] = [];
  let section = '';
  let isInside = false;
  let at = 0;
  for (const line of text.split('\n')) {
    let skip = 0;
    if (!isInside) {
      section = sectionOf(line) ?? section;
      skip = headLength(line, section);
      isInside = skip > 0;
    }
    if (isInside) {
      found.push(...moved(each(requirement)(line.slice(skip)), at + skip));
      isInside = !closesArray(line.slice(skip));
    }
    at += line.length + 1;
  }
  return found;
}

const sectionOf = (line: string): string | undefined => /^[ \t]*\[+([^\]]{1,200})\]/u.exec(line)?.[1]?.trim();

/** Returns how long the start of an array of dependencies is; 0 for other lines. */
function headLength(line: string, section: string): number {
  const [head = '', key = ''] = arrayStart.exec(line) ?? [];
  return holdsRequirements.test(`${section}:${key}`) ? head.length : 0;
}

const arrayStart = /^[ \t]*["']?([\w-]{1,100})["']?[ \t]*=[ \t]*\[/u;
const closesArray = (line: string): boolean => line.replace(/"[^"]*"|'[^']*'/gu, '').includes(']');
const moved = (found: readonly Found[], by: number): readonly Found[] =>
  found.map(({ name, start, end }) => ({ name, start: start + by, end: end + by }));

/** Lists group and artifact of the dependencies of Maven; the artifact stands where the finding is shown. */
const coordinatesOfPom = (text: string): readonly Found[] =>
  Array.from(
    text.matchAll(
      /<dependency>\s{0,200}<groupId>\s{0,20}([\w.-]{1,200})\s{0,20}<\/groupId>\s{0,200}<artifactId>\s{0,20}([\w.-]{1,200})/gu,
    ),
    match => {
      const [whole, group = '', artifact = ''] = match;
      const end = match.index + whole.length;
      return { name: `${group}:${artifact}`, start: end - artifact.length, end };
    },
  );

/** A requirement that is no address. */
const requirement = /["']([A-Za-z0-9][\w.-]{0,100})(?=[^"'@\n]{0,200}["'])/gu;

const manifests: readonly Manifest[] = [
  {
    name: /(?:^|\/)package\.json$/u,
    ecosystem: 'npm',
    read: keysOf(['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies']),
  },
  {
    name: /(?:^|\/)(?:requirements|constraints)[^/]*\.(?:txt|in)$|(?:^|\/)requirements\/[^/]+\.txt$/u,
    ecosystem: 'pypi',
    read: each(/^[ \t]*([\p{L}\p{N}][\p{L}\p{N}._-]*)(?=[ \t]*(?:$|[#;=<>!~[,]))/gmu),
  },
  { name: /(?:^|\/)pyproject\.toml$/u, ecosystem: 'pypi', read: requirementsOfProject },
  {
    name: /(?:^|\/)pyproject\.toml$/u,
    ecosystem: 'pypi',
    read: inSections(
      /^tool\.poetry\.(?:group\.[\w-]+\.)?(?:dev-)?dependencies$/u,
      /^[ \t]*(?!python\b)["']?([\w.-]+)["']?[ \t]*=/gu,
    ),
  },
  {
    name: /(?:^|\/)pipfile$/u,
    ecosystem: 'pypi',
    read: inSections(/^(?:dev-)?packages$/u, /^[ \t]*["']?([\w.-]+)["']?[ \t]*=/gu),
  },
  {
    name: /(?:^|\/)cargo\.toml$/u,
    ecosystem: 'crates.io',
    read: inSections(
      /dependencies$/u,
      /^[ \t]*["']?([\w-]+)["']?[ \t]*(?:=|\.workspace)(?![^\n]*\b(?:path|git|package)[ \t]*=)/gu,
    ),
  },
  {
    name: /(?:^|\/)go\.mod$/u,
    ecosystem: 'go',
    read: each(/^(?:require[ \t]+|[ \t]+)([\w.-]+\.[a-z]+\/[\w./~-]+)[ \t]+v\d/gmu),
  },
  {
    name: /(?:^|\/)(?:gemfile|[^/]+\.gemspec)$/u,
    ecosystem: 'rubygems',
    read: each(/^[ \t]*(?:gem|\w+\.add_(?:\w+_)?dependency)[ \t(]+["']([\w.-]+)["']/gmu),
  },
  { name: /(?:^|\/)composer\.json$/u, ecosystem: 'packagist', read: keysOf(['require', 'require-dev']) },
  {
    name: /\.(?:cs|fs|vb)proj$|(?:^|\/)directory\.packages\.props$/u,
    ecosystem: 'nuget',
    read: each(/<Package(?:Reference|Version)[ \t]+Include="([\w.-]{1,100})"/gu),
  },
  {
    name: /(?:^|\/)pom\.xml$/u,
    ecosystem: 'maven',
    read: coordinatesOfPom,
  },
  {
    name: /(?:^|\/)[^/]+\.gradle(?:\.kts)?$/u,
    ecosystem: 'maven',
    read: each(
      /^[ \t]*(?:\w*[iI]mplementation|\w*[aA]pi|\w*[cC]ompile(?:Only)?|runtimeOnly|kapt|ksp|annotationProcessor)[ \t(]+["']([\w.-]+:[\w.-]+)(?=[:"'])/gmu,
    ),
  },
  {
    name: /(?:^|\/)\.github\/(?:workflows\/[^/]+|actions\/.+)\.ya?ml$/u,
    ecosystem: 'github_actions',
    read: each(/^[ \t-]*uses:[ \t]*["']?([\w.-]+\/[\w.-]+)(?:\/[\w./-]+)?@/gmu),
  },
];
