/** Claude Code's `permissions.deny`: our entries are appended, and taken out again; every other byte stays. Pure. */
import {
  applyEdits,
  findNodeAtLocation,
  modify,
  parseTree,
  type JSONPath,
  type ParseError,
} from 'jsonc-parser';
import { failure, success, type Result } from '../../../common/result.ts';

const place: JSONPath = ['permissions', 'deny'];
const byteOrderMark = '\ufeff';

/** Returns the entry that denies reading what a pattern of `.gitignore` matches, at any depth. */
export const denyEntry = (pattern: string): string =>
  `Read(**/${pattern.endsWith('/') ? `${pattern}**` : pattern})`;

/** Appends entries that are not there; a text of undefined stands for a missing file. */
export function addEntries(
  source: string,
  text: string | undefined,
  entries: readonly string[],
): Result<string> {
  const json = (text ?? '{}\n').replace(byteOrderMark, '');
  const present = entriesIn(source, json);
  if (!present.ok) return present;
  const ours = entries.filter(entry => present.value?.includes(entry) !== true);
  if (present.value === undefined) return success(withMark(text, edited(json, place, ours)));
  const added = ours.reduce(
    (result, entry, at) => edited(result, [...place, (present.value?.length ?? 0) + at], entry, true),
    json,
  );
  return success(withMark(text, added));
}

/** Takes entries out; a list, and the object around it, that held nothing else go with them. */
export function removeEntries(source: string, text: string, entries: readonly string[]): Result<string> {
  const json = text.replace(byteOrderMark, '');
  const present = entriesIn(source, json);
  if (!present.ok) return present;
  const list = present.value ?? [];
  const ours = list.flatMap((entry, at) =>
    typeof entry === 'string' && entries.includes(entry) ? [at] : [],
  );
  if (ours.length === 0) return success(text);
  if (ours.length < list.length)
    return success(
      withMark(
        text,
        ours.toReversed().reduce((left, at) => edited(left, [...place, at], undefined), json),
      ),
    );
  const rest = edited(json, place, undefined);
  const around = findNodeAtLocation(parseTree(rest) ?? emptyTree, ['permissions']);
  return success(
    withMark(text, around?.children?.length === 0 ? edited(rest, ['permissions'], undefined) : rest),
  );
}

const emptyTree = { type: 'object', offset: 0, length: 0 } as const;

/** Returns what is denied; undefined without a list. A file of another shape is left alone. */
function entriesIn(source: string, json: string): Result<readonly unknown[] | undefined> {
  const errors: ParseError[] = [];
  const tree = parseTree(json, errors, { allowTrailingComma: true });
  const bad = (message: string) =>
    failure({ source, message, remedy: 'Mend the file and try again; nothing was changed.' });
  if (errors.length > 0 || tree?.type !== 'object') return bad('The file does not hold a JSON object.');
  const permissions = findNodeAtLocation(tree, ['permissions']);
  if (permissions !== undefined && permissions.type !== 'object')
    return bad('Its "permissions" is no object.');
  const list = findNodeAtLocation(tree, place);
  if (list === undefined) return success(undefined);
  if (list.type !== 'array') return bad('Its "permissions.deny" is no list.');
  return success((list.children ?? []).map(({ value }): unknown => value));
}

const withMark = (text: string | undefined, json: string): string =>
  text?.startsWith(byteOrderMark) === true ? byteOrderMark + json : json;

function edited(json: string, at: JSONPath, value: unknown, insert = false): string {
  const indent = /^(?<space>[ \t]+)\S/mu.exec(json)?.groups?.['space'] ?? '  ';
  return applyEdits(
    json,
    modify(json, at, value, {
      isArrayInsertion: insert,
      formattingOptions: {
        insertSpaces: !indent.startsWith('\t'),
        tabSize: indent.startsWith('\t') ? 1 : indent.length,
        eol: json.includes('\r\n') ? '\r\n' : '\n',
      },
    }),
  );
}
