/** Runs the sentinel behind a message port: the body of the worker thread, with the classifier as a parameter. */
import fs from 'node:fs';
import type { Outcome } from '../../common/protocol.ts';
import { describeProblem } from '../../common/result.ts';
import { systemClock } from '../ports/clock.ts';
import { openStore, type QuarantineStore } from '../quarantine/store.ts';
import type { Classifier } from './classifier.ts';
import { Guard } from './guard.ts';
import { judge } from './judge.ts';
import type { SentinelCommand, SentinelEvent, SentinelStart } from './messages.ts';

/** Is the part of a message port that the thread needs. */
export interface Port {
  postMessage(event: SentinelEvent): void;
  on(event: 'message', listener: (command: SentinelCommand) => void): unknown;
  close(): void;
}

const retryOpening = 5_000;
const warmRounds = 30;

/** Starts guarding and answers commands until told to stop. */
export function runSentinel(port: Port, start: SentinelStart, classifier: Classifier): void {
  const emit = (event: SentinelEvent): void => port.postMessage(event);
  let scope = start.scope;
  let guard: Guard | undefined;
  let retry: NodeJS.Timeout | undefined;
  warmUp(classifier);

  const begin = (): void => {
    const store = openQuarantine(start.quarantine, emit);
    if (store && retry) emit({ type: 'recovered', key: 'quarantine' });
    if (!store) {
      retry = setTimeout(begin, retryOpening);
      return;
    }
    guard = new Guard({ store, snapshots: start.snapshots, classifier, calls: fs, clock: systemClock, emit });
    void guard.configure(scope);
  };

  port.on('message', command => {
    if (command.type === 'configure') {
      scope = command.scope;
      void guard?.configure(scope);
    } else if (command.type === 'settle') {
      const outcome = guard?.settle(command) ?? {
        ok: false,
        message: 'The quarantine is not open yet. Try again.',
      };
      emit({ type: 'answer', seq: command.seq, outcome });
    } else if (command.type === 'rest' || command.type === 'write') {
      emit({ type: 'written', seq: command.seq, outcome: written(guard, command) });
    } else {
      clearTimeout(retry);
      guard?.stop();
      port.close();
    }
  });
  begin();
}

function written(
  guard: Guard | undefined,
  command: Extract<SentinelCommand, { type: 'rest' | 'write' }>,
): Outcome {
  if (guard === undefined) return { ok: false, message: 'Nothing is guarded yet. Try again.' };
  return command.type === 'rest' ? guard.rest(command) : guard.write(command.path, command.text);
}

/** The first judgement of a process costs tens of milliseconds; it must not be the one that counts. */
function warmUp(classifier: Classifier): void {
  const text = (value: number): Buffer =>
    Buffer.from(`{\n  "chat.permissions.default": "autopilot", "a": ${value}\n}\n`);
  for (let round = 0; round < warmRounds; round++) {
    const before = { kind: 'file', bytes: Buffer.from('{ "a": 0 }'), mode: 0o644 } as const;
    const after = { kind: 'file', bytes: text(round), mode: 0o644, stamp: '' } as const;
    judge(classifier, { file: '.vscode/settings.json', before, after });
  }
}

function openQuarantine(folder: string, emit: (event: SentinelEvent) => void): QuarantineStore | undefined {
  const opened = openStore({ folder, clock: systemClock });
  if (opened.ok) return opened.value;
  const message = `Nothing is guarded: ${opened.problems.map(describeProblem).join(' ')}`;
  emit({
    type: 'problem',
    key: 'quarantine',
    problem: { source: folder, message, remedy: 'It is tried again every five seconds.' },
  });
  return undefined;
}
