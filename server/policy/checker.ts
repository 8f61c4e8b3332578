/** Checks the built-in policies when the product is built, so that it need not do so at each start. */
import { describeProblem } from '../../common/result.ts';
import { openPolicyBook, type PolicyFiles } from './open.ts';

/** Returns the digest of policies that are in order, see `checkedName`; throws when they are not. */
export async function checkedDigest(files: PolicyFiles): Promise<string> {
  const book = await openPolicyBook(files);
  if (book.ok) return book.value.digest;
  throw new Error(`The built-in policy is not in order:\n${book.problems.map(describeProblem).join('\n')}`);
}
