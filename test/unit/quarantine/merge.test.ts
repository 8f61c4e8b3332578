import fc from 'fast-check';
import { parse } from 'jsonc-parser';
import { describe, expect, it } from 'vitest';
import { approveKeys, restoreKeys } from '../../../server/quarantine/merge.ts';

const evil = 'chat.tools.global.autoApprove';

interface Story {
  readonly name: string;
  readonly before: string | undefined;
  readonly after: string;
  readonly risky: readonly (readonly (string | number)[])[];
  readonly text: string | undefined;
  readonly kind?: 'keys' | 'whole';
}

const stories: readonly Story[] = [
  {
    name: 'removes an added key and keeps the harmless one beside it',
    before: '{\n  "editor.tabSize": 2\n}\n',
    after: `{\n  "editor.tabSize": 4,\n  "${evil}": true\n}\n`,
    risky: [[evil]],
    text: '{\n  "editor.tabSize": 4\n}\n',
  },
  {
    name: 'keeps comments, trailing comma and CRLF',
    before: '{\r\n\t// mine\r\n\t"a": 1,\r\n}\r\n',
    after: `{\r\n\t// mine\r\n\t"${evil}": true,\r\n\t"a": 2, // new\r\n}\r\n`,
    risky: [[evil]],
    text: '{\r\n\t// mine\r\n\t"a": 2, // new\r\n}\r\n',
  },
  {
    name: 'keeps a byte order mark',
    before: '\uFEFF{"a":1}',
    after: `\uFEFF{"a":2,"${evil}":true}`,
    risky: [[evil]],
    text: '\uFEFF{"a":2}',
  },
  {
    name: 'puts a changed value back as it was written, comments inside included',
    before: '{"x": { /* why */ "y": 1 }, "z": 1}',
    after: '{"x": { "y": 2, "w": 3 }, "z": 2}',
    risky: [['x', 'y']],
    text: '{"x": { "y": 1, "w": 3 }, "z": 2}',
  },
  {
    name: 'removes an object that came with nothing but risky keys',
    before: '{\n  "a": 1\n}\n',
    after: '{\n  "a": 2,\n  "x": { "y": { "https://*": true, "*": true } }\n}\n',
    risky: [
      ['x', 'y', 'https://*'],
      ['x', 'y', '*'],
    ],
    text: '{\n  "a": 2\n}\n',
  },
  {
    name: 'keeps an object that was empty before',
    before: '{"x": {}}',
    after: '{"x": { "*": true }}',
    risky: [['x', '*']],
    text: '{"x": { }}',
  },
  {
    name: 'puts a removed key back',
    before: '{\n  "deny": ["rm"],\n  "a": 1\n}',
    after: '{\n  "a": 2\n}',
    risky: [['deny']],
    text: '{\n  "a": 2,\n  "deny": ["rm"]\n}',
  },
  {
    name: 'puts a key of a removed object back',
    before: '{"permissions": {"deny": ["rm"]}}',
    after: '{"a": 2}',
    risky: [['permissions', 'deny']],
    text: '{"a": 2, "permissions": { "deny": ["rm"] }}',
  },
  {
    name: 'restores absence when nothing harmless is left of a new file',
    before: undefined,
    after: `{ "${evil}": true }`,
    risky: [[evil]],
    kind: 'whole',
    text: undefined,
  },
  {
    name: 'keeps the harmless part of a new file',
    before: undefined,
    after: `{ "${evil}": true, "a": 1 }`,
    risky: [[evil]],
    text: '{ "a": 1 }',
  },
  {
    name: 'survives the only key with a trailing comma',
    before: '{ // keep\n}',
    after: `{ // keep\n  "${evil}": true,\n}`,
    risky: [[evil]],
    text: '{ // keep\n}',
  },
  {
    name: 'takes back whole arrays when nobody can judge the result again',
    before: '{"tasks":[{"n":1}]}',
    after: '{"tasks":[{"n":1},{"n":2},{"bad":3}], "a": 1}',
    risky: [['tasks', 2, 'bad']],
    text: '{"tasks":[{"n":1}], "a": 1}',
  },
  {
    name: 'falls back to the whole file on a duplicate of the risky key',
    before: '{"a":1}',
    after: `{"${evil}":false,"a":2,"${evil}":true}`,
    risky: [[evil]],
    kind: 'whole',
    text: '{"a":1}',
  },
  {
    name: 'falls back to the whole file when the text is broken',
    before: '{"a":1}',
    after: `{"a":2,"${evil}":true`,
    risky: [[evil]],
    kind: 'whole',
    text: '{"a":1}',
  },
  {
    name: 'falls back to the whole file when the old text was broken',
    before: '{"a":',
    after: `{"a":2,"${evil}":true}`,
    risky: [[evil]],
    kind: 'whole',
    text: '{"a":',
  },
  {
    name: 'falls back to the whole file for a risk without a key',
    before: '{"a":1}',
    after: '{"a":2}',
    risky: [[]],
    kind: 'whole',
    text: '{"a":1}',
  },
  {
    name: 'reverts the whole root when its kind changed',
    before: '{"a":1}',
    after: '[1]',
    risky: [['a']],
    kind: 'whole',
    text: '{"a":1}',
  },
  {
    name: 'restores absence when only empty brackets are left of a new file',
    before: undefined,
    after: '{ "servers": { "evil": { "command": "sh" } }, "inputs": [] }',
    risky: [['servers', 'evil']],
    kind: 'whole',
    text: undefined,
  },
  {
    name: 'is not fooled by __proto__',
    before: '{"a":1}',
    after: '{"__proto__":{"x":1},"a":2}',
    risky: [['__proto__', 'x']],
    text: '{"a":2}',
  },
];

