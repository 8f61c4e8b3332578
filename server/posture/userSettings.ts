/** Plans what `profile apply` writes into a user's settings.json, and what its undo takes back. Comments stay. Pure. */
import { isDeepStrictEqual } from 'node:util';
import { applyEdits, modify } from 'jsonc-parser';
import { profiles, type Profile } from '../../common/settings.ts';
import { knownSettings } from './catalogue.ts';
import type { Expectation } from './compare.ts';
import { settingsIn } from './settingsFile.ts';

/** Is one setting that is written; absent values stand for a key that is not there. */
export interface SettingChange {
  readonly key: string;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** Is a changed text with what changed in it. */
export interface ChangedSettings {
  readonly text: string;
  readonly changes: readonly SettingChange[];
}

const levelKey = 'ringfence.profile';

/** Returns the text in which everything that a user can set is as expected; undefined when it is no JSON object. */
export function tightenedSettings(
  text: string,
  level: Profile,
  expectations: readonly Expectation[],
): ChangedSettings | undefined {
  const own = settingsIn('settings.json', text);
  if (own === undefined) return undefined;
  const wanted = expectations.flatMap(expectation => wantedChange(expectation, own));
  return written(text, [...wanted, ...levelChange(level, own)]);
}

/** Returns the text in which the settings of the profile are as they were; everything else stays. */
export function undoneSettings(text: string, original: string): ChangedSettings | undefined {
  const [now, then] = [settingsIn('settings.json', text), settingsIn('settings.json', original)];
  if (now === undefined || then === undefined) return undefined;
  const keys = [...knownSettings.map(({ key }) => key), levelKey];
  const changes = keys.flatMap(key => changeOf(key, now[key], then[key]));
  return written(text, changes);
}

function wantedChange(
  { setting, expected, userDecides }: Expectation,
  own: Readonly<Record<string, unknown>>,
): readonly SettingChange[] {
  if (userDecides || setting.lock?.only === true) return [];
  const { key, relation } = setting;
  const before = own[key];
  const after =
    before === undefined && meetsByDefault({ setting, expected })
      ? undefined
      : relation.tightened(before, expected);
  return changeOf(key, before, isEmptyObject(after) && before === undefined ? undefined : after);
}

/** A default that is a list of the product cannot be compared here: what is expected is added to it. */
const meetsByDefault = ({ setting, expected }: Pick<Expectation, 'setting' | 'expected'>): boolean =>
  setting.default !== undefined &&
  !(typeof setting.default === 'string' && setting.default.includes(' ')) &&
  setting.relation.lacks(setting.default, expected, setting.default).length === 0;

const isEmptyObject = (value: unknown): boolean => isDeepStrictEqual(value, {});

function levelChange(level: Profile, own: Readonly<Record<string, unknown>>): readonly SettingChange[] {
  const before = own[levelKey];
  const is = profiles.findIndex(name => name === before);
  return is >= profiles.indexOf(level) ? [] : changeOf(levelKey, before, level);
}

const changeOf = (key: string, before: unknown, after: unknown): readonly SettingChange[] =>
  isDeepStrictEqual(before, after)
    ? []
    : [{ key, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) }];

const byteOrderMark = '\uFEFF';

function written(text: string, changes: readonly SettingChange[]): ChangedSettings {
  const mark = text.startsWith(byteOrderMark) ? byteOrderMark : '';
  const json = text.slice(mark.length);
  const formattingOptions = { ...indentation(json), eol: json.includes('\r\n') ? '\r\n' : '\n' };
  const start = json.trim() === '' ? '{}\n' : json;
  const result = changes.reduce(
    (present, { key, after }) => applyEdits(present, modify(present, [key], after, { formattingOptions })),
    start,
  );
  return { text: changes.length === 0 ? text : mark + result, changes };
}

function indentation(json: string): { readonly insertSpaces: boolean; readonly tabSize: number } {
  const first = /^([ \t]+)\S/mu.exec(json)?.[1];
  return {
    insertSpaces: first?.startsWith('\t') !== true,
    tabSize: first?.startsWith(' ') === true ? first.length : 4,
  };
}
