/** Tests that the editor shows findings as floor, user and workspace want them, and follows when these change. */
import { afterEach, describe, expect, test } from 'vitest';
import type { CodeAction, Hover } from 'vscode-languageserver';
import type { Finding, Severity } from '../../../common/finding.ts';
import { scanWorkspaceMessage } from '../../../common/protocol.ts';
import { fakeGuard, openSession, type FakeGuard, type Session, type SessionOptions } from './duplex.ts';

let session: Session | undefined;
afterEach(() => session?.close());

const code = { uri: 'file:///w/app.py', text: 'eval(x)\n', language: 'python', place: 0 };
const settings = {
  uri: 'file:///w/.vscode/settings.json',
  text: '{\n  "chat.permissions.default": "autopilot"\n}\n',
  language: 'jsonc',
  place: 1,
};
type File = typeof code;

const waived = (finding: Finding): Finding => ({
  ...finding,
  waived: { reason: 'An [example](x), not in use', expires: '2027-01-31', approvedBy: 'Ada' },
});
const as =
  (severity: Severity) =>
  (finding: Finding): Finding => ({ ...finding, severity });

const start = async (guard: FakeGuard, options: SessionOptions = {}): Promise<Session> => {
  session = await openSession({ ...options, guard });
  await session.until(() => guard.events !== undefined);
  return session;
};

/** Lets every task run, and waits until a file's newest marks look like something. */
const marked = async (now: Session, { uri }: File, is: (marks: readonly object[]) => boolean) => {
  const newest = () => now.diagnostics.findLast(each => each.uri === uri)?.diagnostics;
  await now.until(() => {
    now.elapse();
    const marks = newest();
    return marks !== undefined && is(marks);
  });
  return newest() ?? [];
};
const show = async (now: Session, file: File): Promise<void> =>
  now.open(file.uri, file.text, 1, file.language);

describe.each([
  ['code', code],
  ['a configuration', settings],
])('a finding in %s', (_, file) => {
  const at = { textDocument: { uri: file.uri }, position: { line: file.place, character: 4 } };

  test('that is waived is a hint which says until when, and why', async () => {
    const guard = fakeGuard();
    guard.rule = (_, finding) => waived(finding);
    const now = await start(guard);
    await show(now, file);
    const [mark] = await marked(now, file, marks => marks.length === 1);
    expect(mark).toMatchObject({ severity: 4 });
    expect(mark?.message).toMatch(/ Waived until 2027-01-31: An \[example\]\(x\), not in use\.$/u);
    const hover: Hover = await now.client.sendRequest('textDocument/hover', at);
    expect(JSON.stringify(hover.contents)).toContain(
      String.raw`**Waived** until 2027-01-31 by Ada: An \\[example\\]\\(x\\), not in use`,
    );
  });

  test('has the severity in force', async () => {
    const guard = fakeGuard();
    guard.rule = (_, finding) => as('low')(finding);
    const now = await start(guard);
    await show(now, file);
    expect(await marked(now, file, marks => marks.length === 1)).toMatchObject([{ severity: 3 }]);
    const hover: Hover = await now.client.sendRequest('textDocument/hover', at);
    expect(JSON.stringify(hover.contents)).toContain('**Ringfence** · low · ');
  });

  test('of a rule that is off is not there, nor is what could be done about it', async () => {
    const guard = fakeGuard();
    guard.rule = () => undefined;
    const now = await start(guard);
    await show(now, file);
    expect(await marked(now, file, marks => marks.length === 0)).toEqual([]);
    expect(await now.client.sendRequest('textDocument/hover', at)).toBeNull();
    const range = { start: at.position, end: at.position };
    const actions: readonly CodeAction[] = await now.client.sendRequest('textDocument/codeAction', {
      textDocument: { uri: file.uri },
      range,
      context: { diagnostics: [], triggerKind: 1 },
    });
    expect(actions.filter(({ diagnostics }) => diagnostics !== undefined)).toEqual([]);
  });

  test('changes in open files when a layer does', async () => {
    const guard = fakeGuard();
    const now = await start(guard);
    await show(now, file);
    await marked(now, file, ([mark]) => mark !== undefined && 'severity' in mark && mark.severity === 1);
    guard.rule = (_, finding) => waived(finding);
    guard.events?.ruled?.();
    await marked(now, file, ([mark]) => mark !== undefined && 'severity' in mark && mark.severity === 4);
    guard.rule = undefined;
    guard.events?.ruled?.();
    await marked(now, file, ([mark]) => mark !== undefined && 'severity' in mark && mark.severity === 1);
  });

  test('is shown as it is until the guard has started, and then as the layers want it', async () => {
    const guard = fakeGuard();
    guard.rule = (_, finding) => waived(finding);
    const { promise, resolve } = Promise.withResolvers<FakeGuard>();
    const now = await start(guard, { startGuard: () => promise });
    await show(now, file);
    await marked(now, file, ([mark]) => mark !== undefined && 'severity' in mark && mark.severity === 1);
    resolve(guard);
    await marked(now, file, ([mark]) => mark !== undefined && 'severity' in mark && mark.severity === 4);
  });

  test('is asked about by the file it is in', async () => {
    const guard = fakeGuard();
    const files: string[] = [];
    guard.rule = (asked, finding) => {
      files.push(asked);
      return finding;
    };
    const now = await start(guard);
    await show(now, file);
    await marked(now, file, marks => marks.length === 1);
    expect(new Set(files)).toEqual(new Set([file.uri.replace('file://', '')]));
  });
});

test('the least severity that is shown is compared with the severity in force', async () => {
  const guard = fakeGuard();
  guard.rule = (_, finding) => as(finding.start.line === 1 ? 'low' : 'critical')(finding);
  const now = await start(guard, {
    initializationOptions: { roots: ['/w'], settings: { code: { minimumSeverity: 'high' } }, trusted: true },
  });
  await now.open(code.uri, 'eval(x)\neval(y)\n', 1, 'python');
  expect(await marked(now, code, marks => marks.length === 1)).toMatchObject([
    { severity: 1, range: { start: { line: 1 } } },
  ]);
});

test('a scan of the workspace marks what is waived, and does not count it', async () => {
  const files = new Map([
    ['/w/a.py', 'eval(x)\n'],
    ['/w/b.py', 'eval(x)\n'],
  ]);
  const guard = fakeGuard(files);
  guard.rule = (file, finding) => (file === '/w/a.py' ? waived(finding) : finding);
  const now = await start(guard, { files });
  now.client.onRequest('window/workDoneProgress/create', () => null);
  expect(await now.client.sendRequest(scanWorkspaceMessage)).toMatchObject({
    files: 2,
    findings: 1,
    affected: 1,
  });
  await now.until(() => now.diagnostics.filter(({ diagnostics }) => diagnostics.length === 1).length === 2);
  const severities = now.diagnostics.map(({ uri, diagnostics: [mark] }) => [uri, mark?.severity]);
  expect(severities).toContainEqual(['file:///w/a.py', 4]);
  expect(severities).toContainEqual(['file:///w/b.py', 1]);
});
