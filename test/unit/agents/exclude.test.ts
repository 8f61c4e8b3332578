/** Exclusion files: exactly what is announced is written, the user's lines stay, an undo restores every byte. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { exclude, planExclusion, planUndo, undo } from '../../../server/agents/exclude/exclude.ts';
import { excluding, readonlyPlaces, secretPatterns } from '../../../server/agents/exclude/lists.ts';
import { classifyPath } from '../../../server/detect/files/classify.ts';
import { expandBraces } from '../../../server/detect/files/glob.ts';
import { jsonAt } from '../../gate/json.ts';
import { makePlace, removePlaces } from './place.ts';

afterAll(removePlaces);

const byLines = excluding.filter(({ written }) => written.kind === 'lines');
const claude = excluding.filter(({ written }) => written.kind === 'claude');
const fileOf = ({ written }: (typeof excluding)[number]): string =>
  written.kind === 'lines' ? path.join('work', written.file) : '.claude/settings.json';

const ignoreTexts: readonly (readonly [string, string])[] = [
  ['nothing', ''],
  ['lines of its own', 'dist/\n# mine\n!keep.txt\n'],
  ['no line end at the end', 'dist/'],
  ['CRLF', 'dist/\r\n*.log\r\n'],
  ['a byte order mark', '\ufeffdist/\n'],
];
const settingsTexts: readonly (readonly [string, string])[] = [
  ['nothing special', '{\n  "model": "x"\n}\n'],
  ['an empty object', '{}'],
  [
    'tabs and its own list',
    '{\n\t"permissions": {\n\t\t"allow": ["Bash(ls)"],\n\t\t"deny": ["Read(**/.env)", "WebFetch"]\n\t}\n}',
  ],
  ['an empty list', '{"permissions":{"deny":[]}}\n'],
  ['CRLF', '{\r\n    "permissions": {}\r\n}\r\n'],
  ['comments', '{\n  // mine\n  "a": 1, /* b */\n}\n'],
];
const cases = [
  ...byLines.flatMap(agent => ignoreTexts.map(([name, text]) => ({ agent, name, text }))),
  ...claude.flatMap(agent => settingsTexts.map(([name, text]) => ({ agent, name, text }))),
];

describe.each(cases)('$agent.title with $name', ({ agent, text }) => {
  test('is told, keeps its own lines, and gets every byte back', async () => {
    const place = makePlace();
    const file = fileOf(agent);
    place.write(file, text);
    expect(await planExclusion(agent, place)).toMatchObject({ ok: true, value: [{}] });
    expect(place.read(file)).toBe(text);
    const written = await exclude(agent, place);
    expect(written).toMatchObject({ ok: true });
    const after = place.read(file);
    expect(after).toContain('id_ed25519');
    if (agent.written.kind === 'lines') expect(after.startsWith(text)).toBe(true);
    expect(await exclude(agent, place)).toEqual({ ok: true, value: [] });
    expect(await undo(agent, place)).toMatchObject({ ok: true });
    expect(place.read(file)).toBe(text);
    expect(await planUndo(agent, place)).toEqual({ ok: true, value: [] });
  });
});

describe.each(excluding)('$title', agent => {
  test('gets a file where there is none, which an undo removes', async () => {
    const place = makePlace();
    await exclude(agent, place);
    expect(place.read(fileOf(agent))).toContain('.netrc');
    await undo(agent, place);
    expect(existsSync(path.join(place.home, fileOf(agent)))).toBe(false);
  });

  test('changed by others since: an undo takes only our part out', async () => {
    const place = makePlace();
    const file = fileOf(agent);
    const isLines = agent.written.kind === 'lines';
    place.write(file, isLines ? 'dist/\n' : '{\n  "permissions": {\n    "deny": ["Read(**/.env)"]\n  }\n}\n');
    await exclude(agent, place);
    place.write(file, isLines ? `${place.read(file)}more/\n` : place.read(file).replace('{', '{\n  "b": 2,'));
    await undo(agent, place);
    const left = place.read(file);
    expect(left).not.toContain('id_rsa');
    if (isLines) expect(left).toBe('dist/\nmore/\n');
    else expect(jsonAt(left, 'permissions')).toEqual({ deny: ['Read(**/.env)'] });
  });
});

test('what the user has decided about a file stays decided', async () => {
  const [agent] = byLines;
  if (agent === undefined) throw new Error('no agent');
  const place = makePlace();
  place.write(fileOf(agent), '!.env\nid_rsa\n/.ssh\n');
  await exclude(agent, place);
  const block = place.read(fileOf(agent)).split('>>> Ringfence')[1] ?? '';
  for (const theirs of ['\n.env\n', '\nid_rsa\n', '\n.ssh/\n']) expect(block).not.toContain(theirs);
  expect(block).toContain('\n.env.local\n');
});

test.each([
  ['[]', 'object'],
  ['{"permissions": []}', 'permissions'],
  ['{"permissions": {"deny": "x"}}', 'list'],
  ['{"a": ', 'object'],
])('settings like %s are left alone', async (text, word) => {
  const [agent] = claude;
  if (agent === undefined) throw new Error('no agent');
  const place = makePlace();
  place.write('.claude/settings.json', text);
  const result = await exclude(agent, place);
  expect(result.ok ? '' : result.problems[0]?.message).toContain(word);
  expect(place.read('.claude/settings.json')).toBe(text);
});

describe('the lists', () => {
  const sample = (pattern: string): string => `/w/a/${pattern.replace(/\/$/u, '/x').replaceAll('*', 'q')}`;

  test.each(secretPatterns)('%s is a file of secrets by the catalogue', pattern => {
    expect(
      classifyPath({ path: sample(pattern), relative: sample(pattern).slice(3) }, 'read')[0],
    ).toMatchObject({
      op: 'read',
      action: 'deny',
    });
  });

  test.each(readonlyPlaces.flatMap(place => expandBraces(place)))('%s is held by the catalogue', place => {
    const relative = place.replace('**/', '').replace('/**', '/x.json').replaceAll('*', 'q');
    expect(['hold', 'deny']).toContain(
      classifyPath({ path: `/w/${relative}`, relative }, 'write')[0]?.action,
    );
  });
});
