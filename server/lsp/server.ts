/**
 * The language server: starts the guard, routes the extension's messages to it, and shows findings in the editor.
 * Every handler goes through the runner. Owns no process: `main.ts` does.
 */
import { CodeActionKind, TextDocumentSyncKind, TextDocuments } from 'vscode-languageserver';
import type { ClientCapabilities, Connection, InitializeResult } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Finding } from '../../common/finding.ts';
import {
  changedMessage,
  configureMessage,
  guardStateMessage,
  incidentMessage,
  switchedOffMessage,
} from '../../common/protocol.ts';
import type { Configure } from '../../common/protocol.ts';
import { parseSettings } from '../../common/settings.ts';
import type { Guard, GuardEvents } from '../guard/guard.ts';
import type { Assessment } from './assessment.ts';
import { fixAllKind } from './code/actions.ts';
import { createCodeSupport, type CodeHost, type CodeSupport } from './code/codeSupport.ts';
import { createDiagnostics, maxLength, type Diagnostics, type OpenDocument } from './diagnostics.ts';
import { handleEditorFeatures } from './editorFeatures.ts';
import { handleGuardMessages } from './guardMessages.ts';
import { createGuardSlot, type GuardSlot } from './guardSlot.ts';
import { createHealth, type Health } from './health.ts';
import { parseConfigure } from './parse.ts';
import { handlePostureMessages } from './postureMessages.ts';
import { createPublished } from './published.ts';
import { createRunner, type Runner } from './safely.ts';

/** Says what the server depends on. */
export interface ServeOptions {
  readonly connection: Connection;
  readonly startGuard: (configure: Configure, events: GuardEvents) => Promise<Guard>;
  readonly assessment: Assessment;
  readonly code: CodeHost;
  /** Returns the absolute path of a `file:` URI, or undefined for any other. */
  readonly pathOf: (uri: string) => string | undefined;
  /** Program that runs an MCP server behind the guard. */
  readonly mcpLauncher: string;
  /** Returns the address of a rule's documentation. */
  readonly link: (ruleId: string) => string | undefined;
  /** Runs a task after a delay; returns what cancels it. */
  readonly after: (delayMs: number, task: () => void) => () => void;
}

/** Controls a served connection. */
export interface Served {
  readonly runner: Runner;
  /** Stops the guard; never rejects. */
  stop(): Promise<void>;
}

interface Wiring extends ServeOptions {
  readonly health: Health;
  readonly runner: Runner;
  readonly diagnostics: Diagnostics;
  readonly support: CodeSupport;
  readonly guard: GuardSlot;
  readonly window: Window;
}

/** Is what the extension last told of its window. */
interface Window {
  configure: Configure;
}

/** Registers every handler and listens. The guard starts when the client has initialised. */
export function serve(options: ServeOptions): Served {
  const { connection, assessment, pathOf } = options;
  const documents = new TextDocuments(TextDocument);
  const health = createHealth(state => void connection.sendNotification(guardStateMessage, state));
  const runner = createRunner(health, message => connection.console.error(message));
  const window: Window = { configure: { roots: [], settings: {}, trusted: false } };
  const guard = createGuardSlot();

  const ruled = ruledBy(guard);
  const findings = (document: OpenDocument): readonly Finding[] => {
    const path = pathOf(document.uri);
    const text = document.getText();
    return path === undefined || text.length > maxLength
      ? []
      : ruled(path, assessment.findings(path, text, window.configure));
  };
  const published = createPublished(params => connection.sendDiagnostics(params));
  const diagnostics = createDiagnostics({
    runner,
    assess: findings,
    link: options.link,
    after: options.after,
    open: uri => documents.get(uri),
    all: () => documents.all(),
    published,
  });
  const support = createCodeSupport({
    ...options.code,
    connection,
    runner,
    published,
    window: () => window.configure,
    open: uri => documents.get(uri),
    pathOf,
    after: options.after,
    link: options.link,
    ruled,
    write: async (file, text) => (await guard.get()).write(file, text),
  });

  handleLifecycle({ ...options, health, runner, diagnostics, support, guard, window });
  handleGuardMessages({ connection, runner, guard });
  handlePostureMessages({ connection, runner, guard, window: () => window.configure });
  handleEditorFeatures({
    connection,
    runner,
    findings,
    open: uri => documents.get(uri),
    details: finding => assessment.details(finding, window.configure),
    place: () => (parseSettings(window.configure.settings).diagnostics ? 'beside-diagnostic' : 'alone'),
    code: support,
    pathOf,
    mcpLauncher: options.mcpLauncher,
    held: ({ uri }) =>
      (guard.running()?.items() ?? []).filter(item => item.state === 'held' && item.path === pathOf(uri)),
  });
  follow(documents, diagnostics, support);
  documents.listen(connection);
  connection.listen();
  return { runner, stop: () => stopGuard({ diagnostics, support, runner, guard }) };
}

