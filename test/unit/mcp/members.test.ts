/** What a long message says of itself, read byte by byte. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createMemberReader, type Members } from '../../../server/mcp/wrap/members.ts';

function membersOf(text: string, size: number): Members {
  const bytes = Buffer.from(text);
  const reader = createMemberReader();
  for (let at = 0; at < bytes.length; at += size) reader.feed(bytes.subarray(at, at + size));
  return reader.members();
}

test.each([
  ['{"id":1,"method":"a/b"}', { isList: false, id: 1, method: 'a/b' }],
  ['  { "result" : {"id": 9, "method": "no"} , "id" : "x" }', { isList: false, id: 'x', method: undefined }],
  ['{"\\u0069d":7,"result":["id",{"id":8}]}', { isList: false, id: 7, method: undefined }],
  ['{"id":1,"id":2}', { isList: false, id: 2, method: undefined }],
  ['{"text":"\\",\\"id\\":5,","id":null}', { isList: false, id: null, method: undefined }],
  ['[{"id":1}]', { isList: true, id: undefined, method: undefined }],
])('%s', (text, members) => {
  for (const size of [1, 3, 1000]) expect(membersOf(text, size)).toEqual(members);
});

test('is what JSON.parse says, for any message', () => {
  fc.assert(
    fc.property(
      fc.record({
        id: fc.oneof(fc.integer(), fc.string({ maxLength: 50 })),
        method: fc.string({ maxLength: 50 }),
        params: fc.jsonValue(),
      }),
      fc.integer({ min: 1, max: 40 }),
      (message, size) => {
        const { id, method } = JSON.parse(JSON.stringify(message));
        expect(membersOf(JSON.stringify(message), size)).toEqual({ isList: false, id, method });
      },
    ),
  );
});
