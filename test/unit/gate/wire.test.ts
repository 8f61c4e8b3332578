import fc from 'fast-check';
import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { hmacHex, sameText } from '../../../server/gate/wireProof.ts';
import {
  encodeAnswer,
  encodeHeader,
  isProven,
  parseAnswer,
  parseHeader,
  type GateHeader,
} from '../../../server/gate/wire.ts';
import { payloadFacts } from '../../../server/gate/wirePayload.ts';

test('the proof is HMAC-SHA-256', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.string({ unit: 'binary', maxLength: 400 }),
      (key, text) => {
        expect(hmacHex(key, text)).toBe(createHmac('sha256', key).update(text).digest('hex'));
      },
    ),
  );
});

test.each([
  ['', '', true],
  ['a', 'a', true],
  ['a', 'b', false],
  ['a', 'aa', false],
  ['aa', 'a', false],
])('%j and %j: %s', (a, b, same) => expect(sameText(a, b)).toBe(same));

const nonce = 'n'.repeat(64);
const question = { agent: 'vscode', cwd: '/w', challenge: 'c'.repeat(16), length: 3 };
const headerOf = (line: string): GateHeader => {
  const header = parseHeader(line.trimEnd());
  if (typeof header === 'string') throw new Error(header);
  return header;
};

describe('headers', () => {
  test('come back as they were sent, and prove the nonce', () => {
    const header = headerOf(encodeHeader(nonce, { ...question, event: 'PreToolUse' }));
    expect(header).toEqual({
      v: 1,
      ...question,
      event: 'PreToolUse',
      proof: expect.stringMatching(/^[0-9a-f]{64}$/u),
    });
    expect([isProven(nonce, header), isProven('m'.repeat(64), header)]).toEqual([true, false]);
    expect(isProven(nonce, { ...header, challenge: 'd'.repeat(16) })).toBe(false);
  });

  test.each([
    ['nonsense', 'The header is not a JSON object.'],
    ['[]', 'The header is not a JSON object.'],
    ['{"v":2}', 'The protocol version must be 1.'],
    ['{"v":1,"agent":"a"}', 'The header lacks agent or cwd.'],
    ['{"v":1,"agent":"a","cwd":"/","event":1}', 'The header has an event that is not a text.'],
    ['{"v":1,"agent":"a","cwd":"/","challenge":"short"}', 'The header lacks a challenge of 16 characters.'],
    ['{"v":1,"agent":"a","cwd":"/","challenge":"0123456789abcdef"}', 'The header lacks a proof.'],
    [
      '{"v":1,"agent":"a","cwd":"/","challenge":"0123456789abcdef","proof":"p","length":-1}',
      'The header lacks a length.',
    ],
    [
      '{"v":1,"agent":"a","cwd":"/","challenge":"0123456789abcdef","proof":"p","length":1.5}',
      'The header lacks a length.',
    ],
  ])('%s: %s', (line, problem) => expect(parseHeader(line)).toBe(problem));
});

describe('answers', () => {
  const answer = { stdout: '{"a":"ü🦊"}', stderr: 'e\n', exitCode: 2 };
  const line = encodeAnswer(nonce, 'challenge', answer);

  test('come back as they were sent, in ASCII and one line', () => {
    expect(line).toMatch(/^[\x20-\x7e]+\n$/u);
    expect(parseAnswer(nonce, 'challenge', line)).toEqual(answer);
  });

  test.each([
    ['another nonce', 'm'.repeat(64), 'challenge', line],
    ['another challenge', nonce, 'another', line],
    ['another exit code', nonce, 'challenge', line.replace('"exitCode":2', '"exitCode":0')],
    ['another output', nonce, 'challenge', line.replace('{\\"a\\"', '{\\"b\\"')],
    [
      'text moved between the outputs',
      nonce,
      'challenge',
      encodeAnswer(nonce, 'challenge', answer).replace('"stderr":"e', '"stderr":"'),
    ],
    ['no version', nonce, 'challenge', line.replace('"v":1', '"v":2')],
    ['no number', nonce, 'challenge', line.replace('"exitCode":2', '"exitCode":"2"')],
    ['no text', nonce, 'challenge', line.replace('"stderr":"e\\n"', '"stderr":null')],
    ['garbage', nonce, 'challenge', 'garbage'],
  ])('%s is not believed', (_, key, challenge, sent) =>
    expect(parseAnswer(key, challenge, sent)).toBeUndefined(),
  );
});

test.each([
  ['{"cwd":"/w","hook_event_name":"PreToolUse"}', '/w', 'PreToolUse'],
  ['{"cwd":"","hook_event_name":7}', undefined, undefined],
  ['null', undefined, undefined],
  ['{"cwd":"/w"', undefined, undefined],
  ['', undefined, undefined],
])('of the payload %j the shim reads %s and %s', (payload, cwd, event) => {
  expect(payloadFacts(Buffer.from(payload))).toEqual({ cwd, event });
});
