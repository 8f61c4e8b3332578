import { writeFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatLine, noHash } from '../../../server/ledger/line.ts';
import { maskSecret } from '../../../server/ledger/mask.ts';
import { entryOf, parseLine } from '../../../server/ledger/parseLine.ts';
import { linesFromEnd, linesOf } from '../../../server/ledger/readLines.ts';
import {
  isGone,
  newSegmentId,
  parseSegmentName,
  segmentPath,
  thisProcess,
} from '../../../server/ledger/segments.ts';
import { scratch, verdict } from './stories.ts';

describe('maskSecret', () => {
  const key = Buffer.alloc(32, 1);
  it('is equal for equal secrets under one key, and shows nothing of them', () => {
    expect(maskSecret('hunter2', key)).toMatch(/^masked:[0-9a-f]{16}$/);
    expect(maskSecret('hunter2', key)).toBe(maskSecret('hunter2', key));
    expect(maskSecret('hunter2', key)).not.toBe(maskSecret('hunter3', key));
    expect(maskSecret('hunter2', key)).not.toBe(maskSecret('hunter2', Buffer.alloc(32, 2)));
  });
  it('refuses a key that can be guessed', () => {
    expect(() => maskSecret('x', Buffer.alloc(15))).toThrow(/at least 16 bytes/);
  });
});

describe('parseLine', () => {
  const line = (body: unknown, more: object = {}): string =>
    JSON.stringify({ v: 1, seq: 1, ts: 0, prev: noHash, body, ...more });
  const item = { type: 'item', itemId: 'i', path: 'p', action: 'held', by: 'user', keys: [] };
  const guard = { type: 'guard', action: 'started', detail: 'd' };
  const posture = {
    type: 'posture',
    action: 'drifted',
    key: 'chat.permissions.default',
    layer: 'folder',
    path: '/work/.vscode/settings.json',
    level: 'balanced',
    severity: 'critical',
  };
  const { ms, ...untimed } = { ms: 1, ...verdict('a') };
  const withItem = { ...untimed, itemId: 'i', ms };

  it.each([
    ['verdict', verdict('a')],
    ['verdict with item', withItem],
    ['item', item],
    ['guard', guard],
    ['posture', posture],
    ['opened', { type: 'opened', segment: 's', pid: 1, heads: [{ segment: 't', seq: 1, hash: noHash }] }],
    ['checkpoint', { type: 'checkpoint', key: 'k', final: true, signature: 's' }],
  ])('gives back what was written: %s', (_story, body) => {
    const parsed = parseLine(line(body));
    expect(parsed).toEqual({ v: 1, seq: 1, ts: 0, prev: noHash, body });
    expect(parsed === undefined ? '' : formatLine(parsed)).toBe(line(body));
  });

  it.each([
    ['no JSON', '{'],
    ['no object', '[]'],
    ['null', 'null'],
    ['another version', line(guard, { v: 2 })],
    ['no number', line(guard, { seq: 0 })],
    ['half a number', line(guard, { seq: 1.5 })],
    ['no time', line(guard, { ts: '0' })],
    ['a short hash', line(guard, { prev: 'ab' })],
    ['no body', line(undefined)],
    ['a posture of no layer', line({ ...posture, layer: 'elsewhere' })],
    ['a posture of no level', line({ ...posture, level: 'loose' })],
    ['an unknown body', line({ type: 'note' })],
    ['a verdict of the wrong kind', line({ ...verdict('a'), verdict: 'allow' })],
    ['a verdict without time', line({ ...verdict('a'), ms: undefined })],
    ['a verdict without agent', line({ ...verdict('a'), agent: 1 })],
    ['a verdict with a wrong path', line({ ...verdict('a'), paths: [1] })],
    ['a verdict with a wrong finding', line({ ...verdict('a'), findings: [{}] })],
    [
      'a verdict with an unknown class',
      line({ ...verdict('a'), findings: [{ ruleId: 'r', severity: 'high', path: '', risks: ['X'] }] }),
    ],
    ['an item of the wrong action', line({ ...item, action: 'eaten' })],
    ['a guard of the wrong action', line({ ...guard, action: 'slept' })],
    ['an opening without heads', line({ type: 'opened', segment: 's', pid: 1 })],
    [
      'an opening with a wrong head',
      line({ type: 'opened', segment: 's', pid: 1, heads: [{ segment: 't', seq: 1, hash: 'x' }] }),
    ],
    ['a checkpoint without signature', line({ type: 'checkpoint', key: 'k', final: true })],
  ])('refuses %s', (_story, text) => {
    expect(parseLine(text)).toBeUndefined();
  });

  it('tells entries from the ledger’s own lines', () => {
    const parsed = parseLine(line(guard));
    expect(parsed && entryOf(parsed)).toEqual(parsed);
    const own = parseLine(line({ type: 'checkpoint', key: 'k', final: true, signature: 's' }));
    expect(own && entryOf(own)).toBeUndefined();
  });
});

