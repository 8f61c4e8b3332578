/** Quick fixes for findings in code: the rule's own fix, here and in the whole file, and three ways to suppress. Pure. */
import { CodeActionKind, CodeActionTriggerKind } from 'vscode-languageserver';
import type { CodeAction, CodeActionContext, Diagnostic, Range, TextEdit } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Finding } from '../../../common/finding.ts';
import type { BaselineRequest } from '../../../common/protocol.ts';
import { isSuppressible } from '../../scan/suppressed.ts';
import { overlaps, toRange } from '../convert.ts';
import { toCodeDiagnostic } from './convert.ts';
import { suppressEdit } from './suppressEdit.ts';

/** Is the kind of “fix all”, so that people can have it run when they save. */
export const fixAllKind = 'source.fixAll.ringfence';

/** Says what is asked for. */
export interface CodeActionRequest {
  readonly document: TextDocument;
  readonly range: Range;
  readonly findings: readonly Finding[];
  /** Kinds that the editor wants; undefined: all of them. */
  readonly only: readonly string[] | undefined;
  /** True where the document lies in a folder that has a baseline. */
  readonly inWorkspace: boolean;
}

/** More findings than these at one place would make a list that nobody reads. */
const mostFindings = 5;

/** Lists what can be done about the findings in a range, the safest first. */
export function codeActions(request: CodeActionRequest): CodeAction[] {
  const { document, range, findings, only } = request;
  const here = findings.filter(finding => overlaps(toRange(finding), range)).slice(0, mostFindings);
  return [
    ...(wants(only, CodeActionKind.QuickFix) ? here.flatMap(finding => fixes(request, finding)) : []),
    ...(wants(only, CodeActionKind.QuickFix) ? here.flatMap(finding => suppressions(request, finding)) : []),
    ...(only !== undefined && wants(only, fixAllKind) ? fixAll(document, findings) : []),
  ];
}

/**
 * Tells whether the answer has to be of the text as it is, also where that has to be scanned first: “fix all” by name, as
 * when a file is saved, and a person who asks. An editor that asks by itself, with each move of the caret, waits for nothing.
 */
export const needsCurrent = ({ only, triggerKind }: CodeActionContext): boolean =>
  triggerKind === CodeActionTriggerKind.Invoked || (only !== undefined && wants(only, fixAllKind));

/** A kind covers those below it: `source` covers `source.fixAll.ringfence`. */
const wants = (only: readonly string[] | undefined, kind: string): boolean =>
  only?.some(each => kind === each || kind.startsWith(`${each}.`)) ?? true;

function fixes({ document, findings }: CodeActionRequest, finding: Finding): CodeAction[] {
  const { fix, ruleId, confidence } = finding;
  if (fix === undefined) return [];
  const diagnostics = [toCodeDiagnostic(finding, document.uri)];
  const same = findings.filter(each => each.ruleId === ruleId && each.fix !== undefined);
  const one = { title: fix.title, isPreferred: confidence === 'high' };
  const all = { title: `Fix all “${ruleId}” in this file`, isPreferred: false };
  return [
    edit(document, { ...one, edits: edits([finding]), diagnostics }),
    ...(same.length < 2 ? [] : [edit(document, { ...all, edits: edits(same), diagnostics })]),
  ];
}

interface Edit {
  readonly title: string;
  readonly isPreferred: boolean;
  readonly edits: TextEdit[];
  readonly diagnostics: Diagnostic[];
}

const edit = (document: TextDocument, { edits: changes, ...rest }: Edit): CodeAction => ({
  ...rest,
  kind: CodeActionKind.QuickFix,
  edit: { changes: { [document.uri]: changes } },
});

/** Of fixes that overlap the first one counts: the next scan offers the others again. */
function edits(findings: readonly Finding[]): TextEdit[] {
  const chosen: TextEdit[] = [];
  const all = findings.flatMap(({ fix }) =>
    fix === undefined ? [] : [{ range: toRange(fix), newText: fix.text }],
  );
  const order = all.toSorted(
    ({ range: { start: a } }, { range: { start: b } }) => a.line - b.line || a.character - b.character,
  );
  for (const next of order) {
    if (!chosen.some(({ range }) => overlaps(range, next.range))) chosen.push(next);
  }
  return chosen;
}

function fixAll(document: TextDocument, findings: readonly Finding[]): CodeAction[] {
  const sure = edits(findings.filter(({ confidence }) => confidence !== 'low'));
  if (sure.length === 0) return [];
  return [
    { title: 'Fix all findings of Ringfence', kind: fixAllKind, edit: { changes: { [document.uri]: sure } } },
  ];
}

function suppressions({ document, inWorkspace }: CodeActionRequest, finding: Finding): CodeAction[] {
  const { ruleId, start } = finding;
  const diagnostics = [toCodeDiagnostic(finding, document.uri)];
  const target = { uri: document.uri, ruleId, line: start.line } satisfies BaselineRequest;
  const comment = isSuppressible(finding) ? suppressEdit(document, target) : undefined;
  const run = (title: string, command: string): CodeAction => ({
    title,
    kind: CodeActionKind.QuickFix,
    diagnostics,
    command: { title, command, arguments: [target] },
  });
  return [
    ...(comment === undefined
      ? []
      : [
          run(`Suppress “${ruleId}” with a comment and a reason…`, 'ringfence.suppress'),
          edit(document, {
            title: `Suppress with “nosemgrep: ${ruleId}”`,
            isPreferred: false,
            edits: [comment],
            diagnostics,
          }),
        ]),
    ...(inWorkspace ? [run(`Add “${ruleId}” here to the baseline…`, 'ringfence.addToBaseline')] : []),
  ];
}
