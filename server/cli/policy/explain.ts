/** `ringfence policy explain`: tells how events are decided: what was asked, and which principles fired. */
import { createInterface } from 'node:readline';
import { describeWaiver } from '../../../common/finding.ts';
import { createCore, type Core, type ExplainedEvent } from '../../guard/core.ts';
import { exitCodes, UsageError, type Command, type CommandContext, type ExitCode } from '../command.ts';
import { describeProblem } from '../../../common/result.ts';
import { readEvent } from '../events.ts';
import { layersAbove } from '../layersAbove.ts';
import { choice, profileOption, readOptions } from '../options.ts';

/** Explains decisions. */
export const explainVerb: Command = {
  name: 'explain',
  usage: 'ringfence policy explain [--profile observe|balanced|locked] [--format text|json] < events.jsonl',
  summary: 'Explain how events (JSON lines on stdin) are decided: what was asked, which principles fired.',
  run: async (args, context) => {
    const { values, positionals } = readOptions(args, {
      profile: { type: 'string' },
      format: { type: 'string' },
    });
    if (positionals.length > 0) throw new UsageError('Events come from standard input.');
    const format = choice('format', values.format, ['text', 'json']);
    const core = await createCore({
      assets: context.assets,
      surroundings: context.surroundings,
      profile: profileOption(values.profile),
      recorder: { record: () => Promise.resolve() },
      layers: await layersAbove(context),
      failed: (stage, error) => context.err(`ringfence policy: ${stage}: ${String(error)}\n`),
    });
    return explainLines(core, context, format);
  },
};

async function explainLines(core: Core, context: CommandContext, format: 'text' | 'json'): Promise<ExitCode> {
  let lineNumber = 0;
  let worst: ExitCode = exitCodes.clean;
  for await (const line of createInterface({ input: context.stdin, crlfDelay: Infinity })) {
    lineNumber += 1;
    if (line.trim() === '') continue;
    const event = readEvent(line, lineNumber, context.cwd);
    if (!event.ok) {
      context.err(`${event.problems.map(describeProblem).join('\n')}\n`);
      worst = exitCodes.usage;
      continue;
    }
    const explained = await core.explain(event.value.event);
    await context.out(
      format === 'json' ? `${JSON.stringify(contract(event.value.id, explained))}\n` : describe(explained),
    );
    if (explained.explanation.verdict !== 'pass' && worst === exitCodes.clean) worst = exitCodes.findings;
  }
  return worst;
}

const contract = (id: string | number, { explanation, reason, findings, layers }: ExplainedEvent) => ({
  id,
  reason,
  ...explanation,
  findings,
  level: layers.profile.level,
  layers: layers.layers.map(({ layer, folder, problems }) => ({ layer, folder, problems })),
});

function describe({ explanation, observation, findings, reason, layers }: ExplainedEvent): string {
  const { verdict, policies, requests } = explanation;
  const touched = observation.paths.map(({ op, path, relative }) => `${op} ${relative ?? path}`);
  return [
    `${verdict.toUpperCase()}  ${reason}`,
    ...section('Touches', [...touched, ...observation.urls.map(url => `url ${url}`)]),
    ...section('Could not be understood', observation.opaque),
    ...section(
      'Found',
      findings.map(
        ({ severity, ruleId, path, message, waived }) =>
          `${severity} ${ruleId}${path === '' ? '' : ` in ${path}`}${waived === undefined ? '' : ` (${describeWaiver(waived)})`}: ${message}`,
      ),
    ),
    ...section(
      'Principles that fired',
      policies.map(({ id, effect, principle, layer }) => `${id} (${effect}, ${layer}): ${principle}`),
    ),
    ...section(
      'Asked',
      requests.map(
        ({ about, principal, action, fired }) =>
          `${principal} ${action} on ${about}: ${fired.length === 0 ? 'nothing fired' : fired.map(({ id }) => id).join(', ')}`,
      ),
    ),
    ...section('Wrong with the layers', layers.problems.map(describeProblem)),
    '',
    '',
  ].join('\n');
}

const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [`  ${title}:`, ...lines.map(line => `    ${line}`)];
