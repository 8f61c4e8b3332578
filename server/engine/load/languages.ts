/** Knows every spelling of a language that rules use, and which of them the engine has. */
import type { LanguageId } from '../languages/language.ts';

const spellings: Readonly<Record<string, readonly LanguageId[]>> = {
  python: ['python'],
  python2: ['python'],
  python3: ['python'],
  py: ['python'],
  javascript: ['javascript'],
  js: ['javascript'],
  typescript: ['typescript', 'tsx'],
  ts: ['typescript', 'tsx'],
  tsx: ['tsx'],
  java: ['java'],
  go: ['go'],
  golang: ['go'],
  ruby: ['ruby'],
  rb: ['ruby'],
  php: ['php'],
  csharp: ['csharp'],
  'c#': ['csharp'],
  'c-sharp': ['csharp'],
  cs: ['csharp'],
  c: ['c'],
  cpp: ['cpp'],
  'c++': ['cpp'],
  kotlin: ['kotlin'],
  kt: ['kotlin'],
  rust: ['rust'],
  rs: ['rust'],
  bash: ['bash'],
  sh: ['bash'],
  json: ['json'],
  yaml: ['yaml'],
  yml: ['yaml'],
  terraform: ['terraform'],
  tf: ['terraform'],
  hcl: ['terraform'],
  dockerfile: ['dockerfile'],
  docker: ['dockerfile'],
  generic: ['generic'],
  spacegrep: ['generic'],
  aliengrep: ['generic'],
  regex: ['regex'],
  none: ['regex'],
};

/** Languages of the rule format that the engine has no grammar for. */
const foreign: ReadonlySet<string> = new Set(
  `apex cairo circom clojure clj dart elixir ex hack html jsonnet julia lisp lua move move_on_sui move_on_aptos ocaml ml
  promql proto proto3 protobuf ql r scala scheme solidity sol swift vue xml`.split(/\s+/),
);

/** Returns the engine's languages for a spelling, 'foreign' for one it lacks, undefined for no language at all. */
export function languagesOf(spelling: string): readonly LanguageId[] | 'foreign' | undefined {
  const key = spelling.trim().toLowerCase();
  if (Object.hasOwn(spellings, key)) return spellings[key];
  return foreign.has(key) ? 'foreign' : undefined;
}

/** Returns the language in which a metavariable's content is read. */
export function nestedLanguage(spelling: string): LanguageId | 'foreign' | undefined {
  const found = languagesOf(spelling);
  return typeof found === 'object' ? found[0] : found;
}

/** Lists the spellings for a remedy. */
export const knownSpellings: string = Object.keys(spellings).join(', ');
