/** Compares a rule's `min-version` and `max-version` with the version of the format that the engine follows. */

/** Is the version of the rule format that the engine implements. */
export const formatVersion = '1.140.0';

/** Compares two versions of the form X.Y.Z; undefined when one is none. */
export function compareVersions(a: string, b: string): number | undefined {
  const left = partsOf(a);
  const right = partsOf(b);
  if (left === undefined || right === undefined) return undefined;
  for (const [index, part] of left.entries()) {
    const difference = part - (right[index] ?? 0);
    if (difference !== 0) return Math.sign(difference);
  }
  return 0;
}

function partsOf(version: string): readonly number[] | undefined {
  const match = /^(\d{1,9})\.(\d{1,9})(?:\.(\d{1,9}))?(?:[-+][\w.+-]{1,64})?$/.exec(version.trim());
  return match?.slice(1, 4).map((part: string | undefined) => Number(part ?? 0));
}
