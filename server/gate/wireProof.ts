/**
 * HMAC-SHA-256 (FIPS 180-4, RFC 2104) over short texts. `node:crypto` would add a quarter to the start of a hook
 * process, which agents run for every call; this adds nothing. Must import nothing. Tests hold it against node:crypto.
 */

/** Computes the HMAC-SHA-256 of a text, in lower-case hex. */
export function hmacHex(key: string, text: string): string {
  const keyBytes = Buffer.from(key);
  const block = Buffer.alloc(64);
  (keyBytes.length > 64 ? sha256(keyBytes) : keyBytes).copy(block);
  const inner = sha256(Buffer.concat([block.map(byte => byte ^ 0x36), Buffer.from(text)]));
  return sha256(Buffer.concat([block.map(byte => byte ^ 0x5c), inner])).toString('hex');
}

/** Compares two texts in a time that does not tell where they differ. */
export function sameText(a: string, b: string): boolean {
  let difference = a.length ^ b.length;
  for (let at = 0; at < a.length; at++) difference |= a.charCodeAt(at) ^ b.charCodeAt(at);
  return difference === 0;
}

/** The standard defines its constants as the first 32 bits of the fractions of roots of the first primes. */
const primes = firstPrimes(64);
const fraction = (root: number): number => ((root - Math.floor(root)) * 2 ** 32) | 0;
const roundConstants = Int32Array.from(primes, prime => fraction(Math.cbrt(prime)));
const initialState = Int32Array.from(primes.slice(0, 8), prime => fraction(Math.sqrt(prime)));

function sha256(message: Buffer): Buffer {
  const padded = pad(message);
  const state = Int32Array.from(initialState);
  const schedule = new Int32Array(64);
  for (let offset = 0; offset < padded.length; offset += 64) {
    fillSchedule(schedule, padded, offset);
    compress(state, schedule);
  }
  const digest = Buffer.alloc(32);
  state.forEach((word, at) => digest.writeInt32BE(word, at * 4));
  return digest;
}

function pad(message: Buffer): Buffer {
  const padded = Buffer.alloc((Math.floor((message.length + 8) / 64) + 1) * 64);
  message.copy(padded);
  padded[message.length] = 0x80;
  padded.writeBigUInt64BE(BigInt(message.length) * 8n, padded.length - 8);
  return padded;
}

const rotate = (word: number, by: number): number => (word >>> by) | (word << (32 - by));

function fillSchedule(schedule: Int32Array, padded: Buffer, offset: number): void {
  for (let at = 0; at < 16; at++) schedule[at] = padded.readInt32BE(offset + at * 4);
  for (let at = 16; at < 64; at++) {
    const early = schedule[at - 15] ?? 0;
    const late = schedule[at - 2] ?? 0;
    const a = rotate(early, 7) ^ rotate(early, 18) ^ (early >>> 3);
    const b = rotate(late, 17) ^ rotate(late, 19) ^ (late >>> 10);
    schedule[at] = ((schedule[at - 16] ?? 0) + a + (schedule[at - 7] ?? 0) + b) | 0;
  }
}

function compress(state: Int32Array, schedule: Int32Array): void {
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let at = 0; at < 64; at++) {
    const mixed = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    const chosen = (e & f) ^ (~e & g);
    const first = (h + mixed + chosen + (roundConstants[at] ?? 0) + (schedule[at] ?? 0)) | 0;
    const turned = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
    const second = (turned + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((word, at) => (state[at] = ((state[at] ?? 0) + word) | 0));
}

function firstPrimes(count: number): readonly number[] {
  const found: number[] = [];
  for (let candidate = 2; found.length < count; candidate++) {
    if (found.every(prime => candidate % prime !== 0)) found.push(candidate);
  }
  return found;
}
