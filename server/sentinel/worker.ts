/** The entry of the sentinel thread (dist/sentinel.mjs). */
import os from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { profiles } from '../../common/settings.ts';
import { createCatalogueClassifier } from './catalogueClassifier.ts';
import type { SentinelStart } from './messages.ts';
import { runSentinel } from './thread.ts';

function parseStart(raw: unknown): SentinelStart {
  const { scope, quarantine, snapshots } = fieldsOf(raw);
  const { roots, workspaceFile, profile: name } = fieldsOf(scope);
  const profile = profiles.find(known => known === name);
  const isList = Array.isArray(roots) && roots.every(root => typeof root === 'string');
  if (typeof quarantine !== 'string' || typeof snapshots !== 'string' || !isList || !profile) {
    throw new Error(
      'The sentinel was started without its scope and folders: start it through startSentinel.',
    );
  }
  const file = typeof workspaceFile === 'string' ? { workspaceFile } : {};
  return { scope: { roots, profile, ...file }, quarantine, snapshots };
}

const fieldsOf = (raw: unknown): Readonly<Record<string, unknown>> =>
  typeof raw === 'object' && raw !== null ? { ...raw } : {};

/**
 * Asks the system to run this thread ahead of busy programs: a restore must win against the editor's next look. Where
 * users may not ask for that (most Linux set-ups, macOS) everything works as before, only with more luck.
 */
function hurry(): void {
  try {
    os.setPriority(os.constants.priority.PRIORITY_ABOVE_NORMAL);
  } catch {
    return;
  }
}

hurry();
if (!parentPort)
  throw new Error('The sentinel runs as a worker thread only: start it through startSentinel.');
runSentinel(parentPort, parseStart(workerData), createCatalogueClassifier());
