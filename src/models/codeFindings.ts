/** Words about findings in code: the page of rules, the summary of a scan. Foreign text is escaped. Must not import vscode. */
import type { BaselineRequest, CodeRuleFile, CodeRules, WorkspaceScan } from '../../common/protocol.ts';
import { code, count, prose } from './wording.ts';

/** Is the address of the page that lists the code rules. */
export const codeRulesAddress = { scheme: 'ringfence-code', path: '/Code Rules.md' } as const;

/** Reads the argument of a command that acts on a finding; undefined when somebody made it up. */
export function targetOf(argument: unknown): BaselineRequest | undefined {
  if (typeof argument !== 'object' || argument === null) return undefined;
  const { uri, ruleId, line }: Readonly<Record<string, unknown>> = { ...argument };
  if (typeof uri !== 'string' || typeof ruleId !== 'string' || typeof line !== 'number') return undefined;
  return { uri, ruleId, line };
}

/** Sums a scan of the workspace up in one sentence. */
export function scanSummary({ files, findings, affected, skipped, cancelled }: WorkspaceScan): string {
  const what = findings === 0 ? 'nothing' : `${count(findings, 'finding')} in ${count(affected, 'file')}`;
  const left = skipped === 0 ? '' : ` ${count(skipped, 'file')} skipped as too large, minified or binary.`;
  const how = cancelled ? 'Scan ended early' : 'Scan done';
  return `Ringfence: ${how}. ${what[0]?.toUpperCase() ?? ''}${what.slice(1)} among ${count(files, 'file')}.${left}`;
}

/** Writes the page that lists the code rules. */
export function codeRulesPage(rules: CodeRules): string {
  const { enabled, packs, files, untrusted, disabled, setAside, problems } = rules;
  return [
    '# Code rules',
    ...(enabled ? [] : ['Findings in code are off: `ringfence.code.enabled` is `false`.']),
    ...section(
      'Bundled packs',
      packs.map(
        ({ name, rules: size, on }) => `- ${code(name)}: ${count(size, 'rule')}${on ? '' : ' (off)'}`,
      ),
    ),
    ...section(
      'Rules that this workspace brings',
      files.filter(({ from }) => from === 'workspace').map(filePoint),
    ),
    ...section('Your own rules', files.filter(({ from }) => from === 'user').map(filePoint)),
    ...section(
      'Waiting for your trust',
      untrusted.map(path => `- ${code(path)} loads once you trust the workspace.`),
    ),
    ...section(
      'Set aside',
      setAside.map(({ ruleId, reason }) => `- ${code(ruleId)} ${prose(reason)}.`),
    ),
    ...section(
      'Turned off by your settings',
      disabled.map(id => `- ${code(id)}`),
    ),
    ...section(
      'Problems',
      problems.map(
        ({ source, line, message, remedy }) =>
          `- ${code(line === undefined ? source : `${source}:${line}`)}: ${prose(`${message} ${remedy}`)}`,
      ),
    ),
  ].join('\n\n');
}

function filePoint({ path, rules, skipped }: CodeRuleFile): string {
  return [
    `- ${code(path)}: ${count(rules.length, 'rule')}${rules.length === 0 ? '' : `, ${rules.map(id => code(id)).join(', ')}`}`,
    ...skipped.map(
      ({ id, reason, line }) =>
        `  - skipped${id === '' ? '' : ` ${code(id)}`}${line === undefined ? '' : ` (line ${line})`}: ${prose(reason)}`,
    ),
  ].join('\n');
}

const section = (title: string, points: readonly string[]): readonly string[] =>
  points.length === 0 ? [] : [`## ${title}`, points.join('\n')];
