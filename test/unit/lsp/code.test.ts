import { afterEach, describe, expect, test } from 'vitest';
import { CodeActionTriggerKind as By } from 'vscode-languageserver';
import type { CodeAction, Hover, WorkspaceEdit } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import {
  addToBaselineMessage,
  codeRulesMessage,
  configureMessage,
  scanWorkspaceMessage,
  suppressMessage,
} from '../../../common/protocol.ts';
import { codeDebounceMs } from '../../../server/lsp/code/documents.ts';
import { openSession, type Session, type SessionOptions } from './duplex.ts';
import { fakeScanner, fakeSources } from './fakeScanner.ts';

let session: Session | undefined;
afterEach(() => session?.close());
const start = async (options?: SessionOptions): Promise<Session> => {
  session = await openSession(options);
  await session.until(() => session?.guard.events !== undefined);
  return session;
};

const uri = 'file:///w/app.py';
const risky = 'import ast\n\ndef read(x):\n    return eval(x)\n';
const harmless = 'def read(x):\n    return x\n';

/** Opens a Python file and waits for its marks. */
const opened = async (text = risky, options?: SessionOptions): Promise<Session> => {
  const now = await start(options);
  await now.open(uri, text, 1, 'python');
  await now.until(() => now.elapse().length > 0);
  await now.until(() => (now.diagnostics.at(-1)?.diagnostics.length ?? 0) > 0);
  return now;
};

const configure = (now: Session, code: object, others: object = {}, trusted = true): Promise<void> =>
  now.client.sendNotification(configureMessage, { roots: ['/w'], settings: { code, ...others }, trusted });

const actionsAt = (now: Session, line: number, context: object = {}): Promise<readonly CodeAction[]> =>
  now.client.sendRequest('textDocument/codeAction', {
    textDocument: { uri },
    range: { start: { line, character: 12 }, end: { line, character: 12 } },
    context: { diagnostics: [], ...context },
  });

const applied = (text: string, { edit }: Pick<CodeAction, 'edit'>): string =>
  TextDocument.applyEdits(TextDocument.create(uri, 'python', 1, text), edit?.changes?.[uri] ?? []);

describe('findings in an open file', () => {
  test('are marked with rule, weakness, way of the data and version', async () => {
    const { diagnostics, scanner } = await opened();
    const last = diagnostics.at(-1);
    expect(last).toMatchObject({ uri, version: 1 });
    expect(last?.diagnostics).toMatchObject([
      {
        code: 'no-eval',
        severity: 1,
        source: 'Ringfence',
        range: { start: { line: 3, character: 11 } },
        codeDescription: { href: 'https://cwe.mitre.org/data/definitions/95.html' },
        relatedInformation: [{ message: 'The data comes from here.', location: { uri } }],
      },
    ]);
    expect(scanner.tasks).toMatchObject([{ path: '/w/app.py', display: 'app.py', language: 'python' }]);
  });

  test('are looked for at once, and after a pause when the text changes', async () => {
    const { change, elapse, until } = await opened();
    const delays: number[] = [];
    await change(uri, harmless, 2);
    await until(() => delays.push(...elapse()) >= 2);
    expect(delays).toContain(codeDebounceMs);
    expect(codeDebounceMs).toBe(250);
  });

  test('of an older version are never shown: its scan is ended', async () => {
    const scanner = fakeScanner();
    scanner.holding = true;
    const { open, change, elapse, until, diagnostics } = await start({ scanner });
    await open(uri, risky, 1, 'python');
    await until(() => elapse().length > 0 || scanner.tasks.length > 0);
    await until(() => scanner.tasks.length === 1);
    await change(uri, harmless, 2);
    await until(() => scanner.aborted === 1);
    await until(() => elapse().length > 0 && scanner.tasks.length === 1);
    scanner.holding = false;
    await until(() => scanner.tasks.length === 2);
    scanner.release();
    await new Promise(resolve => setTimeout(resolve, 20));
    expect(diagnostics.flatMap(each => each.diagnostics)).toEqual([]);
  });

  test('do not flicker while a person types: marks stay until the next scan is done', async () => {
    const { change, elapse, until, diagnostics } = await opened();
    const before = diagnostics.length;
    await change(uri, `${risky}\n`, 2);
    await until(() => elapse().length > 0);
    await until(() => diagnostics.length > before);
    expect(diagnostics.slice(before).map(each => [each.version, each.diagnostics.length])).toEqual([[2, 1]]);
  });

  test('go when the file closes', async () => {
    const { client, diagnostics, until } = await opened();
    await client.sendNotification('textDocument/didClose', { textDocument: { uri } });
    await until(() => diagnostics.at(-1)?.diagnostics.length === 0);
    expect(diagnostics.at(-1)?.uri).toBe(uri);
  });

  test('are found in a file that was never saved, by its language', async () => {
    const { open, elapse, until, diagnostics, scanner } = await start();
    await open('untitled:Untitled-1', 'eval(x)', 1, 'python');
    await until(() => elapse().length > 0);
    await until(() => (diagnostics.at(-1)?.diagnostics.length ?? 0) > 0);
    expect(scanner.tasks[0]).toMatchObject({ path: 'untitled:Untitled-1', language: 'python' });
  });

  test('a file that is not scanned says why', async () => {
    const scanner = fakeScanner();
    scanner.extra = { findings: [], skipped: 'is minified' };
    const { diagnostics } = await opened(risky, { scanner });
    expect(diagnostics.at(-1)?.diagnostics).toMatchObject([
      { code: 'not-scanned', severity: 3, message: expect.stringContaining('the file is minified') },
    ]);
  });
});

