/** Finds the policy folder and the keys that it is verified with, and verifies it. */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Problem } from '../../../common/result.ts';
import { checkPolicy, type GatePolicy, type VerifiedPolicy } from '../../ci/policy.ts';
import type { Git } from '../../ci/git.ts';
import { findConfig } from '../../floor/config.ts';
import { examine } from '../../floor/examine.ts';
import type { ContentCheck } from '../../floor/floor.ts';
import type { PublicKey } from '../../floor/minisign/publicKey.ts';
import { manifestName } from '../../floor/paths.ts';
import { ringfenceFolders } from '../../platform/folders.ts';
import { readTexts } from '../../layers/files.ts';
import { UsageError, type CommandContext } from '../command.ts';
import { checkFolder } from '../policy/check.ts';
import { openFolder } from '../policy/folder.ts';
import { contentCheck } from '../floorHere.ts';
import { publicKeys } from '../policy/floorKeys.ts';
import type { CiRequest, Subject } from './ci.ts';

/** Checks the policy of the repository, or of the folder that is named. */
export async function policyOf(
  { policy, keys }: CiRequest,
  { git, top, span, changes }: Subject,
  context: CommandContext,
): Promise<GatePolicy> {
  const { cwd, version } = context;
  const folder = policy === '.ringfence' ? path.join(top, policy) : path.resolve(cwd, policy);
  if (policy !== '.ringfence' && !(await exists(folder)))
    throw new UsageError(`--policy ${policy} is not there. Name the folder that holds the team’s policy.`);
  const below = path.relative(top, folder).split(path.sep).join('/');
  const relative = below === '' || below === '..' || below.startsWith('../') ? undefined : below;
  const past = relative === undefined ? undefined : await pastSerial(git, `${span.base}:${relative}`);
  const given = publicKeys(keys, cwd);
  // A folder that nobody ever signed is a workspace's own, which needs no key that the machine trusts.
  const isSigned = past !== undefined || (await exists(path.join(folder, manifestName)));
  const counting = given.length > 0 || !isSigned ? given : pinnedKeys(context);
  const verify =
    counting.length === 0
      ? undefined
      : () => verified({ folder, keys: counting, past, version, check: contentCheck(context) });
  const read = (): Promise<readonly Problem[] | undefined> => problemsIn(folder, context);
  return checkPolicy({ git, span, changes, folder, relative, verify, read });
}

/** What was signed at some time is a floor; anything else may only add to one. */
async function problemsIn(folder: string, context: CommandContext): Promise<readonly Problem[] | undefined> {
  if (readTexts('workspace', folder) === undefined) return undefined;
  const layer = (await exists(path.join(folder, manifestName))) ? 'floor' : 'workspace';
  return (await checkFolder(openFolder(folder, layer, context), context)).problems;
}

function pinnedKeys({ surroundings }: CommandContext): readonly PublicKey[] {
  const { found } = findConfig(ringfenceFolders(surroundings), surroundings).chosen;
  return found.kind === 'config' ? found.config.keys : [];
}

const exists = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  );

/** A job remembers no earlier floor, but the base of the change does: nothing may go back behind it. */
async function pastSerial(git: Git, folder: string): Promise<number | undefined> {
  const { code, stdout } = await git.run(['show', `${folder}/${manifestName}`]);
  if (code !== 0) return undefined;
  try {
    const raw: unknown = JSON.parse(stdout.toString('utf8'));
    const serial = typeof raw === 'object' && raw !== null && 'serial' in raw ? raw.serial : undefined;
    return typeof serial === 'number' ? serial : 0;
  } catch {
    return 0;
  }
}

interface Verification {
  readonly folder: string;
  readonly keys: readonly PublicKey[];
  /** Serial before the change; undefined when there was no floor. */
  readonly past: number | undefined;
  readonly version: string;
  readonly check: ContentCheck;
}

async function verified({ folder, keys, past, version, check }: Verification): Promise<VerifiedPolicy> {
  const config = { source: folder, keys, name: undefined };
  // What does not load is told apart from a signature that does not hold.
  const examined = await examine({ config, version, folders: undefined, check: () => Promise.resolve([]) });
  if (!examined.ok) return { ok: false, problems: examined.problems };
  const { read, floor } = examined.value;
  const { manifest, signer, files } = floor;
  const source = path.join(folder, manifestName);
  if (Date.now() >= Date.parse(manifest.expires))
    return refused(source, `expired on ${manifest.expires}.`, 'Sign it again with a later date.');
  if (past !== undefined && manifest.serial < past)
    return refused(
      source,
      `goes back from serial ${past} to ${manifest.serial}.`,
      `Sign it with a serial above ${past}.`,
    );
  return {
    ok: true,
    files,
    faults: await check(files, read.place),
    detail: `Signed with key ${signer.id}, serial ${manifest.serial}, until ${manifest.expires.slice(0, 10)}.`,
  };
}

const refused = (source: string, message: string, remedy: string): VerifiedPolicy => ({
  ok: false,
  problems: [{ source, message, remedy }],
});
