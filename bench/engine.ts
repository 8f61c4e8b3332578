/**
 * Measures the rule engine: a file against its parse alone, and beside two peers in the same run, each on rules that both
 * can express. Ratios count; the milliseconds are of a shared machine. Needs `npm run build`.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Lang, parse as parseNative } from '@ast-grep/napi';
import { Linter } from 'eslint';
import security from 'eslint-plugin-security';
import { Language, Parser } from 'web-tree-sitter';
import { startRuntime } from '../server/engine/tree/runtime.ts';
import { createEngine, type Engine } from '../server/engine/engine.ts';
import { defaultLimits } from '../server/engine/budget.ts';
import type { CompiledRule } from '../server/engine/compileRule.ts';
import type { LanguageId } from '../server/engine/languages/language.ts';
import { adapterOf } from '../server/engine/languages/registry.ts';
import { loadRules } from '../server/engine/load/load.ts';
import type { Rule } from '../server/engine/rule.ts';
import { quantile, report, type Measurement } from './report.ts';

const require = createRequire(import.meta.url);
const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const rounds = Number(process.argv[2] ?? 25);
const sources = { wasmOf: (grammar: string) => readFileSync(require.resolve(grammar)) };

/** Is what a rule calls or accesses; words of the languages and of the rules' own format are none. */
const called = /\b[a-z][A-Za-z]{4,}\b(?=\s*[.(])/g;
const words = new Set(
  'function catch switch while return await async typeof throw super lambda except print raise'.split(' '),
);

/** Rules of a language from the pack and the conformance corpus, made up to a number by renaming what they call. */
function rulesOf(folders: readonly string[], language: LanguageId, count: number): readonly Rule[] {
  const texts = folders.flatMap(folder =>
    readdirSync(path.join(root, folder))
      .filter(name => /(?<!\.test)\.ya?ml$/.test(name))
      .map(name => readFileSync(path.join(root, folder, name), 'utf8')),
  );
  const rules: Rule[] = [];
  for (let copy = 0; rules.length < count; copy += 1) {
    for (const text of texts) {
      if (rules.length >= count) break;
      const renamed =
        copy === 0
          ? text
          : text.replace(called, (name: string) => (words.has(name) ? name : `${name}${copy}`));
      const loaded = loadRules(renamed, 'bench.yaml').rules.filter(({ languages }) =>
        languages.includes(language),
      );
      rules.push(...loaded.map(rule => ({ ...rule, id: `${rule.id}.${copy}` })));
    }
  }
  return rules.slice(0, count);
}

/** Returns how long a piece of work takes, again and again. */
function time(work: () => unknown, times = rounds): readonly number[] {
  return Array.from({ length: times }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
}
const p50 = (numbers: readonly number[]): number => quantile(numbers, 0.5);

function scan(engine: Engine, text: string, language: LanguageId, rules: readonly CompiledRule[]): number {
  const analysis = engine.analyse(text, language);
  if (!analysis.ok) throw new Error(analysis.problems[0]?.message);
  return engine.scan(analysis.value, rules).matches.length;
}

/** Ordinary code, repeated under other names until it has so many lines. */
function repeated(file: string, lines = 1_000): string {
  const text = readFileSync(path.join(root, file), 'utf8');
  const copies = Math.ceil(lines / text.split('\n').length);
  return Array.from({ length: copies }, (_, copy) =>
    text.replace(/\b(Part|Inventory|export|import_rows)\b/g, `$1${copy}`),
  ).join('\n');
}

/** A thousand lines of what the pack's rules are tested on: denser in findings than any real file. */
function targets(folder: string, ending: string): string {
  const names = readdirSync(path.join(root, folder)).filter(name => name.endsWith(ending));
  const text = names.map(name => readFileSync(path.join(root, folder, name), 'utf8')).join('\n');
  return text.split('\n').slice(0, 1_000).join('\n');
}

/** How long a scan of a long file goes on after nobody waits for it any more, from moments all over its course. */
async function cancellation(
  language: LanguageId,
  folders: readonly string[],
  text: string,
): Promise<Measurement[]> {
  const engine = await createEngine(sources);
  const { rules } = engine.compile(rulesOf(folders, language, 300), new Set([language]));
  const run = (after: number): number => {
    const end = performance.now() + after;
    const cancelled = (): boolean => performance.now() > end;
    const analysis = engine.analyse(text, language, { cancelled });
    if (analysis.ok) engine.scan(analysis.value, rules, { ...defaultLimits, cancelled });
    return performance.now() - end;
  };
  run(Infinity);
  const whole = time(() => scan(engine, text, language, rules), 1)[0] ?? 0;
  const late = Array.from({ length: 100 }, (_, index) => run((whole * index) / 110)).filter(
    each => each >= 0,
  );
  const title = `${language}, ${text.split('\n').length} lines`;
  return [
    { what: `${title}: full scan`, value: whole, unit: 'ms' },
    { what: `${title}: work after it was cancelled, p50`, value: p50(late), unit: 'ms', budget: 20 },
    {
      what: `${title}: work after it was cancelled, p99`,
      value: quantile(late, 0.99),
      unit: 'ms',
      budget: 20,
    },
  ];
}

async function againstParse(
  language: LanguageId,
  folders: readonly string[],
  text: string,
  remark = 'ordinary code',
): Promise<Measurement[]> {
  const adapter = adapterOf(language);
  if (adapter === undefined) throw new Error(`There is no grammar for ${language}.`);
  await startRuntime(undefined);
  const parser = new Parser();
  parser.setLanguage(await Language.load(require.resolve(adapter.grammar)));
  const compiling = performance.now();
  const warm = await createEngine(sources);
  const rules = rulesOf(folders, language, 300);
  const compiled = warm.compile(rules, new Set([language])).rules;
  const compileMs = performance.now() - compiling;
  const cold = await createEngine({ ...sources, patterns: [warm.patterns()] });
  const precompiled = cold.compile(rules, new Set([language])).rules;
  const first = time(() => scan(cold, text, language, precompiled), 1);
  const parse: number[] = [];
  const full: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    parse.push(...time(() => parser.parse(text)?.delete(), 1));
    full.push(...time(() => scan(warm, text, language, compiled), 1));
  }
  const title = `${language}, ${text.split('\n').length} lines (${remark}), ${compiled.length} rules`;
  // Code that is nothing but findings has no budget: each finding costs what it costs.
  const budget = (most: number): { budget?: number } => (remark === 'ordinary code' ? { budget: most } : {});
  return [
    {
      what: `${title}: first scan after start, patterns precompiled`,
      value: p50(first),
      unit: 'ms',
      budget: 600,
    },
    { what: `${title}: parse alone, warm p50`, value: p50(parse), unit: 'ms' },
    { what: `${title}: full scan, warm p50`, value: p50(full), unit: 'ms', ...budget(60) },
    { what: `${title}: full scan ÷ parse alone`, value: p50(full) / p50(parse), unit: '×', ...budget(4) },
    { what: `${title}: loading and compiling from text`, value: compileMs, unit: 'ms' },
  ];
}

/** Twenty rules that ast-grep can express as well: plain patterns without imports, constants or taint. */
const plain: readonly string[] = [
  'eval($X)',
  '$A == null',
  'console.log($$$)',
  'new Function($$$)',
  '$A.innerHTML = $B',
  'document.write($$$)',
  'setTimeout($A, $B)',
  '$A.exec($B)',
  'require($X)',
  'Math.random()',
  '$A.forEach($B)',
  '$A.push($B)',
  'JSON.parse($X)',
  'Object.assign($$$)',
  '$A instanceof $B',
  'typeof $A === $B',
  '$A.length === 0',
  'new RegExp($$$)',
  '$A + $B',
  '$A || $B',
];
const asSemgrep = (pattern: string): string => pattern.replaceAll('$$$', '...');

async function besidePeers(files: readonly string[]): Promise<Measurement[]> {
  const texts = files.map(file => readFileSync(file, 'utf8'));
  const megabytes = texts.reduce((sum, text) => sum + text.length, 0) / 1e6;
  const engine = await createEngine(sources);
  const yaml = plain.map(
    (pattern, at) =>
      `  - {id: p${at}, languages: [js], severity: INFO, message: m, pattern: ${JSON.stringify(asSemgrep(pattern))}}`,
  );
  const twenty = engine.compile(loadRules(`rules:\n${yaml.join('\n')}\n`, 'plain.yaml').rules).rules;
  const hundred = engine.compile(
    rulesOf(['rules/code/javascript'], 'javascript', 100),
    new Set(['javascript']),
  ).rules;
  const linter = new Linter({ configType: 'flat' });
  const config: Linter.Config[] = [
    {
      files: ['**/*.js'],
      plugins: { security },
      rules: Object.fromEntries(Object.keys(security.rules ?? {}).map(name => [`security/${name}`, 'warn'])),
      languageOptions: { sourceType: 'commonjs' },
    },
  ];
  const ours20: number[] = [];
  const ours100: number[] = [];
  const astGrep: number[] = [];
  const eslint: number[] = [];
  for (let round = 0; round < Math.max(3, Math.round(rounds / 5)); round += 1) {
    ours20.push(...time(() => texts.forEach(text => scan(engine, text, 'javascript', twenty)), 1));
    ours100.push(...time(() => texts.forEach(text => scan(engine, text, 'javascript', hundred)), 1));
    astGrep.push(...time(() => texts.forEach(text => astGrepScan(text)), 1));
    eslint.push(...time(() => texts.forEach(text => linter.verify(text, config, 'x.js')), 1));
  }
  const speed = (ms: readonly number[]): number => megabytes / (p50(ms) / 1_000);
  return [
    {
      what: `${files.length} JS files, ${megabytes.toFixed(2)} MB: ours, 20 plain rules`,
      value: speed(ours20),
      unit: 'MB/s',
    },
    { what: 'the same: ast-grep (native), 20 plain rules', value: speed(astGrep), unit: 'MB/s' },
    { what: 'the same: ours, 100 rules', value: speed(ours100), unit: 'MB/s' },
    {
      what: `the same: eslint with ${Object.keys(security.rules ?? {}).length} rules of eslint-plugin-security`,
      value: speed(eslint),
      unit: 'MB/s',
    },
    { what: 'ast-grep with 20 rules ÷ ours with 20', value: speed(astGrep) / speed(ours20), unit: '×' },
    {
      what: 'ast-grep with 20 rules ÷ ours with 100',
      value: speed(astGrep) / speed(ours100),
      unit: '×',
      budget: 5,
    },
    {
      what: 'eslint’s time ÷ ours with 100 rules, inverted',
      value: speed(eslint) / speed(ours100),
      unit: '×',
      budget: 1 / 1.5,
    },
  ];
}

function astGrepScan(text: string): number {
  const tree = parseNative(Lang.JavaScript, text).root();
  return plain.reduce((sum, pattern) => sum + tree.findAll(pattern).length, 0);
}

const eslintRules = path.join(root, 'node_modules/eslint/lib/rules');
const large = readdirSync(eslintRules)
  .map(name => path.join(eslintRules, name))
  .filter(file => file.endsWith('.js'))
  .slice(0, 80);
process.exitCode = report('engine', [
  ...(await againstParse(
    'javascript',
    ['rules/code/javascript'],
    readFileSync(path.join(eslintRules, 'no-restricted-imports.js'), 'utf8'),
  )),
  ...(await againstParse('python', ['rules/code/python'], repeated('bench/fixtures/ordinary.py'))),
  ...(await againstParse(
    'python',
    ['rules/code/python'],
    targets('rules/code/python', '.py'),
    'all findings',
  )),
  ...(await cancellation('python', ['rules/code/python'], repeated('bench/fixtures/ordinary.py', 10_000))),
  ...(await besidePeers(large)),
]);
