export const pair: Promise<CryptoKeyPair> =
  // ruleid: javascript.weak-key-size
  crypto.subtle.generateKey({ name: 'RSA-PSS', modulusLength: 1_024, hash: 'SHA-256' }, true, ['sign']);
