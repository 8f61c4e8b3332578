/**
 * The language server: routes the extension's messages to the guard and findings to the editor. Every handler goes
 * through the runner. Owns no process: `main.ts` does.
 */
import { CodeActionKind, TextDocumentSyncKind, TextDocuments } from 'vscode-languageserver';
import type { Connection, InitializeResult, MarkupContent } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Finding } from '../../common/finding.ts';
import {
  activityMessage,
  changedMessage,
  configureMessage,
  editorEditMessage,
  guardStateMessage,
  incidentMessage,
  itemTextMessage,
  listItemsMessage,
  settleItemMessage,
} from '../../common/protocol.ts';
import type { Configure, SettleOutcome } from '../../common/protocol.ts';
import { parseSettings } from '../../common/settings.ts';
import type { Guard, GuardEvents } from '../guard/guard.ts';
import { quickFixes } from './actions.ts';
import { holds, toMarkdown, toRange } from './convert.ts';
import { createDiagnostics, maxLength, type Diagnostics } from './diagnostics.ts';
import { createHealth, type Health } from './health.ts';
import { parseActivity, parseConfigure, parseEditorEdit, parseItemText, parseSettle } from './parse.ts';
import { createRunner, type Runner } from './safely.ts';

/** Says what the server depends on. */
export interface ServeOptions {
  readonly connection: Connection;
  readonly startGuard: (configure: Configure, events: GuardEvents) => Promise<Guard>;
  /** Finds risky keys in the text of a configuration file; none in a file of another kind. */
  readonly assess: (path: string, text: string) => readonly Finding[] | Promise<readonly Finding[]>;
  /** Returns the absolute path of a `file:` URI, or undefined for any other. */
  readonly pathOf: (uri: string) => string | undefined;
  /** Returns the address of a rule's documentation. */
  readonly link: (ruleId: string) => string | undefined;
  readonly after: (delayMs: number, task: () => void) => () => void;
}

/** Controls a served connection. */
export interface Served {
  readonly health: Health;
  readonly runner: Runner;
  /** Stops the guard; never rejects. */
  stop(): Promise<void>;
}

interface Wiring extends ServeOptions {
  readonly documents: TextDocuments<TextDocument>;
  readonly health: Health;
  readonly runner: Runner;
  readonly diagnostics: Diagnostics;
  readonly guard: GuardSlot;
}

/** Registers every handler and listens. The guard starts when the client has initialised. */
export function serve(options: ServeOptions): Served {
  const { connection } = options;
  const documents = new TextDocuments(TextDocument);
  const health = createHealth(state => void connection.sendNotification(guardStateMessage, state));
  const runner = createRunner(health, message => connection.console.error(message));
  const diagnostics = createDiagnostics({
    runner,
    link: options.link,
    after: options.after,
    open: uri => documents.get(uri),
    all: () => documents.all(),
    publish: params => connection.sendDiagnostics(params),
    assess: async document => findingsOf(options, document.uri, document.getText()),
  });
  const guard = createGuardSlot();
  const wiring: Wiring = { ...options, documents, health, runner, diagnostics, guard };

  handleLifecycle(wiring);
  handleGuard(wiring);
  handleEditor(wiring);
  documents.listen(connection);
  connection.listen();
  return { health, runner, stop: () => stopGuard(wiring) };
}

function handleLifecycle(wiring: Wiring): void {
  const { connection, runner, diagnostics, guard } = wiring;
  let first: unknown;
  connection.onInitialize((params): InitializeResult => {
    first = params.initializationOptions;
    return {
      serverInfo: { name: 'Ringfence' },
      capabilities: {
        textDocumentSync: TextDocumentSyncKind.Incremental,
        hoverProvider: true,
        codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] },
      },
    };
  });
  connection.onInitialized(() =>
    runner.detached('start the guard', () => startGuard(wiring, parseConfigure(first))),
  );
  connection.onNotification(configureMessage, (raw: unknown) =>
    runner.detached('apply the configuration', async () => {
      const configure = parseConfigure(raw);
      diagnostics.enable(parseSettings(configure.settings).diagnostics);
      await (await guard.get()).configure(configure);
    }),
  );
  connection.onShutdown(() => stopGuard(wiring));
}

