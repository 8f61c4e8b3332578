/** Entry of the extension: composes the parts and owns their lifetimes. */
import type * as vscode from 'vscode';
import { createActivityView } from './activityView.ts';
import { createApprovalsView } from './approvalsView.ts';
import { serveCodeRules } from './codeFindings.ts';
import { registerCommands } from './commands.ts';
import { watchEditors } from './editorSensor.ts';
import { createEmergencyStop } from './emergencyStop.ts';
import { createExclusions } from './exclusions.ts';
import { createGuardClient, type GuardClient } from './guardClient.ts';
import { markHiddenText } from './hiddenText.ts';
import { notifyOfKillSwitches } from './killSwitches.ts';
import { serveItemDocuments } from './itemDocuments.ts';
import { notifyOfIncidents } from './notifications.ts';
import { watchOversight } from './oversight.ts';
import { createPosture } from './posture.ts';
import { createProtection } from './protection.ts';
import { createQuarantineView } from './quarantineView.ts';
import { serveRequestDocuments } from './requestDocuments.ts';
import { notifyOfRequests } from './requestNotices.ts';
import { createSessionsView } from './sessionsView.ts';
import { shieldReads } from './readShield.ts';
import { showStatus } from './status.ts';

let guard: GuardClient | undefined;

/** Starts Ringfence in this window. Returns at once: the guard process starts in the background. */
export function activate(extension: vscode.ExtensionContext): void {
  const client = createGuardClient(extension);
  guard = client;
  const quarantine = createQuarantineView(client);
  const activity = createActivityView(client, extension.globalState);
  const oversight = watchOversight(client);
  const emergency = createEmergencyStop(extension, client, oversight);
  const protection = createProtection(extension, client);
  const exclusions = createExclusions(extension);
  const posture = createPosture(client);
  const overseeing = {
    guard: client,
    oversight,
    approvals: createApprovalsView(client, oversight),
    sessions: createSessionsView(client, oversight),
  };
  extension.subscriptions.push(
    client,
    oversight,
    showStatus(client, oversight),
    quarantine,
    activity,
    emergency,
    protection,
    posture,
    overseeing.approvals,
    overseeing.sessions,
    notifyOfRequests(overseeing),
    serveItemDocuments(client),
    serveRequestDocuments(client, oversight),
    serveCodeRules(client),
    notifyOfIncidents(client),
    notifyOfKillSwitches(client, () => protection.refresh()),
    watchEditors(client),
    shieldReads(client),
    markHiddenText(client),
    registerCommands({
      extension,
      guard: client,
      quarantine,
      activity,
      overseeing,
      emergency,
      protection,
      exclusions,
      posture,
    }),
  );
  void client.start();
}

/** Stops the guard process; VS Code waits for it. */
export async function deactivate(): Promise<void> {
  await guard?.stop();
}
