/** A language server and its client over streams in memory, with a guard that does as the story says. */
import path from 'node:path';
import { PassThrough } from 'node:stream';
import {
  createConnection,
  createProtocolConnection,
  ProposedFeatures,
  StreamMessageReader,
  StreamMessageWriter,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
} from 'vscode-languageserver/node';
import type { Finding } from '../../../common/finding.ts';
import { guardStateMessage, hiddenTextMessage, incidentMessage } from '../../../common/protocol.ts';
import type {
  Configure,
  EditorEdit,
  ExtensionRead,
  GuardState,
  HiddenText,
  Incident,
  OverseeRequest,
  SettleRequest,
} from '../../../common/protocol.ts';
import type { QuarantineItem } from '../../../common/quarantine.ts';
import type { Guard, GuardEvents } from '../../../server/guard/guard.ts';
import { createAssessment, type Assessment } from '../../../server/lsp/assessment.ts';
import type { RuleSources } from '../../../server/lsp/code/ruleSources.ts';
import { serve, type Served } from '../../../server/lsp/server.ts';
import { fakeScanner, fakeSources, type FakeScanner } from './fakeScanner.ts';

/** Is a guard that remembers what it was told. */
export interface FakeGuard extends Guard {
  readonly told: (Configure | SettleRequest | OverseeRequest | EditorEdit | ExtensionRead | 'stopped')[];
  events: GuardEvents | undefined;
  held: readonly QuarantineItem[];
  /** Is what the layers make of findings, by file; undefined while they say nothing. */
  rule: ((file: string, finding: Finding) => Finding | undefined) | undefined;
}

/** Creates a fake guard. */
export function fakeGuard(files = new Map<string, string>()): FakeGuard {
  const told: FakeGuard['told'] = [];
  return {
    told,
    held: [],
    events: undefined,
    rule: undefined,
    ruling(file) {
      const { rule } = this;
      return rule === undefined ? undefined : finding => rule(file, finding);
    },
    items() {
      return this.held;
    },
    settle(request) {
      told.push(request);
      const [item] = this.held;
      return Promise.resolve(
        item === undefined ? { ok: false, message: 'No such item.' } : { ok: true, item },
      );
    },
    settleSwitch: ({ action }) => Promise.resolve({ ok: action === 'undo', message: 'Not now.' }),
    itemText: ({ id, side }) => Promise.resolve(`${side} of ${id}`),
    activity: limit => Promise.reject(new Error(`The ledger cannot be read up to ${limit}.`)),
    write: (file, text) => {
      files.set(file, text);
      return Promise.resolve({ ok: true });
    },
    noteEditorEdit: edit => void told.push(edit),
    overseer: {
      overview: () => ({ requests: [], grants: [], sessions: [] }),
      decide: request => {
        told.push(request);
        return Promise.resolve({ ok: true });
      },
      proposal: () => undefined,
      timeline: id => Promise.resolve([{ ts: 1, text: `${id} began`, count: 1 }]),
    },
    posture: {
      keys: () => ['chat.autoReply'],
      compare: ({ settings }, { trusted }) =>
        Promise.resolve({
          level: 'balanced',
          from: 'user',
          trusted,
          levels: [],
          lines: settings.map(({ key }) => ({
            key,
            why: '',
            state: 'holds',
            severity: 'low',
            expected: false,
            loosened: [],
            remedy: '',
            repairs: [],
          })),
        }),
      repaired: () => Promise.resolve(),
    },
    reads: {
      list: () => ({ enforce: true, rules: [], names: [], paths: [] }),
      judge: read => {
        told.push(read);
        return Promise.resolve({ allowed: false });
      },
    },
    configure: configure => Promise.resolve(void told.push(configure)),
    stop: () => Promise.resolve(void told.push('stopped')),
  };
}

/** Says how a session differs from a plain one. */
export interface SessionOptions {
  readonly guard?: FakeGuard;
  readonly startGuard?: (guard: FakeGuard) => Promise<Guard>;
  readonly initializationOptions?: unknown;
  readonly assessment?: Assessment;
  readonly scanner?: FakeScanner;
  readonly sources?: RuleSources;
  /** Files on disk, by absolute path. */
  readonly files?: Map<string, string>;
  readonly capabilities?: unknown;
}