describe('settings', () => {
  test('turn findings off and on again, and end the threads', async () => {
    const now = await opened();
    await configure(now, { enabled: false }, { diagnostics: false, hiddenText: false });
    await now.until(() => now.elapse().length > 0);
    await now.until(() => now.diagnostics.at(-1)?.diagnostics.length === 0);
    expect(now.scanner.disposed).toBe(1);
    await configure(now, { enabled: true });
    await now.until(() => now.elapse().length > 0);
    await now.until(() => now.diagnostics.at(-1)?.diagnostics.length === 1);
  });

  test('hide what is weaker than the least severity', async () => {
    const now = await opened();
    await configure(now, { minimumSeverity: 'critical' });
    await now.until(() => now.elapse().length > 0);
    await now.until(() => now.diagnostics.at(-1)?.diagnostics.length === 0);
  });

  test('choose packs, and turn rules off', async () => {
    const now = await opened();
    expect(now.scanner.sets).toEqual([{ packs: ['python'], texts: [], disabled: [] }]);
    await configure(now, { packs: ['ruby'], disabledRules: ['no-eval'] });
    await now.until(() => now.scanner.sets.length === 2);
    expect(now.scanner.sets[1]).toEqual({ packs: [], texts: [], disabled: ['no-eval'] });
  });
});

describe('rules that a workspace brings', () => {
  const texts = [{ path: '/w/.semgrep.yml', text: 'rules: []', from: 'workspace', addsOnly: true } as const];
  const untrusted = ['/w/.semgrep.yml'];

  test('load once the workspace is trusted', async () => {
    const sources = fakeSources({ texts, untrusted });
    const now = await opened(risky, {
      sources,
      initializationOptions: { roots: ['/w'], settings: {}, trusted: false },
    });
    expect(now.scanner.sets.at(-1)?.texts).toEqual([]);
    expect(await now.client.sendRequest(codeRulesMessage)).toMatchObject({ untrusted, files: [] });
    await configure(now, {});
    await now.until(() => now.scanner.sets.length === 2);
    expect(now.scanner.sets[1]?.texts).toEqual([
      { path: '/w/.semgrep.yml', text: 'rules: []', addsOnly: true },
    ]);
  });

  test('are listed with what does not run, and marked in their file', async () => {
    const scanner = fakeScanner();
    scanner.summary = {
      rules: [
        { id: 'no-eval', languages: ['python'], path: 'python/no-eval.yaml' },
        { id: 'ours', languages: ['python'], path: '/w/.semgrep.yml' },
      ],
      skipped: [{ id: 'joined', path: '/w/.semgrep.yml', reason: 'It is of mode join.', line: 9 }],
      problems: [
        { source: '/w/.semgrep.yml', message: 'No such key.', remedy: 'Remove it.', line: 4, column: 5 },
      ],
    };
    const now = await opened(risky, { scanner, sources: fakeSources({ texts }) });
    expect(await now.client.sendRequest(codeRulesMessage)).toMatchObject({
      packs: [{ name: 'python', rules: 1, on: true }],
      files: [
        { path: '/w/.semgrep.yml', from: 'workspace', rules: ['ours'], skipped: [{ id: 'joined', line: 9 }] },
      ],
    });
    const marks = now.diagnostics.find(each => each.uri === 'file:///w/.semgrep.yml')?.diagnostics;
    expect(marks).toMatchObject([
      { message: 'No such key. Remove it.', range: { start: { line: 3, character: 4 } } },
      { message: expect.stringContaining('“joined” does not run'), range: { start: { line: 8 } } },
    ]);
  });

  test('are read again when their file changes', async () => {
    const sources = fakeSources({ texts });
    const now = await opened(risky, { sources });
    sources.found = {};
    await now.client.sendNotification('workspace/didChangeWatchedFiles', {
      changes: [{ uri: 'file:///w/.semgrep/a.yaml', type: 2 }],
    });
    await now.until(() => now.scanner.sets.length === 2);
    expect(now.scanner.sets.map(set => set.texts.length)).toEqual([1, 0]);
  });

  test('a rule that keeps exceeding its budget is named once, and listed', async () => {
    const scanner = fakeScanner();
    const told: string[] = [];
    scanner.extra = { exceeded: [{ ruleId: 'slow', reason: 'took too many steps', setAside: true }] };
    const now = await start({ scanner });
    now.client.onNotification(
      'window/showMessage',
      ({ message }: { readonly message: string }) => void told.push(message),
    );
    for (const name of ['a', 'b']) {
      await now.open(`file:///w/${name}.py`, risky, 1, 'python');
      await now.until(() => now.elapse().length > 0);
    }
    await now.until(() => scanner.tasks.length === 2 && told.length > 0);
    expect(await now.client.sendRequest(codeRulesMessage)).toMatchObject({ setAside: [{ ruleId: 'slow' }] });
    expect(told).toEqual([expect.stringContaining('“slow” aside')]);
  });
});

