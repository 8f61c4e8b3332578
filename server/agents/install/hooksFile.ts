/**
 * Adds our hook groups to a JSON file with hooks, and takes them out again. Only our own groups are touched: every
 * other byte stays, comments and formatting included. Pure.
 */
import {
  applyEdits,
  findNodeAtLocation,
  getNodeValue,
  modify,
  parseTree,
  printParseErrorCode,
  type Node,
  type ParseError,
} from 'jsonc-parser';
import { failure, success, type Problem, type Result } from '../../../common/result.ts';
import { offsetTooDeep } from '../../quarantine/jsonTree.ts';
import { allTexts } from '../readers.ts';
import type { HookEntry, MergedFile } from './spec.ts';

/** Is a place of one of our groups in a file. */
export interface FoundEntry {
  readonly event: string;
  /** Position among the event's groups. */
  readonly index: number;
  readonly command: string;
  /** The whole group as it stands, to be compared with what was installed. */
  readonly group: unknown;
  readonly line: number;
}

/** Every launcher is named so, wherever it lies; this is how our groups and files are known again. */
export const mark = 'ringfence-hook';

const byteOrderMark = '\ufeff';

/** Appends our groups, replacing earlier ones of ours; a text of undefined stands for a missing file. */
export function addEntries(
  text: string | undefined,
  entries: readonly HookEntry[],
  { file: source, blank, shape }: Pick<MergedFile, 'file' | 'blank' | 'shape'>,
): Result<string> {
  const removed = removeEntries(source, text ?? blank ?? '{}\n');
  if (!removed.ok) return removed;
  let result = removed.value;
  for (const entry of entries) {
    const { event } = entry;
    const group = shape(entry);
    const at = groupsOf(treeOf(result), event).length;
    result = edited(result, ['hooks', event, at], group, at > 0 || hasList(result, event));
  }
  return success(result);
}

/** Takes our groups out; lists and the hooks object that held nothing else go with them. */
export function removeEntries(source: string, text: string): Result<string> {
  const problems = problemsOf(source, text);
  if (problems.length > 0) return failure(...problems);
  let result = text;
  for (const { event, index } of findEntries(text).toReversed()) {
    const last = groupsOf(treeOf(result), event).length === 1;
    result = edited(result, last ? ['hooks', event] : ['hooks', event, index], undefined, false);
    if (isEmptyObject(result, 'hooks')) result = edited(result, ['hooks'], undefined, false);
  }
  return success(result);
}

/** Finds our groups. */
export function findEntries(text: string): readonly FoundEntry[] {
  const tree = treeOf(text);
  const hooks = tree === undefined ? undefined : findNodeAtLocation(tree, ['hooks']);
  const events = (hooks?.children ?? []).flatMap(property => {
    const key: unknown = property.children?.[0]?.value;
    return typeof key === 'string' ? [key] : [];
  });
  return events.flatMap(event =>
    groupsOf(tree, event).flatMap((group, index) => {
      // The parser makes objects without a prototype; a copy compares like any other.
      const value: unknown = JSON.parse(JSON.stringify(getNodeValue(group)));
      const command = ourCommand(value);
      return command === undefined
        ? []
        : [{ event, index, command, group: value, line: lineAt(text, group.offset) }];
    }),
  );
}

/** Returns the line, from 1, of a place in a text. */
export const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;

const ourCommand = (group: unknown): string | undefined => allTexts(group).find(text => text.includes(mark));

function groupsOf(tree: Node | undefined, event: string): readonly Node[] {
  const list = tree === undefined ? undefined : findNodeAtLocation(tree, ['hooks', event]);
  return list?.type === 'array' ? (list.children ?? []) : [];
}

const hasList = (text: string, event: string): boolean => {
  const tree = treeOf(text);
  return tree !== undefined && findNodeAtLocation(tree, ['hooks', event])?.type === 'array';
};

function isEmptyObject(text: string, key: string): boolean {
  const tree = treeOf(text);
  const node = tree === undefined ? undefined : findNodeAtLocation(tree, [key]);
  return node?.type === 'object' && (node.children ?? []).length === 0;
}

function edited(text: string, at: readonly (string | number)[], value: unknown, insert: boolean): string {
  const json = body(text);
  const formattingOptions = { ...indentation(json), eol: json.includes('\r\n') ? '\r\n' : '\n' };
  // A single group in a list that is not there yet is written as the whole list.
  const whole = value !== undefined && !insert;
  const edits = modify(json, whole ? at.slice(0, -1) : [...at], whole ? [value] : value, {
    formattingOptions,
    isArrayInsertion: insert,
  });
  return (text.startsWith(byteOrderMark) ? byteOrderMark : '') + applyEdits(json, edits);
}

function indentation(json: string): { readonly insertSpaces: boolean; readonly tabSize: number } {
  const first = /^([ \t]+)\S/mu.exec(json)?.[1];
  return {
    insertSpaces: first?.startsWith('\t') !== true,
    tabSize: first?.startsWith(' ') ? first.length : 2,
  };
}

/** Returns nothing for a text that is nested deeper than the parser can go. */
const treeOf = (text: string): Node | undefined =>
  offsetTooDeep(body(text)) === undefined ? parseTree(body(text)) : undefined;

const body = (text: string): string => (text.startsWith(byteOrderMark) ? text.slice(1) : text);

/** A file that cannot be understood, or has hooks of another shape, is left alone. */
function problemsOf(source: string, text: string): readonly Problem[] {
  const errors: ParseError[] = [];
  const remedy = 'Mend the file and try again; nothing was changed.';
  const tooDeep = offsetTooDeep(body(text));
  if (tooDeep !== undefined)
    return [{ source, line: lineAt(text, tooDeep), message: 'The file is nested too deep.', remedy }];
  const tree = parseTree(body(text), errors, { allowTrailingComma: true, allowEmptyContent: false });
  const [error] = errors;
  if (error !== undefined) {
    const line = lineAt(text, error.offset);
    return [
      { source, line, message: `The file is not valid JSON (${printParseErrorCode(error.error)}).`, remedy },
    ];
  }
  if (tree?.type !== 'object') return [{ source, message: 'The file does not hold a JSON object.', remedy }];
  const hooks = findNodeAtLocation(tree, ['hooks']);
  if (hooks !== undefined && hooks.type !== 'object') {
    return [{ source, line: lineAt(text, hooks.offset), message: 'Its "hooks" is not an object.', remedy }];
  }
  return (hooks?.children ?? []).flatMap(property => {
    const [key, value] = property.children ?? [];
    // Some agents keep a switch or two among the lists.
    if (key === undefined || value === undefined || ['array', 'boolean'].includes(value.type)) return [];
    const line = lineAt(text, value.offset);
    return [{ source, line, message: `Its "hooks.${String(key.value)}" is not a list.`, remedy }];
  });
}
