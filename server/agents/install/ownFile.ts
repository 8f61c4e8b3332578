/** Texts of files that are wholly ours: programs that agents start or load, and which ask the launcher. Pure. */
import { launcherFile, shellQuoted } from '../launcher.ts';
import type { InstallSetting } from './spec.ts';

const written = 'Written by "ringfence install"; "ringfence uninstall" removes it.';

/** What agents are told when not even the launcher can be started. */
export const complaint =
  'Ringfence refused this because its hook cannot start. Ask the user to run: ringfence doctor';

/**
 * Returns a POSIX script that runs the launcher and prints what it prints; when that fails it prints `otherwise`. For
 * agents that take no exit code for a refusal.
 */
export function relayScript(setting: InstallSetting, words: string, otherwise: string): string {
  return `#!/bin/sh
# Asks Ringfence. ${written}
launcher=${shellQuoted(launcherFile(setting.folders, setting.platform))}
if [ -f "$launcher" ]; then
  answer=$(/bin/sh "$launcher" ${words}) && printf '%s\\n' "$answer" && exit 0
fi
echo ${shellQuoted(otherwise)}
`;
}

/** Returns the same as a PowerShell script. */
export function relayPowerShell(setting: InstallSetting, words: string, otherwise: string): string {
  const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
  const lines = [
    `# Asks Ringfence. ${written}`,
    `$launcher = ${quoted(launcherFile(setting.folders, setting.platform))}`,
    `$answer = [Console]::In.ReadToEnd() | & $launcher ${words}`,
    'if ($LASTEXITCODE -eq 0 -and $answer) { $answer; exit 0 }',
    quoted(otherwise),
  ];
  return `${lines.join('\r\n')}\r\n`;
}

/** Longer than the hook's own patience, shorter than a person's. */
const patienceMs = 15_000;

/**
 * Returns a JavaScript module that offers \`ask(event, payload)\` to the rest of its text: it resolves with \`refused\`,
 * \`note\`, or neither. For agents that load plugins; whatever goes wrong is a refusal.
 */
export function pluginText(setting: InstallSetting, agent: string, rest: string): string {
  const launcher = launcherFile(setting.folders, setting.platform);
  const [file, ...args] = setting.platform === 'win32' ? [`"${launcher}"`] : ['/bin/sh', launcher];
  return `// Asks Ringfence. ${written}
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';

const launcher = ${JSON.stringify(launcher)};
const command = ${JSON.stringify([file, ...args, '--agent', agent, '--event'])};
const unable = ${JSON.stringify(complaint)};

function ask(event, payload) {
  return new Promise(resolve => {
    if (!existsSync(launcher)) return resolve({ refused: unable });
    const [file, ...args] = command;
    const child = spawn(file, [...args, event], { shell: ${setting.platform === 'win32'}, windowsHide: true });
    const said = { out: '', err: '' };
    const timer = setTimeout(() => child.kill('SIGKILL'), ${patienceMs});
    child.stdout.on('data', chunk => (said.out += chunk));
    child.stderr.on('data', chunk => (said.err += chunk));
    child.stdin.on('error', () => undefined);
    child.on('error', () => resolve({ refused: unable }));
    child.on('close', code => {
      clearTimeout(timer);
      resolve(answerOf(code, said));
    });
    child.stdin.end(JSON.stringify(payload));
  });
}

function answerOf(code, { out, err }) {
  if (code !== 0) return { refused: err.trim() || unable };
  try {
    return { note: JSON.parse(out).additional_context };
  } catch {
    return { refused: unable };
  }
}

${rest}`;
}
