/** Tests keys and signatures against the real minisign, both ways, and against bytes that were changed. */
import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { blake2b } from '../../../server/floor/minisign/blake2b.ts';
import { parsePublicKey, publicKeyFile } from '../../../server/floor/minisign/publicKey.ts';
import {
  makeSecretKey,
  parseSecretKey,
  PasswordError,
  scryptParameters,
  secretKeyFile,
} from '../../../server/floor/minisign/secretKey.ts';
import { makeSignature, parseSignature, verifySignature } from '../../../server/floor/minisign/signature.ts';
import { FormatError } from '../../../server/floor/minisign/text.ts';
import { debianTool } from '../../support/debianTools.ts';

const minisign = debianTool('minisign');
const cheap = { operations: 2 ** 16, memory: 2 ** 22 };
const text = Buffer.from('{"floor":"Grüße"}\n');

let folder = '';
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'rf-minisign-'));
  fs.writeFileSync(path.join(folder, 'text'), text);
});
afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

const at = (name: string): string => path.join(folder, name);
const read = (name: string): string => fs.readFileSync(at(name), 'utf8');

/** Runs minisign; returns its exit code and what it said. */
function run(args: readonly string[], input = ''): { readonly code: number | null; readonly said: string } {
  const ended = spawnSync(minisign.file ?? '', args, { cwd: folder, input, encoding: 'utf8' });
  return { code: ended.status, said: ended.stdout + ended.stderr };
}

describe('BLAKE2b', () => {
  it('is that of OpenSSL for every length around its blocks', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), bytes => {
        const theirs = createHash('blake2b512').update(bytes).digest('hex');
        expect(Buffer.from(blake2b(bytes, 64)).toString('hex')).toBe(theirs);
      }),
    );
  });

  it('has its own values for other lengths', () => {
    // From "b2sum -l 256" of nothing and of "abc".
    expect(Buffer.from(blake2b(new Uint8Array(), 32)).toString('hex')).toBe(
      '0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8',
    );
    expect(Buffer.from(blake2b(Buffer.from('abc'), 32)).toString('hex')).toBe(
      'bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319',
    );
  });
});

