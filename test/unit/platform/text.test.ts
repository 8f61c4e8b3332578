import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeText, encodeText, type DecodedText } from '../../../server/platform/text.ts';

const encodings: readonly DecodedText['encoding'][] = ['utf8', 'utf8-bom', 'utf16le', 'utf16be'];

describe('text of a file', () => {
  it.each(encodings)('survives a round trip in %s', encoding => {
    const written = encodeText({ text: '{ "ä": "🛡" }\r\n', encoding });
    expect(decodeText(written)).toEqual({ text: '{ "ä": "🛡" }\r\n', encoding });
  });
  it('is undefined for binary content', () => {
    expect(decodeText(Buffer.from([0x50, 0x4b, 0, 3]))).toBeUndefined();
  });
  it('is empty for an empty file', () => {
    expect(decodeText(new Uint8Array())).toEqual({ text: '', encoding: 'utf8' });
  });
  it('never throws', () => {
    fc.assert(fc.property(fc.uint8Array(), bytes => decodeText(bytes) === undefined || true));
  });
});