/** Is an open session. */
export interface Session {
  readonly client: ProtocolConnection;
  readonly served: Served;
  readonly guard: FakeGuard;
  readonly scanner: FakeScanner;
  readonly states: readonly GuardState[];
  readonly incidents: readonly Incident[];
  readonly diagnostics: readonly PublishDiagnosticsParams[];
  readonly hidden: readonly HiddenText[];
  /** Runs every task that waits for its delay, and returns those delays. */
  readonly elapse: () => readonly number[];
  readonly open: (uri: string, text: string, version?: number, languageId?: string) => Promise<void>;
  readonly change: (uri: string, text: string, version: number) => Promise<void>;
  /** Waits until a condition holds; the test's own time-out bounds it. */
  readonly until: (condition: () => boolean) => Promise<void>;
  readonly close: () => void;
}

/** Opens a session and initialises it. */
export async function openSession(options: SessionOptions = {}): Promise<Session> {
  const [up, down] = [new PassThrough(), new PassThrough()];
  const files = options.files ?? new Map<string, string>();
  const guard = options.guard ?? fakeGuard(files);
  const scanner = options.scanner ?? fakeScanner(files);
  const tasks: { readonly delayMs: number; readonly task: () => void }[] = [];
  const server = createConnection(
    ProposedFeatures.all,
    new StreamMessageReader(up),
    new StreamMessageWriter(down),
  );
  const served = serve({
    connection: server,
    startGuard: (configure, events) => {
      guard.told.push(configure);
      guard.events = events;
      return options.startGuard?.(guard) ?? Promise.resolve(guard);
    },
    assessment: options.assessment ?? createAssessment({ home: '/home/u', path: path.posix }),
    code: {
      home: '/home/u',
      sources: options.sources ?? fakeSources(),
      createScanner: () => {
        scanner.started += 1;
        return scanner;
      },
      read: file => Promise.resolve(files.get(file)),
      files: async function* (root, _reads, texts) {
        await Promise.resolve();
        for (const absolute of files.keys())
          if (texts || absolute.endsWith('.py'))
            yield { absolute, relative: absolute.slice(root.length + 1) };
      },
    },
    mcpLauncher: '/home/ada/.local/state/ringfence/bin/ringfence-mcp',
    pathOf: uri => (uri.startsWith('file://') ? decodeURIComponent(uri.slice('file://'.length)) : undefined),
    link: ruleId => (ruleId === 'no-eval' ? undefined : `https://docs.example/${ruleId}`),
    after: (delayMs, task) => {
      const entry = { delayMs, task };
      tasks.push(entry);
      return () => void tasks.splice(tasks.indexOf(entry), tasks.includes(entry) ? 1 : 0);
    },
  });
  const client = createProtocolConnection(new StreamMessageReader(down), new StreamMessageWriter(up));
  const seen = listen(client);
  client.listen();
  await client.sendRequest('initialize', {
    processId: null,
    rootUri: null,
    capabilities: options.capabilities ?? {},
    initializationOptions: options.initializationOptions ?? { roots: ['/w'], settings: {}, trusted: true },
  });
  await client.sendNotification('initialized', {});
  return {
    ...seen,
    client,
    served,
    guard,
    scanner,
    elapse: () => {
      const due = tasks.splice(0);
      for (const { task } of due) task();
      return due.map(({ delayMs }) => delayMs);
    },
    open: (uri, text, version = 1, languageId = 'jsonc') =>
      client.sendNotification('textDocument/didOpen', {
        textDocument: { uri, languageId, version, text },
      }),
    change: (uri, text, version) =>
      client.sendNotification('textDocument/didChange', {
        textDocument: { uri, version },
        contentChanges: [{ text }],
      }),
    until: async condition => {
      while (!condition()) await new Promise(resolve => setImmediate(resolve));
    },
    close: () => {
      client.dispose();
      server.dispose();
    },
  };
}

function listen(client: ProtocolConnection) {
  const states: GuardState[] = [];
  const incidents: Incident[] = [];
  const diagnostics: PublishDiagnosticsParams[] = [];
  const hidden: HiddenText[] = [];
  client.onNotification(hiddenTextMessage, (params: HiddenText) => void hidden.push(params));
  client.onNotification(guardStateMessage, (state: GuardState) => void states.push(state));
  client.onNotification(incidentMessage, (incident: Incident) => void incidents.push(incident));
  client.onNotification(
    'textDocument/publishDiagnostics',
    (params: PublishDiagnosticsParams) => void diagnostics.push(params),
  );
  return { states, incidents, diagnostics, hidden };
}