describe('hovers', () => {
  test('say why, with links that cannot be anything else, and who says so', async () => {
    const { client } = await opened();
    const at = { textDocument: { uri }, position: { line: 3, character: 12 } };
    const hover: Hover | null = await client.sendRequest('textDocument/hover', at);
    const text = (hover?.contents as { readonly value: string }).value;
    for (const part of [
      'high confidence · `no-eval`',
      '[CWE-95](https://cwe.mitre.org/data/definitions/95.html)',
      '[OWASP A03:2021](https://owasp.org/Top10/A03_2021-Injection/)',
      `**The data comes from** [line 1](${uri}#L1).`,
      '**Instead:** Read it as data.',
      '**Fix:** write `literal(`',
      '<https://docs.example/eval>',
      '`javascript:alert(1)`',
      'the bundled pack `python/no-eval.yaml`',
    ])
      expect(text).toContain(part);
  });

  test('wait for the scan of a file that was just opened', async () => {
    const { open, client } = await start();
    await open(uri, risky, 1, 'python');
    const at = { textDocument: { uri }, position: { line: 3, character: 12 } };
    expect(await client.sendRequest('textDocument/hover', at)).not.toBeNull();
  });
});

describe('quick fixes', () => {
  const twice = `${risky}eval(y)\n`;

  test('apply the fix of one finding, of the rule in the file, and of everything on save', async () => {
    const now = await opened(twice);
    const found = await actionsAt(now, 3);
    const titles = found.map(({ title }) => title);
    expect(titles.slice(0, 2)).toEqual(['Fix: no-eval', 'Fix all “no-eval” in this file']);
    expect(found[0]?.isPreferred).toBe(true);
    expect(applied(twice, found[0] ?? {})).toBe(twice.replace('eval(x)', 'literal(x)'));
    expect(applied(twice, found[1] ?? {})).toBe(twice.replaceAll('eval(', 'literal('));
    const [all, ...more] = await actionsAt(now, 0, { only: ['source.fixAll'] });
    expect([all?.kind, more]).toEqual(['source.fixAll.ringfence', []]);
    expect(applied(twice, all ?? {})).toBe(twice.replaceAll('eval(', 'literal('));
  });

  test('on save are those of the text as it is', async () => {
    const now = await opened();
    await now.change(uri, `\n${risky}`, 2);
    const [all] = await actionsAt(now, 0, { only: ['source.fixAll.ringfence'] });
    expect(applied(`\n${risky}`, all ?? {})).toContain('return literal(x)');
  });

  test('of a text that is not scanned yet are there for a person who asks, not for the editor', async () => {
    const now = await opened();
    await now.change(uri, `\n${risky}`, 2);
    expect(await actionsAt(now, 4, { triggerKind: By.Automatic })).toEqual([]);
    const [fix] = await actionsAt(now, 4, { triggerKind: By.Invoked });
    expect(applied(`\n${risky}`, fix ?? {})).toContain('return literal(x)');
  });

  test('suppress with a comment, with a reason that a person gives', async () => {
    const edits: WorkspaceEdit[] = [];
    const now = await opened();
    now.client.onRequest('workspace/applyEdit', ({ edit }: { readonly edit: WorkspaceEdit }) => {
      edits.push(edit);
      return { applied: true };
    });
    const action = (await actionsAt(now, 3)).find(({ command }) => command?.command === 'ringfence.suppress');
    const target = action?.command?.arguments?.[0];
    expect(target).toEqual({ uri, ruleId: 'no-eval', line: 4 });
    const reason = 'a constant\n*/ really ';
    expect(await now.client.sendRequest(suppressMessage, { ...target, reason })).toEqual({ ok: true });
    expect(edits[0]?.documentChanges).toMatchObject([
      {
        textDocument: { uri, version: 1 },
        edits: [{ newText: '    # ringfence-ignore: no-eval -- a constant * / really\n' }],
      },
    ]);
    expect(await now.client.sendRequest(suppressMessage, { ...target, reason: ' ' })).toMatchObject({
      ok: false,
    });
  });

  test('suppress with the comment that Semgrep knows', async () => {
    const now = await opened();
    const action = (await actionsAt(now, 3)).find(({ title }) => title.includes('nosemgrep'));
    expect(applied(risky, action ?? {})).toContain('    # nosemgrep: no-eval\n    return eval(x)');
  });

  test('add a finding to the baseline, which then hides it', async () => {
    const files = new Map<string, string>();
    const now = await opened(risky, { files });
    const target = { uri, ruleId: 'no-eval', line: 4 };
    expect(await now.client.sendRequest(addToBaselineMessage, target)).toEqual({ ok: true });
    expect(files.get('/w/.ringfence/baseline.json')).toMatch(/"no-eval app\.py [0-9a-f]{16}": 1/);
    await now.until(() => now.elapse().length > 0);
    await now.until(() => now.diagnostics.at(-1)?.diagnostics.length === 0);
    expect(await now.client.sendRequest(addToBaselineMessage, target)).toMatchObject({ ok: false });
  });

  test('a broken baseline hides nothing, and is not overwritten', async () => {
    const files = new Map([['/w/.ringfence/baseline.json', '{']]);
    const now = await opened(risky, { files });
    const target = { uri, ruleId: 'no-eval', line: 4 };
    expect(await now.client.sendRequest(addToBaselineMessage, target)).toMatchObject({ ok: false });
    expect(files.get('/w/.ringfence/baseline.json')).toBe('{');
  });
});