describe('restoreKeys', () => {
  it.each(stories)('$name', ({ before, after, risky, text, kind = 'keys' }) => {
    const restored = restoreKeys(before, after, risky);
    expect(restored.text).toBe(text);
    expect(restored.kind).toBe(kind);
  });

  it('takes back single array elements when the result can be judged again', () => {
    const after = '{"tasks":[{"n":1},{"bad":3},{"n":2}]}';
    const restored = restoreKeys('{"tasks":[{"n":1}]}', after, [['tasks', 1, 'bad']], text =>
      text.includes('bad'),
    );
    expect(restored.text).toBe('{"tasks":[{"n":1},{"n":2}]}');
  });

  it('takes out an element that was put in front of an old one', () => {
    const after = '{"tasks":[{"cmd":"bad"},{"cmd":"ok"}]}';
    const restored = restoreKeys('{"tasks":[{"cmd":"ok"}]}', after, [['tasks', 0, 'cmd']], text =>
      text.includes('bad'),
    );
    expect(restored.text).toBe('{"tasks":[{"cmd":"ok"}]}');
  });

  it('goes from element to array to whole file while the judge objects', () => {
    const seen: string[] = [];
    const objects = (text: string): boolean => seen.push(text) > 0;
    const restored = restoreKeys('{"t":[1],"a":0}', '{"t":[1,2],"a":1}', [['t', 1]], objects);
    expect(seen).toEqual(['{"t":[1],"a":1}', '{"t":[1],"a":1}']);
    expect(restored).toMatchObject({ kind: 'whole', text: '{"t":[1],"a":0}' });
  });

  it('does not spend seconds on thousands of risky keys', () => {
    const after = JSON.stringify(Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`k${i}`, 1])));
    const risky = Array.from({ length: 5000 }, (_, i) => [`k${i}`]);
    expect(restoreKeys('{}', after, risky)).toMatchObject({ kind: 'whole', text: '{}' });
  });

  it('lists what was restored and what stayed, and masks secrets', () => {
    const before = '{"a":1,"gone":true}';
    const after =
      '{"a":2,"evil":1,"github.token":"hunter2","x":"ghp_abcdefgh","env":{"API_KEY":"k"},"o":{"my_token":"v"}}';
    const { keys } = restoreKeys(before, after, [['evil'], ['gone']]);
    expect(keys.map(key => [key.keyPath.join('/'), key.kind, key.restored, key.before, key.after])).toEqual([
      ['a', 'changed', false, '1', '2'],
      ['gone', 'removed', true, 'true', undefined],
      ['evil', 'added', true, undefined, '1'],
      ['github.token', 'added', false, undefined, '"•••"'],
      ['x', 'added', false, undefined, '"•••"'],
      ['env/API_KEY', 'added', false, undefined, '"•••"'],
      ['o/my_token', 'added', false, undefined, '"•••"'],
    ]);
  });
});

const leaf = fc.oneof(
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.string(),
  fc.array(fc.integer(), { maxLength: 3 }),
);
const key = fc.constantFrom('a', 'b', 'c', 'chat.x', '[py]', '__proto__', 'q"uote');
const object = fc.dictionary(key, fc.oneof(leaf, fc.dictionary(key, leaf, { maxKeys: 3 })), {
  maxKeys: 5,
  noNullPrototype: false,
});
const layout = fc.record({
  eol: fc.constantFrom('\n', '\r\n'),
  bom: fc.boolean(),
  comments: fc.boolean(),
  trailing: fc.boolean(),
  spread: fc.boolean(),
});

