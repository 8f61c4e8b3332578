/**
 * Findings in open documents: scanned some time after the last keystroke, with the version they belong to. A newer
 * version ends the scan under way, and an answer that comes too late is dropped.
 */
import { DiagnosticSeverity } from 'vscode-languageserver';
import type { Diagnostic } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Finding } from '../../../common/finding.ts';
import type { HiddenText } from '../../../common/protocol.ts';
import type { Published } from '../published.ts';
import type { Runner } from '../safely.ts';
import { toCodeDiagnostic } from './convert.ts';
import type { CodeJudge, Verdict } from './judge.ts';
import { hiddenSpans } from './hiddenText.ts';
import { languageOfDocument } from './languages.ts';
import type { Scans } from './scans.ts';

/** Says what the documents depend on. */
export interface CodeDocumentsOptions {
  readonly runner: Runner;
  readonly judge: CodeJudge;
  readonly scans: Pick<Scans, 'wants' | 'readsTexts'>;
  readonly published: Published;
  /** Returns the address of a rule's documentation. */
  readonly link: (ruleId: string) => string | undefined;
  /** Tells the editor which characters of a document nobody sees. */
  readonly showHidden: (hidden: HiddenText) => void;
  readonly open: (uri: string) => TextDocument | undefined;
  /** Returns the absolute path of a `file:` URI, or undefined for any other. */
  readonly pathOf: (uri: string) => string | undefined;
  /** Runs a task after a delay; returns what cancels it. */
  readonly after: (delayMs: number, task: () => void) => () => void;
}

/** Keeps the findings of open documents. */
export interface CodeDocuments {
  /** Takes note of a document's newest version; the first one of an opened document is scanned without delay. */
  shown(document: TextDocument): void;
  closed(uri: string): void;
  /** Scans every open document again. */
  refresh(): void;
  /** Returns the findings of exactly this version, none while it is not scanned. */
  known(document: TextDocument): readonly Finding[];
  /** Returns the findings of exactly this version, scanned now if need be. */
  current(document: TextDocument): Promise<readonly Finding[]>;
  dispose(): void;
}

/** Milliseconds between the last change of a text and its scan. */
export const codeDebounceMs = 250;

interface Watched {
  version: number;
  cancelWait: (() => void) | undefined;
  /** Is there while a scan is under way. */
  scan: { readonly stop: AbortController; readonly done: Promise<void> } | undefined;
  /** Tells whether hidden characters are marked in the editor. */
  marked: boolean;
  /** Is what the last scan found, and in which version. */
  found: { readonly version: number; readonly findings: readonly Finding[] } | undefined;
}

/** Creates the findings of one connection's documents. */
export function createCodeDocuments(options: CodeDocumentsOptions): CodeDocuments {
  const documents = new Map<string, Watched>();

  const scanNow = (uri: string, watched: Watched): Promise<void> => {
    watched.cancelWait?.();
    watched.cancelWait = undefined;
    watched.scan?.stop.abort();
    const stop = new AbortController();
    const scan = { stop, done: scanDocument(options, uri, watched, stop.signal) };
    watched.scan = scan;
    return scan.done.finally(() => {
      if (watched.scan === scan) watched.scan = undefined;
    });
  };
  const schedule = (uri: string, watched: Watched, delayMs: number): void => {
    halt(watched);
    watched.cancelWait = options.after(delayMs, () =>
      options.runner.detached('scan an open file', () => scanNow(uri, watched)),
    );
  };

  return {
    shown: ({ uri, version }) => {
      const known = documents.get(uri);
      const watched = known ?? {
        version,
        cancelWait: undefined,
        scan: undefined,
        marked: false,
        found: undefined,
      };
      watched.version = version;
      documents.set(uri, watched);
      schedule(uri, watched, known === undefined ? 0 : codeDebounceMs);
    },
    closed: uri => {
      const watched = documents.get(uri);
      if (watched !== undefined) halt(watched);
      documents.delete(uri);
    },
    refresh: () => {
      for (const [uri, watched] of documents) schedule(uri, watched, 0);
    },
    known: ({ uri, version }) => foundIn(documents.get(uri), version),
    current: async ({ uri, version }) => {
      const watched = documents.get(uri);
      if (watched?.version !== version) return [];
      if (watched.scan !== undefined) await watched.scan.done;
      else if (watched.cancelWait !== undefined) await scanNow(uri, watched);
      return foundIn(watched, version);
    },
    dispose: () => {
      for (const watched of documents.values()) halt(watched);
    },
  };
}

const foundIn = (watched: Watched | undefined, version: number): readonly Finding[] =>
  watched?.found?.version === version ? watched.found.findings : [];

function halt(watched: Watched): void {
  watched.cancelWait?.();
  watched.scan?.stop.abort();
  watched.cancelWait = undefined;
  watched.scan = undefined;
}

async function scanDocument(
  options: CodeDocumentsOptions,
  uri: string,
  watched: Watched,
  signal: AbortSignal,
): Promise<void> {
  const { published, open, link, showHidden } = options;
  const document = open(uri);
  if (document === undefined) return;
  const { version } = document;
  const verdict = await judgeDocument(options, document, signal);
  // What was asked of an older version says nothing about the one that is shown.
  if (signal.aborted || verdict.cancelled || open(uri)?.version !== version) return;
  watched.found = { version, findings: verdict.findings };
  const spans = hiddenSpans(document.getText(), verdict.hidden);
  if (spans.length > 0 || watched.marked) showHidden({ uri, version, spans });
  watched.marked = spans.length > 0;
  const diagnostics = [
    ...verdict.findings.map(finding => toCodeDiagnostic(finding, uri, link(finding.ruleId))),
    ...(verdict.skipped === undefined ? [] : [notScanned(verdict.skipped)]),
  ];
  await published.say({ uri, side: 'code', version, diagnostics });
}

/** Only what code rules would have read is missed where it is skipped. */
async function judgeDocument(
  { judge, scans, pathOf }: CodeDocumentsOptions,
  document: TextDocument,
  signal: AbortSignal,
): Promise<Verdict> {
  const { uri, languageId } = document;
  const language = languageOfDocument(languageId);
  const isCode = await scans.wants(language);
  if (!isCode && !scans.readsTexts()) return { findings: [], hidden: [], cancelled: false };
  const text = document.getText();
  const { skipped, ...verdict } = await judge.judge(
    {
      file: pathOf(uri) ?? uri,
      text,
      document: uri,
      read: () => Promise.resolve(text),
      ...(language === undefined ? {} : { language }),
    },
    signal,
  );
  return isCode && skipped !== undefined ? { ...verdict, skipped } : verdict;
}

const notScanned = (reason: string): Diagnostic => ({
  range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } },
  severity: DiagnosticSeverity.Information,
  source: 'Ringfence',
  code: 'not-scanned',
  message: `Ringfence did not look for insecure code here: the file ${reason}.`,
});
