import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { parseGuardEvent } from '../../../common/parseEvent.ts';

const defaults = { id: 'e1', cwd: '/w', roots: ['/w'], ts: 5, surface: 'cli' };
const parse = (raw: unknown) => parseGuardEvent(raw, defaults);

describe('a partial event', () => {
  it.each([
    [
      'a command',
      { id: 7, kind: 'shell.exec', command: 'ls' },
      { id: '7', kind: 'shell.exec', command: 'ls', origin: 'agent' },
    ],
    [
      'a read',
      { kind: 'fs.read', paths: [{ path: '.env' }] },
      { id: 'e1', paths: [{ path: '.env', op: 'read' }] },
    ],
    [
      'a write',
      { kind: 'fs.write', paths: ['a'], content: 'x' },
      { paths: [{ path: 'a', op: 'write' }], content: 'x' },
    ],
    ['a delete', { kind: 'fs.delete', paths: [{ path: 'a' }] }, { paths: [{ path: 'a', op: 'delete' }] }],
    [
      'an explicit operation',
      { kind: 'unknown', paths: [{ path: 'a', op: 'link' }] },
      { paths: [{ path: 'a', op: 'link' }] },
    ],
    ['one path', { kind: 'fs.read', path: 'a' }, { paths: [{ path: 'a', op: 'read' }] }],
    ['one URL', { kind: 'net.fetch', url: 'https://a.example' }, { urls: ['https://a.example'] }],
    ['a kind of a newer version', { kind: 'fs.levitate' }, { kind: 'unknown' }],
    [
      'an MCP call',
      { kind: 'mcp.call', mcp: { server: 's', tool: 't', args: { a: 1 } } },
      { mcp: { server: 's', tool: 't', args: { a: 1 } } },
    ],
  ])('completes %s', (_name, raw, expected) => {
    const result = parse(raw);
    expect(result.ok && result.value).toMatchObject({ cwd: '/w', roots: ['/w'], ts: 5, ...expected });
  });

  it.each([
    ['a list', [], 'event'],
    ['null', null, 'event'],
    ['a numeric command', { kind: 'shell.exec', command: 3 }, 'command'],
    ['paths of another shape', { kind: 'fs.read', paths: [{ file: 'x' }] }, 'paths'],
    ['an unknown operation', { kind: 'fs.read', paths: [{ path: 'x', op: 'sniff' }] }, 'paths'],
    ['edits without text', { kind: 'fs.edit', edits: [{ old: 'a' }] }, 'edits'],
    ['an unknown origin', { kind: 'fs.read', origin: 'ghost' }, 'origin'],
    ['an endless time', { kind: 'fs.read', ts: Infinity }, 'ts'],
    ['an MCP call of another shape', { kind: 'mcp.call', mcp: 'x' }, 'mcp'],
  ])('names the field that is wrong: %s', (_name, raw, source) => {
    const result = parse(raw);
    expect(result.ok).toBe(false);
    expect(!result.ok && result.problems.map(p => p.source)).toEqual([source]);
    expect(!result.ok && result.problems.every(p => p.remedy.length > 0)).toBe(true);
  });

  it('never throws, whatever arrives', () => {
    fc.assert(fc.property(fc.jsonValue(), raw => typeof parse(raw).ok === 'boolean'));
  });
});