/** Writes an object as JSONC in some layout. */
function render(
  value: Record<string, unknown>,
  style: { eol: string; bom: boolean; comments: boolean; trailing: boolean; spread: boolean },
): string {
  const entries = Object.entries(value).map(
    ([name, item]) => `${JSON.stringify(name)}: ${JSON.stringify(item)}`,
  );
  const gap = style.spread ? `${style.eol}  ` : ' ';
  const note = style.comments ? (style.spread ? ` // n${style.eol}  ` : ' /* , */ ') : '';
  const body = entries
    .map(entry => gap + note.trimStart() + entry)
    .join(`${style.comments && !style.spread ? ' /* c */' : ''},`);
  const tail = style.trailing && entries.length > 0 ? ',' : '';
  return `${style.bom ? '\uFEFF' : ''}{${body}${tail}${style.spread ? style.eol : ' '}}${style.eol}`;
}

const read = (text: string | undefined): Record<string, unknown> =>
  text === undefined
    ? {}
    : (JSON.parse(
        JSON.stringify(parse(text.replace(/^\uFEFF/, ''), [], { allowTrailingComma: true }) ?? {}),
      ) as Record<string, unknown>);

const own = (value: Record<string, unknown> | undefined, name: string): unknown =>
  value && Object.hasOwn(value, name) ? value[name] : undefined;
const hollow = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.values(value).every(hollow);

describe('properties of restore and approve', () => {
  const story = fc.tuple(
    fc.option(object, { nil: undefined }),
    object,
    layout,
    layout,
    fc.array(key, { minLength: 1, maxLength: 3 }),
  );

  it('risky keys revert, harmless keys survive, approve-all brings the attempt back, restoring twice changes nothing', () => {
    fc.assert(
      fc.property(story, ([old, now, style, otherStyle, names]) => {
        const before = old && render(old, otherStyle);
        const after = render(now, style);
        const risky = [...new Set(names)]
          .filter(name => JSON.stringify(own(old, name)) !== JSON.stringify(own(now, name)))
          .map(name => [name]);
        fc.pre(risky.length > 0);
        const restored = restoreKeys(before, after, risky);
        const values = read(restored.text);
        const [was, wanted] = [read(before), read(after)];
        for (const name of new Set([...Object.keys(was), ...Object.keys(wanted)])) {
          const source = restored.kind === 'whole' || risky.some(([first]) => first === name) ? was : wanted;
          expect(own(values, name)).toEqual(own(source, name));
        }
        if (restored.kind === 'whole') {
          const harmless = Object.keys(wanted).filter(name => !risky.some(([first]) => first === name));
          expect(before === undefined && harmless.every(name => hollow(own(wanted, name)))).toBe(true);
          return;
        }
        const approved = approveKeys(
          restored.text,
          after,
          restored.keys.filter(change => change.restored).map(change => change.keyPath),
        );
        expect(approved.ok && read(approved.value)).toEqual(wanted);
        const again = restoreKeys(before, restored.text ?? '', risky);
        expect(again.kind === 'whole' ? restored.text : again.text).toBe(restored.text);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('approveKeys', () => {
  it('puts one key onto whatever the file has become', () => {
    const result = approveKeys('{\n  // later\n  "b": 5\n}\n', '{"a":{"x":1},"b":2,"c":3}', [
      ['c'],
      ['a', 'x'],
    ]);
    expect(result).toEqual({
      ok: true,
      value: '{\n  // later\n  "b": 5,\n  "c": 3,\n  "a": { "x": 1 }\n}\n',
    });
  });

  it('approves a removal', () => {
    expect(approveKeys('{"deny":[1],"b":2}', '{"b":2}', [['deny']])).toEqual({ ok: true, value: '{"b":2}' });
  });

  it('approves the array that a path leads into', () => {
    const result = approveKeys('{"t":[1]}', '{"t":[1,{"x":2}]}', [['t', 1, 'x']]);
    expect(result).toEqual({ ok: true, value: '{"t":[1,{"x":2}]}' });
  });

  it('creates the file when there is none', () => {
    expect(approveKeys(undefined, '{"a":1}', [['a']])).toEqual({ ok: true, value: '{\n  "a": 1\n}' });
  });

  it.each([
    ['the file is broken now', '{"a":', '{"a":1}', ['a']],
    ['the attempt was broken', '{}', '{"a":1', ['a']],
    ['a key is named twice', '{"a":1,"a":2}', '{"a":3}', ['a']],
    ['the whole document is meant', '{}', '[1]', ['a']],
  ])('refuses when %s', (_, current, attempted, path) => {
    const result = approveKeys(current, attempted, [path]);
    expect(result).toMatchObject({
      ok: false,
      problems: [{ remedy: expect.stringContaining('approve the whole change') }],
    });
  });
});
