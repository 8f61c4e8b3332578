/** `ringfence sessions`: what agents' sessions have taken in, what they did, and clearing a label. */
import { isSessionLabel, sessionLabels, type SessionRecord } from '../../common/session.ts';
import { exitCodes, UsageError, type Command, type CommandContext, type ExitCode } from './command.ts';
import { choice, readOptions } from './options.ts';
import { overseerOf } from './overseer.ts';

/** Lists labelled sessions, shows one as a timeline, clears labels. */
export const sessionsCommand: Command = {
  name: 'sessions',
  usage: 'ringfence sessions [list | show ID | clear ID [--label NAME]] [--format text|json]',
  summary: 'See what agents’ sessions have taken in and done, and clear a label that no longer holds.',
  run: async (args, context) => {
    const { values, positionals } = readOptions(args, {
      format: { type: 'string' },
      label: { type: 'string' },
    });
    const [verb = 'list', id, ...rest] = positionals;
    const json = choice('format', values.format, ['text', 'json']) === 'json';
    if (verb === 'list' && id === undefined) return list(json, context);
    if (id === undefined || rest.length > 0) throw new UsageError('Name one session by its id.');
    if (verb === 'show') return show(id, json, context);
    if (verb === 'clear') return clear(id, values.label, context);
    throw new UsageError(`"${verb}" is none of list, show and clear.`);
  },
};

async function list(json: boolean, context: CommandContext): Promise<ExitCode> {
  const { sessions: records } = overseerOf(context).overview();
  await context.out(
    json
      ? `${JSON.stringify({ version: 1, sessions: records }, null, 2)}\n`
      : records.length === 0
        ? 'No session has a label.\n'
        : `${records.map(describe).join('\n')}\n`,
  );
  return exitCodes.clean;
}

const describe = ({ id, agent, cwd, labels, ts }: SessionRecord): string =>
  [
    `${id}  ${agent || 'an agent'} in ${cwd.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, '?')}, ${new Date(ts).toISOString()}`,
    ...labels.map(
      ({ label, source, ts: since }) =>
        `  ${label}: ${sessionLabels[label]}${source === '' ? '' : ` (${source})`}, since ${new Date(since).toISOString()}`,
    ),
  ].join('\n');

async function show(id: string, json: boolean, context: CommandContext): Promise<ExitCode> {
  const overseer = overseerOf(context);
  const record = overseer.overview().sessions.find(each => each.id === id);
  const lines = await overseer.timeline(id);
  if (record === undefined && lines.length === 0) return unknown(id, context);
  await context.out(
    json
      ? `${JSON.stringify({ version: 1, session: record ?? null, timeline: lines }, null, 2)}\n`
      : [
          ...(record === undefined ? [] : [describe(record)]),
          ...lines.map(({ ts, text }) => `${new Date(ts).toISOString()}  ${text}`),
          '',
        ].join('\n'),
  );
  return exitCodes.clean;
}

async function clear(id: string, label: string | undefined, context: CommandContext): Promise<ExitCode> {
  if (label !== undefined && !isSessionLabel(label))
    throw new UsageError(`--label takes ${Object.keys(sessionLabels).join(', ')}, not "${label}".`);
  const outcome = await overseerOf(context).decide({
    action: 'clear',
    id,
    ...(label === undefined ? {} : { label }),
  });
  if (!outcome.ok) return unknown(id, context);
  await context.out(`Cleared ${label ?? 'every label'} of ${id}.\n`);
  return exitCodes.clean;
}

async function unknown(id: string, { out }: CommandContext): Promise<ExitCode> {
  await out(`No session with the id ${id} is known; "ringfence sessions" lists those with labels.\n`);
  return exitCodes.findings;
}
