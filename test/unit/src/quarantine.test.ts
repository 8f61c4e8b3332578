import { describe, expect, test } from 'vitest';
import type { QuarantineItem } from '../../../common/quarantine.ts';
import { choicesOf } from '../../../src/models/choice.ts';
import { quarantineChildren, quarantineRoots, type QuarantineNode } from '../../../src/models/quarantine.ts';
import { finding, item, key, then } from './samples.ts';

/** Writes a tree as lines of `kind label | description`, two spaces a level. */
function outline(items: readonly QuarantineItem[]): readonly string[] {
  const lines = (nodes: readonly QuarantineNode[], depth: number): readonly string[] =>
    nodes.flatMap(node => [
      `${'  '.repeat(depth)}${node.kind} ${node.line.label} | ${node.line.description}`,
      ...lines(quarantineChildren(node, then), depth + 1),
    ]);
  return lines(quarantineRoots(items, then), 0);
}

describe('the tree', () => {
  test('is empty without items, so that the welcome text shows', () => expect(outline([])).toEqual([]));

  test('shows a single held item with its keys, held ones first', () => {
    const keys = [
      key('editor.fontSize', { restored: false, before: '12', after: '14' }),
      key('chat.permissions.default'),
    ];
    expect(outline([item({ keys })])).toEqual([
      'item settings.json | .vscode · 1 key · Codex · now',
      '  key chat.permissions.default | "default" → "autopilot"',
      '  key editor.fontSize | 12 → 14',
    ]);
  });

  test('groups held items of one file and puts what was decided under History', () => {
    const items = [
      item({ id: 'a' }),
      item({ id: 'b', keys: [], origin: 'external', agent: '', restoredAbsent: true }),
      item({ id: 'c', path: '/work/app/.mcp.json', state: 'approved', keys: [], findings: [] }),
    ];
    expect(outline(items)).toEqual([
      'file settings.json | .vscode · 2 changes',
      '  item chat.permissions.default | Codex · now',
      '    key chat.permissions.default | "default" → "autopilot"',
      '  item File created | another program · now',
      '    finding Agents act without asking. | critical',
      'history History | 1',
      '  item .mcp.json | approved · changed · Codex · now',
    ]);
  });

  test('keeps ids apart, so that two nodes never share a place', () => {
    const nodes = quarantineRoots([item({ id: 'a' }), item({ id: 'b', path: '/x' })], then);
    const ids = nodes.flatMap(node => [node, ...quarantineChildren(node, then)]).map(node => node.line.id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test.each([
    ['critical', 'held', 'ringfence.denied', 'item.held'],
    ['low', 'held', 'ringfence.held', 'item.held'],
    ['critical', 'approved', 'ringfence.settled', 'item.approved'],
    ['critical', 'discarded', 'ringfence.muted', 'item.discarded'],
  ] as const)('a %s change that is %s is drawn %s with the menu %s', (severity, state, color, context) => {
    const [node] = quarantineRoots([item({ state, findings: [finding({ severity })] })], then);
    const target = node?.kind === 'history' ? quarantineChildren(node, then)[0] : node;
    expect(target?.line).toMatchObject({ context, icon: { color } });
  });

  test('only keys that are held offer approval', () => {
    const keys = [key('held'), key('stayed', { restored: false })];
    const [node] = quarantineRoots([item({ keys })], then);
    if (node === undefined) throw new Error('no node');
    expect(quarantineChildren(node, then).map(child => child.line.context)).toEqual(['key.held', 'key']);
  });

  test('a hostile name, key and reason become neither link nor image in a tooltip', () => {
    const hostile = '[x](command:e)![y](http://e/)';
    const [node] = quarantineRoots(
      [item({ path: `/work/app/${hostile}`, reason: hostile, keys: [key(hostile)] })],
      then,
    );
    const outsideCode = node?.line.tooltip.replaceAll(/`+[^`]*`+/g, '') ?? '';
    expect(outsideCode).not.toMatch(/(?<!\\)[[\]!]/);
    expect(node?.line.label).not.toMatch(/[[\]]/);
  });
});

describe('choices', () => {
  const two = item({ id: 'two', keys: [key('a'), key('b'), key('c', { restored: false })] });
  const other = item({ id: 'other', path: '/work/app/.mcp.json' });
  const keyNode = (name: string): QuarantineNode => {
    const [root] = quarantineRoots([two], then);
    const found =
      root &&
      quarantineChildren(root, then).find(node => node.kind === 'key' && node.key.keyPath[0] === name);
    if (found === undefined) throw new Error(`no key ${name}`);
    return found;
  };
  const itemOf = (each: QuarantineItem): QuarantineNode => {
    const [root] = quarantineRoots([each], then);
    if (root === undefined) throw new Error('no item');
    return root;
  };
  const [group] = quarantineRoots([item({ id: 'x' }), item({ id: 'y' })], then);

  test.each<readonly [string, readonly QuarantineNode[], 'approve' | 'keep' | 'discard', readonly unknown[]]>(
    [
      ['an item', [itemOf(two)], 'approve', [{ id: 'two', action: 'approve' }]],
      [
        'two keys of it',
        [keyNode('a'), keyNode('b')],
        'approve',
        [{ id: 'two', action: 'approve', keys: [['a'], ['b']] }],
      ],
      ['a key that was never held', [keyNode('c')], 'approve', []],
      [
        'an item and one of its keys',
        [itemOf(two), keyNode('a')],
        'approve',
        [{ id: 'two', action: 'approve' }],
      ],
      [
        'a key and another item',
        [keyNode('a'), itemOf(other)],
        'approve',
        [
          { id: 'other', action: 'approve' },
          { id: 'two', action: 'approve', keys: [['a']] },
        ],
      ],
      ['a key, to discard', [keyNode('a')], 'discard', [{ id: 'two', action: 'discard' }]],
      [
        'a file group',
        group === undefined ? [] : [group],
        'keep',
        [
          { id: 'x', action: 'keep' },
          { id: 'y', action: 'keep' },
        ],
      ],
    ],
  )('%s', (_name, nodes, action, requests) => {
    expect(choicesOf(nodes, action).map(choice => choice.request)).toEqual(requests);
  });

  test('History as a whole is nothing to decide about', () => {
    const [history] = quarantineRoots([item({ state: 'kept' })], then);
    expect(history && choicesOf([history], 'discard')).toEqual([]);
  });
});
