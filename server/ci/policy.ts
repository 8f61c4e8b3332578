/** Checks the team's policy folder: its signature, and that everything in it can be read. */
import path from 'node:path';
import { wholeFile, type Finding } from '../../common/finding.ts';
import type { TeamProfile } from '../../common/profile.ts';
import type { Problem } from '../../common/result.ts';
import { parseProfile } from '../layers/profile.ts';
import { readPlainText } from '../platform/plainFile.ts';
import type { Span } from './base.ts';
import type { Change } from './changes.ts';
import type { Git } from './git.ts';
import { counted, type Check } from './report.ts';

/** Is the policy of a repository as far as the gate may believe it. */
export interface GatePolicy {
  readonly check: Check;
  /** Globs of what needs an approval: of the folder as it is now, and unsigned also as it was before the change. */
  readonly approvalRequired: readonly string[];
  /** What only a verified signature may say: waivers, and rules that are off. */
  readonly signed: Pick<TeamProfile, 'waivers' | 'rules'>;
}

/** Says what is checked. */
export interface PolicyQuestion {
  readonly git: Git;
  readonly span: Span;
  readonly changes: readonly Change[];
  /** Absolute folder, and its path in the repository; undefined when it lies outside. */
  readonly folder: string;
  readonly relative: string | undefined;
  /** Verifies the folder's signature; undefined where no key is known. */
  readonly verify: (() => Promise<VerifiedPolicy>) | undefined;
  /** Reads the folder as a machine would without a signature: what is wrong with it; undefined when it holds no policy. */
  readonly read: () => Promise<readonly Problem[] | undefined>;
}

/** Is what the verification of a signed folder gave. */
export type VerifiedPolicy =
  | {
      readonly ok: true;
      readonly files: ReadonlyMap<string, string>;
      readonly detail: string;
      /** Says what keeps it from being loaded. */
      readonly faults: readonly Problem[];
    }
  | { readonly ok: false; readonly problems: readonly Problem[] };

const profileName = 'profile.jsonc';

/** Verifies and reads the policy; never rejects. */
export async function checkPolicy(question: PolicyQuestion): Promise<GatePolicy> {
  return question.verify === undefined ? unsigned(question) : signed(question, await question.verify());
}

async function signed(question: PolicyQuestion, verified: VerifiedPolicy): Promise<GatePolicy> {
  if (!verified.ok) {
    const { approvalRequired } = await unsigned(question);
    const findings = verified.problems.map(problem =>
      policyFinding('gate/policy-signature', problem, question),
    );
    const detail = `The signature does not hold: ${counted(findings.length, 'problem')}.`;
    return { check: { id: 'policy', state: 'failed', detail, findings }, approvalRequired, signed: {} };
  }
  const text = verified.files.get(profileName);
  const profile: TeamProfile = text === undefined ? {} : parseProfile(text, profileName, 'floor').profile;
  const findings = verified.faults.map(fault => policyFinding('gate/policy-unreadable', fault, question));
  const loads = findings.length === 0;
  const refusal = ` It cannot be loaded, so that machines do not take it: ${counted(findings.length, 'problem')}.`;
  return {
    check: {
      id: 'policy',
      state: loads ? 'passed' : 'failed',
      detail: `${verified.detail}${loads ? '' : refusal}`,
      findings,
    },
    approvalRequired: profile.approvalRequired ?? [],
    // What no machine takes excuses nothing here either.
    signed: loads ? profile : {},
  };
}

/** Without a key a change could loosen the gate that it passes through, so that what stood before it still counts. */
async function unsigned(question: PolicyQuestion): Promise<GatePolicy> {
  const { git, span, changes, folder, relative } = question;
  const now = await readPlainText(path.join(folder, profileName)).catch(() => undefined);
  const before =
    relative === undefined ? undefined : await git.run(['show', `${span.base}:${relative}/${profileName}`]);
  const past = before?.code === 0 ? before.stdout.toString('utf8') : undefined;
  const globs = [now, past].flatMap(text =>
    text === undefined ? [] : (parseProfile(text, profileName, 'workspace').profile.approvalRequired ?? []),
  );
  const problems = await question.read();
  const touched = changes.filter(
    ({ path: file }) => relative !== undefined && file.startsWith(`${relative}/`),
  );
  const findings = [
    ...(problems ?? []).map(problem => policyFinding('gate/policy-unreadable', problem, question)),
    ...touched.map(({ path: file }) => changedPolicy(file)),
  ];
  const detail =
    problems === undefined
      ? 'There is no policy folder, and no key to verify one.'
      : `No key is given or pinned: the signature was not checked.${touched.length === 0 ? '' : ' The policy changes in this change.'}`;
  const failed = findings.some(({ severity }) => severity !== 'info');
  return {
    check: { id: 'policy', state: failed ? 'failed' : 'unchecked', detail, findings },
    approvalRequired: [...new Set(globs)],
    signed: {},
  };
}

const policyFinding = (
  ruleId: string,
  { source, line = 1, message, remedy }: Problem,
  { folder, relative }: PolicyQuestion,
): Finding => ({
  ruleId,
  severity: ruleId === 'gate/policy-signature' ? 'critical' : 'medium',
  confidence: 'high',
  path: relative === undefined ? source : `${relative}/${below(folder, source)}`,
  start: { line, column: 1 },
  end: { line, column: 1 },
  message: `The team’s policy ${/^[a-z]/u.test(message) ? message : `has a problem: ${message}`}`,
  remedy,
  tags: [{ scheme: 'ringfence', edition: '1', id: 'SELF' }],
});

/** Problems name files by their place in the folder, or absolutely. */
const below = (folder: string, source: string): string =>
  (path.isAbsolute(source) ? path.relative(folder, source) : source).replaceAll('\\', '/');

const changedPolicy = (file: string): Finding => ({
  ruleId: 'gate/policy-changed',
  severity: 'info',
  confidence: 'high',
  path: file,
  ...wholeFile,
  message: 'The team’s policy changes here, and no key is known to check its signature with.',
  remedy: 'Have its owners review it (CODEOWNERS), and hand the team’s key to the gate with --public-key.',
  tags: [{ scheme: 'ringfence', edition: '1', id: 'SELF' }],
});