describe.skipIf(minisign.file === undefined)(`the real minisign${minisign.note}`, () => {
  beforeAll(() => {
    expect(run(['-G', '-W', '-f', '-p', 'theirs.pub', '-s', 'theirs.key']).code).toBe(0);
    const ours = makeSecretKey();
    fs.writeFileSync(at('ours.pub'), publicKeyFile(ours.publicKey));
    fs.writeFileSync(at('ours.key'), secretKeyFile(ours));
    fs.writeFileSync(at('locked.key'), secretKeyFile(ours, 'pass wörd', cheap));
  });

  it.each([
    ['hashed', ['-t', 'said by us']],
    ['legacy', ['-l', '-t', 'said by us']],
  ])('signs what we verify, with its key (%s)', (kind, flags) => {
    expect(run(['-S', '-s', 'theirs.key', '-m', 'text', '-x', 'a.minisig', ...flags]).code).toBe(0);
    const signature = parseSignature(read('a.minisig'));
    expect(signature).toMatchObject({ prehashed: kind === 'hashed', trustedComment: 'said by us' });
    expect(verifySignature(text, signature, parsePublicKey(read('theirs.pub')))).toBe('valid');
    expect(verifySignature(Buffer.from('x'), signature, parsePublicKey(read('theirs.pub')))).toBe(
      'not signed by this key',
    );
  });

  it.each([
    ['hashed', false, 'ours.key'],
    ['legacy', true, 'ours.key'],
    ['hashed', false, 'theirs.key'],
    ['legacy', true, 'theirs.key'],
  ])('verifies what we sign (%s, legacy %s, %s)', (_, legacy, keyFile) => {
    const key = parseSecretKey(read(keyFile));
    fs.writeFileSync(at('b.minisig'), makeSignature(text, key, { trustedComment: 'by us', legacy }));
    const checked = run(['-V', '-m', 'text', '-x', 'b.minisig', '-P', key.publicKey.base64]);
    expect(checked).toMatchObject({ code: 0, said: expect.stringContaining('Trusted comment: by us') });
    expect(run(['-V', '-m', 'text', '-x', 'b.minisig', '-p', keyFile.replace('key', 'pub')]).code).toBe(0);
  });

  it.each(['ours.key', 'locked.key'])('signs with our key (%s)', keyFile => {
    const signed = run(['-S', '-s', keyFile, '-m', 'text', '-x', 'c.minisig'], 'pass wörd\n');
    expect(signed).toMatchObject({ code: 0 });
    expect(verifySignature(text, parseSignature(read('c.minisig')), parsePublicKey(read('ours.pub')))).toBe(
      'valid',
    );
  });

  it('does not open our key with another password', () => {
    expect(run(['-S', '-s', 'locked.key', '-m', 'text', '-x', 'd.minisig'], 'other\n').code).not.toBe(0);
  });

  it('makes the same public key from our secret key', () => {
    expect(run(['-R', '-s', 'ours.key', '-p', 'again.pub', '-f']).code).toBe(0);
    expect(parsePublicKey(read('again.pub')).base64).toBe(parsePublicKey(read('ours.pub')).base64);
  });

  it('locks a key with a password that opens it here', () => {
    // With little memory minisign makes do with less than its usual gigabyte, and so do we.
    const command = `ulimit -v 200000; exec ${minisign.file} -G -f -p strong.pub -s strong.key`;
    const made = spawnSync('sh', ['-c', command], { cwd: folder, input: 'pw\npw\n', encoding: 'utf8' });
    expect(made).toMatchObject({ status: 0 });
    const opened = parseSecretKey(read('strong.key'), 'pw');
    expect(opened.publicKey.base64).toBe(parsePublicKey(read('strong.pub')).base64);
    expect(() => parseSecretKey(read('strong.key'), 'other')).toThrow('The password is wrong.');
  });
});

describe('a secret key', () => {
  const key = makeSecretKey();
  it('opens with its password only', () => {
    const file = secretKeyFile(key, 'right', cheap);
    expect(parseSecretKey(file, 'right').publicKey).toEqual(key.publicKey);
    expect(() => parseSecretKey(file, 'wrong')).toThrow(PasswordError);
    expect(() => parseSecretKey(file)).toThrow('The key needs a password.');
  });

  it('opens without one when it has none', () => {
    expect(parseSecretKey(secretKeyFile(key), 'any').publicKey).toEqual(key.publicKey);
  });

  it('that asks for all memory of the machine is refused', () => {
    const bytes = Buffer.from(secretKeyFile(key, 'x', cheap).split('\n')[1] ?? '', 'base64');
    bytes.writeBigUInt64LE(2n ** 50n, 46);
    expect(() => parseSecretKey(`untrusted comment: x\n${bytes.toString('base64')}\n`, 'x')).toThrow(
      'more memory or time',
    );
  });

  it('that is damaged never opens as another', () => {
    const file = secretKeyFile(key, 'right', cheap);
    const start = file.indexOf('\n') + 1;
    fc.assert(
      fc.property(
        fc.integer({ min: start, max: file.length - 2 }),
        fc.constantFrom('A', 'b', '9', '+', '/', '=', '\n', ' '),
        (place, letter) => {
          fc.pre(file[place] !== letter);
          const changed = file.slice(0, place) + letter + file.slice(place + 1);
          // What a guess may cost is rounded, so that other numbers there can mean the same.
          expect([undefined, key.publicKey.base64]).toContain(opened(changed));
        },
      ),
      { numRuns: 60 },
    );
  });

  function opened(file: string): string | undefined {
    try {
      return parseSecretKey(file, 'right').publicKey.base64;
    } catch (error) {
      if (error instanceof FormatError || error instanceof PasswordError) return undefined;
      throw error;
    }
  }

  it('takes libsodium’s parameters for scrypt', () => {
    expect(scryptParameters({ operations: 2 ** 25, memory: 2 ** 30 })).toEqual({ N: 2 ** 20, r: 8, p: 1 });
    expect(scryptParameters({ operations: 2 ** 22, memory: 2 ** 27 })).toEqual({ N: 2 ** 17, r: 8, p: 1 });
    expect(scryptParameters({ operations: 524_288, memory: 16_777_216 })).toEqual({ N: 2 ** 14, r: 8, p: 1 });
    expect(scryptParameters({ operations: 1, memory: 2 ** 30 })).toEqual({ N: 2 ** 10, r: 8, p: 1 });
  });
});

