/** What the status bar shows for each state of the guard. Must not import vscode. */
import type { GuardState } from '../../common/protocol.ts';
import { count } from './wording.ts';

/** Describes the life of the guard process as the extension sees it. */
export type Life =
  | { readonly kind: 'starting' }
  | { readonly kind: 'running'; readonly state: GuardState }
  | { readonly kind: 'waiting'; readonly reason: string; readonly delayMs: number }
  | { readonly kind: 'stopped' };

/** Names the mood of the shield; each has its own icon and background. */
export type Mood = 'starting' | 'guarding' | 'held' | 'degraded';

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
export function statusModel(life: Life): StatusModel {
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
      return running(life.state);
  }
}

function running(state: GuardState): StatusModel {
  const facts = [state.detail];
  switch (state.status) {
    case 'starting':
      return status('starting', '$(loading~spin) Ringfence', facts, state.held);
    case 'stopped':
      return status('degraded', '$(error) Ringfence: not guarding', facts, state.held);
    case 'degraded':
      return status('degraded', '$(warning) Ringfence: degraded', facts, state.held);
    case 'guarding':
      return state.held === 0
        ? status('guarding', '$(shield) Ringfence', facts)
        : status('held', `$(shield) ${state.held} held`, [heldSentence(state.held), ...facts], state.held);
  }
}

const heldSentence = (held: number): string =>
  `${count(held, 'change')} held back, waiting for your decision.`;

function status(mood: Mood, text: string, lines: readonly string[], held = 0): StatusModel {
  const said = lines.filter(line => line !== '');
  return { mood, text, lines: said, held, accessible: `Ringfence. ${said.join(' ')}` };
}
