/** What an agent wants to write, as data: a line a file, its keys, and addresses for the diff. Must not import vscode. */
import type { ApprovalRequest, Proposal, ProposedFile } from '../../common/session.ts';
import { heldJsonSuffix, type AddressParts } from './itemAddress.ts';
import type { Line } from './node.ts';
import { baseName, count, escapeMarkdown, keyChange, keyName, nearName, plain } from './wording.ts';

/** Is the URI scheme of what a request would write. */
export const requestScheme = 'ringfence-request';

/** Names one side of a file that a request would write. */
export interface ChangeAddress {
  readonly id: string;
  readonly index: number;
  readonly side: 'before' | 'after';
}

/** Writes the address of one side; the path of JSON does not end in `.json`, so that nothing fetches its `$schema`. */
export const changeAddress = (address: ChangeAddress, file: ProposedFile): AddressParts => ({
  path: `/${baseName(file.path)}${/\.(?:jsonc?|code-workspace)$/iu.test(file.path) ? heldJsonSuffix : '.txt'}`,
  query: JSON.stringify(address),
});

/** Reads an address back; undefined when the query is not one of ours. */
export function parseChangeAddress(query: string): ChangeAddress | undefined {
  try {
    const value: unknown = JSON.parse(query);
    if (typeof value !== 'object' || value === null) return undefined;
    const { id, index, side } = Object.fromEntries(Object.entries(value)) as Partial<Record<string, unknown>>;
    if (typeof id !== 'string' || typeof index !== 'number') return undefined;
    return side === 'before' || side === 'after' ? { id, index, side } : undefined;
  } catch {
    return undefined;
  }
}

/** Returns the line of a file that a request would write. */
export function changeLine({ id }: ApprovalRequest, file: ProposedFile, index: number): Line {
  const { path, before, after, keys, skipped } = file;
  const what = before === '' ? 'new file' : after === '' ? 'emptied or deleted' : changed(file);
  const cut = skipped === 0 ? '' : `, ${count(skipped, 'character')} not shown`;
  return {
    id: `request:${id}:change:${index}`,
    label: plain(nearName(path), 100),
    description: `${what}${cut}`,
    tooltip: [
      `**${escapeMarkdown(path)}**: ${what}${cut}`,
      ...keys.slice(0, 20).map(key => `- ${escapeMarkdown(`${keyName(key.keyPath)}: ${keyChange(key)}`)}`),
      'Opens as a diff, with secrets masked.',
    ].join('\n\n'),
    icon: { id: 'diff', color: 'ringfence.held' },
    context: 'change',
    accessible: `Would write ${plain(path, 100)}, ${what}${cut}`,
  };
}

const changed = ({ keys }: ProposedFile): string =>
  keys.length === 0 ? 'changed' : count(keys.length, 'key');

/** Returns a line for each key that a configuration would get, lose or change. */
export const keyLines = ({ id }: ApprovalRequest, { keys }: ProposedFile, index: number): readonly Line[] =>
  keys.map((key, at) => ({
    id: `request:${id}:change:${index}:${at}`,
    label: plain(keyName(key.keyPath), 80),
    description: plain(keyChange(key, 60), 160),
    tooltip: escapeMarkdown(`${keyName(key.keyPath)}: ${keyChange(key, 200)}`),
    icon: { id: 'symbol-property' },
    accessible: `${plain(keyName(key.keyPath), 80)}, ${plain(keyChange(key, 60), 160)}`,
  }));

/** Returns the text of one side, as the diff shows it. */
export function changeText(proposal: Proposal | null, { index, side }: ChangeAddress): string {
  const file = proposal?.files[index];
  if (file === undefined)
    return 'This was decided, or it expired; what would have been written is no longer kept.';
  const note = file.skipped === 0 ? '' : `… ${count(file.skipped, 'character')} are not shown …\n`;
  return `${note}${file[side]}`;
}

/** Heads the diff of a file. */
export const changeTitle = (file: ProposedFile): string => `${plain(nearName(file.path), 60)}: now ↔ wanted`;
