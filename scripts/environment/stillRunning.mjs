/**
 * Keeps on disk which test files have begun and not ended, so that a run which never ends can be told by name. A reporter
 * of Vitest; writes to the file that RINGFENCE_RUNNING names.
 */
import { writeFileSync } from 'node:fs';

/** @typedef {{ readonly moduleId: string }} TestModule */

export default class StillRunning {
  /** @type {Set<string>} */
  #running = new Set();

  /** @param {TestModule} module */
  onTestModuleQueued({ moduleId }) {
    this.#running.add(moduleId);
    this.#write();
  }

  /** @param {TestModule} module */
  onTestModuleEnd({ moduleId }) {
    this.#running.delete(moduleId);
    this.#write();
  }

  #write() {
    const file = process.env['RINGFENCE_RUNNING'];
    if (file !== undefined) writeFileSync(file, [...this.#running].join('\n'));
  }
}
