import { afterEach, describe, expect, test } from 'vitest';
import type { CodeAction, Hover } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { configureMessage } from '../../../common/protocol.ts';
import { removeKey } from '../../../server/lsp/actions.ts';
import { debounceMs, maxLength } from '../../../server/lsp/diagnostics.ts';
import { item } from '../src/samples.ts';
import { openSession, type Session, type SessionOptions } from './duplex.ts';

let session: Session | undefined;
afterEach(() => session?.close());
const start = async (options?: SessionOptions): Promise<Session> => {
  session = await openSession(options);
  await session.until(() => session?.guard.events !== undefined);
  return session;
};

const uri = 'file:///w/.vscode/settings.json';
const risky = '{\n  "editor.fontSize": 12,\n  "chat.permissions.default": "autopilot"\n}\n';
const harmless = '{\n  "editor.fontSize": 12\n}\n';

describe('diagnostics', () => {
  test('mark a risky key with rule, link, weight and version', async () => {
    const { open, elapse, diagnostics, until } = await start();
    await open(uri, risky, 4);
    await until(() => elapse().length > 0);
    await until(() => diagnostics.length > 0);
    expect(diagnostics[0]).toMatchObject({ uri, version: 4 });
    const [mark] = diagnostics[0]?.diagnostics ?? [];
    expect(mark).toMatchObject({
      severity: 1,
      source: 'Ringfence',
      range: { start: { line: 2, character: 2 } },
    });
    expect(mark?.codeDescription?.href).toBe(`https://docs.example/${mark?.code}`);
    expect(mark?.message).toContain('chat.permissions.default');
  });

  test('come at once when a file opens, and after a pause when it changes', async () => {
    const { open, change, elapse, until } = await start();
    const delays: number[] = [];
    await open(uri, risky);
    await until(() => delays.push(...elapse()) > 0);
    expect(new Set(delays)).toEqual(new Set([0]));
    await change(uri, harmless, 2);
    await until(() => delays.push(...elapse()) > 0 && delays.includes(debounceMs));
    expect(delays.filter(delay => delay === debounceMs)).toHaveLength(1);
  });

  test('are never those of an older version', async () => {
    const { open, change, elapse, diagnostics, until, client } = await start();
    await open(uri, risky);
    await until(() => elapse().length > 0);
    await until(() => diagnostics.length === 1);
    await change(uri, risky.replace('12', '13'), 2);
    await change(uri, harmless, 3);
    // A request is answered after the notifications before it were handled.
    await client.sendRequest('textDocument/hover', {
      textDocument: { uri },
      position: { line: 0, character: 0 },
    });
    // The hover asked for the code's findings at once, so only the configuration still waits.
    expect(elapse()).toEqual([debounceMs]);
    await until(() => diagnostics.length === 2);
    expect(diagnostics[1]).toMatchObject({ version: 3, diagnostics: [] });
  });

  test('go when the file closes', async () => {
    const { open, client, elapse, diagnostics, until } = await start();
    await open(uri, risky);
    await until(() => elapse().length > 0);
    await client.sendNotification('textDocument/didClose', { textDocument: { uri } });
    await until(() => diagnostics.at(-1)?.diagnostics.length === 0);
    expect(diagnostics.at(-1)?.uri).toBe(uri);
  });

  test('go when they are turned off, and come back when they are turned on', async () => {
    const { open, client, elapse, diagnostics, until } = await start();
    const configure = (on: boolean): Promise<void> =>
      client.sendNotification(configureMessage, {
        roots: ['/w'],
        settings: { diagnostics: on },
        trusted: true,
      });
    await open(uri, risky);
    await until(() => elapse().length > 0);
    await until(() => diagnostics.length === 1);
    await configure(false);
    await until(() => diagnostics.at(-1)?.diagnostics.length === 0);
    await configure(true);
    await until(() => elapse().length >= 0 && (diagnostics.at(-1)?.diagnostics.length ?? 0) > 0);
  });

  test.each([
    ['an ordinary file', 'file:///w/src/data.json', risky],
    ['a file that is not on disk', 'untitled:settings.json', risky],
    ['a harmless file', uri, harmless],
  ])('%s has none', async (_name, address, text) => {
    const { open, elapse, diagnostics, until } = await start();
    await open(address, text);
    await until(() => elapse().length > 0);
    await until(() => diagnostics.length > 0);
    expect(diagnostics[0]?.diagnostics).toEqual([]);
  });

  test('a huge file says that it is not checked', async () => {
    const { open, elapse, diagnostics, until } = await start();
    await open(uri, `{"a":"${'x'.repeat(maxLength)}"}`);
    await until(() => elapse().length > 0);
    await until(() => diagnostics.length > 0);
    expect(diagnostics[0]?.diagnostics).toMatchObject([{ code: 'too-large' }]);
  });

  test('a rule that throws degrades visibly and keeps the server alive', async () => {
    const assessment = {
      findings: (): never => {
        throw new Error('rule broke');
      },
      details: () => undefined,
    };
    const { open, client, elapse, states, until } = await start({ assessment });
    await open(uri, risky);
    await until(() => elapse().length > 0);
    await until(() => states.length > 0);
    expect(states[0]).toMatchObject({
      status: 'degraded',
      detail: 'Could not check an open file: rule broke',
    });
    const at = { textDocument: { uri }, position: { line: 2, character: 5 } };
    expect(await client.sendRequest('textDocument/hover', at)).toBeNull();
  });
});

