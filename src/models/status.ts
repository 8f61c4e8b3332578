/** What the status bar shows for each state of the guard. Must not import vscode. */
import type { GuardState, Oversight, RulesState } from '../../common/protocol.ts';
import { count, moment } from './wording.ts';

/** Describes the life of the guard process as the extension sees it. */
export type Life =
  | { readonly kind: 'starting' }
  | { readonly kind: 'running'; readonly state: GuardState }
  | { readonly kind: 'waiting'; readonly reason: string; readonly delayMs: number }
  | { readonly kind: 'stopped' };

/** Names the mood of the shield; each has its own icon and background. */
export type Mood = 'starting' | 'guarding' | 'held' | 'waiting' | 'degraded' | 'stopped';

/** Is what of the oversight the status bar shows. */
export type Waiting = Pick<Oversight, 'requests' | 'stopped'>;

const nothing: Waiting = { requests: [] };

/** Is what the status bar shows. */
export interface StatusModel {
  readonly mood: Mood;
  readonly text: string;
  /** Sentences for the tooltip: plain text, escaped by the view. */
  readonly lines: readonly string[];
  /** Is read aloud by screen readers in place of icon and text. */
  readonly accessible: string;
  readonly held: number;
}

/** Turns the guard's life into what the status bar shows; anything but a healthy guard is visible. */
export function statusModel(life: Life, oversight: Waiting = nothing): StatusModel {
  switch (life.kind) {
    case 'starting':
      return status('starting', '$(loading~spin) Ringfence', ['Ringfence is starting.']);
    case 'waiting':
      return status('degraded', '$(error) Ringfence: not guarding', [
        `The guard stopped: ${life.reason}`,
        `It is started again in ${count(Math.max(1, Math.round(life.delayMs / 1000)), 'second')}. Changes made meanwhile are checked then.`,
      ]);
    case 'stopped':
      return status('degraded', '$(error) Ringfence: not guarding', [
        'The guard is stopped. Run “Ringfence: Restart Guard”.',
      ]);
    case 'running':
      return running(life.state, oversight);
  }
}

function running(state: GuardState, oversight: Waiting): StatusModel {
  const facts = [state.detail, ...(state.rules === undefined ? [] : rulesInForce(state.rules))];
  if (oversight.stopped !== undefined) return stopped(oversight.stopped, facts, state.held);
  switch (state.status) {
    case 'starting':
      return status('starting', '$(loading~spin) Ringfence', facts, state.held);
    case 'stopped':
      return status('degraded', '$(error) Ringfence: not guarding', facts, state.held);
    case 'degraded':
      return status('degraded', '$(warning) Ringfence: degraded', facts, state.held);
    case 'guarding':
      return guarding(state, oversight.requests.length, facts);
  }
}

/** Tells the level, the team's floor, and what else adds rules; says nothing of what is as on any machine. */
function rulesInForce({ level, floor, layers }: RulesState): readonly string[] {
  const adding = layers.filter(({ layer }) => layer !== 'floor').map(({ layer }) => owners[layer]);
  const own = [...new Set(adding)];
  return [
    ...(floor.status === 'none' ? [] : [`${floorSentence(floor)} Level: ${level}.`]),
    ...(own.length === 0 ? [] : [`Rules of ${own.join(' and of ')} are added.`]),
  ];
}

const owners = { floor: 'the team', user: 'your own', workspace: 'this workspace' } as const;

function floorSentence({ status, name = '', serial, expires }: RulesState['floor']): string {
  const named = `“${name}”${serial === undefined ? '' : `, serial ${serial}`}`;
  switch (status) {
    case 'in force':
      return `The team’s floor ${named} is in force${expires === undefined ? '' : `, until ${expires.slice(0, 10)}`}.`;
    case 'last good':
      return `The team’s floor is broken; the last good one, ${named}, stays in force.`;
    case 'expired':
      return `The team’s floor ${named} has expired and stays in force.`;
    default:
      return serial === undefined
        ? 'The team’s floor is missing: everything is as strict as can be.'
        : `The team’s floor ${named}, cannot be loaded: everything is as strict as can be.`;
  }
}

function guarding({ held }: GuardState, waiting: number, facts: readonly string[]): StatusModel {
  if (held + waiting === 0) return status('guarding', '$(shield) Ringfence', facts);
  const parts = [...(waiting === 0 ? [] : [`${waiting} waiting`]), ...(held === 0 ? [] : [`${held} held`])];
  const sentences = [
    ...(waiting === 0 ? [] : [waitingSentence(waiting)]),
    ...(held === 0 ? [] : [heldSentence(held)]),
  ];
  return status(
    waiting > 0 ? 'waiting' : 'held',
    `$(shield) ${parts.join(', ')}`,
    [...sentences, ...facts],
    held,
  );
}

const stopped = (
  { ts, by }: NonNullable<Waiting['stopped']>,
  facts: readonly string[],
  held: number,
): StatusModel =>
  status(
    'stopped',
    '$(debug-stop) Agents stopped',
    [
      `All agents are stopped ${by === 'cli' ? 'from the command line ' : ''}since ${moment(ts)}: every call is denied. Click to release them.`,
      ...facts,
    ],
    held,
  );

const waitingSentence = (waiting: number): string =>
  `${count(waiting, 'action')} of agents waiting for your decision.`;

const heldSentence = (held: number): string =>
  `${count(held, 'change')} held back, waiting for your decision.`;

function status(mood: Mood, text: string, lines: readonly string[], held = 0): StatusModel {
  const said = lines.filter(line => line !== '');
  return { mood, text, lines: said, held, accessible: `Ringfence. ${said.join(' ')}` };
}
