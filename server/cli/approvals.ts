/** `ringfence approvals`: what agents wait for, and what a person has allowed. */
import {
  grantScopes,
  sessionLabels,
  type ApprovalRequest,
  type Grant,
  type GrantScope,
} from '../../common/session.ts';
import { approvalFiles } from '../guard/sessionParts.ts';
import { ringfenceFolders } from '../platform/folders.ts';
import { systemClock } from '../ports/clock.ts';
import { allow, deny, revoke, type ApprovalFiles } from '../session/approvals.ts';
import { exitCodes, UsageError, type Command, type CommandContext, type ExitCode } from './command.ts';
import { choice, readOptions } from './options.ts';
import { recordDecision } from './record.ts';

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
    const files = approvalFiles(ringfenceFolders(context.surroundings));
    if (verb === 'list' && id === undefined)
      return list(files, choice('format', values.format, ['text', 'json']), context);
    if (!['allow', 'deny', 'revoke'].includes(verb))
      throw new UsageError(`"${verb}" is none of list, allow, deny and revoke.`);
    if (id === undefined || rest.length > 0) throw new UsageError('Name one request by its id.');
    if (verb === 'revoke') return takeBack(files, id, context);
    const scope = choice('for', values.for, grantScopes);
    return decide(files, { id, scope: verb === 'allow' ? scope : undefined }, context);
  },
};

async function list(
  { requests, grants }: ApprovalFiles,
  format: 'text' | 'json',
  { out }: CommandContext,
): Promise<ExitCode> {
  const now = systemClock.now();
  const waiting = requests.list().filter(({ expires }) => expires > now);
  const given = grants.list().filter(({ expires }) => expires > now);
  await out(
    format === 'json'
      ? `${JSON.stringify({ version: 1, requests: waiting, grants: given }, null, 2)}\n`
      : [
          waiting.length === 0 ? 'Nothing waits for you.' : 'Waiting for you:',
          ...waiting.map(request => describeRequest(request, now)),
          ...(given.length === 0
            ? []
            : ['Allowed by you:', ...given.map(grant => describeGrant(grant, now))]),
          '',
        ].join('\n'),
  );
  return exitCodes.clean;
}

const minutes = (ms: number): string => `${Math.max(1, Math.round(ms / 60_000))} min`;

function describeRequest(request: ApprovalRequest, now: number): string {
  const { id, agent, kind, subject, cwd, policies, labels, attempts, ts } = request;
  return [
    `  ${id}  ${agent || 'an agent'} · ${kind} · ${minutes(now - ts)} ago${attempts > 1 ? ` · tried ${attempts} times` : ''}`,
    `            ${subject}`,
    `            in ${cwd}`,
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

async function decide(
  files: ApprovalFiles,
  { id, scope }: { readonly id: string; readonly scope: GrantScope | undefined },
  context: CommandContext,
): Promise<ExitCode> {
  const now = systemClock.now();
  const request = files.requests.list().find(each => each.id === id && each.expires > now);
  if (request === undefined) {
    await context.out(`Nothing with the id ${id} waits; it may have expired. Let the agent try again.\n`);
    return exitCodes.findings;
  }
  if (scope === undefined) {
    await recordDecision([deny(files, request, now)], context);
    await context.out(`Denied: ${request.subject}\n`);
    return exitCodes.clean;
  }
  const { grant, entry } = allow(files, request, scope, now);
  await recordDecision([entry], context);
  await context.out(
    `Allowed ${scopes[scope]}: ${grant.subject}\nThe agent may try again within ${minutes(grant.expires - now)}.\n`,
  );
  return exitCodes.clean;
}

async function takeBack(files: ApprovalFiles, id: string, context: CommandContext): Promise<ExitCode> {
  const grant = files.grants.list().find(each => each.id === id);
  if (grant === undefined) {
    await context.out(`Nothing with the id ${id} is allowed.\n`);
    return exitCodes.findings;
  }
  await recordDecision([revoke(files, grant)], context);
  await context.out(`Taken back: ${grant.subject}\n`);
  return exitCodes.clean;
}
