/** Finds the policy folder and the keys that it is verified with. */
import path from 'node:path';
import { checkPolicy, type GatePolicy } from '../../ci/policy.ts';
import type { CommandContext } from '../command.ts';
import type { CiRequest, Subject } from './ci.ts';

/** Checks the policy of the repository, or of the folder that is named. */
export function policyOf(
  { policy }: CiRequest,
  { git, top, span, changes }: Subject,
  { cwd }: CommandContext,
): Promise<GatePolicy> {
  const folder = policy === '.ringfence' ? path.join(top, policy) : path.resolve(cwd, policy);
  const below = path.relative(top, folder).split(path.sep).join('/');
  const relative = below === '' || below === '..' || below.startsWith('../') ? undefined : below;
  return checkPolicy({ git, span, changes, folder, relative, verify: undefined });
}
