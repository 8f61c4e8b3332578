/** Gathers what an evidence report is made of: policy, floor, ledger, agents. Reads; changes nothing. */
import path from 'node:path';
import { describeProblem } from '../../../common/result.ts';
import { uncoverable } from '../../agents/coverage.ts';
import { allRules } from '../../detect/detectors.ts';
import type { EvidenceFacts, FloorEvidence, PolicyEvidence } from '../../evidence/report.ts';
import type { InForce } from '../../evidence/inForce.ts';
import type { Period } from '../../evidence/tally.ts';
import type { FloorState } from '../../floor/floor.ts';
import { openLayers } from '../../layers/open.ts';
import type { Layers } from '../../layers/layer.ts';
import { verifyLedger } from '../../ledger/verify.ts';
import { ringfenceFolders } from '../../platform/folders.ts';
import { findCedarWasm } from '../../policy/cedar.ts';
import { policyDigest } from '../../policy/digest.ts';
import { openPolicy } from '../../policy/open.ts';
import type { PolicySet } from '../../policy/policy.ts';
import type { CommandContext } from '../command.ts';
import { floorHere } from '../floorHere.ts';
import { inspectAgents } from '../doctor/agents.ts';
import { installSettingOf } from '../install/setting.ts';

/** Says what to gather for. */
export interface Gathering {
  readonly period: Period;
  readonly now: number;
  /** Folder of the ledger, and the key that it is verified with, in PEM. */
  readonly ledger: string;
  readonly ledgerKey: string | undefined;
}

/** Returns the policies in force for a person in this folder. */
export async function policiesHere(context: CommandContext): Promise<InForce['policies']> {
  const { surroundings, cwd, assets } = context;
  const folders = ringfenceFolders(surroundings);
  const floor = await floorHere(context, 'never');
  return (await policiesOf(openLayers({ folders, roots: [cwd], floor }), assets)).policies;
}

/** Gathers everything but the entries of the ledger. */
export async function gather(
  { period, now, ledger, ledgerKey }: Gathering,
  context: CommandContext,
): Promise<EvidenceFacts> {
  const { surroundings, cwd, version } = context;
  const folders = ringfenceFolders(surroundings);
  const floor = await floorHere(context, 'never');
  const layers = openLayers({ folders, roots: [cwd], floor });
  const set = await policiesOf(layers, context.assets);
  const { profile } = layers;
  return {
    version,
    now,
    period,
    inForce: {
      rules: allRules().filter(({ id }) => profile.rules?.[id] !== 'off'),
      policies: set.policies,
    },
    policy: policyEvidence(set, layers),
    floor: floorEvidence(floor),
    verified: await verifyLedger(ledger, ledgerKey === undefined ? {} : { publicKey: ledgerKey }),
    level: profile.level,
    team: {
      retentionDays: profile.ledger?.retentionDays,
      exports: profile.ledger?.export?.length ?? 0,
      mcpList: profile.mcpServers === undefined ? undefined : Object.keys(profile.mcpServers).length,
      level: profile.level !== undefined || profile.settings !== undefined,
    },
    agents: await agentsOf(context),
    uncoverable,
  };
}

interface Loaded {
  readonly policies: InForce['policies'];
  readonly problems: readonly string[];
}

/** Layers that do not load leave the built-in policies in force, as in the guard, and are told of. */
async function policiesOf({ sources }: Layers, assets: string): Promise<Loaded> {
  const files = { rules: path.join(assets, 'policy'), wasm: findCedarWasm(assets) };
  const all = await openPolicy(files, sources);
  if (all.ok) return { policies: all.value.policies, problems: [] };
  const builtIn = await openPolicy(files);
  const none: Pick<PolicySet, 'policies'> = { policies: [] };
  return {
    policies: (builtIn.ok ? builtIn.value : none).policies,
    problems: all.problems.map(describeProblem),
  };
}

function policyEvidence({ policies, problems }: Loaded, layers: Layers): PolicyEvidence {
  const byLayer: Record<string, number> = {};
  for (const { layer } of policies) byLayer[layer] = (byLayer[layer] ?? 0) + 1;
  return {
    digest: policyDigest(policies),
    policies: policies.length,
    byLayer,
    problems: [...new Set([...problems, ...layers.problems.map(describeProblem)])],
  };
}

function floorEvidence(floor: FloorState): FloorEvidence {
  const problems = floor.problems.map(describeProblem);
  if (floor.status === 'none') return { status: floor.status, problems };
  if (floor.status === 'missing') return { status: floor.status, source: floor.source, problems };
  const { status, name, serial, signer, digest, expires, source } = floor;
  return { status, name, serial, signer, digest, expires, source, problems };
}

async function agentsOf(context: CommandContext): Promise<EvidenceFacts['agents']> {
  const folders = ringfenceFolders(context.surroundings);
  const reports = await inspectAgents(installSettingOf(context), {
    folders,
    canary: false,
    cwd: context.cwd,
  });
  return reports.map(({ name, title, present, status, detail }) => ({
    name,
    title,
    present,
    covered: status.kind === 'installed',
    detail,
  }));
}