describe('hovers', () => {
  const hoverAt = async (line: number): Promise<Hover | null> => {
    const { open, client } = await start();
    await open(uri, risky);
    return client.sendRequest('textDocument/hover', {
      textDocument: { uri },
      position: { line, character: 5 },
    });
  };

  test('on a risky key say what it does, who is affected and what to do instead', async () => {
    const hover = await hoverAt(2);
    const text = JSON.stringify(hover?.contents);
    for (const part of [
      'Ringfence',
      'settings/chat-permissions-default',
      'It removes approval or oversight.',
      '**Affects:**',
      '**Instead:**',
    ])
      expect(text).toContain(part);
  });

  test('on another key there is none', async () => expect(await hoverAt(1)).toBeNull());
});

describe('quick fixes', () => {
  const fixesAt = async (line: number, held: boolean): Promise<readonly CodeAction[]> => {
    const { open, client, guard } = await start();
    guard.held = held
      ? [item({ path: '/w/.vscode/settings.json' }), item({ id: 'x', path: '/w/other' })]
      : [];
    await open(uri, risky);
    const range = { start: { line, character: 5 }, end: { line, character: 5 } };
    return client.sendRequest('textDocument/codeAction', {
      textDocument: { uri },
      range,
      context: { diagnostics: [] },
    });
  };

  test('remove the risky key and the comma before it', async () => {
    const [fix] = (await fixesAt(2, false)).filter(each => each.title.startsWith('Remove'));
    const document = TextDocument.create(uri, 'jsonc', 1, risky);
    expect(TextDocument.applyEdits(document, fix?.edit?.changes?.[uri] ?? [])).toBe(harmless);
  });

  test('lead to the change that was held back in this file', async () => {
    const commands = (await fixesAt(2, true)).flatMap(each => each.command ?? []);
    expect(commands).toEqual([{ title: 'Review', command: 'ringfence.reviewItem', arguments: ['i1'] }]);
  });

  test('are not offered on a harmless key', async () => expect(await fixesAt(1, true)).toEqual([]));
});

describe('removal of a key', () => {
  test.each<readonly [string, readonly (string | number)[], string | undefined]>([
    ['{"a":1,"b":2}', ['a'], '{"b":2}'],
    ['{"a":1,"b":2}', ['b'], '{"a":1}'],
    ['{"a":[1,{"x":1}]}', ['a', 1, 'x'], '{"a":[1,{}]}'],
    ['{"a":1}', ['z'], undefined],
    ['[', ['a', 'b'], undefined],
    ['{"a":1}', ['a', 'b', 0], undefined],
  ])('%s without %j', (text, keyPath, left) => {
    const document = TextDocument.create(uri, 'jsonc', 1, text);
    const edit = removeKey(document, keyPath);
    expect(edit && TextDocument.applyEdits(document, [edit])).toBe(left);
  });
});