describe('a scan of the workspace', () => {
  const marks = (now: Session) => now.diagnostics.findLast(each => each.uri.endsWith('/a.py'))?.diagnostics;
  const files = (): Map<string, string> =>
    new Map([
      ['/w/app.py', risky],
      ['/w/lib/a.py', 'eval(1)'],
      ['/w/lib/b.py', 'x = 1'],
    ]);

  test('marks files that are not open, and sums up', async () => {
    const now = await opened(risky, { files: files() });
    const sum = await now.client.sendRequest(scanWorkspaceMessage);
    expect(sum).toEqual({ files: 3, findings: 2, affected: 2, skipped: 0, cancelled: false });
    expect(marks(now)).toHaveLength(1);
  });

  test('gives way to the file itself once it is opened', async () => {
    const now = await start({ files: files() });
    await now.client.sendRequest(scanWorkspaceMessage);
    await now.open('file:///w/lib/a.py', 'x = 1', 1, 'python');
    await now.until(() => now.elapse().length > 0);
    await now.until(() => marks(now)?.length === 0);
  });

  test('shows how far it is, and ends when the person says so', async () => {
    const scanner = fakeScanner(files());
    scanner.holding = true;
    const shown: string[] = [];
    const now = await start({
      scanner,
      files: files(),
      capabilities: { window: { workDoneProgress: true } },
    });
    let token: unknown;
    now.client.onRequest('window/workDoneProgress/create', (params: { readonly token: unknown }) => {
      token = params.token;
      return null;
    });
    now.client.onNotification(
      '$/progress',
      ({ value }: { readonly value: { readonly kind: string } }) => void shown.push(value.kind),
    );
    const scan = now.client.sendRequest(scanWorkspaceMessage);
    await now.until(() => scanner.tasks.length === 2);
    await now.client.sendNotification('window/workDoneProgress/cancel', { token });
    expect(await scan).toMatchObject({ files: 0, cancelled: true });
    await now.until(() => shown.at(-1) === 'end');
    expect(shown[0]).toBe('begin');
  });
});