describe('a public key', () => {
  const key = makeSecretKey().publicKey;
  it('is read from a file, or from its base64', () => {
    expect(parsePublicKey(publicKeyFile(key))).toEqual(key);
    expect(parsePublicKey(publicKeyFile(key).replaceAll('\n', '\r\n'))).toEqual(key);
    expect(parsePublicKey(` ${key.base64}\n`)).toEqual(key);
  });

  it.each([
    ['', '42 bytes are expected, there are 0.'],
    ['RWQ=', '42 bytes are expected, there are 2.'],
    ['ssh-ed25519 AAAA', 'not base64'],
    [`untrusted comment: x\n${key.base64}\nmore`, 'A public key has two lines.'],
    [`comment: x\n${key.base64}`, 'must begin with "untrusted comment: "'],
    [Buffer.alloc(42, 'x').toString('base64'), 'not a minisign public key'],
    ['A'.repeat(100_000), 'far too long'],
  ])('that is none is refused: %#', (written, message) => {
    expect(() => parsePublicKey(written)).toThrow(FormatError);
    expect(() => parsePublicKey(written)).toThrow(message);
  });
});

describe('a signature', () => {
  const key = makeSecretKey();
  it.each([false, true])(
    'with any byte changed is refused, but for the comment nobody vouches for (legacy %s)',
    legacy => {
      const file = Buffer.from(makeSignature(text, key, { trustedComment: 'serial:7', legacy }));
      const comment = { from: 'untrusted comment: '.length, to: file.indexOf('\n') };
      fc.assert(
        fc.property(
          fc.integer({ min: 0, max: file.length - 2 }),
          fc.integer({ min: 1, max: 255 }),
          (place, flip) => {
            fc.pre(place < comment.from || place >= comment.to);
            const changed = Buffer.from(file);
            changed[place] = (changed[place] ?? 0) ^ flip;
            expect(accepts(changed.toString('latin1'))).toBe(false);
          },
        ),
        { numRuns: 2_000 },
      );
    },
  );

  it('cut short anywhere is refused', () => {
    const file = makeSignature(text, key, { trustedComment: 'serial:7' });
    for (let length = 0; length < file.length - 1; length += 1)
      expect(accepts(file.slice(0, length))).toBe(false);
  });

  it('of another text, or by another key, is refused', () => {
    const signature = parseSignature(makeSignature(text, key, { trustedComment: '' }));
    expect(verifySignature(text, signature, makeSecretKey().publicKey)).toBe('other key');
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: text.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        (place, flip) => {
          const changed = Buffer.from(text);
          changed[place] = (changed[place] ?? 0) ^ flip;
          expect(verifySignature(changed, signature, key.publicKey)).toBe('not signed by this key');
        },
      ),
    );
  });

  it('cannot be made with a comment of two lines', () => {
    expect(() => makeSignature(text, key, { trustedComment: 'a\nb' })).toThrow(RangeError);
  });

  function accepts(file: string): boolean {
    try {
      return verifySignature(text, parseSignature(file), key.publicKey) === 'valid';
    } catch (error) {
      if (error instanceof FormatError) return false;
      throw error;
    }
  }
});
