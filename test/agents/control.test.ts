/** Proves that every attack works on every real agent as long as nothing guards it. */
import { describe, expect, test } from 'vitest';
import { attacksOf } from '../support/agents/attacks.ts';
import { testedAgents } from '../support/agents/index.ts';
import { playAttack } from '../support/agents/play.ts';

describe.each(testedAgents())('%s, unguarded', agent => {
  test.each(attacksOf(agent))('$title', async attack => {
    const played = await playAttack({ agent, attack });
    expect(played.unexpected).toEqual([]);
    expect(played.run.exitCode).toBe(0);
    expect(played.succeeded, JSON.stringify(played.results)).toBe(true);
  });
});
