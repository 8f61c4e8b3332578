/** Finds command lines that hide, destroy, leak, or open a way round the guard. Pure; one rule a file in rules/. */
import type { Detector } from '../../pipeline/types.ts';
import { findingFrom } from '../rule.ts';
import type { CommandRule } from './rule.ts';
import { destructiveRemoval } from './rules/destructiveRemoval.ts';
import { downloadAndRun } from './rules/downloadAndRun.ts';
import { guardTamper } from './rules/guardTamper.ts';
import { hiddenCommand } from './rules/hiddenCommand.ts';
import { lostWork } from './rules/lostWork.ts';
import { printedCredential } from './rules/printedCredential.ts';
import { removalOutside } from './rules/removalOutside.ts';
import { interactiveShell } from './rules/interactiveShell.ts';
import { uncheckedCommand } from './rules/uncheckedCommand.ts';
import { secretToNetwork } from './rules/secretToNetwork.ts';

/** Lists the rules on commands. */
export const commandRules: readonly CommandRule[] = [
  destructiveRemoval,
  downloadAndRun,
  guardTamper,
  hiddenCommand,
  interactiveShell,
  lostWork,
  printedCredential,
  removalOutside,
  secretToNetwork,
  uncheckedCommand,
];

/** Finds what the rules on commands describe. */
export const commandsDetector: Detector = {
  id: 'commands',
  detect: observation =>
    commandRules.filter(rule => rule.matches(observation)).map(rule => findingFrom(rule)),
};
