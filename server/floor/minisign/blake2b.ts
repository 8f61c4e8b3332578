/**
 * BLAKE2b (RFC 7693) without a key. minisign hashes what it signs with it, while the cryptography of VS Code's own
 * Node (BoringSSL) has no BLAKE2b-512 and nobody's has a variable length. Pure.
 */

const initial = BigUint64Array.of(
  0x6a09e667f3bcc908n,
  0xbb67ae8584caa73bn,
  0x3c6ef372fe94f82bn,
  0xa54ff53a5f1d36f1n,
  0x510e527fade682d1n,
  0x9b05688c2b3e6c1fn,
  0x1f83d9abfb41bd6bn,
  0x5be0cd19137e2179n,
);

function digits(text: string): readonly number[] {
  return Array.from(text, digit => parseInt(digit, 16));
}

/** Are the orders of message words, one string a round; rounds 10 and 11 repeat the first two. */
const orders = [
  '0123456789abcdef',
  'ea489fd61c02b753',
  'b8c052fdae367194',
  '7931dcbe265a40f8',
  '905724afe1bc683d',
  '2c6a0b834d75fe19',
  'c51fed4a0763928b',
  'db7ec13950f4862a',
  '6fe9b308c2d714a5',
  'a2847615fb9e3cd0',
].map(digits);

/** Are the places that each of a round's eight mixings works on: columns, then diagonals. */
const mixings = ['048c', '159d', '26ae', '37bf', '05af', '16bc', '278d', '349e'].map(digits);

const blockLength = 128;
const rounds = 12;
const word = (value: bigint): bigint => BigInt.asUintN(64, value);
const rotated = (value: bigint, by: bigint): bigint => word((value >> by) | (value << (64n - by)));

/** Returns the hash of some bytes, `length` (1 to 64) bytes long. */
export function blake2b(bytes: Uint8Array, length: number): Uint8Array {
  const state = initial.slice();
  state[0] = at(state, 0) ^ 0x01010000n ^ BigInt(length);
  const blocks = Math.max(1, Math.ceil(bytes.length / blockLength));
  for (let index = 0; index < blocks; index += 1) {
    const end = Math.min(bytes.length, (index + 1) * blockLength);
    compress(state, bytes.subarray(index * blockLength, end), end, index === blocks - 1);
  }
  const out = new DataView(new ArrayBuffer(64));
  state.forEach((value, index) => out.setBigUint64(index * 8, value, true));
  return new Uint8Array(out.buffer, 0, length);
}

const at = (words: BigUint64Array, index: number): bigint => words[index] ?? 0n;

/** Takes one block into the state; `end` counts all bytes so far. */
function compress(state: BigUint64Array, block: Uint8Array, end: number, last: boolean): void {
  const padded = new Uint8Array(blockLength);
  padded.set(block);
  const view = new DataView(padded.buffer);
  const message = BigUint64Array.from({ length: 16 }, (_, index) => view.getBigUint64(index * 8, true));
  const work = new BigUint64Array(16);
  work.set(state);
  work.set(initial, 8);
  work[12] = at(work, 12) ^ BigInt(end);
  if (last) work[14] = word(~at(work, 14));
  for (let round = 0; round < rounds; round += 1) {
    const order = orders[round % orders.length] ?? [];
    mixings.forEach((places, index) =>
      mix(work, places, [at(message, order[index * 2] ?? 0), at(message, order[index * 2 + 1] ?? 0)]),
    );
  }
  state.forEach((value, index) => (state[index] = value ^ at(work, index) ^ at(work, index + 8)));
}

function mix(work: BigUint64Array, places: readonly number[], [x, y]: readonly [bigint, bigint]): void {
  const [ia = 0, ib = 0, ic = 0, id = 0] = places;
  let [a, b, c, d] = [at(work, ia), at(work, ib), at(work, ic), at(work, id)];
  a = word(a + b + x);
  d = rotated(d ^ a, 32n);
  c = word(c + d);
  b = rotated(b ^ c, 24n);
  a = word(a + b + y);
  d = rotated(d ^ a, 16n);
  c = word(c + d);
  b = rotated(b ^ c, 63n);
  work[ia] = a;
  work[ib] = b;
  work[ic] = c;
  work[id] = d;
}