/** Until the guard runs nobody knows what the layers say: then findings are shown as they are. */
const ruledBy =
  (guard: GuardSlot) =>
  (file: string, found: readonly Finding[]): readonly Finding[] => {
    const ruling = guard.running()?.ruling(file);
    return ruling === undefined ? found : found.flatMap(finding => ruling(finding) ?? []);
  };

function follow(
  documents: TextDocuments<TextDocument>,
  diagnostics: Diagnostics,
  support: CodeSupport,
): void {
  documents.onDidChangeContent(({ document }) => {
    diagnostics.shown(document);
    support.documents.shown(document);
  });
  documents.onDidClose(({ document }) => {
    support.documents.closed(document.uri);
    diagnostics.closed(document.uri);
  });
  documents.onDidSave(({ document }) => support.saved(document.uri));
}

function handleLifecycle(wiring: Wiring): void {
  const { connection, runner, guard } = wiring;
  let first: unknown;
  let capabilities: ClientCapabilities = {};
  connection.onInitialize((params): InitializeResult => {
    first = params.initializationOptions;
    capabilities = params.capabilities;
    return {
      serverInfo: { name: 'Ringfence' },
      capabilities: {
        textDocumentSync: TextDocumentSyncKind.Incremental,
        hoverProvider: true,
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, fixAllKind] },
      },
    };
  });
  connection.onInitialized(() => {
    runner.detached('start the guard', () => startGuard(wiring, first));
    runner.detached('watch rule files', () => wiring.support.watch(capabilities));
  });
  connection.onNotification(configureMessage, (raw: unknown) =>
    runner.detached('apply the configuration', async () => {
      const configure = take(wiring, raw);
      await (await guard.get()).configure(configure);
    }),
  );
  connection.onShutdown(() => stopGuard(wiring));
}

async function startGuard(wiring: Wiring, first: unknown): Promise<void> {
  const { guard, connection, health } = wiring;
  const starting = wiring.startGuard(take(wiring, first), {
    state: state => health.guard(state),
    incident: incident => void connection.sendNotification(incidentMessage, incident),
    changed: () => void connection.sendNotification(changedMessage),
    switchedOff: switches => void connection.sendNotification(switchedOffMessage, switches),
    ruled: () => refresh(wiring),
  });
  guard.fill(starting);
  if ((await starting).ruling('') !== undefined) refresh(wiring);
}

/** Judges what is open again. */
function refresh({ diagnostics, support }: Pick<Wiring, 'diagnostics' | 'support'>): void {
  diagnostics.refresh();
  support.documents.refresh();
}

/** Takes a configuration in: open files are judged by it at once. */
function take({ window, diagnostics, support }: Wiring, raw: unknown): Configure {
  const configure = parseConfigure(raw);
  window.configure = configure;
  diagnostics.enable(parseSettings(configure.settings).diagnostics);
  diagnostics.refresh();
  support.configure(configure);
  return configure;
}

async function stopGuard({
  diagnostics,
  support,
  runner,
  guard,
}: Pick<Wiring, 'diagnostics' | 'support' | 'runner' | 'guard'>): Promise<void> {
  diagnostics.dispose();
  await runner.orElse(
    'end the scan threads',
    () => undefined,
    () => support.dispose(),
  );
  const running = guard.begun();
  if (running === undefined) return;
  const stop = async (): Promise<void> => (await running).stop();
  await runner.orElse('stop the guard', () => undefined, stop);
}
