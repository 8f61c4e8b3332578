/**
 * HMAC-SHA-256 (FIPS 180-4, RFC 2104) over short texts. `node:crypto` would add a quarter to the start of a hook
 * process, which agents run for every call; this adds next to nothing, since it is written for code that runs once,
 * unoptimised. Must import nothing. Tests hold it against node:crypto.
 */

/** Computes the HMAC-SHA-256 of a text, in lower-case hex. */
export function hmacHex(key: string, text: string): string {
  const given = Buffer.from(key);
  const block = Buffer.alloc(64);
  (given.length > 64 ? sha256(given) : given).copy(block);
  const inner = Buffer.allocUnsafe(64);
  const outer = Buffer.allocUnsafe(64);
  for (let at = 0; at < 64; at++) {
    inner[at] = (block[at] ?? 0) ^ 0x36;
    outer[at] = (block[at] ?? 0) ^ 0x5c;
  }
  return sha256(Buffer.concat([outer, sha256(Buffer.concat([inner, Buffer.from(text)]))])).toString('hex');
}

/** Compares two texts in a time that does not tell where they differ. */
export function sameText(a: string, b: string): boolean {
  let difference = a.length ^ b.length;
  for (let at = 0; at < a.length; at++) difference |= a.charCodeAt(at) ^ b.charCodeAt(at);
  return difference === 0;
}

/** Are the first 32 bits of the fractions of the cube roots of the first 64 primes. */
// prettier-ignore
const roundConstants = Int32Array.of(
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
  0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
  0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
  0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
  0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
  0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
  0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
  0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
);

function sha256(message: Buffer): Buffer {
  const padded = pad(message);
  // The first 32 bits of the fractions of the square roots of the first 8 primes.
  // prettier-ignore
  const state = Int32Array.of(0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19);
  const schedule = new Int32Array(64);
  for (let offset = 0; offset < padded.length; offset += 64) {
    fillSchedule(schedule, padded, offset);
    compress(state, schedule);
  }
  const digest = Buffer.allocUnsafe(32);
  for (let at = 0; at < 8; at++) digest.writeInt32BE(state[at] ?? 0, at * 4);
  return digest;
}

function pad(message: Buffer): Buffer {
  const padded = Buffer.alloc((Math.floor((message.length + 8) / 64) + 1) * 64);
  message.copy(padded);
  padded[message.length] = 0x80;
  // Texts here are far below 512 MB, so the upper half of the length in bits stays zero.
  padded.writeUInt32BE(message.length * 8, padded.length - 4);
  return padded;
}

/** Fills in the message schedule of one block. */
function fillSchedule(schedule: Int32Array, padded: Buffer, offset: number): void {
  for (let at = 0; at < 16; at++) schedule[at] = padded.readInt32BE(offset + at * 4);
  for (let at = 16; at < 64; at++) {
    const x = schedule[at - 15] ?? 0;
    const y = schedule[at - 2] ?? 0;
    const early = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const late = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    schedule[at] = ((schedule[at - 16] ?? 0) + early + (schedule[at - 7] ?? 0) + late) | 0;
  }
}

/** Mixes one block into the state. The working variables a to h are slots of a ring that turns by one a round. */
// eslint-disable-next-line complexity -- straight-line arithmetic: only the `?? 0` of array reads count
function compress(state: Int32Array, schedule: Int32Array): void {
  const ring = Int32Array.from(state);
  for (let at = 0; at < 64; at++) {
    const a = ring[-at & 7] ?? 0;
    const e = ring[(4 - at) & 7] ?? 0;
    const mixed = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const chosen = (e & (ring[(5 - at) & 7] ?? 0)) ^ (~e & (ring[(6 - at) & 7] ?? 0));
    const last = (7 - at) & 7;
    const first = ((ring[last] ?? 0) + mixed + chosen + (roundConstants[at] ?? 0) + (schedule[at] ?? 0)) | 0;
    const turned = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const b = ring[(1 - at) & 7] ?? 0;
    const c = ring[(2 - at) & 7] ?? 0;
    ring[(3 - at) & 7] = ((ring[(3 - at) & 7] ?? 0) + first) | 0;
    ring[last] = (first + turned + ((a & b) ^ (a & c) ^ (b & c))) | 0;
  }
  for (let at = 0; at < 8; at++) state[at] = ((state[at] ?? 0) + (ring[at] ?? 0)) | 0;
}
