/** Which names a floor's files may have: such that mean the same file on every system. Pure. */

/** Names the two files that sign the others. */
export const manifestName = 'manifest.json';
/** Names the signature, as minisign does by default. */
export const signatureName = 'manifest.json.minisig';

const longestPath = 200;
/** Windows takes these for devices, with any ending. */
const device = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/iu;

/** Returns why a path cannot be one of a floor's files; undefined when it can. */
export function pathFault(path: string): string | undefined {
  if (path === '' || path.length > longestPath) return `is empty or longer than ${longestPath} characters`;
  if (path !== path.normalize('NFC')) return 'is not written in composed Unicode (NFC)';
  if (/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(path)) return 'holds a character that cannot be seen';
  if (/[\\:*?"<>|]/u.test(path)) return 'holds one of \\ : * ? " < > |';
  if (path === manifestName || path === signatureName) return 'is what signs the others';
  return path.split('/').map(partFault).find(Boolean);
}

function partFault(part: string): string | undefined {
  if (part === '') return 'has an empty part';
  if (part === '.' || part === '..') return 'leaves its folder';
  if (/^\s|[\s.]$/u.test(part)) return 'has a part that begins with a space, or ends with a space or a dot';
  return device.test(part) ? 'is the name of a device on Windows' : undefined;
}

/** Returns the first two paths that some system takes for one file, or for a file inside a file. */
export function clash(paths: readonly string[]): readonly [string, string] | undefined {
  const seen = new Map<string, string>();
  for (const path of paths) {
    const folded = path.normalize('NFKC').toLowerCase();
    const other = seen.get(folded);
    if (other !== undefined) return [other, path];
    seen.set(folded, path);
  }
  for (const [folded, path] of seen) {
    const above = folded.split('/').slice(0, -1);
    const file = above
      .map((_, index) => seen.get(above.slice(0, index + 1).join('/')))
      .find(other => other !== undefined);
    if (file !== undefined) return [file, path];
  }
  return undefined;
}
