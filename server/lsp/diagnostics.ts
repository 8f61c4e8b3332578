/**
 * Diagnostics on risky keys of open configuration files: pushed with the version they belong to, some time after the
 * last keystroke, and never for a version that is no longer shown.
 */
import { DiagnosticSeverity } from 'vscode-languageserver';
import type { Diagnostic } from 'vscode-languageserver';
import type { Finding } from '../../common/finding.ts';
import { toDiagnostic } from './convert.ts';
import type { Published, Said } from './published.ts';
import type { Runner } from './safely.ts';

/** Is an open document at its newest version. */
export interface OpenDocument {
  readonly uri: string;
  readonly version: number;
  getText(): string;
}

/** Says what diagnostics depend on. */
export interface DiagnosticsOptions {
  readonly runner: Runner;
  readonly open: (uri: string) => OpenDocument | undefined;
  readonly all: () => readonly OpenDocument[];
  readonly assess: (document: OpenDocument) => readonly Finding[];
  readonly link: (ruleId: string) => string | undefined;
  readonly published: Published;
  /** Runs a task after a delay; returns what cancels it. */
  readonly after: (delayMs: number, task: () => void) => () => void;
}

/** Keeps the diagnostics of open documents. */
export interface Diagnostics {
  /** Takes note of a document's newest version; the first one of an opened document is assessed without delay. */
  shown(document: OpenDocument): void;
  closed(uri: string): void;
  enable(enabled: boolean): void;
  /** Assesses every open document again, after the window they are judged in has changed. */
  refresh(): void;
  dispose(): void;
}

/** Milliseconds between the last change and its assessment. */
export const debounceMs = 180;
/** Characters from which a file is no longer assessed while it is edited; the guard still judges each write to it. */
export const maxLength = 1_000_000;

/** Creates the diagnostics of one connection. */
export function createDiagnostics(options: DiagnosticsOptions): Diagnostics {
  const waiting = new Map<string, () => void>();
  const known = new Set<string>();
  let enabled = true;

  const say = (said: Omit<Said, 'side'>): Promise<void> =>
    options.published.say({ ...said, side: 'configuration' });
  const publish = async ({ uri, version }: OpenDocument): Promise<void> => {
    const document = options.open(uri);
    if (!enabled || document === undefined || document.version !== version) return;
    await say({ uri, version, diagnostics: judge(document, options) });
  };
  const schedule = (document: OpenDocument, delayMs: number): void => {
    waiting.get(document.uri)?.();
    const task = (): void => {
      waiting.delete(document.uri);
      options.runner.detached('check an open file', () => publish(document));
    };
    waiting.set(document.uri, options.after(delayMs, task));
  };
  const cancelAll = (): void => {
    for (const cancel of waiting.values()) cancel();
    waiting.clear();
  };
  const clear = (uri: string): void =>
    options.runner.detached('clear diagnostics', () => say({ uri, diagnostics: [] }));

  return {
    shown: document => {
      schedule(document, known.has(document.uri) ? debounceMs : 0);
      known.add(document.uri);
    },
    closed: uri => {
      waiting.get(uri)?.();
      waiting.delete(uri);
      known.delete(uri);
      options.runner.detached('clear diagnostics', () => options.published.close(uri));
    },
    enable: next => {
      if (next === enabled) return;
      enabled = next;
      cancelAll();
      for (const document of options.all()) {
        if (next) schedule(document, 0);
        else clear(document.uri);
      }
    },
    refresh: () => {
      if (enabled) for (const document of options.all()) schedule(document, 0);
    },
    dispose: cancelAll,
  };
}

function judge(document: OpenDocument, options: DiagnosticsOptions): Diagnostic[] {
  if (document.getText().length > maxLength) return [tooLarge];
  const findings = options.assess(document);
  return findings.map(finding => toDiagnostic(finding, options.link(finding.ruleId)));
}

const tooLarge: Diagnostic = {
  range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } },
  severity: DiagnosticSeverity.Information,
  source: 'Ringfence',
  code: 'too-large',
  message:
    'Ringfence does not check this file as you type: it has more than a million characters. Changes on disk are still guarded.',
};
