/** `ringfence check`: judges events from standard input, one JSON object a line, without acting on them. */
import { createInterface } from 'node:readline';
import { describeProblem } from '../../common/result.ts';
import type { Verdict } from '../../common/verdict.ts';
import { createCore, type Core } from '../guard/core.ts';
import { systemClock } from '../ports/clock.ts';
import { createSessions } from '../session/sessions.ts';
import { exitCodes, type Command, type CommandContext, type ExitCode } from './command.ts';
import { parseJson, readEvent } from './events.ts';
import { layersAbove } from './layersAbove.ts';
import { profileOption, readOptions } from './options.ts';

/** Judges GuardEvents from standard input; the answers are the public JSON contract. */
export const checkCommand: Command = {
  name: 'check',
  usage: 'ringfence check [--profile observe|balanced|locked] < events.jsonl',
  summary:
    'Judge GuardEvents (JSON lines on stdin); one verdict a line. Nothing is executed, held or recorded.',
  run: async (args, context) => {
    const { values } = readOptions(args, { profile: { type: 'string' } });
    const failed = (stage: string, error: unknown): void =>
      context.err(`ringfence check: ${stage}: ${String(error)}\n`);
    const core = await createCore({
      assets: context.assets,
      surroundings: context.surroundings,
      profile: profileOption(values.profile),
      recorder: { record: () => Promise.resolve() },
      layers: await layersAbove(context),
      sessions: createSessions({ clock: systemClock, counts: false, record: () => undefined, failed }),
      failed,
    });
    return judgeLines(core, context);
  },
};

async function judgeLines(core: Core, context: CommandContext): Promise<ExitCode> {
  let worst: ExitCode = exitCodes.clean;
  let lineNumber = 0;
  for await (const line of createInterface({ input: context.stdin, crlfDelay: Infinity })) {
    lineNumber += 1;
    if (line.trim() === '') continue;
    const event = readEvent(line, lineNumber, context.cwd);
    if (event.ok) {
      const verdict = await core.pipeline.judge(event.value.event);
      if (verdict.verdict !== 'pass' && worst === exitCodes.clean) worst = exitCodes.findings;
      await context.out(`${JSON.stringify(answer(event.value.id, verdict))}\n`);
    } else {
      worst = exitCodes.usage;
      await context.out(`${JSON.stringify(refusal(line, event.problems.map(describeProblem)))}\n`);
    }
  }
  return worst;
}

const answer = (id: string | number, { verdict, reason, policies, findings }: Verdict) => ({
  id,
  verdict,
  reason,
  policies: policies.map(policy => policy.id),
  findings,
});

/** What cannot be read is refused, under its own id when that much can be read. */
const refusal = (line: string, problems: readonly string[]) => {
  const raw = parseJson(line);
  const id = typeof raw === 'object' && raw !== null && 'id' in raw ? raw.id : null;
  return {
    id,
    verdict: 'deny',
    reason: problems.join(' '),
    policies: ['unreadable-event'],
    findings: [],
    error: true,
  };
};
