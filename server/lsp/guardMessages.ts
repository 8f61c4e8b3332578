/** Routes the extension's own messages to the guard. */
import type { Connection } from 'vscode-languageserver';
import {
  activityMessage,
  editorEditMessage,
  itemTextMessage,
  judgeReadMessage,
  listItemsMessage,
  overseeMessage,
  oversightMessage,
  proposalMessage,
  protectedReadsMessage,
  settleItemMessage,
  settleSwitchMessage,
  timelineMessage,
} from '../../common/protocol.ts';
import type { Outcome, ProposalAnswer, SettleOutcome } from '../../common/protocol.ts';
import type { GuardSlot } from './guardSlot.ts';
import {
  parseActivity,
  parseEditorEdit,
  parseExtensionRead,
  parseItemText,
  parseOversee,
  parseProposal,
  parseSettle,
  parseSettleSwitch,
  parseTimeline,
} from './parse.ts';
import type { Runner } from './safely.ts';

/** Says what the messages are routed between. */
export interface GuardMessages {
  readonly connection: Connection;
  readonly runner: Runner;
  readonly guard: GuardSlot;
}

/** Registers the handlers of every request and notification about the quarantine and the ledger. */
export function handleGuardMessages({ connection, runner, guard }: GuardMessages): void {
  connection.onRequest(listItemsMessage, () =>
    runner.orThrow('list the quarantine', async () => (await guard.get()).items()),
  );
  connection.onRequest(itemTextMessage, (raw: unknown) =>
    runner.orThrow('read a held change', async () => (await guard.get()).itemText(parseItemText(raw))),
  );
  connection.onRequest(activityMessage, (raw: unknown) =>
    runner.orThrow('read the activity', async () => (await guard.get()).activity(parseActivity(raw).limit)),
  );
  connection.onRequest(settleItemMessage, (raw: unknown) =>
    runner.orElse<SettleOutcome>(
      'settle a held change',
      message => ({ ok: false, message }),
      async () => (await guard.get()).settle(parseSettle(raw)),
    ),
  );
  connection.onRequest(settleSwitchMessage, (raw: unknown) =>
    runner.orElse<Outcome>(
      'settle what switches hooks off',
      message => ({ ok: false, message }),
      async () => (await guard.get()).settleSwitch(parseSettleSwitch(raw)),
    ),
  );
  connection.onRequest(oversightMessage, () =>
    runner.orThrow('list what agents wait for', async () => (await guard.get()).overseer.overview()),
  );
  connection.onRequest(overseeMessage, (raw: unknown) =>
    runner.orElse<Outcome>(
      'decide about agents',
      message => ({ ok: false, message }),
      async () => (await guard.get()).overseer.decide(parseOversee(raw)),
    ),
  );
  connection.onRequest(proposalMessage, (raw: unknown) =>
    runner.orThrow(
      'show what would be written',
      async (): Promise<ProposalAnswer> =>
        (await guard.get()).overseer.proposal(parseProposal(raw).id) ?? null,
    ),
  );
  connection.onRequest(timelineMessage, (raw: unknown) =>
    runner.orThrow('tell a session', async () =>
      (await guard.get()).overseer.timeline(parseTimeline(raw).id),
    ),
  );
  connection.onRequest(protectedReadsMessage, () =>
    runner.orThrow('list protected files', async () => (await guard.get()).reads.list()),
  );
  connection.onRequest(judgeReadMessage, (raw: unknown) =>
    runner.orThrow('judge a read', async () => (await guard.get()).reads.judge(parseExtensionRead(raw))),
  );
  connection.onNotification(editorEditMessage, (raw: unknown) =>
    runner.detached('note an edit', async () => (await guard.get()).noteEditorEdit(parseEditorEdit(raw))),
  );
}