describe('reading lines', () => {
  const long = 'x'.repeat(200_000);
  it.each<[story: string, text: string, lines: readonly string[]]>([
    ['nothing', '', []],
    ['one', 'a\n', ['a']],
    ['one without end', 'a', ['a…']],
    ['empty ones', 'a\n\n\nb\n', ['a', '', '', 'b']],
    ['a torn end', 'a\nb', ['a', 'b…']],
    ['only a line feed', '\n', ['']],
    ['longer than a chunk', `${long}\nb\n${long}\nc`, [long, 'b', long, 'c…']],
    ['a line feed at the end of a chunk', `${'y'.repeat(65_535)}\nb\n`, ['y'.repeat(65_535), 'b']],
  ])('gives the same from both ends: %s', async (_story, text, lines) => {
    const folder = await scratch();
    await mkdir(folder, { recursive: true });
    const file = path.join(folder, 'x');
    await writeFile(file, text);
    const show = ({ bytes, complete }: { bytes: Buffer; complete: boolean }) =>
      `${bytes.toString()}${complete ? '' : '…'}`;
    const forwards: string[] = [];
    for await (const line of linesOf(file)) forwards.push(show(line));
    const backwards: string[] = [];
    for await (const line of linesFromEnd(file)) backwards.push(show(line));
    expect(forwards).toEqual(lines);
    expect(backwards.toReversed()).toEqual(lines);
  });
});

describe('segment names', () => {
  const id = '20261122T145337123Z-1a2b3c4d';
  it.each<[name: string, state: unknown]>([
    [`${id}.jsonl`, 'idle'],
    [`${id}.damaged.jsonl`, 'damaged'],
    [`${id}.77-9f3e.jsonl`, { pid: 77, machine: '9f3e' }],
  ])('%s', (name, state) => {
    const parsed = parseSegmentName('/l', name);
    expect(parsed).toMatchObject({ id, state });
    expect(parsed && segmentPath('/l', id, parsed.state)).toBe(path.join('/l', name));
  });

  it.each([
    'x.jsonl',
    `${id}.head.json`,
    `${id}.at-12.torn`,
    `${id}.77.jsonl`,
    `a${id}.jsonl`,
    'signing.key',
  ])('is none: %s', name => {
    expect(parseSegmentName('/l', name)).toBeUndefined();
  });

  it('sorts by time', () => {
    expect(newSegmentId(Date.UTC(2026, 10, 22, 14, 53, 37, 123))).toMatch(
      /^20261122T145337123Z-[0-9a-f]{8}$/,
    );
  });

  it('knows only of this machine’s processes whether they are gone', () => {
    const own = thisProcess();
    expect(isGone(own)).toBe(false);
    expect(isGone({ ...own, pid: 2 ** 22 + 12345 })).toBe(true);
    expect(isGone({ pid: 2 ** 22 + 12345, machine: own.machine === '0000' ? '0001' : '0000' })).toBe(false);
  });
});
