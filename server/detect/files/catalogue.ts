/**
 * The file catalogue: which files matter, who reads them, and what a change or a look means. Data is in
 * rules/catalogue/files.json; here it is parsed and checked. Pure.
 */
import { isRiskClass, severities } from '../../../common/finding.ts';
import type { RiskClass, Severity } from '../../../common/finding.ts';
import { failure, success } from '../../../common/result.ts';
import type { Result } from '../../../common/result.ts';

/** Lists what a rule's globs are relative to. */
export const fileBases = ['workspace', 'home', 'system'] as const;
/** Names what a rule's globs are relative to. */
export type FileBase = (typeof fileBases)[number];

/** Lists what a rule suggests to do. */
export const fileActions = ['log', 'ask', 'hold', 'deny'] as const;
/** Names what a rule suggests to do; policy decides. */
export type FileAction = (typeof fileActions)[number];

/** Says which files matter, for reading or for writing, and why. */
export interface FileRule {
  readonly id: string;
  readonly base: FileBase;
  readonly op: 'read' | 'write';
  readonly severity: Severity;
  readonly action: FileAction;
  readonly classes: readonly RiskClass[];
  /** One sentence: who reads the file and what it controls. */
  readonly why: string;
  readonly globs: readonly string[];
  /** Globs that the rule leaves alone. */
  readonly except: readonly string[];
}

/** Parses the catalogue; every broken rule is a problem that names it. */
export function parseFileRules(raw: unknown): Result<readonly FileRule[]> {
  const rows = isRecord(raw) ? raw['rules'] : undefined;
  if (!Array.isArray(rows)) return failure(problem('rules', 'is not a list.'));
  const rules: FileRule[] = [];
  for (const [index, row] of rows.entries()) {
    const rule = parseRule(row);
    if (typeof rule === 'string') return failure(problem(`rules[${index}]`, `has no valid \`${rule}\`.`));
    if (rules.some(other => other.id === rule.id)) return failure(problem(rule.id, 'is used twice.'));
    rules.push(rule);
  }
  return success(rules);
}

/** Returns the rule, or the name of its first broken field. */
function parseRule(row: unknown): FileRule | string {
  if (!isRecord(row)) return 'object';
  const { id, why } = { id: row['id'], why: row['why'] };
  const choices = parseChoices(row);
  const classes = texts(row['classes']).filter(isRiskClass);
  const globs = texts(row['globs']);
  if (typeof id !== 'string' || !/^[a-z][a-z0-9-]*$/u.test(id)) return 'id';
  if (typeof choices === 'string') return choices;
  if (typeof why !== 'string' || !why.endsWith('.')) return 'why';
  if (classes.length === 0 || classes.length !== texts(row['classes']).length) return 'classes';
  if (globs.length === 0) return 'globs';
  return { id, ...choices, classes, why, globs, except: texts(row['except']) };
}

/** Returns the fields that hold one of a few words, or the name of the first that does not. */
function parseChoices(
  row: Readonly<Record<string, unknown>>,
): Pick<FileRule, 'base' | 'op' | 'severity' | 'action'> | string {
  const base = fileBases.find(name => name === row['base']);
  if (base === undefined) return 'base';
  const op = (['read', 'write'] as const).find(name => name === row['op']);
  if (op === undefined) return 'op';
  const severity = severities.find(name => name === row['severity']);
  if (severity === undefined) return 'severity';
  const action = fileActions.find(name => name === row['action']);
  return action === undefined ? 'action' : { base, op, severity, action };
}

const texts = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter(item => typeof item === 'string') : [];

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const problem = (place: string, message: string) => ({
  source: 'rules/catalogue/files.json',
  message: `${place} ${message}`,
  remedy: 'Mend the catalogue and build again.',
});
