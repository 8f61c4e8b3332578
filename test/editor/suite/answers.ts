/** Answers questions of our commands by keys, as a person does. */
import * as assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';

/** Are the keys of a list of choices. */
export const keys = {
  next: 'workbench.action.quickOpenSelectNext',
  tick: 'workbench.action.quickPickManyToggle',
  accept: 'workbench.action.acceptSelectedQuickOpenItem',
} as const;

/** Runs a command that asks about what is in front, and answers until it is done. */
export async function decide(command: string, answer: readonly string[], done: () => boolean): Promise<void> {
  for (let patience = 300; !done(); patience *= 2) {
    assert.ok(patience < 10_000, `${command} settled nothing.`);
    void vscode.commands.executeCommand(command);
    await delay(patience);
    for (const key of answer) {
      await vscode.commands.executeCommand(key);
      // The next question needs a moment to come up.
      if (key === keys.accept) await delay(patience);
    }
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
  }
}
