/**
 * Checks that what agents changed in protected places was approved by a person, as the ledger tells. An approval counts
 * for the content that it was given for: what was changed afterwards needs another. Reads a ledger; the rest is pure.
 */
import { wholeFile, type Finding } from '../../common/finding.ts';
import type { LedgerBody } from '../../common/ledger.ts';
import { pathMatcher } from '../engine/load/paths.ts';
import { ledgerEntries } from '../ledger/entries.ts';
import { verifyLedger } from '../ledger/verify.ts';
import type { AgentPaths } from './authors.ts';
import type { Change } from './changes.ts';
import { counted, type Check } from './report.ts';

/** Is a changed file in a protected place, with a digest of what it holds now; none where it is removed or no text. */
export interface ProtectedChange {
  readonly change: Change;
  readonly digest: string | undefined;
}

/** Returns the changes that need an approval when an agent made them. */
export function protectedChanges(changes: readonly Change[], globs: readonly string[]): readonly Change[] {
  if (globs.length === 0) return [];
  const matches = pathMatcher({ include: globs, exclude: [] });
  return changes.filter(({ path, from }) => matches(path) || (from !== undefined && matches(from)));
}

/** Is what a ledger tells of protected files, by their path in the repository. */
export interface LedgerTold {
  /** Names the agent that wrote a file. */
  readonly writers: ReadonlyMap<string, string>;
  /** Lists the digests that were approved; `removed` for a removal. */
  readonly approved: ReadonlyMap<string, ReadonlySet<string>>;
  /** Says what is wrong with the ledger; empty when it is whole. */
  readonly faults: readonly string[];
  readonly entries: number;
}

/** Reads a ledger from beginning to end in flat memory: only what concerns the files asked about is kept. */
export async function readTold(
  folder: string,
  paths: readonly string[],
  publicKey: string | undefined,
): Promise<LedgerTold> {
  const report = await verifyLedger(folder, publicKey === undefined ? {} : { publicKey });
  const writers = new Map<string, string>();
  const approved = new Map<string, Set<string>>();
  const find = finder(paths);
  for await (const { body } of ledgerEntries(folder)) {
    for (const { path, agent } of writesOf(body)) for (const known of find(path)) writers.set(known, agent);
    for (const { path, digest } of approvalsOf(body))
      for (const known of find(path)) approved.set(known, (approved.get(known) ?? new Set()).add(digest));
  }
  const faults = report.problems.map(
    ({ file, line, message }) => `${file}${line === 0 ? '' : `:${line}`}: ${message}`,
  );
  return { writers, approved, faults, entries: report.entries };
}

/** A ledger names absolute paths of the machine that it was written on, so files are known by how their path ends. */
function finder(paths: readonly string[]): (named: string) => readonly string[] {
  const byName = new Map<string, string[]>();
  for (const path of paths) {
    const name = baseName(path);
    byName.set(name, [...(byName.get(name) ?? []), path]);
  }
  return named => {
    const normal = named.replaceAll('\\', '/');
    return (byName.get(baseName(normal)) ?? []).filter(
      path => normal === path || normal === `./${path}` || normal.endsWith(`/${path}`),
    );
  };
}

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

const writingKinds = new Set(['fs.write', 'fs.edit', 'fs.patch', 'fs.delete', 'config.change', 'shell.exec']);
const refused = new Set(['deny', 'ask', 'quarantine']);

function writesOf(body: LedgerBody): readonly { readonly path: string; readonly agent: string }[] {
  if (body.type !== 'verdict' || body.origin !== 'agent') return [];
  if (!writingKinds.has(body.kind) || refused.has(body.verdict)) return [];
  return body.paths.map(path => ({ path, agent: body.agent || 'an agent' }));
}

function approvalsOf(body: LedgerBody): readonly { readonly path: string; readonly digest: string }[] {
  if (body.type === 'approval' && body.action === 'used')
    return (body.contents ?? []).map(({ path, sha256 }) => ({ path, digest: sha256 ?? removed }));
  if (body.type === 'item' && body.action === 'approved' && body.by === 'user')
    return [{ path: body.path, digest: body.sha256 ?? removed }];
  return [];
}

/** Stands for the digest of a file that is not there. */
const removed = 'removed';

/** Says what the approvals come to. */
export interface ApprovalQuestion {
  readonly globs: readonly string[];
  readonly changes: readonly ProtectedChange[];
  /** What commits say of who wrote a file. */
  readonly authors: AgentPaths;
  /** Undefined where there is no ledger. */
  readonly told: LedgerTold | undefined;
}

/** Judges the protected changes of agents. */
export function checkApprovals({ globs, changes, authors, told }: ApprovalQuestion): Check {
  if (globs.length === 0)
    return { id: 'approvals', state: 'unchecked', detail: 'The team’s profile requires none.', findings: [] };
  if (changes.length === 0)
    return { id: 'approvals', state: 'passed', detail: 'Nothing protected is changed.', findings: [] };
  const findings = changes.flatMap(each => findingOf(each, authors, told));
  const faults = told === undefined || told.faults.length === 0 ? [] : [brokenLedger(told.faults)];
  const all = [...faults, ...findings];
  const what = counted(changes.length, 'protected file');
  if (all.length > 0)
    return {
      id: 'approvals',
      state: 'failed',
      detail: `${what} changed, ${counted(all.length, 'finding')}.`,
      findings: all,
    };
  const detail =
    told === undefined
      ? `${what} changed; no commit names an agent, and there is no ledger to ask.`
      : `${what} changed: by people, or with their approval.`;
  return { id: 'approvals', state: told === undefined ? 'unchecked' : 'passed', detail, findings: [] };
}

function findingOf(
  { change, digest }: ProtectedChange,
  authors: AgentPaths,
  told: LedgerTold | undefined,
): readonly Finding[] {
  const names = change.from === undefined ? [change.path] : [change.path, change.from];
  const known = (map: ReadonlyMap<string, string> | undefined): string | undefined =>
    names.map(name => map?.get(name)).find(agent => agent !== undefined);
  const agent = known(authors) ?? known(told?.writers);
  if (agent === undefined) return [];
  if (told === undefined)
    return [missing(change, `${agent} changed this, and there is no ledger to show an approval.`)];
  const approved = names.flatMap(name => [...(told.approved.get(name) ?? [])]);
  const wanted = change.kind === 'deleted' ? removed : digest;
  if (wanted !== undefined && approved.includes(wanted)) return [];
  return [
    missing(
      change,
      approved.length === 0
        ? `${agent} changed this, and nobody approved it.`
        : `${agent} changed this; a person approved other content of it.`,
    ),
  ];
}

const missing = ({ path }: Change, message: string): Finding => ({
  ruleId: 'gate/unapproved-change',
  severity: 'high',
  confidence: 'high',
  path,
  ...wholeFile,
  message: `${message} The team’s profile wants a person’s approval here.`,
  remedy:
    'Review the change, approve it in Ringfence where it is made, and hand the ledger to the gate with --ledger.',
  tags: [{ scheme: 'ringfence', edition: '1', id: 'CI' }],
});

const brokenLedger = (faults: readonly string[]): Finding => ({
  ruleId: 'gate/broken-ledger',
  severity: 'critical',
  confidence: 'high',
  path: '',
  ...wholeFile,
  message: `The ledger was changed, so that its approvals prove nothing: ${faults.slice(0, 3).join(' ')}`,
  remedy: 'Run "ringfence ledger verify" where it was written, and hand an unchanged copy to the gate.',
  tags: [{ scheme: 'ringfence', edition: '1', id: 'SELF' }],
});