async function startGuard(
  { diagnostics, guard, startGuard: start, connection, health }: Wiring,
  configure: Configure,
): Promise<void> {
  diagnostics.enable(parseSettings(configure.settings).diagnostics);
  const starting = start(configure, {
    state: state => health.guard(state),
    incident: incident => void connection.sendNotification(incidentMessage, incident),
    changed: () => void connection.sendNotification(changedMessage),
  });
  guard.fill(starting);
  await starting;
}

async function stopGuard({ diagnostics, runner, guard }: Wiring): Promise<void> {
  diagnostics.dispose();
  const running = guard.begun();
  if (running !== undefined) {
    await runner.orElse(
      'stop the guard',
      () => undefined,
      async () => (await running).stop(),
    );
  }
}

function handleGuard({ connection, runner, guard }: Wiring): void {
  connection.onRequest(listItemsMessage, () =>
    runner.orThrow('list the quarantine', async () => (await guard.get()).items()),
  );
  connection.onRequest(itemTextMessage, (raw: unknown) =>
    runner.orThrow('read a held change', async () => (await guard.get()).itemText(parseItemText(raw))),
  );
  connection.onRequest(activityMessage, (raw: unknown) =>
    runner.orThrow('read the activity', async () => (await guard.get()).activity(parseActivity(raw).limit)),
  );
  connection.onRequest(settleItemMessage, (raw: unknown) =>
    runner.orElse<SettleOutcome>(
      'settle a held change',
      message => ({ ok: false, message }),
      async () => (await guard.get()).settle(parseSettle(raw)),
    ),
  );
  connection.onNotification(editorEditMessage, (raw: unknown) =>
    runner.detached('note an edit', async () => (await guard.get()).noteEditorEdit(parseEditorEdit(raw))),
  );
}

function handleEditor(wiring: Wiring): void {
  const { connection, documents, diagnostics, runner, guard } = wiring;
  documents.onDidChangeContent(({ document }) => diagnostics.shown(document));
  documents.onDidClose(({ document }) => diagnostics.closed(document.uri));

  connection.onHover(({ textDocument, position }) =>
    runner.orElse(
      'explain a key',
      () => null,
      async () => {
        const document = documents.get(textDocument.uri);
        if (document === undefined) return null;
        const findings = await findingsOf(wiring, document.uri, document.getText());
        const here = findings.filter(finding => holds(toRange(finding), position));
        const [top] = here;
        const value = here.map(toMarkdown).join('\n\n---\n\n');
        return top === undefined ? null : { contents: markdown(value), range: toRange(top) };
      },
    ),
  );
  connection.onCodeAction(({ textDocument, range }) =>
    runner.orElse(
      'offer fixes',
      () => [],
      async () => {
        const document = documents.get(textDocument.uri);
        if (document === undefined) return [];
        const findings = await findingsOf(wiring, document.uri, document.getText());
        if (findings.length === 0) return [];
        const path = wiring.pathOf(document.uri);
        const items = guard.running()?.items() ?? [];
        const held = items.filter(item => item.state === 'held' && item.path === path);
        return quickFixes({ document, range, findings, held });
      },
    ),
  );
}

async function findingsOf(
  { assess, pathOf }: Pick<ServeOptions, 'assess' | 'pathOf'>,
  uri: string,
  text: string,
): Promise<readonly Finding[]> {
  const path = pathOf(uri);
  return path === undefined || text.length > maxLength ? [] : assess(path, text);
}

const markdown = (value: string): MarkupContent => ({ kind: 'markdown', value });

/** Holds the guard from the moment its start begins; who asks earlier waits. */
interface GuardSlot {
  fill(starting: Promise<Guard>): void;
  get(): Promise<Guard>;
  begun(): Promise<Guard> | undefined;
  /** Returns the guard once it runs; undefined while it starts or when it failed to. */
  running(): Guard | undefined;
}

function createGuardSlot(): GuardSlot {
  const { promise, resolve } = Promise.withResolvers<Guard>();
  let begun: Promise<Guard> | undefined;
  let running: Guard | undefined;
  promise.then(
    guard => (running = guard),
    // A start that fails is told by the runner of `startGuard`; here it must not count as unhandled as well.
    () => undefined,
  );
  return {
    fill: starting => {
      begun = starting;
      resolve(starting);
    },
    get: () => promise,
    begun: () => begun,
    running: () => running,
  };
}
