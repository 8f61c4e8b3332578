/** Findings in code, put together for one connection: rules, threads, open documents, messages and the workspace's scan. */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  DidChangeWatchedFilesNotification,
  MessageType,
  ShowMessageNotification,
} from 'vscode-languageserver';
import type {
  ClientCapabilities,
  CodeAction,
  CodeActionContext,
  Connection,
  Position,
  Range,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Finding } from '../../../common/finding.ts';
import {
  addToBaselineMessage,
  codeRulesMessage,
  hiddenTextMessage,
  scanWorkspaceMessage,
  suppressMessage,
  type Configure,
  type Outcome,
} from '../../../common/protocol.ts';
import { parseSettings } from '../../../common/settings.ts';
import { baselineFile } from '../../scan/baseline.ts';
import type { LanguageId } from '../../engine/languages/language.ts';
import { isTextRule } from '../../detect/textRules.ts';
import type { Scanner } from '../../scan/pool.ts';
import type { SourceFile } from '../../scan/sourceFiles.ts';
import { holds, toMarkdown, toRange } from '../convert.ts';
import { parseBaselineRequest, parseSuppress } from '../parse.ts';
import type { Published } from '../published.ts';
import type { Runner } from '../safely.ts';
import { codeActions, needsCurrent } from './actions.ts';
import { createBaselines, type Baselines } from './baselines.ts';
import { toCodeMarkdown } from './convert.ts';
import { createCodeDocuments, type CodeDocuments } from './documents.ts';
import { createCodeJudge, placeOf, type CodeJudge } from './judge.ts';
import { ruleFileMarks } from './ruleList.ts';
import { isRulePlace, type RuleSources } from './ruleSources.ts';
import { createScans, type LoadedRules, type Scans } from './scans.ts';
import { suppressEdit } from './suppressEdit.ts';
import { scanWorkspace, type Progress } from './workspaceScan.ts';

/** Says what of this process and its disk findings in code need. */
export interface CodeHost {
  readonly home: string;
  readonly sources: RuleSources;
  readonly createScanner: () => Scanner;
  /** Reads a file's text; undefined when there is none. */
  readonly read: (file: string) => Promise<string | undefined>;
  /** Lists the files below a root whose language is read, with `texts` also all others that may be text. */
  readonly files: (
    root: string,
    reads: (language: LanguageId) => boolean,
    texts: boolean,
  ) => AsyncIterable<SourceFile>;
}

/** Says what findings in code depend on. */
export interface CodeSupportOptions extends CodeHost {
  readonly connection: Connection;
  readonly runner: Runner;
  readonly published: Published;
  readonly window: () => Configure;
  readonly open: (uri: string) => TextDocument | undefined;
  readonly pathOf: (uri: string) => string | undefined;
  readonly after: (delayMs: number, task: () => void) => () => void;
  /** Returns the address of a rule's documentation. */
  readonly link: (ruleId: string) => string | undefined;
  /** Returns findings in a file as the layers want them. */
  readonly ruled: (file: string, findings: readonly Finding[]) => readonly Finding[];
  /** Writes a protected file on a person's word. */
  readonly write: (file: string, text: string) => Promise<Outcome>;
}

/** Is a part of a hover. */
export interface Explained {
  readonly markdown: string;
  readonly range: Range;
}

/** Finds insecure code in one window. */
export interface CodeSupport {
  readonly documents: CodeDocuments;
  configure(configure: Configure): void;
  saved(uri: string): void;
  /** Asks the client to tell of changed rule files and baselines, where it can. */
  watch(capabilities: ClientCapabilities): Promise<void>;
  hover(document: TextDocument, position: Position): Promise<readonly Explained[]>;
  actions(document: TextDocument, range: Range, context: CodeActionContext): Promise<CodeAction[]>;
  dispose(): Promise<void>;
}

interface Parts extends CodeSupportOptions {
  readonly scans: Scans;
  readonly baselines: Baselines;
  readonly judge: CodeJudge;
  readonly documents: CodeDocuments;
}

/** Puts findings in code together and registers their messages. */
export function createCodeSupport(options: CodeSupportOptions): CodeSupport {
  const { connection, window } = options;
  const log = (message: string): void => connection.console.info(message);
  const scans = createScans({
    ...options,
    log,
    warn: message =>
      void connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Warning, message }),
    loaded: (rules, again) => {
      options.runner.detached('mark problems of rule files', () => markRuleFiles(options.published, rules));
      if (again) documents.refresh();
    },
  });
  const baselines = createBaselines({ ...options, log });
  const judge = createCodeJudge({ ...options, scans, baselines });
  const documents: CodeDocuments = createCodeDocuments({
    ...options,
    scans,
    judge,
    showHidden: hidden => void connection.sendNotification(hiddenTextMessage, hidden),
  });
  const parts: Parts = { ...options, scans, baselines, judge, documents };
  handleMessages(parts);
  const changed = (file: string): void => noteChange(parts, file);
  connection.onDidChangeWatchedFiles(({ changes }) => {
    for (const { uri } of changes) changed(options.pathOf(uri) ?? '');
  });
  return {
    documents,
    configure: configure => {
      scans.configure(configure);
      baselines.forget();
      documents.refresh();
    },
    saved: uri => changed(options.pathOf(uri) ?? ''),
    watch: capabilities => watch(connection, capabilities),
    hover: (document, position) => explain(parts, document, position),
    actions: async (document, range, context) => {
      const { only } = context;
      const findings = needsCurrent(context) ? await documents.current(document) : documents.known(document);
      const inWorkspace = rootOf(parts, document.uri) !== undefined && window().trusted;
      return codeActions({ document, range, findings, only, inWorkspace });
    },
    dispose: async () => {
      documents.dispose();
      await scans.dispose();
    },
  };
}

