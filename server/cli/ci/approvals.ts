/** Gathers what the check of approvals needs: protected files with what they hold, authors, the ledger. */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import {
  checkApprovals,
  protectedChanges,
  readTold,
  type LedgerTold,
  type ProtectedChange,
} from '../../ci/approvals.ts';
import { agentPathsOf } from '../../ci/authors.ts';
import { sizesOf, type Change } from '../../ci/changes.ts';
import type { Git } from '../../ci/git.ts';
import type { GatePolicy } from '../../ci/policy.ts';
import type { Check } from '../../ci/report.ts';
import { decodeSource } from '../../platform/text.ts';
import { textDigest } from '../../platform/textDigest.ts';
import { UsageError, type CommandContext } from '../command.ts';
import { ledgerKey } from '../ledger/places.ts';
import type { CiRequest, Subject } from './ci.ts';

/** Checks approvals. */
export async function approvalsOf(
  request: CiRequest,
  { git, span, changes }: Subject,
  { approvalRequired: globs }: GatePolicy,
  context: CommandContext,
): Promise<Check> {
  const concerned = protectedChanges(changes, globs);
  if (concerned.length === 0)
    return checkApprovals({ globs, changes: [], authors: new Map(), told: undefined });
  return checkApprovals({
    globs,
    changes: await digested(git, concerned),
    authors: await agentPathsOf(git, span),
    told: await ledgerOf(request, concerned, context),
  });
}

const largestFile = 10_000_000;

async function digested(git: Git, changes: readonly Change[]): Promise<readonly ProtectedChange[]> {
  const sizes = await sizesOf(
    git,
    changes.flatMap(({ after }) => after ?? []),
  );
  const objects = git.objects();
  try {
    const result: ProtectedChange[] = [];
    for (const change of changes) {
      const { after } = change;
      const bytes =
        after === undefined || (sizes.get(after) ?? 0) > largestFile ? undefined : await objects.read(after);
      const text = bytes === undefined ? undefined : decodeSource(bytes);
      result.push({ change, digest: text === undefined ? undefined : textDigest(text) });
    }
    return result;
  } finally {
    objects.close();
  }
}

async function ledgerOf(
  { ledger, ledgerKey: keyFile }: CiRequest,
  concerned: readonly Change[],
  context: CommandContext,
): Promise<LedgerTold | undefined> {
  if (ledger === undefined) return undefined;
  const folder = path.resolve(context.cwd, ledger);
  const isFolder = await stat(folder).then(
    found => found.isDirectory(),
    () => false,
  );
  if (!isFolder) throw new UsageError(`--ledger ${ledger} is no folder.`);
  const key = await ledgerKey('ledger-key', keyFile, context);
  const paths = concerned.flatMap(({ path: file, from }) => (from === undefined ? [file] : [file, from]));
  return readTold(folder, paths, key);
}
