/** Attempts to stop the guard, remove it, or make agents ignore it. */
import type { Observation, ObservedCommand } from '../../../pipeline/types.ts';
import type { CommandRule } from '../rule.ts';
import { names } from '../rule.ts';

/** Reports commands that kill, uninstall or disable Ringfence. */
export const guardTamper: CommandRule = {
  id: 'guard-tamper',
  severity: 'critical',
  confidence: 'high',
  classes: ['SELF'],
  message: 'Stops, removes or switches off Ringfence.',
  remedy: 'Ask the user: only a person may switch the guard off.',
  matches: ({ commands }: Observation) => commands.some(tampers),
};

const killers = names('kill pkill killall taskkill stop-process spps xkill systemctl service launchctl');
const namesGuard = (args: readonly string[]): boolean => args.some(arg => /ringfence/iu.test(arg));

function tampers({ program, args, env }: ObservedCommand): boolean {
  if (killers.has(program) && namesGuard(args)) return true;
  if (/^(?:code|code-insiders|codium|cursor|windsurf|code-server|kiro|antigravity)$/u.test(program)) {
    return (
      (args.some(arg => /^--(?:uninstall|disable)-extension(?:=|$)/u.test(arg)) && namesGuard(args)) ||
      args.includes('--disable-extensions')
    );
  }
  if (/^(?:npm|pnpm|yarn|bun)$/u.test(program))
    return args.some(arg => /^(?:uninstall|remove|rm|un|r)$/u.test(arg)) && namesGuard(args);
  if (program === 'ringfence')
    return /^(?:stop|disable|uninstall|remove|off|pause|approve|grant)$/u.test(args[0] ?? '');
  return (
    switchesHooksOff(program, args) ||
    Object.entries(env).some(([name, value]) => name.startsWith('RINGFENCE_') && value !== '')
  );
}

/** Agents that are started with flags that skip hooks or approvals take the guard's eyes. */
function switchesHooksOff(program: string, args: readonly string[]): boolean {
  if (!/^(?:claude|codex|gemini|qwen|copilot|droid|cursor-agent|opencode|amp)$/u.test(program)) return false;
  return args.some(arg =>
    /^--(?:dangerously-skip-permissions|dangerously-bypass-approvals-and-sandbox|yolo|allow-all-tools|skip-permissions-unsafe|bare)$|^features\.hooks=false$|disableAllHooks/u.test(
      arg,
    ),
  );
}
