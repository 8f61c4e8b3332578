/** The conformance corpora as seeds: rule files and targets, by language. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { LanguageId } from '../../../../server/engine/languages/language.ts';
import { languageOf } from '../../../../server/engine/languages/registry.ts';

/** Is a text of the corpus. */
export interface Seed {
  readonly path: string;
  readonly text: string;
}

/** Holds what cases are made of. */
export interface Corpus {
  readonly languages: readonly LanguageId[];
  /** Texts in each language. */
  readonly sources: ReadonlyMap<LanguageId, readonly Seed[]>;
  /** Rule files in each language: those that lie beside its texts. */
  readonly rules: ReadonlyMap<LanguageId, readonly Seed[]>;
}

/** Reads a folder of rules with targets beside them (`x.yaml`, `x.*`), in order of path. */
export function readCorpus(folder: string): Corpus {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => path.join(entry.parentPath, entry.name))
    .toSorted()
    .map(file => ({ path: path.relative(folder, file), text: readFileSync(file, 'utf8') }));
  const sources = new Map<LanguageId, Seed[]>();
  const rules = new Map<LanguageId, Seed[]>();
  for (const file of files) {
    const base = /^(?<base>.+)\.ya?ml$/.exec(file.path)?.groups?.['base'];
    if (base === undefined || !/^rules:/m.test(file.text)) continue;
    for (const target of files) {
      if (target === file || !target.path.startsWith(`${base}.`)) continue;
      const language = languageOf(target.path) ?? 'generic';
      add(sources, language, target);
      add(rules, language, file);
      if (/languages:.*regex/.test(file.text)) add(rules, 'regex', file);
      if (/languages:.*regex/.test(file.text)) add(sources, 'regex', target);
    }
  }
  addPlain(sources, rules);
  return { languages: [...sources.keys()].toSorted(), sources, rules };
}

/** Languages without a tree read any text: here those of the others. */
function addPlain(sources: Map<LanguageId, Seed[]>, rules: Map<LanguageId, Seed[]>): void {
  const texts = [...sources.values()].flatMap(list => list.filter((_, index) => index % 10 === 0));
  for (const [language, bodies] of Object.entries(plainRules) as [
    keyof typeof plainRules,
    readonly string[],
  ][]) {
    for (const text of texts) add(sources, language, text);
    for (const [index, body] of bodies.entries()) {
      const head = `rules:\n  - id: ${language}-${index}\n    message: $X $1\n    severity: LOW\n    languages: [${language}]\n`;
      add(rules, language, {
        path: `${language}-${index}.yaml`,
        text: head + body.replaceAll(/^/gm, '    '),
      });
    }
  }
}

const plainRules = {
  generic: [
    'pattern: $X = $Y',
    'pattern: ( ... )',
    'pattern: |\n  if $X ... { ... }',
    'patterns:\n  - pattern: $X("...$Y...")\n  - pattern-not-inside: def $Z ... end',
    'pattern: $...A $B $...C\noptions:\n  generic_ellipsis_max_span: 3\n  generic_caseless: true',
    'pattern: f($...ARGS)\noptions:\n  generic_engine: aliengrep\n  generic_multiline: true',
    'pattern: $X: ....\noptions:\n  generic_engine: aliengrep\n  generic_comment_style: shell',
  ],
  regex: [
    'pattern-regex: (?<word>\\w+)\\s*=\\s*(.*)',
    "patterns:\n  - pattern-regex: '^(a|b|[c-z]+)+$'\n  - pattern-not-regex: '^x'",
    "pattern-either:\n  - pattern-regex: '(?i)TODO|OK|ruleid'\n  - pattern-regex: '(?<=: )\\w+(?= |$)'\nfix-regex:\n  regex: '(.)'\n  replacement: '\\1\\1'",
    "patterns:\n  - pattern-regex: '([A-Z])\\w*(\\1)'\n  - metavariable-regex:\n      metavariable: $1\n      regex: '[A-F]'\n  - focus-metavariable: $2",
    "patterns:\n  - pattern-regex: '(\\d+)'\n  - metavariable-comparison:\n      metavariable: $1\n      comparison: int($1) > 2 and $1 != 7",
  ],
} as const;

function add(map: Map<LanguageId, Seed[]>, language: LanguageId, seed: Seed): void {
  const known = map.get(language);
  if (known === undefined) map.set(language, [seed]);
  else known.push(seed);
}
