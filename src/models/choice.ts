/** What a decision in the tree is about: whole items, or some keys of items. Must not import vscode. */
import type { SettleRequest } from '../../common/protocol.ts';
import type { QuarantineItem } from '../../common/quarantine.ts';
import type { QuarantineNode } from './quarantine.ts';

/** Is one decision and the item that it is about. */
export interface Choice {
  readonly item: QuarantineItem;
  readonly request: SettleRequest;
}

/** Turns chosen nodes into decisions, one an item; a chosen item or file outweighs its chosen keys. */
export function choicesOf(
  nodes: readonly QuarantineNode[],
  action: SettleRequest['action'],
): readonly Choice[] {
  const whole = new Map<string, QuarantineItem>();
  const keys = new Map<
    string,
    { readonly item: QuarantineItem; readonly keys: (readonly (string | number)[])[] }
  >();
  for (const node of nodes) {
    for (const item of itemsOf(node)) whole.set(item.id, item);
    if (node.kind !== 'key' || !node.key.restored) continue;
    const known = keys.get(node.item.id) ?? { item: node.item, keys: [] };
    known.keys.push(node.key.keyPath);
    keys.set(node.item.id, known);
  }
  const partial = [...keys.values()].filter(({ item }) => !whole.has(item.id));
  return [
    ...[...whole.values()].map(item => ({ item, request: { id: item.id, action } })),
    // Only an approval can be partial: to keep or discard is about the attempt as a whole.
    ...partial.map(({ item, keys: chosen }) => ({
      item,
      request: action === 'approve' ? { id: item.id, action, keys: chosen } : { id: item.id, action },
    })),
  ];
}

function itemsOf(node: QuarantineNode): readonly QuarantineItem[] {
  switch (node.kind) {
    case 'file':
      return node.items;
    case 'item':
    case 'finding':
      return [node.item];
    case 'key':
    case 'history':
      return [];
  }
}