function noteChange({ scans, baselines, documents, window, home }: Parts, file: string): void {
  if (isRulePlace(file, parseSettings(window().settings).code.rules, home)) {
    scans.reload();
    documents.refresh();
  }
  if (!file.replaceAll('\\', '/').endsWith(`/${baselineFile}`)) return;
  baselines.forget();
  documents.refresh();
}

const watched = ['**/.semgrep.{yml,yaml}', '**/.semgrep/**', `**/${baselineFile}`];

async function watch(connection: Connection, { workspace }: ClientCapabilities): Promise<void> {
  if (workspace?.didChangeWatchedFiles?.dynamicRegistration !== true) return;
  const watchers = watched.map(globPattern => ({ globPattern }));
  await connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
}

async function markRuleFiles(published: Published, rules: LoadedRules): Promise<void> {
  await published.withdraw('rules');
  for (const [file, diagnostics] of ruleFileMarks(rules)) {
    if (diagnostics.length > 0)
      await published.say({ uri: pathToFileURL(file).href, side: 'rules', diagnostics });
  }
}

async function explain(
  { documents, scans }: Parts,
  document: TextDocument,
  position: Position,
): Promise<readonly Explained[]> {
  const findings = await documents.current(document);
  return findings
    .filter(finding => holds(toRange(finding), position))
    .map(finding => {
      if (isTextRule(finding.ruleId))
        return { markdown: toMarkdown(finding, 'beside-diagnostic'), range: toRange(finding) };
      const from = scans.originOf(finding.ruleId);
      const origin = from === undefined ? undefined : { path: from, bundled: !path.isAbsolute(from) };
      return { markdown: toCodeMarkdown(finding, document.uri, origin), range: toRange(finding) };
    });
}

function handleMessages(parts: Parts): void {
  const { connection, runner, scans, baselines } = parts;
  const refused = (message: string): Outcome => ({ ok: false, message });
  connection.onRequest(codeRulesMessage, () =>
    runner.orThrow('list the code rules', async () => {
      const rules = await scans.list();
      return { ...rules, problems: [...rules.problems, ...baselines.problems()] };
    }),
  );
  connection.onRequest(suppressMessage, (raw: unknown) =>
    runner.orElse<Outcome>('suppress a finding', refused, () => suppress(parts, raw)),
  );
  connection.onRequest(addToBaselineMessage, (raw: unknown) =>
    runner.orElse<Outcome>('add a finding to the baseline', refused, () => addToBaseline(parts, raw)),
  );
  connection.onRequest(scanWorkspaceMessage, () =>
    runner.orThrow('scan the workspace', async () => {
      await scans.ready();
      return scanWorkspace({
        ...parts,
        files: root => parts.files(root, language => scans.reads(language), scans.readsTexts()),
        roots: parts.window().roots,
        isOpen: uri => parts.open(uri) !== undefined,
        startProgress: () => startProgress(connection),
      });
    }),
  );
}

async function suppress({ connection, open }: Parts, raw: unknown): Promise<Outcome> {
  const { uri, ruleId, line, reason } = parseSuppress(raw);
  const document = open(uri);
  if (document === undefined) return { ok: false, message: 'The file is no longer open.' };
  const edit = suppressEdit(document, { ruleId, line, reason });
  if (edit === undefined) return { ok: false, message: 'No comment can stand at this place.' };
  const { version } = document;
  const { applied } = await connection.workspace.applyEdit({
    documentChanges: [{ textDocument: { uri, version }, edits: [edit] }],
  });
  return applied ? { ok: true } : { ok: false, message: 'The file has changed meanwhile. Try again.' };
}

async function addToBaseline(parts: Parts, raw: unknown): Promise<Outcome> {
  const { uri, ruleId, line } = parseBaselineRequest(raw);
  const document = parts.open(uri);
  const root = rootOf(parts, uri);
  if (document === undefined || root === undefined)
    return { ok: false, message: 'Only findings in open files of a workspace folder have a baseline.' };
  const findings: readonly Finding[] = await parts.documents.current(document);
  const finding = findings.find(each => each.ruleId === ruleId && each.start.line === line);
  if (finding === undefined) return { ok: false, message: 'The finding is gone: the file has changed.' };
  const outcome = await parts.baselines.add(root, finding, document.getText());
  parts.documents.refresh();
  return outcome;
}

function rootOf({ pathOf, window }: Parts, uri: string): string | undefined {
  const file = pathOf(uri);
  return file === undefined ? undefined : placeOf(file, window().roots).root;
}

async function startProgress(connection: Connection): Promise<Progress> {
  const progress = await connection.window.createWorkDoneProgress();
  const stop = new AbortController();
  progress.token.onCancellationRequested(() => stop.abort());
  progress.begin('Ringfence: looking for insecure code', 0, 'listing files', true);
  return {
    signal: stop.signal,
    report: (percent, message) => progress.report(percent, message),
    done: () => progress.done(),
  };
}
