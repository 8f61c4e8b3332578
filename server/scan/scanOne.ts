/** Scans one text with an engine and its rules: what a thread does for each task. Reads no files. */
import { defaultLimits } from '../engine/budget.ts';
import type { CompiledRule } from '../engine/compileRule.ts';
import type { Engine } from '../engine/engine.ts';
import type { LanguageId } from '../engine/languages/language.ts';
import { languageOf } from '../engine/languages/registry.ts';
import { pathMatcher } from '../engine/load/paths.ts';
import { toFindings } from '../engine/report.ts';
import { binaryReason, cancelledAnswer, nothing, skippedAnswer } from './answers.ts';
import type { ScanAnswer, ScanTask } from './messages.ts';
import { scanTexts } from './scanTexts.ts';
import { partSuppressed } from './suppressed.ts';

/** Is the largest text that is scanned: beyond it code is generated, and parsing takes seconds. */
export const largestText = 1_000_000;

/** Is a text that is ready to be scanned. */
interface Job {
  readonly engine: Engine;
  readonly rules: RulesByLanguage;
  readonly cancelled: () => boolean;
  /** Rules that are set aside because they kept exceeding their budget. */
  readonly setAside: ReadonlySet<string>;
  /** Rules that are off. */
  readonly disabled?: ReadonlySet<string>;
}

/** Holds rules by the language that they run on. */
export interface RulesByLanguage {
  /** Returns the rules of a language; those that were not needed before may be compiled only now. */
  get(language: LanguageId): readonly CompiledRule[];
}

/** Scans a text; never throws. */
export function scanOne(task: ScanTask & { readonly text: string }, job: Job): ScanAnswer {
  const { text, path } = task;
  if (text.includes('\0')) return skippedAnswer(binaryReason);
  if (job.cancelled()) return cancelledAnswer;
  const language = task.language ?? languageOf(path, text.slice(0, 200).split('\n')[0]);
  const languages = task.textsOnly === true ? [] : languagesFor(language, job.rules);
  if (languages.length === 0 && task.texts === undefined) return nothing;
  if (text.length <= largestText && isMinified(text, language)) return skippedAnswer('is minified');
  return join(scanTexts(task, job.disabled ?? new Set()), scanCode(task, languages, job));
}

function scanCode(
  task: ScanTask & { readonly text: string },
  languages: readonly LanguageId[],
  job: Job,
): ScanAnswer {
  if (languages.length === 0) return nothing;
  if (task.text.length > largestText)
    return skippedAnswer(`has more than ${largestText.toLocaleString('en')} characters`);
  return languages.map(each => scanAs(task, each, job)).reduce(join);
}

/** Rules for generic text and regexes read every file, also one whose language is not known. */
function languagesFor(language: LanguageId | undefined, rules: RulesByLanguage): readonly LanguageId[] {
  const all: readonly (LanguageId | undefined)[] = [language, 'generic', 'regex'];
  return all.filter(each => each !== undefined).filter(each => rules.get(each).length > 0);
}

function join(a: ScanAnswer, b: ScanAnswer): ScanAnswer {
  const skipped = a.skipped ?? b.skipped;
  const remark = a.remark ?? b.remark;
  return {
    findings: [...a.findings, ...b.findings],
    suppressed: [...a.suppressed, ...b.suppressed],
    exceeded: [...a.exceeded, ...b.exceeded],
    cancelled: a.cancelled || b.cancelled,
    ...(skipped === undefined ? {} : { skipped }),
    ...(remark === undefined ? {} : { remark }),
  };
}

function scanAs(task: ScanTask & { readonly text: string }, language: LanguageId, job: Job): ScanAnswer {
  const { engine, cancelled, setAside } = job;
  const analysis = engine.analyse(task.text, language, { cancelled, document: task.document });
  if (!analysis.ok)
    return cancelled()
      ? { ...nothing, cancelled: true }
      : skippedAnswer(analysis.problems.map(({ message }) => message).join(' '));
  const rules = job.rules
    .get(language)
    .filter(({ rule }) => !setAside.has(rule.id) && pathMatcher(rule.paths)(task.display));
  const result = engine.scan(analysis.value, rules, { ...defaultLimits, cancelled });
  if (result.cancelled) return { ...nothing, cancelled: true };
  return {
    ...partSuppressed(toFindings(result.matches, analysis.value, task.display), analysis.value.text),
    exceeded: result.exceeded.map(({ rule, reason }) => ({ ruleId: rule.id, reason })),
    cancelled: false,
    ...(analysis.value.broken ? { remark: 'has a syntax error; what surrounds it was scanned' } : {}),
  };
}

/** Code of these languages is shipped without line ends; in it a finding helps nobody. */
const minifiable = new Set<LanguageId | undefined>(['javascript', 'typescript', 'tsx', 'php']);

function isMinified(text: string, language: LanguageId | undefined): boolean {
  if (!minifiable.has(language) || text.length < 5_000) return false;
  const lines = text.split('\n');
  const spaces = text.length - text.replace(/\s/g, '').length;
  const average = text.length / lines.length;
  return average > 300 && spaces / text.length < 0.08;
}
