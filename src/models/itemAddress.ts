/**
 * Addresses of virtual documents: sides of an item, and explanations. Must not import vscode.
 *
 * The path of a JSON side does not end in `.json`: VS Code's JSON service would fetch the `$schema` that an attacker
 * wrote into the attempted text, so those sides have a language of their own that only colours them.
 */
import type { ItemTextRequest } from '../../common/protocol.ts';
import type { QuarantineItem } from '../../common/quarantine.ts';
import { baseName } from './wording.ts';

/** Is the URI scheme of our virtual documents. */
export const itemScheme = 'ringfence-item';
/** Ends the path of a side whose text is JSON with comments; package.json gives it colours. */
export const heldJsonSuffix = '.ringfence-held';

/** Names what a virtual document shows. */
export type Address =
  | ({ readonly kind: 'side' } & ItemTextRequest)
  | { readonly kind: 'item'; readonly id: string }
  | { readonly kind: 'entry'; readonly seq: number };

/** Is the path and query of a virtual document. */
export interface AddressParts {
  readonly path: string;
  readonly query: string;
}

/** Writes the address of one side of an item. */
export const sideAddress = (item: QuarantineItem, side: ItemTextRequest['side']): AddressParts => ({
  path: `/${baseName(item.path)}${/\.(json|jsonc|code-workspace)$/i.test(item.path) ? heldJsonSuffix : '.txt'}`,
  query: JSON.stringify({ kind: 'side', id: item.id, side } satisfies Address),
});

/** Writes the address of an explanation. */
export const explanationAddress = (address: Exclude<Address, { kind: 'side' }>): AddressParts => ({
  path: '/Why.md',
  query: JSON.stringify(address),
});

/** Reads an address back; undefined when the query is not one of ours. */
export function parseAddress(query: string): Address | undefined {
  const fields = parseFields(query);
  const { kind, id, side, seq } = fields;
  if (kind === 'entry') return typeof seq === 'number' ? { kind, seq } : undefined;
  if (typeof id !== 'string') return undefined;
  if (kind === 'item') return { kind, id };
  return kind === 'side' && (side === 'attempted' || side === 'restored') ? { kind, id, side } : undefined;
}

interface Fields {
  readonly kind?: unknown;
  readonly id?: unknown;
  readonly side?: unknown;
  readonly seq?: unknown;
}

function parseFields(query: string): Fields {
  try {
    const value: unknown = JSON.parse(query);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
