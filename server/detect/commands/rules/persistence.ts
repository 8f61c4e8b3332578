/** Things are set up that run later by themselves: at log-in, at boot, by the clock, with every program. */
import { tags } from '../../rule.ts';
import type { ObservedCommand } from '../../../pipeline/types.ts';
import { isAct } from '../acts.ts';
import { hasInput } from '../rule.ts';
import type { CommandRule } from '../rule.ts';

/** Reports commands that make something run after the agent has gone. */
export const persistence: CommandRule = {
  id: 'commands/persistence',
  title: 'Something is set up that runs later by itself',
  why: 'It runs when nobody looks, long after this session, with the rights of the user or the system.',
  remedy:
    'Run it once now, for example `sh scripts/job.sh`, and let the user set up what should run by itself.',
  severity: 'high',
  confidence: 'high',
  risks: ['PERSIST', 'EXEC-AUTO'],
  tags: tags('OWASP-ASI@2026:ASI10', 'MITRE-ATLAS@5.6.0:AML.T0112'),
  matches: ({ commands }) =>
    commands.some(
      command => lasts(command) || preloads(command) || (command.program === 'batch' && hasInput(command)),
    ),
};

const runKeys =
  '~currentversion\\run|currentversion\\policies\\explorer\\run|winlogon|image+file+execution+options|appinit_dlls|\\shell\\open\\command|silentprocessexit|\\environment|userinitmprlogonscript|active+setup|\\lsa|netsh|appcertdlls|bootexecute|screensave';

const lasts = isAct({
  at: ['-f ~/tmp/', '* /every', '~cmd', '~.exe'],
  schtasks: ['/create', '/change /tr'],
  'register-scheduledtask new-scheduledtask new-scheduledtaskaction register-scheduledjob set-scheduledtask':
    [''],
  'new-gpoimmediatetask new-service register-wmievent set-wmiinstance register-cimindicationevent': [''],
  sc: ['create', 'config ~binpath|start='],
  reg: [`add|import|copy ${runKeys}`],
  'set-itemproperty new-itemproperty new-item': [runKeys],
  bitsadmin: ['/setnotifycmdline'],
  wmic: ['~eventconsumer', 'startup ~create', 'service create'],
  defaults: ['write ~loginhook|logouthook|autolaunchedapplicationdictionary|loginitems'],
  osascript: ['~login+item', '~folder+action'],
  sfltool: ['add-item'],
  'plistbuddy plutil': ['~launchagents|launchdaemons', '~programarguments'],
  'npm pnpm yarn': ['config set ~script-shell|shell=', 'set ~script-shell', 'config set ~prefix ~/tmp'],
  loginctl: ['enable-linger'],
  'update-alternatives': ['--install --force'],
  pm2: ['startup'],
  git: ['config ~core.hookspath', 'config ~init.templatedir --global', 'config ~core.fsmonitor ~/'],
  'invoke-wmimethod invoke-cimmethod': ['~win32_scheduledjob'],
});

const preloadNames =
  /^(?:LD_PRELOAD|LD_AUDIT|DYLD_INSERT_LIBRARIES|DYLD_FRAMEWORK_PATH|PROMPT_COMMAND|BASH_ENV|PYTHONSTARTUP)$/u;

/** A library that is loaded into every program; those that profilers and allocators bring are known by name. */
function preloads({ program, args, env }: ObservedCommand): boolean {
  const values = Object.entries(env).filter(([name, value]) => preloadNames.test(name) && value !== '');
  const named = ['export', 'env', 'set', 'setenv', 'declare'].includes(program)
    ? args.flatMap(arg => {
        const [name = '', value = ''] = arg.split('=');
        return preloadNames.test(name) && value !== '' ? [[name, value] as const] : [];
      })
    : [];
  return [...values, ...named].some(([, value]) => !knownLibrary.test(value));
}

const knownLibrary =
  /(?:jemalloc|tcmalloc|mimalloc|asan|tsan|ubsan|faketime|fakeroot|eatmydata|gomp|stdc\+\+|proxychains|heaptrack|profiler|nvidia|gperftools|torsocks|vgl)/iu;
