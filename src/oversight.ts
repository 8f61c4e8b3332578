/** What a person oversees beyond held files, kept current: requests, grants, labelled sessions, the emergency stop. */
import * as vscode from 'vscode';
import type { Oversight } from '../common/protocol.ts';
import type { GuardClient } from './guardClient.ts';
import { createPace } from './models/pace.ts';
import { plain } from './models/wording.ts';
import { after } from './timers.ts';

/** Knows the present state and tells of every change. */
export interface OversightWatch {
  readonly current: Oversight;
  /** Says why the state could not be read. */
  readonly trouble: string | undefined;
  readonly onChange: vscode.Event<Oversight>;
  /** Reads the state again; what it returns is current. */
  refresh(): Promise<Oversight>;
  dispose(): void;
}

const nothing: Oversight = { requests: [], grants: [], sessions: [] };

/** Starts to watch. While the guard does not run, what was known last stays. */
export function watchOversight(guard: GuardClient): OversightWatch {
  const changed = new vscode.EventEmitter<Oversight>();
  let current = nothing;
  let trouble: string | undefined;
  let forgetExpiry: (() => void) | undefined;

  const refresh = async (): Promise<Oversight> => {
    if (guard.life.kind !== 'running') return current;
    const before = [current, trouble];
    try {
      current = await guard.oversight();
      trouble = undefined;
    } catch (error) {
      const cause = error instanceof Error ? error.message : String(error);
      guard.log.error(`Approvals: ${cause}`);
      trouble = plain(`What agents wait for could not be read. ${cause}`, 300);
    }
    forgetExpiry?.();
    forgetExpiry = atNextExpiry(current, pace.request);
    if (JSON.stringify(before) !== JSON.stringify([current, trouble])) changed.fire(current);
    return current;
  };
  const pace = createPace({ run: refresh, delayMs: 50, after });
  const listening = vscode.Disposable.from(pace, guard.onChanged(pace.request), guard.onLife(pace.request));
  return {
    get current() {
      return current;
    },
    get trouble() {
      return trouble;
    },
    onChange: changed.event,
    refresh,
    dispose: () => {
      forgetExpiry?.();
      for (const each of [listening, changed]) each.dispose();
    },
  };
}

/** A longer delay would overflow the timer. */
const longestDelayMs = 24 * 3_600_000;

/** Nothing tells of a request that nobody answered: it just ends. */
function atNextExpiry({ requests, grants }: Oversight, task: () => void): (() => void) | undefined {
  const next = Math.min(...[...requests, ...grants].map(({ expires }) => expires));
  if (!Number.isFinite(next)) return undefined;
  return after(Math.min(Math.max(next - Date.now(), 0) + 100, longestDelayMs), task);
}
