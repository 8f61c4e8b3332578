import { describe, expect, test } from 'vitest';
import { explainEntry, explainItem } from '../../../src/models/explanation.ts';
import { explanationAddress, parseAddress, sideAddress } from '../../../src/models/itemAddress.ts';
import { entry, item, key, verdict } from './samples.ts';

describe('addresses', () => {
  test.each(['attempted', 'restored'] as const)('the %s side is found again', side => {
    const { query } = sideAddress(item({ id: 'a/b?c#d' }), side);
    expect(parseAddress(query)).toEqual({ kind: 'side', id: 'a/b?c#d', side });
  });

  test.each([{ kind: 'item', id: 'i' } as const, { kind: 'entry', seq: 3 } as const])(
    '%j is found again',
    address => {
      expect(parseAddress(explanationAddress(address).query)).toEqual(address);
    },
  );

  test.each([
    '',
    'x',
    'null',
    '[]',
    '{"kind":"side","id":"a"}',
    '{"kind":"side","id":1,"side":"attempted"}',
    '{"kind":"entry","seq":"1"}',
    '{"kind":"other","id":"a"}',
  ])('the query %j is none of ours', query => expect(parseAddress(query)).toBeUndefined());

  test.each([
    ['/w/.vscode/settings.json', '/settings.json.ringfence-held'],
    ['/w/App.CODE-WORKSPACE', '/App.CODE-WORKSPACE.ringfence-held'],
    ['C:\\w\\.codex\\config.toml', '/config.toml.txt'],
    ['/w/.claude/CLAUDE.md', '/CLAUDE.md.txt'],
  ])('%s is shown under a name that no language service acts on: %s', (path, shown) => {
    expect(sideAddress(item({ path }), 'attempted').path).toBe(shown);
  });
});

describe('explanations', () => {
  test('tell who, what, why, by which policy, and what can be done', () => {
    const page = explainItem(item());
    for (const part of [
      'by **Codex**',
      '`chat.permissions.default`',
      'The change removes approval',
      '`hold-auto`',
      '**Approve**',
    ])
      expect(page).toContain(part);
  });

  test('hold no link and no image of an attacker', () => {
    const hostile = '![x](https://e.vil/a) <img src=x> `';
    const page = explainItem(
      item({ path: `/work/app/${hostile}`, reason: hostile, keys: [key(hostile)], agent: hostile }),
    );
    expect(page.replaceAll(/(`+)[\s\S]*?\1(?!`)/g, '')).not.toMatch(/(?<!\\)[[\]<!]/);
  });

  test('of a ledger entry say that there is no content', () => {
    const page = explainEntry(entry(1, verdict()));
    expect(page).toContain('Denied');
    expect(page).toContain('no file contents');
  });
});
