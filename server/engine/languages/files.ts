/** Tells a file's language by its name or its first line. Knows no grammar, so that asking costs nothing. */
import type { LanguageId } from './language.ts';

const extensions: Readonly<Record<Exclude<LanguageId, 'generic' | 'regex'>, readonly string[]>> = {
  python: ['py', 'pyi', 'pyw', 'wsgi'],
  javascript: ['js', 'jsx', 'cjs', 'mjs'],
  typescript: ['ts', 'cts', 'mts'],
  tsx: ['tsx'],
  java: ['java'],
  csharp: ['cs', 'csx'],
  kotlin: ['kt', 'kts', 'ktm'],
  c: ['c'],
  // A header may be either; C++ reads most of C.
  cpp: ['cpp', 'cc', 'cxx', 'c++', 'hpp', 'hh', 'hxx', 'h++', 'h', 'ipp', 'tpp'],
  go: ['go'],
  ruby: ['rb', 'rake', 'gemspec', 'ru'],
  php: ['php', 'php3', 'php4', 'php5', 'php7', 'phtml', 'tpl'],
  rust: ['rs'],
  json: ['json', 'ipynb', 'json5', 'jsonc', 'webmanifest'],
  yaml: ['yml', 'yaml'],
  terraform: ['tf', 'hcl', 'tfvars'],
  bash: ['bash', 'sh', 'ksh'],
  dockerfile: ['dockerfile', 'containerfile'],
};

const names: readonly (readonly [name: RegExp, language: LanguageId])[] = [
  [/^(?:dockerfile|containerfile)(?:[._-].*)?$/i, 'dockerfile'],
  [/^(?:rakefile|gemfile|guardfile|capfile|vagrantfile)$/i, 'ruby'],
  [/^(?:\.bashrc|\.bash_profile|\.bash_aliases|\.profile)$/, 'bash'],
  [/^(?:sconstruct|sconscript)$/i, 'python'],
  [/^(?:\.babelrc|\.eslintrc|\.jshintrc|composer\.lock)$/, 'json'],
];

const interpreters: readonly (readonly [interpreter: RegExp, language: LanguageId])[] = [
  [/^(?:python|pypy)[\d.]*$/, 'python'],
  [/^(?:node|nodejs|bun)$/, 'javascript'],
  [/^(?:deno|ts-node|tsx)$/, 'typescript'],
  [/^(?:ruby|jruby|rbx)[\d.]*$/, 'ruby'],
  [/^php[\d.]*$/, 'php'],
  [/^(?:bash|sh|dash|ksh|zsh|ash)$/, 'bash'],
];

const byExtension: ReadonlyMap<string, LanguageId> = new Map(
  Object.entries(extensions).flatMap(([language, endings]) =>
    endings.map(ending => [ending, language as LanguageId] as const),
  ),
);

/**
 * Returns the language of a file by its name or ending, else by the interpreter of its first line (`#!`); undefined when
 * neither tells.
 */
export function languageOf(file: string, firstLine = ''): LanguageId | undefined {
  const name = file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
  const named = names.find(([pattern]) => pattern.test(name))?.[1];
  if (named !== undefined) return named;
  const dot = name.lastIndexOf('.');
  const byEnding = dot === -1 ? undefined : byExtension.get(name.slice(dot + 1).toLowerCase());
  return byEnding ?? interpreted(firstLine);
}

function interpreted(firstLine: string): LanguageId | undefined {
  const words = /^#!\s*(\S+)(?:\s+(?:-\S+\s+)*(\S+))?/.exec(firstLine);
  if (words === null) return undefined;
  const command = words[1]?.split('/').at(-1);
  const interpreter = command === 'env' ? words[2] : command;
  return interpreters.find(([pattern]) => pattern.test(interpreter ?? ''))?.[1];
}
