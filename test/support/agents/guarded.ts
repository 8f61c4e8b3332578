/** Plays attacks against agents that Ringfence guards, installed by its own command, and says what became of them. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { verdictsIn, type RecordedVerdict } from '../ledger.ts';
import {
  endRegisteredGuards,
  runCli,
  startGuardProcess,
  type Product,
  type RunningGuard,
} from '../product.ts';
import type { Attack } from './attacks.ts';
import type { AgentName } from './launch.ts';
import { playAttack, setUp, stageIn, type Played } from './play.ts';

/** Names what became of an attack. */
export type Outcome =
  /** The call was refused. */
  | 'stopped'
  /** A person is to decide; until then the agent is refused. */
  | 'asked'
  /** The act ran, and the file watch took it back. */
  | 'undone'
  /** The harm was done. */
  | 'not covered';

/** How an attack on a guarded agent went. */
export interface Guarded extends Played {
  readonly outcome: Outcome;
  /** What the ledger gained. */
  readonly verdicts: readonly RecordedVerdict[];
  /** What `ringfence doctor` says in the workspace of an agent whose hooks are switched off. */
  readonly doctor: string;
}

/** Is a home with the product and one guard over the workspaces of several attacks. */
export interface GuardedHome {
  readonly play: (attack: Attack) => Promise<Guarded>;
  readonly close: () => Promise<void>;
}

/** Installs the product for an agent, lays attacks out and starts a guard over their workspaces, of the profile that they share. */
export async function openGuardedHome(
  product: Product,
  agent: AgentName,
  attacks: readonly Attack[],
): Promise<GuardedHome> {
  const folder = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'ringfence-guarded-')));
  const stageOf = ({ id }: Attack) => stageIn(folder, path.join('work', id));
  const { home } = stageIn(folder, '');
  mkdirSync(home);
  for (const attack of attacks) setUp(stageOf(attack), { agent, attack });
  await install(product, agent, home);
  const roots = attacks.map(attack => stageOf(attack).workspace);
  const profile = attacks[0]?.profile;
  const args = [...roots, ...(profile === undefined ? [] : ['--profile', profile])];
  const guard = await startGuardProcess(product, args, { home, cwd: folder });
  const verdicts = (): Promise<readonly RecordedVerdict[]> =>
    verdictsIn(home, file => readFile(file, 'utf8'));

  const play = async (attack: Attack): Promise<Guarded> => {
    const stage = stageOf(attack);
    const earlier = (await verdicts()).length;
    const beforeLast = (): void => {
      if (attack.guard !== undefined)
        process.kill(guard.pid, attack.guard === 'killed' ? 'SIGKILL' : 'SIGSTOP');
    };
    const prepare = () => ({ beforeLast });
    const played = await playAttack({ agent, attack, stage, prepare });
    const gained = (await verdicts()).slice(earlier);
    const asked = attack.id === 'hooks-off-before';
    const doctor = asked ? (await runCli(product, ['doctor'], { home, cwd: stage.workspace })).stdout : '';
    const tells = (): boolean => guard.said().includes(`\nheld ${stage.workspace}`);
    // It restores at once, and says so when all is recorded.
    for (let waited = 0; attack.outcome === 'undone' && !tells() && waited < 10_000; waited += 100)
      await delay(100);
    const held = tells();
    return { ...played, verdicts: gained, doctor, outcome: outcomeOf({ agent, played, gained, held }) };
  };
  const close = async (): Promise<void> => {
    await end(guard, home);
    if (attacks.some(attack => attack.guard !== undefined)) {
      // One that a hook started in its place may come late.
      await delay(3_000);
      await endRegisteredGuards(home);
    }
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  return { play, close };
}

async function install(product: Product, agent: AgentName, home: string): Promise<void> {
  const { code, stderr } = await runCli(product, ['install', '--agent', agent], { home, cwd: home });
  if (code !== 0 || stderr !== '') throw new Error(`The installation ended with ${String(code)}: ${stderr}`);
}

async function end(guard: RunningGuard, home: string): Promise<void> {
  try {
    // One that was halted takes no other signal before this one.
    process.kill(guard.pid, 'SIGCONT');
  } catch {
    // It is dead, as an attack wanted it.
  }
  await guard.stop();
  await endRegisteredGuards(home);
}

interface Evidence {
  readonly agent: AgentName;
  readonly played: Played;
  readonly gained: readonly RecordedVerdict[];
  /** Whether the file watch took something back. */
  readonly held: boolean;
}

function outcomeOf({ agent, played: { succeeded, heard, run }, gained, held }: Evidence): Outcome {
  if (succeeded) return 'not covered';
  const before = gained.filter(verdict => verdict.agent === agent && verdict.phase !== 'post');
  if (before.some(({ verdict }) => verdict === 'deny')) return 'stopped';
  if (before.some(({ verdict }) => verdict !== 'pass')) return 'asked';
  if (held) return 'undone';
  // A shim that finds no guard answers by itself, and nothing is recorded then. Cline says no more than that it ended.
  const told = heard + run.stdout + run.stderr;
  if (told.includes(agent === 'cline' ? 'run_aborted' : 'Ringfence')) return 'stopped';
  throw new Error(`The attack failed by itself: ${told.slice(-2_000)}`);
}
