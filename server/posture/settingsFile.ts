/** Values of settings as a settings file or a workspace file holds them. Pure. */
import { parse, parseTree, type ParseError } from 'jsonc-parser';
import { offsetTooDeep } from '../quarantine/jsonTree.ts';

/** Returns the settings of a `settings.json`, or of a `.code-workspace`; undefined when the text is no JSON object, or nested too deep. */
export function settingsIn(file: string, text: string): Readonly<Record<string, unknown>> | undefined {
  const json = text.replace(/^\uFEFF/u, '');
  if (json.trim() === '') return {};
  if (offsetTooDeep(json) !== undefined) return undefined;
  const errors: ParseError[] = [];
  const whole = objectOf(parse(json, errors, { allowTrailingComma: true }));
  if (errors.length > 0 || whole === undefined) return undefined;
  return file.endsWith('.code-workspace') ? (objectOf(whole['settings']) ?? {}) : whole;
}

/** Returns the line, from 1, on which a setting stands; 1 where it cannot be found. */
export function lineOfSetting(file: string, text: string, key: string): number {
  const json = text.replace(/^\uFEFF/u, '');
  const root = offsetTooDeep(json) === undefined ? parseTree(json) : undefined;
  const holder = file.endsWith('.code-workspace')
    ? root?.children?.find(({ children }) => children?.[0]?.value === 'settings')?.children?.[1]
    : root;
  // The last of equal keys counts.
  const found = holder?.children?.findLast(({ children }) => children?.[0]?.value === key);
  return found === undefined ? 1 : json.slice(0, found.offset).split('\n').length;
}

const objectOf = (value: unknown): Readonly<Record<string, unknown>> | undefined =>
  // The parser makes objects without a prototype; a copy compares like any other.
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? structuredClone({ ...value })
    : undefined;
