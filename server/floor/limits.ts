/** How large a floor may be: policies are small, and every guard holds all of it in memory. */
export const limits = {
  /** Bytes of one file. */
  file: 1024 * 1024,
  files: 500,
  /** Bytes of all files. */
  total: 4 * 1024 * 1024,
  manifest: 256 * 1024,
  signature: 8 * 1024,
  /** Bytes of a bundle, whose texts are escaped once more. */
  bundle: 12 * 1024 * 1024,
  config: 64 * 1024,
  keys: 2,
  /** Folders inside folders. */
  depth: 8,
} as const;

/** Returns a size for people. */
export const sizeText = (bytes: number): string =>
  bytes >= 1024 * 1024
    ? `${(bytes / 1024 / 1024).toFixed(1).replace('.0', '')} MB`
    : `${Math.ceil(bytes / 1024)} KB`;
