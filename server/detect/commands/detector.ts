/** Finds command lines that hide, destroy, leak, or open a way round the guard. Pure; one rule a file in rules/. */
import type { Detector } from '../../pipeline/types.ts';
import { findingFrom } from '../rule.ts';
import type { CommandRule } from './rule.ts';
import { attackTool } from './rules/attackTool.ts';
import { credentialDump } from './rules/credentialDump.ts';
import { credentialSearch } from './rules/credentialSearch.ts';
import { databaseDestruction } from './rules/databaseDestruction.ts';
import { dataDrop } from './rules/dataDrop.ts';
import { defenceOff } from './rules/defenceOff.ts';
import { destructiveRemoval } from './rules/destructiveRemoval.ts';
import { downloadAndRun } from './rules/downloadAndRun.ts';
import { erasedTraces } from './rules/erasedTraces.ts';
import { guardTamper } from './rules/guardTamper.ts';
import { hiddenCommand } from './rules/hiddenCommand.ts';
import { interactiveShell } from './rules/interactiveShell.ts';
import { knownInstaller } from './rules/knownInstaller.ts';
import { lostWork } from './rules/lostWork.ts';
import { openedAccess } from './rules/openedAccess.ts';
import { persistence } from './rules/persistence.ts';
import { printedCredential } from './rules/printedCredential.ts';
import { proxyExecution } from './rules/proxyExecution.ts';
import { publication } from './rules/publication.ts';
import { reconnaissance } from './rules/reconnaissance.ts';
import { removalOutside } from './rules/removalOutside.ts';
import { reverseShell } from './rules/reverseShell.ts';
import { runnableDownload } from './rules/runnableDownload.ts';
import { secretToNetwork } from './rules/secretToNetwork.ts';
import { serviceDestruction } from './rules/serviceDestruction.ts';
import { shadowedProgram } from './rules/shadowedProgram.ts';
import { systemChange } from './rules/systemChange.ts';
import { uncheckedCommand } from './rules/uncheckedCommand.ts';

/** Lists the rules on commands. */
export const commandRules: readonly CommandRule[] = [
  attackTool,
  credentialDump,
  credentialSearch,
  databaseDestruction,
  dataDrop,
  defenceOff,
  destructiveRemoval,
  downloadAndRun,
  erasedTraces,
  guardTamper,
  hiddenCommand,
  interactiveShell,
  knownInstaller,
  lostWork,
  openedAccess,
  persistence,
  printedCredential,
  proxyExecution,
  publication,
  reconnaissance,
  removalOutside,
  reverseShell,
  runnableDownload,
  secretToNetwork,
  serviceDestruction,
  shadowedProgram,
  systemChange,
  uncheckedCommand,
];

/** Finds what the rules on commands describe. */
export const commandsDetector: Detector = {
  id: 'commands',
  detect: observation =>
    commandRules.filter(rule => rule.matches(observation)).map(rule => findingFrom(rule)),
};
