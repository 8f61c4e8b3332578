import { execFile as start, type ExecFileOptions } from 'node:child_process';

export function open(file: string, more: ExecFileOptions): void {
  // ruleid: javascript.spawn-shell-true
  start('viewer', [file], { ...more, shell: true }, () => undefined);
  // ok: javascript.spawn-shell-true
  start('viewer', [file], more, () => undefined);
}
