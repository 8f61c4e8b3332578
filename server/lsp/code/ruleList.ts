/** Lists the rules in force for people, and marks problems in rule files. Pure. */
import { DiagnosticSeverity } from 'vscode-languageserver';
import type { Diagnostic } from 'vscode-languageserver';
import type { CodeRuleFile, CodeRules } from '../../../common/protocol.ts';
import type { CodeSettings } from '../../../common/settings.ts';
import type { ExceededRule } from '../../scan/messages.ts';
import type { FoundRules, PackInfo, SourcedText } from './ruleSources.ts';
import type { LoadedRules } from './scans.ts';

/** Says what the list is made from. */
export interface ListParts {
  readonly settings: CodeSettings;
  readonly packs: readonly PackInfo[];
  readonly found: FoundRules;
  /** Undefined while findings in code are off. */
  readonly now: LoadedRules | undefined;
  readonly setAside: readonly ExceededRule[];
}

/** Lists the rules in force. */
export function codeRules({ settings, packs, found, now, setAside }: ListParts): CodeRules {
  const on = new Set(now?.packs.map(({ name }) => name));
  return {
    enabled: settings.enabled,
    packs: packs.map(({ name, rules }) => ({ name, rules, on: on.has(name) })),
    files: found.texts.map(text => fileOf(text, now)),
    untrusted: found.untrusted,
    disabled: settings.disabledRules,
    setAside: setAside.map(({ ruleId, reason }) => ({ ruleId, reason })),
    problems: [...found.problems, ...(now?.summary.problems ?? [])],
  };
}

function fileOf({ path, from }: SourcedText, now: LoadedRules | undefined): CodeRuleFile {
  const rules = now?.summary.rules.filter(rule => rule.path === path) ?? [];
  const skipped = now?.summary.skipped.filter(rule => rule.path === path) ?? [];
  return {
    path,
    from,
    rules: rules.map(({ id }) => id),
    skipped: skipped.map(({ id, reason, line }) => ({ id, reason, ...(line === undefined ? {} : { line }) })),
  };
}

/** Says in one line of the log which rules are in force and where they come from. */
export function describeRules({ packs, found, summary }: LoadedRules): string {
  const from = new Map(found.texts.map(text => [text.path, text.from]));
  const count = (side: SourcedText['from']): number =>
    summary.rules.filter(({ path }) => from.get(path) === side).length;
  const files = found.texts.filter(text => text.from === 'workspace').map(({ path }) => path);
  const parts = [
    `Code rules: ${summary.rules.length - count('user') - count('workspace')} of the packs ${packs.map(({ name }) => name).join(', ')}`,
    ...(count('user') > 0 ? [`${count('user')} of yours`] : []),
    ...(files.length > 0 ? [`${count('workspace')} that this workspace brings (${files.join(', ')})`] : []),
    ...(summary.skipped.length > 0 ? [`${summary.skipped.length} skipped`] : []),
  ];
  const waiting =
    found.untrusted.length === 0
      ? ''
      : ` Rules in ${found.untrusted.join(', ')} load once you trust the workspace.`;
  return `${parts.join('; ')}.${waiting} “Ringfence: Show Code Rules” lists them.`;
}

/** Marks what is wrong with each rule file: problems where they stand, and rules that can't be honoured. */
export function ruleFileMarks({ found, summary }: LoadedRules): ReadonlyMap<string, readonly Diagnostic[]> {
  return new Map(
    found.texts.map(({ path }) => {
      const problems = summary.problems.filter(({ source }) => source === path);
      const marked = new Set(problems.map(({ line }) => line));
      const skipped = summary.skipped.filter(rule => rule.path === path && !marked.has(rule.line));
      return [
        path,
        [
          ...problems.map(({ message, remedy, line, column }) =>
            mark(`${message} ${remedy}`.trim(), line, column),
          ),
          ...skipped.map(({ id, reason, line }) => mark(`The rule “${id}” does not run: ${reason}`, line)),
        ],
      ];
    }),
  );
}

const mark = (message: string, line = 1, column = 1): Diagnostic => ({
  range: {
    start: { line: Math.max(0, line - 1), character: Math.max(0, column - 1) },
    end: { line: Math.max(0, line - 1), character: 10_000 },
  },
  severity: DiagnosticSeverity.Warning,
  source: 'Ringfence',
  code: 'code-rules',
  message,
});
