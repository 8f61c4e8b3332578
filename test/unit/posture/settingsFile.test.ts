import { expect, it } from 'vitest';
import { lineOfSetting, settingsIn } from '../../../server/posture/settingsFile.ts';

it('takes settings that are nested too deep for a parser as unreadable', () => {
  const deep = `{\n"a": ${'['.repeat(50_000)}${']'.repeat(50_000)} }`;
  expect(settingsIn('settings.json', deep)).toBeUndefined();
  expect(lineOfSetting('settings.json', deep, 'a')).toBe(1);
  expect(settingsIn('settings.json', '{ "a": [[1]] }')).toEqual({ a: [[1]] });
  expect(lineOfSetting('settings.json', '{\n"a": 1 }', 'a')).toBe(2);
});
