/** Finds what a change is measured against: the commit where it left the branch that it is for. */
import { failure, success, type Problem, type Result } from '../../common/result.ts';
import { readPlainText } from '../platform/plainFile.ts';
import type { Git } from './git.ts';

/** Is the change between two commits. */
export interface Span {
  readonly head: string;
  /** Commit, or the empty tree where there was nothing before. */
  readonly base: string;
  /** How the base was chosen, for people. */
  readonly chosen: string;
  /** True when everything counts as new, since the head is the first commit. */
  readonly first: boolean;
}

/** Says where the base may be told. */
export interface BaseHints {
  readonly named: string | undefined;
  readonly env: NodeJS.ProcessEnv;
}

const wholeHistory =
  'Fetch the whole history: "git fetch --unshallow origin"; in GitHub Actions "fetch-depth: 0" for actions/checkout, in GitLab "GIT_DEPTH: 0".';

/** Returns head and base; fails with what is missing and how to get it. */
export async function findSpan(git: Git, hints: BaseHints): Promise<Result<Span>> {
  const head = await commitOf(git, 'HEAD');
  if (head === undefined) return refuse('HEAD', 'There is no commit to check yet.', 'Commit first.');
  const isShallow = (await git.line(['rev-parse', '--is-shallow-repository'])) === 'true';
  const candidate = await candidateOf(git, hints, head);
  if (candidate === undefined) return withoutParent(git, head, isShallow);
  const { rev, told } = candidate;
  const commit = await commitOf(git, rev);
  if (commit === undefined) {
    const remedy = isShallow ? wholeHistory : `Fetch it ("git fetch origin"), or name another with --base.`;
    return refuse(rev, `${told} "${rev}" is no commit that this clone has.`, remedy);
  }
  const merge = await git.line(['merge-base', commit, head]);
  if (merge !== undefined && merge !== '')
    return success({ head, base: merge, chosen: `${told} ${rev}`, first: false });
  if (isShallow)
    return refuse(
      rev,
      `This clone is shallow: it does not reach back to where the change left ${rev}.`,
      wholeHistory,
    );
  return success({
    head,
    base: commit,
    chosen: `${told} ${rev} (no common history: compared as it is)`,
    first: false,
  });
}

const refuse = (source: string, message: string, remedy: string): Result<never> =>
  failure({ source, message, remedy } satisfies Problem);

async function commitOf(git: Git, rev: string): Promise<string | undefined> {
  // An option in the place of a revision is none.
  if (rev === '' || rev.startsWith('-')) return undefined;
  return git.line(['rev-parse', '--verify', '--quiet', `${rev}^{commit}`]);
}

interface Candidate {
  readonly rev: string;
  readonly told: string;
}

/** Git's name for "there was nothing before". */
const nothing = /^0+$/u;

async function candidateOf(
  git: Git,
  { named, env }: BaseHints,
  head: string,
): Promise<Candidate | undefined> {
  if (named !== undefined && !nothing.test(named)) return { rev: named, told: '--base' };
  return requestBase(env) ?? (await pushBase(git, env)) ?? (await earlier(git, head));
}

async function pushBase(git: Git, env: NodeJS.ProcessEnv): Promise<Candidate | undefined> {
  const before = env['CI_COMMIT_BEFORE_SHA'] ?? (await pushedBefore(env['GITHUB_EVENT_PATH']));
  // A forced push leaves a commit behind that no clone has.
  if (before === undefined || nothing.test(before) || (await commitOf(git, before)) === undefined)
    return undefined;
  return { rev: before, told: 'the commit before the push' };
}

async function earlier(git: Git, head: string): Promise<Candidate | undefined> {
  const trunk = await git.line(['rev-parse', '--abbrev-ref', 'origin/HEAD']);
  const tip = trunk === undefined ? undefined : await commitOf(git, trunk);
  if (trunk !== undefined && tip !== undefined && tip !== head)
    return { rev: trunk, told: 'the default branch' };
  return (await commitOf(git, 'HEAD^')) === undefined
    ? undefined
    : { rev: 'HEAD^', told: 'the commit before' };
}

/** Lists how CI systems name the branch or commit that a request is for. */
const requestNames = [
  'CI_MERGE_REQUEST_DIFF_BASE_SHA',
  'GITHUB_BASE_REF',
  'CI_MERGE_REQUEST_TARGET_BRANCH_NAME',
  'BITBUCKET_PR_DESTINATION_BRANCH',
  'SYSTEM_PULLREQUEST_TARGETBRANCH',
  'CHANGE_TARGET',
] as const;

function requestBase(env: NodeJS.ProcessEnv): Candidate | undefined {
  const name = requestNames.find(each => (env[each] ?? '') !== '');
  const value = name === undefined ? undefined : env[name];
  if (name === undefined || value === undefined) return undefined;
  const rev = name.endsWith('_SHA') ? value : `origin/${value.replace(/^refs\/heads\//u, '')}`;
  return { rev, told: `${name}:` };
}

/** A push with thousands of commits is told of at such length. */
const largestEvent = 64 << 20;

async function pushedBefore(file: string | undefined): Promise<string | undefined> {
  if (file === undefined) return undefined;
  try {
    const event: unknown = JSON.parse(await readPlainText(file, largestEvent));
    const before =
      typeof event === 'object' && event !== null && 'before' in event ? event.before : undefined;
    return typeof before === 'string' && /^[0-9a-f]{40,64}$/u.test(before) ? before : undefined;
  } catch {
    return undefined;
  }
}

/** A commit without a parent is the first one, or the edge of a shallow clone. */
async function withoutParent(git: Git, head: string, isShallow: boolean): Promise<Result<Span>> {
  const raw = (await git.line(['cat-file', 'commit', head])) ?? '';
  if (isShallow && /^parent /mu.test(raw.split('\n\n')[0] ?? ''))
    return refuse('HEAD', 'This clone is shallow: it does not hold the commit before.', wholeHistory);
  const empty = await git.run(['hash-object', '-t', 'tree', '--stdin'], '');
  if (empty.code !== 0) return refuse('git', `git hash-object failed: ${empty.stderr.trim()}`, 'Check git.');
  return success({
    head,
    base: empty.stdout.toString('utf8').trim(),
    chosen: 'nothing: this is the first commit',
    first: true,
  });
}
