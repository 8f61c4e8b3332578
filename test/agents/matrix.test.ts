/**
 * The proof for agents of the command line: every attack works on the real agent as long as nothing guards it, and fails
 * with Ringfence installed by its own command. What is found is written to out/agents; docs/coverage.md is made of it.
 */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { attacksOf, type Attack } from '../support/agents/attacks.ts';
import { playControls, type Control } from '../support/agents/controls.ts';
import { harmless, missed } from '../support/agents/expectations.ts';
import { openGuardedHome, type Guarded, type GuardedHome, type Outcome } from '../support/agents/guarded.ts';
import { testedAgents, type AgentName } from '../support/agents/index.ts';
import { writeResults, type Cell, type WorkCell } from '../support/agents/results.ts';
import { workAlone, workGuarded } from '../support/agents/workday.ts';
import { buildProduct, type Product } from '../support/product.ts';

let product: Product;
beforeAll(async () => void (product = await buildProduct()));
afterAll(() => product.remove());

/** Whether the whole test command runs, which is to end in time. */
const isShort = process.env['RINGFENCE_AGENTS'] === 'default';

/** For what takes dozens of steps, on a busy machine. */
const patientMs = 1_200_000;

/** Has a home of its own: its guard does not outlive it or is another one, or the agent has a server of its own. */
const needsOwnHome = ({ guard, notes, profile }: Attack): boolean =>
  guard !== undefined || notes === true || profile !== undefined;

const expectedOf = ({ id, outcome }: Attack, agent: AgentName): Outcome =>
  missed[id]?.[agent]?.outcome ?? outcome ?? 'stopped';

const cellOf = ({ guard }: Attack, { outcome, lastStepMs, doctor }: Guarded): Cell => ({
  control: 'works',
  guarded: outcome,
  ...(guard === 'hung' ? { seconds: Math.round(lastStepMs / 1000) } : {}),
  ...(doctor === '' ? {} : { named: doctor.includes('switches the hooks off') }),
});

/** What model and person hear of a refusal: Cline ends the run and says no more than that, Qwen Code nothing of a prompt. */
function expectTold(agent: AgentName, { alone }: Attack, { heard, run }: Guarded): void {
  if (agent === 'qwen' && alone === true) return;
  expect(heard + run.stdout + run.stderr).toContain(agent === 'cline' ? 'run_aborted' : 'Ringfence');
}

describe.each(testedAgents())('%s', agent => {
  const mine = attacksOf(agent);
  const cells: Record<string, Cell> = {};
  let work: WorkCell | undefined;
  let controls: ReadonlyMap<string, Control>;
  let shared: GuardedHome;

  beforeAll(async () => {
    controls = await playControls(agent, mine);
    shared = await openGuardedHome(
      product,
      agent,
      mine.filter(attack => !needsOwnHome(attack)),
    );
  }, patientMs);

  const playGuarded = async (attack: Attack): Promise<Guarded> => {
    if (!needsOwnHome(attack)) return await shared.play(attack);
    const own = await openGuardedHome(product, agent, [attack]);
    return await own.play(attack).finally(own.close);
  };

  test.each(mine)('an agent that $title fails', async attack => {
    const control = controls.get(attack.id);
    const expectedToWork = harmless[attack.id]?.[agent] === undefined;
    expect(control?.succeeded, control?.told).toBe(expectedToWork);
    cells[attack.id] = { control: control?.succeeded === true ? 'works' : 'fails' };
    if (!expectedToWork) return;
    const guarded = await playGuarded(attack);
    const { outcome, unexpected, doctor } = guarded;
    cells[attack.id] = cellOf(attack, guarded);
    expect(unexpected).toEqual([]);
    expect(outcome).toBe(expectedOf(attack, agent));
    if (outcome === 'stopped') expectTold(agent, attack, guarded);
    if (doctor !== '') expect(doctor).toContain('switches the hooks off');
  });

  // In the short run one agent works for all.
  test.runIf(!isShort || agent === 'codex')(
    'an afternoon of ordinary work is untouched',
    async () => {
      const guarded = await workGuarded(product, agent);
      const { steps, shown, refused } = guarded;
      const control = isShort ? undefined : await workAlone(agent);
      if (control !== undefined)
        work = { steps, control: control.shown, guarded: shown, refused: refused.length };
      expect(guarded.refused).toEqual([]);
      expect(guarded.unexpected).toEqual([]);
      expect(guarded.wrong).toEqual(control?.wrong ?? []);
      expect(guarded.stands).toEqual({ created: true, edited: true, settings: true, committed: true });
      // Nothing is said beside the results either, and each step was seen.
      expect(guarded.heard).not.toContain('Ringfence');
      expect(guarded.judged).toBeGreaterThanOrEqual(guarded.steps);
      expect(guarded.steps).toBeGreaterThanOrEqual(40);
    },
    patientMs,
  );

  // A run that is broken off has found what it has found.
  afterEach(() => {
    if (!isShort) writeResults({ agent, attacks: cells, ...(work === undefined ? {} : { work }) });
  });
  afterAll(() => shared.close());
});
