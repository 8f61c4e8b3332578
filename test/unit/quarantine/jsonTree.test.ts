import { describe, expect, it } from 'vitest';
import { offsetTooDeep, parseDocument } from '../../../server/quarantine/jsonTree.ts';

describe('what is nested too deep', () => {
  it.each([
    ['lists', '['.repeat(60_000)],
    ['objects', '{"a":'.repeat(60_000)],
    ['lists behind brackets that do not match', '[},'.repeat(60_000)],
    ['lists behind brackets that close nothing', `{"a":${']'.repeat(60_000)},"b":${'['.repeat(60_100)}`],
  ])('is refused before a parser runs out of stack: %s', (_, text) => {
    expect(parseDocument(text)).toBeUndefined();
    expect(offsetTooDeep(text)).toBeGreaterThan(0);
  });

  it('is told by the offset of the bracket that is one too many; what is closed counts no more', () => {
    expect(offsetTooDeep('[[], {"[": "["}, [[1]]]', 2)).toBe(18);
    expect(offsetTooDeep('[[], {"[": "["}, [[1]]]', 3)).toBeUndefined();
    expect(parseDocument(`${'['.repeat(400)}${']'.repeat(400)}`)?.root?.type).toBe('array');
  });
});
