/** Checks a floor before it is accepted: its policies and its profile must load without a fault. */
import type { Result } from '../../common/result.ts';
import type { ContentCheck } from '../floor/floor.ts';
import type { PolicyBook } from '../policy/open.ts';
import { layerOf, policyFile, profileFile } from './files.ts';

/** Returns the check; the built-in policies, beside which a floor's must load, are opened when the first one comes. */
export function floorCheck(openBook: () => Promise<Result<PolicyBook>>): ContentCheck {
  let book: Promise<Result<PolicyBook>> | undefined;
  return async (files, place) => {
    const opened = await (book ??= openBook());
    if (!opened.ok) return opened.problems;
    const policyText = files.get(policyFile);
    const profileText = files.get(profileFile);
    const { policies, problems } = layerOf({
      layer: 'floor',
      folder: place(''),
      policyName: place(policyFile),
      profileName: place(profileFile),
      problems: [],
      ...(policyText === undefined ? {} : { policyText }),
      ...(profileText === undefined ? {} : { profileText }),
    });
    if (policies === undefined) return problems;
    return [...problems, ...opened.value.load([policies], opened.value.builtIn.policies).problems];
  };
}
