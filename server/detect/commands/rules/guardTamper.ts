/** Attempts to stop the guard, remove it, or make agents ignore it. */
import { tags } from '../../rule.ts';
import type { Observation, ObservedCommand } from '../../../pipeline/types.ts';
import type { CommandRule } from '../rule.ts';
import { names } from '../rule.ts';

/** Reports commands that kill, uninstall or disable Ringfence. */
export const guardTamper: CommandRule = {
  id: 'commands/guard-tamper',
  title: 'Ringfence is stopped, removed or switched off',
  why: 'Nothing would look at what comes after.',
  remedy: 'Ask the user: only a person may switch the guard off; `ringfence doctor` shows what is covered.',
  severity: 'critical',
  confidence: 'high',
  risks: ['SELF'],
  tags: tags('OWASP-ASI@2026:ASI10', 'MITRE-ATLAS@5.6.0:AML.T0107', 'CWE@4.18:CWE-693'),
  matches: ({ commands }: Observation) =>
    commands.some(tampers) ||
    (commands.some(entersGuard) && commands.some(command => runsProgram(command, anyProgram))) ||
    (commands.some(findsGuard) && commands.some(({ program }) => killers.has(program))),
};

const killers = names('kill pkill killall taskkill stop-process spps xkill systemctl service launchctl');
const namesGuard = (args: readonly string[]): boolean => args.some(arg => /ringfence/iu.test(arg));

/** `kill $(pgrep -f ringfence)`: the number that is killed is not in the text. */
const findsGuard = ({ program, args }: ObservedCommand): boolean =>
  /^(?:pgrep|pidof|ps|grep|egrep|rg|awk|lsof)$/u.test(program) && namesGuard(args);

/** Where an agent that is started in another home or with other settings finds none of its hooks. */
const movesHome =
  /^(?:HOME|USERPROFILE|XDG_(?:CONFIG|STATE)_HOME|(?:CODEX|CLAUDE|GEMINI|QWEN|COPILOT)_(?:HOME|CONFIG_DIR))$/u;

const editors = names('code code-insiders codium cursor windsurf code-server kiro antigravity');
const installers = names('npm pnpm yarn bun');

function tampers(command: ObservedCommand): boolean {
  const { program, args, env } = command;
  if (killers.has(program) && (namesGuard(args) || args.some(arg => /extensionHost/iu.test(arg))))
    return true;
  return (
    removes(command) ||
    (program === 'ringfence' && switchesOff(args)) ||
    runsProgram(command, ourProgram) ||
    switchesHooksOff(command) ||
    Object.entries(env).some(([name, value]) => name.startsWith('RINGFENCE_') && value !== '')
  );
}

function removes({ program, args }: ObservedCommand): boolean {
  if (editors.has(program)) {
    const removal = args.some(arg => /^--(?:uninstall|disable)-extension(?:=|$)/u.test(arg));
    return (removal && namesGuard(args)) || args.includes('--disable-extensions');
  }
  const uninstalls = args.some(arg => /^(?:uninstall|remove|rm|un|r)$/u.test(arg));
  return installers.has(program) && uninstalls && namesGuard(args);
}

const runtimes = names(
  'node nodejs electron bun deno tsx code code-insiders codium cursor windsurf code-server',
);

const ourProgram = /ringfence.*\.m?js$/iu;
const anyProgram = /(?:^|[\\/])(?:cli|verbs|main)\.m?js$/u;

const entersGuard = ({ program, args }: ObservedCommand): boolean =>
  /^(?:cd|pushd|set-location)$/u.test(program) && namesGuard(args);

/** `node [flags] …/ringfence/dist/cli.js release`, by whatever runs JavaScript. */
function runsProgram({ program, args }: ObservedCommand, named: RegExp): boolean {
  if (named.test(program)) return switchesOff(args);
  if (!runtimes.has(program)) return false;
  const script = args.findIndex(arg => named.test(arg));
  return script >= 0 && switchesOff(args.slice(script + 1));
}

/** What waits for a person is decided by a person, and so is whose floor holds and what it says. */
const decidedByPeople: ReadonlyMap<string, RegExp> = new Map([
  ['approvals', /^(?:allow|clear)$/u],
  ['sessions', /^(?:allow|clear)$/u],
  ['policy', /^(?:trust|sign)$/u],
]);

/** A second guard of the same folder that only looks on would answer in the place of the first. */
const switchesOff = (args: readonly string[]): boolean =>
  /^(?:stop|release|disable|uninstall|remove|off|pause|approve|grant)$/u.test(args[0] ?? '') ||
  decidedByPeople.get(args[0] ?? '')?.test(args[1] ?? '') === true ||
  // Approving a changed server is a person's; running one from a shell would run any command unseen.
  (args[0] === 'mcp' && (args[1] === 'approve' || args.includes('--'))) ||
  (args[0] === 'guard' && args.some(arg => /^(?:--profile=)?observe$/u.test(arg)));

const agents = names('claude codex gemini qwen copilot droid cursor-agent opencode amp');
const blindingFlag =
  /^--(?:dangerously-skip-permissions|dangerously-bypass-approvals-and-sandbox|yolo|allow-all-tools|skip-permissions-unsafe|bare)$|^features\.hooks=false$|disableAllHooks/u;

/** Agents that are started without hooks or approvals, or where they find none, take the guard's eyes. */
function switchesHooksOff({ program, args, env }: ObservedCommand): boolean {
  if (program === 'env') {
    const moved = args.some(arg => movesHome.test(arg.split('=')[0] ?? '') && arg.includes('='));
    return moved && args.some(arg => agents.has(arg));
  }
  if (!agents.has(program)) return false;
  return Object.keys(env).some(name => movesHome.test(name)) || args.some(arg => blindingFlag.test(arg));
}
