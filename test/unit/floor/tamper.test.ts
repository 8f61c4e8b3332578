/** Tests that no change of a signed floor is ever accepted, whatever byte it is in. */
import fc from 'fast-check';
import fs from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseBundle, writeBundle, type Bundle } from '../../../server/floor/bundle.ts';
import { FormatError } from '../../../server/floor/minisign/text.ts';
import { makeSecretKey } from '../../../server/floor/minisign/secretKey.ts';
import { readFolder } from '../../../server/floor/sources/folder.ts';
import { verifyBundle } from '../../../server/floor/verify.ts';
import { makeMachine, type FloorMachine } from '../../support/floor.ts';

let machine: FloorMachine;
let bundle: Bundle;
beforeAll(() => {
  machine = makeMachine();
  machine.write('profile.jsonc', '{ "level": "locked" } // Größe\n');
  machine.sign();
  const read = readFolder(machine.source);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  ({ bundle } = read.value);
});
afterAll(() => machine.remove());

const accepted = (changed: Bundle): boolean =>
  verifyBundle(changed, [machine.key.publicKey], path => path).ok;

/** Flips bits of one byte. */
function flipped(bytes: Uint8Array, place: number, flip: number): Uint8Array {
  const changed = Uint8Array.from(bytes);
  const index = place % changed.length;
  changed[index] = (changed[index] ?? 0) ^ flip;
  return changed;
}

const place = fc.nat({ max: 100_000 });
const flip = fc.integer({ min: 1, max: 255 });
const path = fc.constantFrom('policy.cedar', 'profile.jsonc', 'tests/one.jsonl');
const runs = { numRuns: 500 };

describe('a signed floor', () => {
  it('is accepted as it is', () => expect(accepted(bundle)).toBe(true));

  it('is refused with any byte of the manifest changed', () => {
    fc.assert(
      fc.property(place, flip, (where, bits) => {
        expect(accepted({ ...bundle, manifest: flipped(bundle.manifest, where, bits) })).toBe(false);
      }),
      runs,
    );
  });

  it('is refused with any byte of any file changed, added or cut', () => {
    fc.assert(
      fc.property(path, place, flip, (file, where, bits) => {
        const bytes = bundle.files.get(file) ?? new Uint8Array();
        const variants = [
          flipped(bytes, where, bits),
          bytes.subarray(0, where % bytes.length),
          Buffer.concat([bytes, Buffer.of(bits)]),
        ];
        for (const variant of variants)
          expect(accepted({ ...bundle, files: new Map([...bundle.files, [file, variant]]) })).toBe(false);
      }),
      runs,
    );
  });

  it('is refused with any byte of the signature changed, but for the comment that nobody vouches for', () => {
    const text = Buffer.from(bundle.signature ?? '');
    const comment = { from: 'untrusted comment: '.length, to: text.indexOf('\n') };
    fc.assert(
      fc.property(place, flip, (where, bits) => {
        const index = where % (text.length - 1);
        fc.pre(index < comment.from || index >= comment.to);
        const signature = Buffer.from(flipped(text, index, bits)).toString('latin1');
        expect(accepted({ ...bundle, signature })).toBe(false);
      }),
      runs,
    );
  });

  it('is refused with a file under another name, more, or less', () => {
    fc.assert(
      fc.property(path, fc.string({ minLength: 1, maxLength: 12 }), (file, name) => {
        fc.pre(!bundle.files.has(name));
        const bytes = bundle.files.get(file) ?? new Uint8Array();
        const less = new Map([...bundle.files].filter(([each]) => each !== file));
        expect(accepted({ ...bundle, files: less })).toBe(false);
        expect(accepted({ ...bundle, files: new Map([...less, [name, bytes]]) })).toBe(false);
        expect(accepted({ ...bundle, files: new Map([...bundle.files, [name, bytes]]) })).toBe(false);
      }),
      runs,
    );
  });

  it('is refused under every other key', () => {
    const other = makeSecretKey().publicKey;
    expect(verifyBundle(bundle, [other], file => file).ok).toBe(false);
    expect(verifyBundle(bundle, [{ ...other, id: machine.key.publicKey.id }], file => file).ok).toBe(false);
    expect(verifyBundle(bundle, [], file => file).ok).toBe(false);
  });

  it('comes out of a bundle file as it went in', () => {
    expect(accepted(parseBundle(Buffer.from(writeBundle(bundle))))).toBe(true);
  });

  it('is refused or the same after any byte of its bundle file was changed or cut', () => {
    const text = Buffer.from(writeBundle(bundle));
    fc.assert(
      fc.property(place, flip, fc.boolean(), (where, bits, cut) => {
        const index = where % text.length;
        const changed = cut ? text.subarray(0, index) : flipped(text, index, bits);
        try {
          const result = verifyBundle(parseBundle(changed), [machine.key.publicKey], file => file);
          if (!result.ok) return;
          const texts = [...bundle.files].map(([file, bytes]) => [file, Buffer.from(bytes).toString('utf8')]);
          expect([...result.value.files].toSorted()).toEqual(texts.toSorted());
        } catch (error) {
          expect(error).toBeInstanceOf(FormatError);
        }
      }),
      runs,
    );
  });
});

describe('anything at all', () => {
  it('as manifest, signature or bundle never throws and is never accepted', () => {
    const bytes = fc.uint8Array({ maxLength: 300 });
    fc.assert(
      fc.property(bytes, fc.string({ maxLength: 300 }), (manifest, signature) => {
        expect(accepted({ ...bundle, manifest, signature })).toBe(false);
        expect(() => parseBundle(manifest)).toThrow(FormatError);
      }),
      runs,
    );
  });

  it('in a folder never throws', () => {
    for (const file of ['manifest.json', 'manifest.json.minisig'])
      for (const text of ['', '\0', '{}', '[1]', '"x"', '{"type":"ringfence-floor"}']) {
        const other = makeMachine();
        fs.writeFileSync(`${other.source}/${file}`, text);
        const read = readFolder(other.source);
        expect(read.ok && accepted(read.value.bundle)).toBe(false);
        other.remove();
      }
  });
});
