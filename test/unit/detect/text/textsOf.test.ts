/** Which texts of an event are looked at, and where each is said to come from. */
import { describe, expect, test } from 'vitest';
import type { GuardEvent } from '../../../../common/event.ts';
import { textDetector } from '../../../../server/detect/text/detector.ts';
import type { TextRule } from '../../../../server/detect/text/rule.ts';
import { surfaces } from '../../../../server/detect/text/source.ts';
import { textsOf } from '../../../../server/detect/text/textsOf.ts';
import type { Observation, ObservedContent } from '../../../../server/pipeline/types.ts';
import { makeEvent } from '../../observe/support.ts';

const observed = (event: Partial<GuardEvent>, more: Partial<Observation> = {}): Observation => ({
  event: makeEvent(event),
  paths: [],
  contents: [],
  commands: [],
  urls: [],
  opaque: [],
  ...more,
});

const file = (relative: string, op: 'read' | 'write') => {
  const path = `/home/ada/work/app/${relative}`;
  return { path, named: path, relative, op, via: 'tool' as const };
};

const content = (
  relative: string,
  op: 'read' | 'write',
  before?: string,
  after?: string,
): ObservedContent => ({
  path: file(relative, op),
  before,
  after,
});

const seen = (observation: Observation): readonly (readonly [string, string])[] =>
  textsOf(observation).map(({ surface, text }) => [surface, text]);

describe('surfaces', () => {
  test.each<[string, Partial<GuardEvent>, readonly (readonly [string, string])[]]>([
    ['a command', { kind: 'shell.exec', command: 'ls' }, [['command', 'ls']]],
    ['a prompt', { kind: 'prompt.submit', content: 'Do.' }, [['prompt', 'Do.']]],
    ['an attachment', { kind: 'context.attach', content: 'x' }, [['attached text', 'x']]],
    [
      'a page',
      { kind: 'context.attach', phase: 'post', urls: ['https://a.example'], content: 'x' },
      [['web text', 'x']],
    ],
    [
      'a result',
      { kind: 'context.attach', phase: 'post', mcp: { server: 's', tool: 't' }, content: 'x' },
      [['tool result', 'x']],
    ],
    [
      'arguments',
      { kind: 'mcp.call', mcp: { server: 's', tool: 't', args: { a: ['b', { c: 'd' }] } } },
      [['sent text', 'b\nd']],
    ],
    [
      'a fetch',
      { kind: 'net.fetch', urls: ['https://a.example/?x=1'] },
      [['sent text', 'https://a.example/?x=1\n']],
    ],
  ])('%s', (_, event, expected) => {
    expect(seen(observed(event))).toEqual(expected);
  });

  test.each([
    ['a list', '[{"name":"a","description":"b"},{"name":"c"}]', ['a\nb', 'c']],
    [
      'an answer',
      '{"jsonrpc":"2.0","result":{"tools":[{"name":"a","inputSchema":{"properties":{"x":{"description":"d"}}}}]}}',
      ['a\nd'],
    ],
    ['one tool', '{"name":"a"}', ['a']],
    ['escaped characters', '[{"name":"\\udb40\\udc41"}]', ['\u{e0041}']],
    ['no JSON', 'a tool', ['a tool']],
  ])('tools: %s', (_, text, expected) => {
    expect(seen(observed({ kind: 'mcp.tools', content: text }))).toEqual(
      expected.map(each => ['tool description', each]),
    );
  });

  test.each([
    ['AGENTS.md', 'write', 'instruction file'],
    ['.cursor/rules/a.mdc', 'read', 'instruction file'],
    ['skills/x/SKILL.md', 'read', 'instruction file'],
    ['docs/a.md', 'write', 'written content'],
    ['docs/a.md', 'read', 'read content'],
  ] as const)('%s in a %s', (name, op, surface) => {
    const observation = observed({ kind: 'unknown' }, { contents: [content(name, op, 'x', 'x')] });
    expect(seen(observation)).toEqual([[surface, 'x']]);
  });
});

const word: TextRule = {
  id: 'test/word',
  title: 'A word',
  why: 'It is one.',
  remedy: 'Drop it.',
  severity: 'high',
  confidence: 'high',
  risks: ['HIDE'],
  tags: [],
  surfaces,
  find: ({ text }) =>
    Array.from(text.matchAll(/bad/gu), ({ index }) => ({
      start: index,
      end: index + 3,
      detail: 'Here.',
      fix: { title: 'Drop', text: '' },
    })),
};
const findIn = (before: string | undefined, after: string, op: 'read' | 'write' = 'write') =>
  textDetector('test', [word]).detect(
    observed({ kind: 'unknown' }, { contents: [content('a.txt', op, before, after)] }),
  );

describe('findings', () => {
  test('a finding says what, why, where and how to mend it', () => {
    const [finding] = findIn(undefined, 'good\n a bad word');
    expect(finding).toEqual({
      ruleId: 'test/word',
      severity: 'high',
      confidence: 'high',
      path: '/home/ada/work/app/a.txt',
      start: { line: 2, column: 4 },
      end: { line: 2, column: 7 },
      message: 'A word. Here. It is one.',
      remedy: 'Drop it.',
      fix: { title: 'Drop', text: '', start: { line: 2, column: 4 }, end: { line: 2, column: 7 } },
      tags: [{ scheme: 'ringfence', edition: '1', id: 'HIDE' }],
    });
  });

  test('only what a change brings in counts, wherever it moves; all of what is read does', () => {
    expect(findIn('bad', '\n\nbad')).toEqual([]);
    expect(findIn('bad', 'bad bad').map(({ start }) => start.column)).toEqual([5]);
    expect(findIn('bad', 'bad', 'read')).toHaveLength(1);
  });

  test('a flood is cut', () => {
    expect(findIn(undefined, 'bad '.repeat(1_000))).toHaveLength(20);
  });
});
