/** `ringfence approvals`: what agents wait for, and what a person has allowed. */
import {
  grantScopes,
  sessionLabels,
  type ApprovalRequest,
  type Grant,
  type GrantScope,
} from '../../common/session.ts';
import type { Oversight } from '../../common/protocol.ts';
import { systemClock } from '../ports/clock.ts';
import { exitCodes, UsageError, type Command, type CommandContext, type ExitCode } from './command.ts';
import { choice, readOptions } from './options.ts';
import { overseerOf } from './overseer.ts';

/** Lists, allows, denies and takes back. */
export const approvalsCommand: Command = {
  name: 'approvals',
  usage:
    'ringfence approvals [list [--format text|json] | allow ID [--for once|session|workspace] | deny ID | revoke ID]',
  summary: 'Decide what agents wait for: allow once, for the session or in this folder, deny, take back.',
  run: async (args, context) => {
    const { values, positionals } = readOptions(args, {
      format: { type: 'string' },
      for: { type: 'string' },
    });
    const [verb = 'list', id, ...rest] = positionals;
    const overseer = overseerOf(context);
    const overview = overseer.overview();
    if (verb === 'list' && id === undefined)
      return list(overview, choice('format', values.format, ['text', 'json']), context);
    if (id === undefined || rest.length > 0) throw new UsageError('Name one request by its id.');
    const action = actionOf(verb);
    const known = action === 'revoke' ? overview.grants : overview.requests;
    const subject = known.find(each => each.id === id)?.subject ?? '';
    const scope = choice('for', values.for, grantScopes);
    const outcome = await overseer.decide(action === 'allow' ? { action, id, scope } : { action, id });
    const done = { allow: `Allowed ${scopes[scope]}`, deny: 'Denied', revoke: 'Taken back' }[action];
    await context.out(outcome.ok ? `${done}: ${subject}\n` : `${id}: ${outcome.message}\n`);
    return outcome.ok ? exitCodes.clean : exitCodes.findings;
  },
};

function actionOf(verb: string): 'allow' | 'deny' | 'revoke' {
  if (verb === 'allow' || verb === 'deny' || verb === 'revoke') return verb;
  throw new UsageError(`"${verb}" is none of list, allow, deny and revoke.`);
}

async function list(
  { requests, grants }: Oversight,
  format: 'text' | 'json',
  { out }: CommandContext,
): Promise<ExitCode> {
  const now = systemClock.now();
  await out(
    format === 'json'
      ? `${JSON.stringify({ version: 1, requests, grants }, null, 2)}\n`
      : [
          requests.length === 0 ? 'Nothing waits for you.' : 'Waiting for you:',
          ...requests.map(request => describeRequest(request, now)),
          ...(grants.length === 0
            ? []
            : ['Allowed by you:', ...grants.map(grant => describeGrant(grant, now))]),
          '',
        ].join('\n'),
  );
  return exitCodes.clean;
}

/** Names of folders can hold what a terminal would obey. */
const plainLine = (text: string): string => text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, '?');

const minutes = (ms: number): string => `${Math.max(1, Math.round(ms / 60_000))} min`;

function describeRequest(request: ApprovalRequest, now: number): string {
  const { id, agent, kind, subject, cwd, policies, labels, attempts, ts } = request;
  return [
    `  ${id}  ${agent || 'an agent'} · ${kind} · ${minutes(now - ts)} ago${attempts > 1 ? ` · tried ${attempts} times` : ''}`,
    `            ${subject}`,
    `            in ${plainLine(cwd)}`,
    ...policies.map(({ principle }) => `            ${principle}`),
    ...labels.map(label => `            This session ${sessionLabels[label]}.`),
  ].join('\n');
}

const describeGrant = ({ id, agent, kind, subject, scope, expires }: Grant, now: number): string =>
  `  ${id}  ${agent || 'an agent'} · ${kind} · ${scopes[scope]}, ${minutes(expires - now)} left\n            ${subject}`;

const scopes: Readonly<Record<GrantScope, string>> = {
  once: 'once',
  session: 'for its session',
  workspace: 'in its folder',
};
